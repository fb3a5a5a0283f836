"""A microphone that changes its rate under way, and one that is there but never delivers."""

import math
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from recordings import clock, manifest
from recordings.sound_pipeline import SoundPipeline
from recordings.sources.base import Device, SoundBlock, Source
from recordings.sources.synthetic import SyntheticSound
from recordings.writer import MediaWriter
from tests.recordings.filming import beep_starts
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan

BEEP_S = 0.06
IN_TIME_S = 0.015
STRETCH_S = 3


def blocks(from_s: float, to_s: float, rate: int, *, fresh: bool) -> Iterator[SoundBlock]:
    """Blocks of 10 ms at a rate: a beep at the half of each second; times are seconds after 0."""
    size = rate // 100
    for number in range(round((to_s - from_s) * 100)):
        at_s = from_s + number / 100
        samples = array("h", (_sample(at_s + n / rate) for n in range(size)))
        yield SoundBlock(at_s * 1e6, samples.tobytes(), rate, fresh=fresh and number == 0)


def _sample(at_s: float) -> int:
    into_s = (at_s - 0.5) % 1.0
    return round(24_000 * math.sin(2 * math.pi * 1000 * into_s + 0.5)) if into_s < BEEP_S else 0


class OneFile:
    """A home of sound that is one file."""

    def __init__(self, path: Path, origin_us: int) -> None:
        self.file = MediaWriter(path, origin_us, None, sound=True)

    def writer(self, _from_us: int) -> MediaWriter:
        """That file."""
        return self.file


@pytest.mark.parametrize("fresh", [False, True], ids=["under way", "opened anew"])
@pytest.mark.parametrize("rates", [(48_000, 16_000, 44_100), (8_000, 48_000)])
def test_that_sound_keeps_its_time_when_the_rate_changes(tmp_path: Path, rates: tuple[int, ...], fresh: bool) -> None:
    failures: list[Exception] = []
    origin_us = clock.now_us() + 1_000_000
    pipeline = SoundPipeline(VOICE, SyntheticSound(), origin_us, failures.append)
    home = OneFile(tmp_path / "voice.mka", origin_us)
    pipeline.begin(home, lambda *_, **_said: None)
    for place, rate in enumerate(rates):
        for block in blocks(place * STRETCH_S, (place + 1) * STRETCH_S, rate, fresh=fresh or place == 0):
            pipeline.take(SoundBlock(origin_us + block.clock_us, block.pcm, block.rate, block.fresh))
    pipeline.end()
    length_s = len(rates) * STRETCH_S
    assert home.file.close(origin_us + length_s * 1_000_000) == pytest.approx(length_s * 1e6, abs=30_000)
    assert not failures
    heard, rate = sound_in(tmp_path / "voice.mka")
    starts = beep_starts(heard, rate)
    assert starts == pytest.approx([0.5 + second for second in range(length_s)], abs=IN_TIME_S)


def sound_in(path: Path) -> "tuple[np.ndarray[tuple[int], np.dtype[np.int16]], int]":
    """All samples of a file that begins at 0, and their rate."""
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    whole = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return (whole * 32_767).astype(np.int16), frames[0].sample_rate


class Mute(Source[SoundBlock]):
    """A microphone that opens well, and then says nothing at all."""

    def open(self) -> Device:
        return Device("mute", rate=48_000)

    def read(self) -> None:
        """Wait in vain."""
        time.sleep(0.05)

    def close(self) -> None:
        """Do nothing: there is no device."""


def test_that_a_microphone_that_never_delivers_costs_no_picture_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recordings.lineup.sound_source", lambda _plan: Mute())
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SCREEN, VOICE))
    steered.engine.start()
    steered.until(lambda: steered.facts("lost"))
    steered.engine.close()
    made = manifest.read(tmp_path)
    assert [(gap.source, gap.reason) for gap in made.gaps] == [("voice", "source_stalled")]
    screen = next(track for track in made.tracks if track.source == "screen")
    (segment,) = screen.segments
    with av.open(str(tmp_path / segment.file)) as container:
        assert sum(1 for _ in container.decode(video=0)) == segment.frames > 50
