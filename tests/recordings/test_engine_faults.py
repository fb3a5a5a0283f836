"""What the engine does when the world fails under it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings.errors import RecordingError
from recordings.folder_lock import LOCK_NAME, FolderLock
from recordings.messages import Armed
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
