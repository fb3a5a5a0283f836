"""A microphone that is taken out of the running sound server and put back: its sound goes on at the right time."""

import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from recordings import clock, manifest
from recordings.messages import Levels
from recordings.plan import SourcePlan
from tests import sound_server
from tests.recordings.recording_here import SCREEN, Steered, a_plan
from tests.sound_server import SimulatedConverter, SoundServer, beeps

MICROPHONE = SourcePlan(id="voice", kind="microphone", shows="voice")
MARKED_TO_US = 50_000
IN_TIME_S = 0.04
TOLD_WITHIN_US = 1_000_000

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")]


def test_that_a_microphone_that_is_taken_out_and_put_back_is_a_gap_and_keeps_its_time(
    server: SoundServer, tmp_path: Path
) -> None:
    folder, steered = tmp_path / "session", Steered()
    folder.mkdir()
    first = SimulatedConverter(server.pipe, beeps([1.5]))
    steered.engine.arm(a_plan(folder, SCREEN, MICROPHONE))
    steered.engine.start()
    steered.until((folder / "screen.mkv").exists)
    begun_us = clock.now_us()
    steered.until(lambda: clock.now_us() - begun_us > 3_000_000)
    first.stop()
    subprocess.run(["pactl", "unload-module", "module-pipe-source"], check=True)
    out_us = clock.now_us()
    steered.until(lambda: steered.facts("lost"))
    assert clock.now_us() - out_us <= TOLD_WITHIN_US
    module = [
        "module-pipe-source",
        "source_name=mic",
        f"file={server.pipe}",
        "format=s16le",
        "rate=48000",
        "channels=1",
    ]
    subprocess.run(["pactl", "load-module", *module], check=True, capture_output=True)
    second = SimulatedConverter(server.pipe, beeps([5.5]))
    steered.until(lambda: steered.facts("restored"))
    steered.until(lambda: clock.now_us() - second.start_us > 7_000_000 and steered.of(Levels))
    steered.engine.stop()
    second.stop()
    steered.engine.close()
    made = manifest.read(folder)
    (gap,) = made.gaps
    assert gap.source == "voice"
    (segment,) = next(track.segments for track in made.tracks if track.source == "voice")
    begins_us = made.origin_us + segment.origin_us
    stops, loud = _sound(folder / segment.file)
    heard_s = [begins_us / 1e6 + at_s for at_s in loud]
    assert heard_s == pytest.approx([first.start_us / 1e6 + 1.5, second.start_us / 1e6 + 5.5], abs=IN_TIME_S)
    ((from_s, to_s),) = [hole for hole in stops if hole[1] - hole[0] > 1.0]
    assert (segment.origin_us + from_s * 1e6, segment.origin_us + to_s * 1e6) == pytest.approx(
        (gap.from_us, gap.to_us), abs=MARKED_TO_US
    )


def _sound(path: Path) -> tuple[list[tuple[float, float]], list[float]]:
    """Holes between packets of sound, and where beeps begin, s."""
    ends: list[tuple[float, float]] = []
    loud: list[float] = []
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            begin_s = frame.time or 0.0
            ends.append((begin_s, begin_s + frame.samples / frame.sample_rate))
            if np.abs(frame.to_ndarray()).max() > 0.1 and (not loud or begin_s - loud[-1] > 0.5):
                loud.append(begin_s)
    return [(before[1], after[0]) for before, after in pairwise(ends)], loud
