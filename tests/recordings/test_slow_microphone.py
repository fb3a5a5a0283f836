"""A headset that knows nothing but 8000 samples a second is recorded like any other microphone."""

import time
from array import array
from pathlib import Path

import numpy as np
import pytest

from recordings import clock
from recordings.playback import open_recording
from recordings.sources.base import Device, SoundBlock, Source
from recordings.sources.synthetic import BEEP_EVERY_US, beeping
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan

SLOWER = 6
BLOCK_US = 10_000


class Telephone(Source[SoundBlock]):
    """The synthetic microphone with every sixth of its samples."""

    def open(self) -> Device:
        self._next_us = clock.now_us()
        return Device("telephone", rate=48_000 // SLOWER)

    def read(self) -> SoundBlock:
        begun_us, self._next_us = self._next_us, self._next_us + BLOCK_US
        time.sleep(max(0, self._next_us - clock.now_us()) / 1e6)
        samples = array("h", beeping(begun_us, 480))[::SLOWER]
        return SoundBlock(begun_us, samples.tobytes(), 48_000 // SLOWER)

    def close(self) -> None:
        """Do nothing: there is no device."""


def test_that_a_microphone_at_8_khz_is_heard_at_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recordings.lineup.sound_source", lambda _plan: Telephone())
    steered, plan = Steered(), a_plan(tmp_path, SCREEN, VOICE)
    steered.engine.arm(plan)
    steered.engine.start()
    begun_us = clock.now_us()
    steered.until(lambda: clock.now_us() - begun_us > 2 * BEEP_EVERY_US)
    steered.engine.stop()
    steered.engine.close()
    with open_recording(tmp_path) as recording:
        heard = recording.track("voice").sound(0, recording.duration_us)
    loud = np.flatnonzero(np.abs(heard) > 0.2)
    begins = [first for first, before in zip(loud[1:], loud[:-1], strict=True) if first - before > 4_800]
    assert begins
    for begin in begins:
        at_us = plan.origin_us + begin * 1_000_000 / 48_000
        off_us = (at_us + BEEP_EVERY_US / 2) % BEEP_EVERY_US - BEEP_EVERY_US / 2
        assert abs(off_us) < 15_000
