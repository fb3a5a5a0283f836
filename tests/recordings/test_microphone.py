"""A microphone of a real sound server, fed by the test."""

from pathlib import Path

import pytest

from recordings import clock
from recordings.errors import RecordingError
from recordings.messages import Levels
from recordings.plan import SourcePlan
from recordings.sources import portaudio
from recordings.sources.base import SoundBlock
from recordings.sources.microphone import MicrophoneSource
from tests import sound_server
from tests.recordings.recording_here import SCREEN, Steered, a_plan
from tests.sound_server import SimulatedConverter, SoundServer, beeps

PLAN = SourcePlan(id="voice", kind="microphone", shows="voice")

needs_a_server = pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")


def blocks(source: MicrophoneSource, seconds: float) -> list[SoundBlock]:
    taken: list[SoundBlock] = []
    while not taken or taken[-1].clock_us - taken[0].clock_us < seconds * 1e6:
        block = source.read()
        if block is not None:
            taken.append(block)
    return taken


@needs_a_server
def test_that_a_beep_is_heard_at_its_time(server: SoundServer) -> None:
    converter = SimulatedConverter(server.pipe, beeps([2.5]))
    source = MicrophoneSource(PLAN)
    device = source.open()
    assert device.rate == 48_000
    heard = blocks(source, 2.8)
    source.close()
    converter.stop()
    assert heard[0].fresh
    assert not any(block.fresh for block in heard[1:])
    loud = next(block for block in heard if max(memoryview(block.pcm).cast("h")) > 5_000)
    assert loud.clock_us == pytest.approx(converter.start_us + 2_500_000, abs=40_000)


@needs_a_server
def test_that_a_microphone_that_falls_silent_is_lost_opened_again_and_a_gap(
    server: SoundServer, tmp_path: Path
) -> None:
    converter = SimulatedConverter(server.pipe, beeps([]))
    steered = Steered()
    folder = tmp_path / "session"
    folder.mkdir()
    steered.engine.arm(a_plan(folder, SCREEN, PLAN))
    steered.until(lambda: steered.of(Levels))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    converter.stop()
    steered.until(lambda: steered.facts("lost"))
    again = SimulatedConverter(server.pipe, beeps([]))
    steered.until(lambda: steered.facts("restored") and steered.facts("gap"))
    steered.engine.stop()
    again.stop()
    steered.engine.close()
    assert steered.facts("lost")[0].at_us < steered.facts("restored")[0].at_us
    assert len(steered.facts("segment")) == 1


@needs_a_server
def test_that_a_microphone_that_is_not_there_says_so(server: SoundServer) -> None:
    with pytest.raises(RecordingError) as fault:
        MicrophoneSource(PLAN.model_copy(update={"device": "no such microphone"})).open()
    assert fault.value.code == "microphone_unknown"


def test_that_a_machine_without_portaudio_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise RecordingError("portaudio_missing", why="PortAudio library not found")

    monkeypatch.setattr(portaudio, "_library", missing)
    begun_us = clock.now_us()
    with pytest.raises(RecordingError, match="portaudio_missing"):
        MicrophoneSource(PLAN).open()
    assert clock.now_us() - begun_us < 1_000_000
