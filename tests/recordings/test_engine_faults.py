"""What the engine does when the world fails under it."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from av import VideoFrame

from recordings.errors import RecordingError
from recordings.fact_log import FactLog, read_facts
from recordings.folder_lock import LOCK_NAME, FolderLock
from recordings.messages import Armed, Failed, Health, Stills
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


def _more_health(steered: Steered, wanted: int) -> Callable[[], bool]:
    """Whether more than so many further reports of health came since now."""
    said = len(steered.of(Health))
    return lambda: len(steered.of(Health)) >= said + wanted


def _troubles(steered: Steered) -> list[str]:
    return [trouble.code for trouble in steered.of(Health)[-1].troubles]


def test_that_a_disk_that_does_not_answer_is_a_trouble_until_it_answers(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(steered, tmp_path)

    def silent(_folder: Path) -> int:
        raise OSError(errno.EIO, "no answer")

    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr("recordings.monitor.free_bytes", silent)
            steered.until(_more_health(steered, 2))
            assert _troubles(steered) == ["disk_unreadable"]
        steered.until(lambda: _troubles(steered) == [])
    assert not steered.of(Failed)
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
def test_that_stills_that_cannot_be_made_are_a_trouble_until_they_can(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(steered, tmp_path)

    def broken(_shrinker: Shrinker, _frame: VideoFrame) -> bytes:
        raise ValueError("no picture like that")

    with monkeypatch.context() as patch:
        patch.setattr(Shrinker, "jpeg", broken)
        steered.engine.onlookers.heed(Stills(on=True))
        steered.until(lambda: _troubles(steered) == ["stills_failed"])
    assert steered.stills == []
    steered.until(lambda: steered.stills and _troubles(steered) == [])
    assert not steered.of(Failed)
    assert steered.engine.state == "recording"
