"""What is made of recordings in the background: when, of what, and how it gives way."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lab.archive import erase
from lab.archive.folder_layout import DERIVED, JOURNAL, record_files
from lab.database.store import Changed
from lab.domain.errors import RuleError
from lab.domain.ids import SessionId
from lab.services import derived
from lab.services.derived import DerivedFiles
from lab.services.derived_folder import DerivedFolder
from recordings import thumbnails
from recordings.whole_file import write_whole
from tests.lab.laboratories import Furnished, furnished
from tests.lab.stories import Story, hold
from tests.recordings.filming import Film, Studio, beeps

MADE = {"complete", "loudness.json", "made_of", "thumbnails-000.jpg", "thumbnails.json"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


def held(place: Furnished, story: Story, seconds: int = 12) -> tuple[SessionId, Path]:
    """A session with a recording of screen and sound."""
    _booking, session = hold(place, story)
    folder = place.lab.sessions.folder_of(session)
    shots = [(second * 1000, second) for second in range(seconds)]
    Studio(folder).film("screen", (0, Film(shots, sound=[(0, beeps([2_000_000], seconds * 1_000_000))]))).done()
    return session, folder


def waited(place: Furnished, session: SessionId, work: Callable[[], object]) -> None:
    """Do it and wait until everything of the session was made."""
    made = threading.Event()
    folder = DerivedFolder(place.lab.sessions.folder_of(session))

    def hear(change: Changed) -> None:
        if change == Changed("derived", (session,)) and folder.is_complete:
            made.set()

    over = place.lab.subscribe(hear)
    work()
    assert made.wait(30)
    over()


def test_that_everything_is_made_of_a_session_that_was_closed_before(place: Furnished) -> None:
    session, folder = held(place, Story().closed())
    before = record_files(folder)
    waited(place, session, place.lab.derived.begin)
    assert {path.name for path in (folder / DERIVED).iterdir()} == MADE
    found = place.lab.derived.of(session)
    assert found.thumbnails is not None
    assert found.loudness is not None
    assert place.lab.derived.makes_now(session)
    assert (found.thumbnails.source, found.thumbnails.count, found.loudness.duration_us) == ("screen", 3, 12_000_000)
    assert record_files(folder) == before


def test_that_a_session_is_taken_up_when_it_is_closed(place: Furnished) -> None:
    story = Story()
    session, _folder = held(place, story)
    place.lab.derived.begin()
    assert place.lab.derived.of(session).thumbnails is None
    assert not place.lab.derived.makes_now(session)
    story.closed()
    waited(place, session, lambda: place.lab.sessions.ingest(session, story.told))
    assert place.lab.derived.of(session).thumbnails is not None


def test_that_nothing_is_made_while_another_session_is_under_way(place: Furnished) -> None:
    closed, folder = held(place, Story().closed())
    runs = Story()
    running, _folder = held(place, runs)
    place.lab.derived.begin()
    place.lab.derived.prefer(closed)
    assert not (folder / DERIVED).exists()
    assert not place.lab.derived.makes_now(closed)
    runs.closed()
    waited(place, closed, lambda: place.lab.sessions.ingest(running, runs.told))


@pytest.mark.soak
def test_that_making_stops_when_a_session_begins_and_goes_on_where_it_stood(
    place: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, folder = held(place, Story().closed(), seconds=400)
    other = Story()
    write, broken_off = write_whole, threading.Event()

    def begins_meanwhile(path: Path, content: bytes) -> None:
        write(path, content)
        if not broken_off.is_set():
            hold(place, other)
            broken_off.set()

    monkeypatch.setattr(thumbnails, "write_whole", begins_meanwhile)
    place.lab.derived.begin()
    assert broken_off.wait(30)
    place.lab.derived.close()
    (sheet,) = (folder / DERIVED).glob("*.jpg")
    before = sheet.stat().st_mtime_ns
    (under_way,) = place.lab.sessions.open_sessions()
    assert under_way.session_id is not None
    place.lab.sessions.ingest(under_way.session_id, other.closed().told)
    next_program = DerivedFiles(place.lab.sessions, place.lab.store.publish)
    waited(place, closed, next_program.begin)
    next_program.close()
    assert {path.name for path in (folder / DERIVED).iterdir()} == MADE | {"thumbnails-001.jpg"}
    assert sheet.stat().st_mtime_ns == before


def test_that_what_was_made_of_another_recording_is_made_anew(place: Furnished) -> None:
    session, folder = held(place, Story().closed())
    waited(place, session, place.lab.derived.begin)
    (folder / DERIVED / "screen.mp4").write_bytes(b"of before")
    shots = [(second * 1000, second) for second in range(30)]
    (folder / "screen.mkv").unlink()
    Studio(folder).film("screen", (0, Film(shots))).done()
    assert place.lab.derived.of(session).thumbnails is None
    waited(place, session, lambda: place.lab.derived.prefer(session))
    found = place.lab.derived.of(session).thumbnails
    assert found is not None
    assert found.count == 6
    assert not (folder / DERIVED / "screen.mp4").exists()


def test_that_an_erasure_waits_for_what_is_being_made_and_nothing_is_made_afterwards(
    place: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, folder = held(place, Story().closed())
    begun = threading.Event()
    make = derived._make_missing

    def until_broken_off(folder: Path, tell: Callable[[], None], cancelled: Callable[[], bool]) -> None:
        begun.set()
        while not cancelled():
            begun.wait(0.01)
        (DerivedFolder(folder).prepare() / "thumbnails-000.jpg").write_bytes(b"still at it")
        make(folder, tell, cancelled)

    erased: list[bool] = []
    monkeypatch.setattr(derived, "_make_missing", until_broken_off)
    monkeypatch.setattr(erase, "withdraw", lambda one, *_said: erased.append((one / DERIVED / "made_of").exists()))
    (folder / JOURNAL).write_bytes(b"")
    place.lab.derived.begin()
    assert begun.wait(30)
    place.lab.sessions.withdraw(place.lab.sessions.booking_of(session).id, "Anna")
    assert erased == [True]
    shutil.rmtree(folder / DERIVED)
    with pytest.raises(RuleError, match="session_not_closed"):
        place.lab.derived.save_mp4(session)
    place.lab.derived.prefer(session)
    place.lab.derived.close()
    assert not (folder / DERIVED).exists()


def test_that_a_session_is_saved_as_mp4(place: Furnished) -> None:
    session, folder = held(place, Story().closed())
    Studio(folder).film("camera", (0, Film([(0, 1), (5_000, 2)])), kind="synthetic_camera")
    told: list[float] = []
    made = place.lab.derived.save_mp4(session, told.append)
    assert made == folder / DERIVED
    assert {path.name for path in made.glob("*.mp4")} == {"screen.mp4"}
    before = (made / "screen.mp4").stat().st_mtime_ns
    place.lab.derived.save_mp4(session)
    assert (made / "screen.mp4").stat().st_mtime_ns == before
    assert told[-1] == 1.0


def test_that_a_running_session_is_not_saved_as_mp4(place: Furnished) -> None:
    session, folder = held(place, Story())
    with pytest.raises(RuleError, match="session_not_closed"):
        place.lab.derived.save_mp4(session)
    assert not (folder / DERIVED).exists()


@pytest.mark.allow_warning_logs
def test_that_a_recording_that_cannot_be_read_stops_nobody(place: Furnished) -> None:
    bad, folder = held(place, Story().closed())
    (folder / "recording.json").write_text("[", encoding="utf-8")
    good, _folder = held(place, Story().closed())
    waited(place, good, place.lab.derived.begin)
    place.lab.derived.prefer(bad)
    assert place.lab.derived.of(good).loudness is not None
