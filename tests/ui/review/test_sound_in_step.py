"""What is heard in the review and what is seen belong together."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record
from tests import sound_server
from tests.sound_server import Listener

FPS = 30
SECONDS = 5.0
PICTURE_S = 1 / FPS

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def beeping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording that beeps at each whole second of the clock that its pictures show."""
    folder = tmp_path_factory.mktemp("beeping")
    sources = (
        SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=FPS),
        SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
    )
    record(RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=sources), SECONDS)
    return folder


@pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")
def test_that_a_beep_is_heard_with_its_picture(beeping: Path, tmp_path: Path) -> None:
    with sound_server.sound_server(tmp_path / "sound", loudspeaker=True) as server, Listener(server) as listener:
        played = subprocess.run(
            [sys.executable, "-m", "tests.ui.review.playing", str(beeping), str(SECONDS - 0.5)],
            env={**os.environ, **server.environment, "QT_QPA_PLATFORM": "offscreen"}, cwd=ROOT,
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip
    told = json.loads(played.stdout)
    assert told["heard"]
    late = [heard_late_by(onset, told["shown"]) for onset in listener.onsets_s]
    assert len(late) >= 3
    assert abs(median(late)) <= 2 * PICTURE_S, late


def heard_late_by(onset_s: float, shown: list[tuple[float, float]]) -> float:
    """How much later than its picture a beep was heard, s: the clock of the picture at that moment, half a picture
    on, lies so far behind the nearest whole second.
    """
    seen = max((one for one in shown if one[0] <= onset_s), default=shown[0])
    clock_s = seen[1] + min(onset_s - seen[0], PICTURE_S)
    return clock_s - round(clock_s)
