"""What the engine does when the world fails under it."""

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from av import VideoFrame

from recordings.errors import RecordingError
from recordings.fact_log import FactLog, read_facts
from recordings.folder_lock import LOCK_NAME, FolderLock
from recordings.messages import Armed, Failed, Health
from recordings.recording_run import RecordingRun
from recordings.stream import Shrinker
from tests.recordings.recording_here import CAMERA, SCREEN, Steered, a_plan


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def refused(steered: Steered, folder: Path) -> str:
    """The code with which arming for a folder is refused."""
    with pytest.raises(RecordingError) as caught:
        steered.engine.arm(a_plan(folder, SCREEN))
    return caught.value.code


def test_that_arming_in_vain_leaves_nothing_armed(steered: Steered, tmp_path: Path) -> None:
    engine = steered.engine
    engine.arm(a_plan(tmp_path, SCREEN))
    assert refused(steered, tmp_path / "nowhere") == "folder_unwritable"
    assert (engine.state, engine.plan) == ("idle", None)
    assert not (tmp_path / LOCK_NAME).exists()
    with pytest.raises(RecordingError, match="not_now"):
        engine.start()
    engine.tick()
    engine.arm(a_plan(tmp_path, SCREEN, CAMERA))
    assert [source.ready for source in steered.of(Armed)[-1].sources] == [True, True]


def test_that_arming_in_vain_after_a_recording_leaves_the_folder_free(steered: Steered, tmp_path: Path) -> None:
    engine = steered.engine
    engine.arm(a_plan(tmp_path, SCREEN))
    engine.start()
    steered.until(lambda: steered.facts("segment"))
    engine.stop()
    assert refused(steered, tmp_path / "nowhere") == "folder_unwritable"
    assert engine.state == "idle"
    assert engine.highest_segment == 1
    lock = FolderLock(tmp_path)
    assert lock.take()
    lock.release()


def recording(steered: Steered, folder: Path) -> None:
    """Record until a file is there."""
    steered.engine.arm(a_plan(folder, SCREEN))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment") and (folder / "screen.mkv").exists())


def test_that_a_file_that_somebody_takes_away_is_said_once_and_recording_goes_on(
    steered: Steered, tmp_path: Path
) -> None:
    recording(steered, tmp_path)
    (tmp_path / "screen.mkv").unlink()
    steered.until(lambda: steered.of(Failed))
    said = len(steered.of(Health))
    steered.until(lambda: len(steered.of(Health)) > said + 1)
    assert [(failed.code, failed.facts) for failed in steered.of(Failed)] == [("media_missing", {"file": "screen.mkv"})]
    assert steered.engine.state == "recording"


def test_that_a_disk_that_does_not_answer_is_said_once_until_it_answers(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(steered, tmp_path)

    def silent(_folder: Path) -> int:
        raise OSError(errno.EIO, "no answer")

    for times in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr("recordings.monitor.free_bytes", silent)
            said = len(steered.of(Health))
            steered.until(lambda said=said: len(steered.of(Health)) > said + 1)
        assert [failed.code for failed in steered.of(Failed)] == ["disk_unreadable"] * times
        said = len(steered.of(Health))
        steered.until(lambda said=said: len(steered.of(Health)) > said)
    assert all(failed.harmless for failed in steered.of(Failed))
    assert steered.engine.state == "recording"


@pytest.mark.allow_warning_logs
def test_that_an_end_that_cannot_be_written_is_reported_and_the_pause_is_a_pause(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(steered, tmp_path)

    def failing(_run: RecordingRun) -> None:
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(RecordingRun, "end", failing)
        steered.engine.pause()
        assert [failed.code for failed in steered.of(Failed)] == ["write_failed"]
        assert steered.engine.state == "paused"
        steered.engine.resume()
        steered.until(lambda: len(steered.facts("segment")) == 2)
        steered.engine.stop()
    assert [fact.type for fact in read_facts(tmp_path)][-1] == "closed"
    assert [failed.code for failed in steered.of(Failed)] == ["write_failed"] * 2


def test_that_a_start_in_vain_leaves_no_thread_behind(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steered.engine.arm(a_plan(tmp_path, SCREEN))

    def full(*_args: object, **_said: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(FactLog, "write", full)
        with pytest.raises(RecordingError, match="disk_full"):
            steered.engine.start()
    assert "syncer" not in {thread.name for thread in threading.enumerate()}
    assert steered.engine.state == "armed"


@pytest.mark.allow_warning_logs
def test_that_a_still_that_cannot_be_made_is_reported_and_others_follow_when_asked_for(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(steered, tmp_path)

    def broken(_shrinker: Shrinker, _frame: VideoFrame) -> bytes:
        raise ValueError("no picture like that")

    with monkeypatch.context() as patch:
        patch.setattr(Shrinker, "jpeg", broken)
        steered.engine.stills(on=True)
        steered.until(lambda: steered.of(Failed))
        said = len(steered.of(Health))
        steered.until(lambda: len(steered.of(Health)) > said)
    assert [(failed.code, failed.harmless) for failed in steered.of(Failed)] == [("stills_failed", True)]
    assert steered.stills == []
    steered.engine.stills(on=True)
    steered.until(lambda: steered.stills)
    assert steered.engine.state == "recording"
