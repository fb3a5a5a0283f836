"""A disk that answers with errors, or late: the system's own calls fail under a real recorder process."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import pytest

from recordings import manifest, playback, repair
from recordings.fact_log import read_facts
from recordings.messages import Dropped

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 2.0
SLOW_US = 150_000

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace")


@dataclass(frozen=True)
class Outcome:
    """What the recorder said, its exit code, and the folder."""

    said: list[str]
    code: int
    folder: Path

    @property
    def reason(self) -> str:
        """Why the recording ended, as the facts tell it."""
        (closed,) = (fact for fact in read_facts(self.folder) if fact.type == "closed")
        return closed.reason


Recorded = Callable[[str, str], Outcome]


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    """Records while one kind of system call on one file of the folder is tampered with, as strace puts it."""

    def run(file: str, tampering: str) -> Outcome:
        folder = tmp_path / "session"
        folder.mkdir()
        call = tampering.partition(":")[0]
        tracer = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(tmp_path / "trace"), "-P", str(folder / file)]
        program = [sys.executable, str(HERE / "record_synthetic.py"), str(folder), str(SECONDS)]
        done = subprocess.run(
            [*tracer, "-e", f"trace={call}", "-e", f"inject={tampering}", *program],
            capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        tampered = "INJECTED" in (trace := (tmp_path / "trace").read_text()) or "DELAYED" in trace
        if not tampered and "strace" in done.stderr:
            pytest.skip("this machine does not let a test trace its child")
        assert tampered, done.stderr
        return Outcome(done.stdout.split(), done.returncode, folder)

    return run


def pictures(folder: Path) -> int:
    """How many pictures can be decoded from all files of the screen."""
    count = 0
    for path in sorted(folder.glob("screen*.mkv")):
        with av.open(str(path)) as container:
            count += sum(1 for _ in container.decode(video=0))
    return count


def check_readable(folder: Path) -> None:
    """After repair, what was recorded can be shown to its end."""
    repair.finish(folder)
    assert not repair.finish(folder).changed
    assert manifest.read(folder).tracks
    with playback.open_recording(folder) as recording:
        assert recording.track("screen").frame_at(recording.duration_us) is not None


@pytest.mark.parametrize(
    ("error", "code"), [("EIO", "write_failed"), pytest.param("ENOSPC", "disk_full", marks=pytest.mark.soak)]
)
def test_that_a_media_file_that_cannot_be_written_ends_the_recording_with_what_was_written(
    recorded: Recorded, error: str, code: str
) -> None:
    done = recorded("screen.mkv", f"write:error={error}:when=6+")
    assert (done.said[-1], done.code, done.reason) == (code, 1, code)
    check_readable(done.folder)
    assert pictures(done.folder) > 5


@pytest.mark.soak
def test_that_a_media_file_that_is_not_confirmed_is_followed_by_another(recorded: Recorded) -> None:
    done = recorded("screen.mkv", "fdatasync:error=EIO:when=2")
    assert (done.said, done.code, done.reason) == (["sync_failed"], 0, "stopped")
    made = manifest.read(done.folder)
    assert (made.gaps, len(made.tracks[0].segments)) == ((), 2)
    check_readable(done.folder)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("tampering", "code"), [("write:error=ENOSPC:when=2+", "disk_full"), ("fsync:error=EIO:when=2+", "write_failed")]
)
def test_that_facts_that_cannot_be_written_cost_no_picture(recorded: Recorded, tampering: str, code: str) -> None:
    done = recorded("recording.jsonl", tampering)
    assert (done.said[-1], done.code) == (code, 1)
    check_readable(done.folder)
    assert pictures(done.folder) > 40


@pytest.mark.soak
def test_that_a_disk_that_confirms_late_costs_nothing(recorded: Recorded) -> None:
    done = recorded("screen.mkv", "fdatasync:delay_enter=700000")
    assert (done.said, done.code, done.reason) == ([], 0, "stopped")
    made = manifest.read(done.folder)
    (segment,) = made.tracks[0].segments
    assert (made.gaps, segment.dropped) == ((), 0)
    assert pictures(done.folder) == segment.frames


@pytest.mark.soak
def test_that_a_disk_that_writes_late_costs_pictures_that_are_counted_and_no_sound(recorded: Recorded) -> None:
    done = recorded("screen.mkv", f"write:delay_enter={SLOW_US}")
    assert (done.code, done.reason) == (0, "stopped")
    (segment,) = next(track.segments for track in manifest.read(done.folder).tracks if track.source == "screen")
    assert segment.dropped == sum(fact.count for fact in read_facts(done.folder) if isinstance(fact, Dropped))
    with av.open(str(done.folder / "screen.mkv")) as container:
        sound_s = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    assert sound_s == pytest.approx(segment.duration_us / 1e6, abs=0.1)
