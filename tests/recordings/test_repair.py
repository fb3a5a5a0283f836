"""Finishing what was interrupted, and the manifest it makes."""

import json
from pathlib import Path

import pytest

from recordings import manifest, repair
from recordings.errors import RecordingError
from recordings.fact_log import read_facts
from recordings.facts import FACTS_NAME
from recordings.folder_lock import FolderLock
from recordings.manifest import MANIFEST_NAME
from recordings.record import record
from tests.recordings.recording_here import SCREEN, VOICE, a_plan


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """The folder of a finished recording of a second."""
    record(a_plan(tmp_path, SCREEN, VOICE), 1.0)
    return tmp_path


def forget(folder: Path, *types: str) -> None:
    """Take facts away, as if the recorder had been killed before it wrote them; and the manifest."""
    path = folder / FACTS_NAME
    lines = [line for line in path.read_text().splitlines() if json.loads(line)["type"] not in types]
    path.write_text("\n".join(lines) + "\n")
    (folder / MANIFEST_NAME).unlink()


def test_that_a_finished_recording_is_left_as_it_is(recorded: Path) -> None:
    before = {path.name: path.read_bytes() for path in recorded.iterdir()}
    report = repair.finish(recorded)
    assert (report.changed, report.found, report.lost) == (False, ("screen.mkv",), ())
    assert {path.name: path.read_bytes() for path in recorded.iterdir()} == before


def test_that_the_end_of_a_file_is_found_by_reading_it(recorded: Path) -> None:
    whole = manifest.read(recorded).tracks[0].segments[0]
    forget(recorded, "segment_closed", "closed")
    report = repair.finish(recorded)
    assert (report.changed, report.completed) == (True, ("screen.mkv",))
    made = manifest.read(recorded)
    assert made.ended == "repaired"
    assert made.tracks[0].segments[0].duration_us == pytest.approx(whole.duration_us, abs=60_000)
    assert made.tracks[0].segments[0].frames == whole.frames
    assert [fact.type for fact in read_facts(recorded)][-2:] == ["segment_closed", "closed"]
    assert not repair.finish(recorded).changed


def test_that_a_file_with_nothing_in_it_is_named_as_lost(recorded: Path) -> None:
    forget(recorded, "segment_closed", "closed")
    (recorded / "screen.mkv").write_bytes(b"")
    report = repair.finish(recorded)
    assert (report.found, report.lost) == ((), ("screen.mkv",))
    assert manifest.read(recorded).tracks == ()
    assert not repair.finish(recorded).changed


def test_that_a_lost_manifest_is_made_again_alike(recorded: Path) -> None:
    before = (recorded / MANIFEST_NAME).read_bytes()
    (recorded / MANIFEST_NAME).unlink()
    assert repair.finish(recorded).changed
    assert (recorded / MANIFEST_NAME).read_bytes() == before


def test_that_a_running_recording_is_not_touched(recorded: Path) -> None:
    lock = FolderLock(recorded)
    assert lock.take()
    with pytest.raises(RecordingError, match="still_recording"):
        repair.finish(recorded)
    lock.release()


def test_that_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="facts_missing"):
        repair.finish(tmp_path)
    with pytest.raises(RecordingError, match="manifest_missing"):
        manifest.read(tmp_path)
    (tmp_path / FACTS_NAME).write_bytes(b'{"seq":1,"at_')
    with pytest.raises(RecordingError, match="nothing_recorded"):
        repair.finish(tmp_path)


@pytest.mark.parametrize(
    ("change", "code"), [({"min_reader": 9}, "manifest_newer"), ({"tracks": 1}, "manifest_unreadable")]
)
def test_that_a_manifest_of_another_time_is_refused(recorded: Path, change: dict[str, int], code: str) -> None:
    path = recorded / MANIFEST_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(RecordingError) as fault:
        manifest.read(recorded)
    assert fault.value.code == code


def test_that_an_end_that_its_own_recorder_did_not_write_is_called_repaired(recorded: Path) -> None:
    forget(recorded, "segment_closed")
    assert repair.finish(recorded).completed == ("screen.mkv",)
    assert manifest.read(recorded).ended == "repaired"
    assert not repair.finish(recorded).changed


def test_that_a_file_that_cannot_be_opened_is_not_written_down_as_lost(recorded: Path) -> None:
    forget(recorded, "segment_closed", "closed")
    media = recorded / "screen.mkv"
    aside = media.rename(recorded / "aside")
    media.mkdir()  # opening it fails, whoever tries
    before = (recorded / FACTS_NAME).read_bytes()
    with pytest.raises(OSError, match=r"screen\.mkv"):
        repair.finish(recorded)
    assert (recorded / FACTS_NAME).read_bytes() == before
    media.rmdir()
    aside.rename(media)
    assert repair.finish(recorded).completed == ("screen.mkv",)
