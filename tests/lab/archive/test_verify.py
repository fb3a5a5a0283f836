"""A sealed folder verifies; any changed byte, added or missing file does not."""

import random
import shutil
from pathlib import Path

import pytest

from lab.archive import folder_layout
from lab.archive.erase import withdraw
from lab.archive.journal_reading import read_events
from lab.archive.repair import repair
from lab.archive.verify import verify
from lab.domain.errors import InputError, RuleError
from lab.domain.events import SessionWithdrawn
from lab.domain.session import SessionState
from recordings.clicks import Click, ClickLog
from tests.lab.archive.sessions import WORDS, begun_session, closed_session


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "session"
    closed_session(folder, seconds=1.2)
    return folder


@pytest.fixture
def copy(sealed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / "copy"))


def test_that_a_closed_session_verifies(sealed: Path) -> None:
    report = verify(sealed)
    assert report.lies == ()
    assert report.ok
    assert report.events == len(read_events(sealed)) == 9
    assert report.files == len(folder_layout.record_files(sealed)) >= 5


def test_that_every_flipped_byte_is_found_and_its_file_named(copy: Path) -> None:
    draw = random.Random(20261123)
    for path in sorted(entry for entry in copy.iterdir() if entry.is_file()):
        whole = path.read_bytes()
        places = {0, len(whole) - 1, *(draw.randrange(len(whole)) for _ in range(25))}
        for place in places:
            changed = bytearray(whole)
            changed[place] ^= 1 << draw.randrange(8)
            path.write_bytes(changed)
            report = verify(copy)
            assert not report.ok, f"{path.name} byte {place}"
            assert any(lie.where.split("#")[0] == path.name for lie in report.lies), f"{path.name} byte {place}"
        path.write_bytes(whole)
    assert verify(copy).ok


def test_that_files_added_missing_or_replaced_by_links_are_found(copy: Path) -> None:
    (copy / "note.txt").write_text("hello", encoding="utf-8")
    assert [(lie.where, lie.code) for lie in verify(copy).lies] == [("note.txt", "file_added")]
    (copy / "note.txt").unlink()
    screen = copy / "screen.mkv"
    moved = screen.rename(copy.parent / "elsewhere.mkv")
    assert ("screen.mkv", "file_missing") in {(lie.where, lie.code) for lie in verify(copy).lies}
    screen.symlink_to(moved)
    assert ("screen.mkv", "file_is_a_link") in {(lie.where, lie.code) for lie in verify(copy).lies}


def test_that_derived_files_do_not_count(copy: Path) -> None:
    (copy / "derived").mkdir()
    (copy / "derived" / "thumbnail.png").write_bytes(b"anything")
    assert verify(copy).ok


def test_that_an_open_session_is_not_closed_but_good_to_an_event(tmp_path: Path) -> None:
    journal, events = begun_session(tmp_path / "open")
    report = verify(tmp_path / "open")
    journal.abandon()
    assert not report.ok
    assert not report.sealed
    assert [(lie.code, lie.facts["good_events"]) for lie in report.lies] == [("not_closed", len(events))]


def test_that_repair_closes_an_interrupted_session(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    journal, events = begun_session(folder, seconds=0.6)
    journal.abandon()
    (folder / folder_layout.MANIFEST).unlink()
    report = repair(folder)
    assert report.state is SessionState.CLOSED
    assert report.events == len(events)
    assert report.media == ("screen.mkv",)
    assert verify(folder).ok
    with pytest.raises(RuleError, match="already_closed"):
        repair(folder)


def test_that_repair_says_what_is_no_session(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not_a_session_folder"):
        repair(tmp_path)
    with pytest.raises(InputError, match="not_a_session_folder"):
        verify(tmp_path)


def test_that_a_withdrawn_session_verifies_and_holds_no_words_and_no_media(copy: Path) -> None:
    (copy / "derived").mkdir()
    (copy / "derived" / "screen.mp4").write_bytes(b"picture")
    before = {entry.name for entry in copy.iterdir()}
    seal = withdraw(copy, "Anna", "does not want it any more")
    assert verify(copy).lies == ()
    assert seal.erased == ("screen.mkv",)
    assert before - {entry.name for entry in copy.iterdir()} == {"screen.mkv", "derived"}
    for entry in copy.iterdir():
        content = entry.read_bytes()
        assert WORDS.encode() not in content, entry.name
        assert b"any more" not in content, entry.name
    events = read_events(copy)
    assert events[-1].event.type == "session.withdrawn"
    assert all(getattr(one.event, "note", "") == "" for one in events)
    with pytest.raises(RuleError, match="already_withdrawn"):
        withdraw(copy, "Anna")


def test_that_an_interrupted_withdrawal_is_finished_by_repair(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lab.archive import erase

    def interrupted(_folder: Path, _names: tuple[str, ...]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erase, "_erase_files", interrupted)
        with pytest.raises(KeyboardInterrupt):
            withdraw(copy, "Anna")
    assert [lie.code for lie in verify(copy).lies] == ["not_closed"]
    assert repair(copy).state is SessionState.WITHDRAWN
    assert verify(copy).ok
    assert not (copy / "screen.mkv").exists()
    assert WORDS.encode() not in (copy / folder_layout.JOURNAL).read_bytes()


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a/b.mkv", "..", ".", "", "C:x.mkv", "a\\b.mkv"])
def test_that_a_tombstone_names_nothing_outside_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="erased_files"):
        SessionWithdrawn(id="w", at_us=0, author="Anna", erased_files=(name,), erased_bodies=0)


def test_that_a_forged_tombstone_neither_saves_media_nor_costs_other_files(tmp_path: Path) -> None:
    folder, beside = tmp_path / "session", tmp_path / "precious.mkv"
    beside.write_bytes(b"of somebody else")
    journal, _events = begun_session(folder, seconds=0.5)
    forged = SessionWithdrawn.model_construct(
        id="forged", at_us=3, author="Eve", erased_files=(folder_layout.PLAN,), erased_bodies=0
    )
    journal.append(forged).result()
    journal.close()
    seal = withdraw(folder, "Anna")
    assert seal.erased == ("screen.mkv",)
    assert verify(folder).ok
    assert not (folder / "screen.mkv").exists()
    assert (folder / folder_layout.PLAN).exists()
    assert beside.exists()


def test_that_clicks_go_with_the_media(tmp_path: Path) -> None:
    folder = tmp_path / "session"
    journal, _events = begun_session(folder, seconds=0.5)
    journal.close()
    log = ClickLog(folder)
    log.write(Click(at_us=5, source="screen", button=1, x=2, y=3))
    log.close()
    assert withdraw(folder, "Anna").erased == ("clicks.jsonl", "screen.mkv")
    assert not (folder / "clicks.jsonl").exists()
    assert verify(folder).ok
