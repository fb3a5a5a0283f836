"""A disk that is full from one moment to the next: files end readable, the journal still takes a thousand events."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.archive.journal import Journal
from lab.archive.journal_reading import read_events
from lab.domain.errors import WorldError
from recordings import manifest, playback, repair
from recordings.ballast import BALLAST_BYTES, BALLAST_NAME, Ballast
from recordings.fact_log import read_facts
from recordings.messages import Failed, Health
from tests.lab.archive.sessions import tag
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan
from tests.small_disk import make_read_only, mounted, small_disk

DISK = "48m"
EVENTS_AFTER = 1_000
MORE_THAN_ANY_DISK_HAS = 1 << 62


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk that nobody looks at before it is full."""
    monkeypatch.setattr("recordings.engine.DISK_FULL_BYTES", 0)
    monkeypatch.setattr("recordings.monitor.DISK_FULL_BYTES", 0)
    with small_disk(tmp_path / "disk", DISK) as disk:
        yield disk


@pytest.fixture
def steered(disk: Path) -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def fill(disk: Path) -> None:
    """Another program writes until there is no room for a single byte."""
    piece = bytes(100_000)
    with (disk / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError, match="space"):
        while True:
            filler.write(piece)


@pytest.mark.allow_warning_logs
def test_that_a_disk_that_fills_up_in_an_instant_costs_neither_file_nor_events(steered: Steered, disk: Path) -> None:
    folder = disk / "session"
    folder.mkdir()
    journal, _ = Journal.open(folder / "journal.sqlite")
    kept = [journal.append(tag(number)).result().event.id for number in range(10)]
    steered.engine.arm(a_plan(folder, SCREEN, VOICE))
    steered.engine.start()
    assert (folder / BALLAST_NAME).stat().st_blocks * 512 >= BALLAST_BYTES
    steered.until(lambda: (folder / "screen.mkv").exists() and (folder / "screen.mkv").stat().st_size > 50_000)
    fill(disk)
    with pytest.raises(WorldError, match="journal_failed"):
        kept.extend(journal.append(tag(number)).result().event.id for number in range(EVENTS_AFTER))
    steered.until(lambda: steered.of(Failed))
    assert [failed.code for failed in steered.of(Failed) if not failed.harmless][-1] == "disk_full"
    assert steered.engine.state == "closed"
    assert not (folder / BALLAST_NAME).exists()
    journal.reopen()
    kept += [journal.append(tag(number)).result().event.id for number in range(EVENTS_AFTER)]
    journal.close()
    assert set(kept) <= {stamped.event.id for stamped in read_events(folder)}
    assert read_facts(folder)[-1].type == "closed"
    with playback.open_recording(folder) as recorded:
        assert recorded.track("screen").frame_at(recorded.duration_us) is not None
    repair.finish(folder)
    assert manifest.read(folder).tracks


def troubles(steered: Steered) -> list[str]:
    """What the recorder says is amiss now."""
    return [trouble.code for trouble in steered.of(Health)[-1].troubles]


def paused(steered: Steered, folder: Path) -> None:
    """Record a little, and rest."""
    folder.mkdir()
    steered.engine.arm(a_plan(folder, SCREEN))
    steered.engine.start()
    steered.until((folder / "screen.mkv").exists)
    steered.engine.pause()


def test_that_a_disk_that_fills_up_in_a_pause_is_told_and_when_there_is_room_again_recording_goes_on(
    steered: Steered, disk: Path
) -> None:
    paused(steered, disk / "session")
    fill(disk)
    steered.until(lambda: troubles(steered) == ["disk_full_in_pause"])
    assert steered.engine.state == "paused"
    (disk / "filler").unlink()
    steered.until(lambda: troubles(steered) == [])
    steered.engine.resume()
    steered.until((disk / "session" / "screen.002.mkv").exists)
    steered.engine.stop()
    assert not steered.of(Failed)
    assert read_facts(disk / "session")[-1].type == "closed"


def test_that_a_disk_that_is_nearly_full_is_told_in_a_pause(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused(steered, tmp_path / "session")
    with monkeypatch.context() as patch:
        patch.setattr("recordings.monitor.DISK_FULL_BYTES", MORE_THAN_ANY_DISK_HAS)
        steered.until(lambda: troubles(steered) == ["disk_full_in_pause"])
    steered.until(lambda: troubles(steered) == [])


def test_that_a_disk_that_becomes_read_only_in_a_pause_is_told(steered: Steered, tmp_path: Path) -> None:
    folder = tmp_path / "session"
    paused(steered, folder)
    with mounted(folder, "size=1g"):  # over it: of what is open there, no disk becomes read-only
        make_read_only(folder)
        steered.until(lambda: troubles(steered) == ["disk_unwritable_in_pause"])
        assert steered.engine.state == "paused"
    steered.until(lambda: troubles(steered) == [])
    assert not list(folder.glob("tmp*"))
    steered.engine.stop()
    assert manifest.read(folder).tracks


def test_that_a_ballast_that_finds_no_room_holds_none(disk: Path) -> None:
    (disk / "filler").write_bytes(bytes(BALLAST_BYTES))
    with pytest.raises(OSError, match="space"):
        Ballast(disk).take()
    assert not (disk / BALLAST_NAME).exists()


def test_that_an_ordinary_end_leaves_no_ballast_and_a_repair_removes_that_of_a_killed_recorder(tmp_path: Path) -> None:
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SCREEN))
    Ballast(tmp_path).take()  # of a recorder that was killed: the next one takes it over
    steered.engine.start()
    steered.until((tmp_path / "screen.mkv").exists)
    assert (tmp_path / BALLAST_NAME).exists()
    steered.engine.close()
    assert not (tmp_path / BALLAST_NAME).exists()
    Ballast(tmp_path).take()
    repair.finish(tmp_path)
    assert not (tmp_path / BALLAST_NAME).exists()


def test_that_a_ballast_is_there_also_where_the_system_cannot_hold_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.posix_fallocate")
    Ballast(tmp_path).take()
    Ballast(tmp_path).take()
    assert (tmp_path / BALLAST_NAME).stat().st_size == BALLAST_BYTES
