"""A sound system that never answers."""

import threading
from collections.abc import Iterator

import pytest

from recordings.plan import SourcePlan
from recordings.sources import portaudio
from recordings.sources.microphone import MicrophoneSource

PLAN = SourcePlan(id="voice", kind="microphone", shows="voice")


class HangingStream:
    """A stream whose end waits for a server that is dead."""

    def __init__(self, server_dies: threading.Event) -> None:
        self._server_dies = server_dies

    def start(self) -> None:
        """Begin."""

    def abort(self, *, ignore_errors: bool) -> None:
        self._server_dies.wait()

    def close(self, *, ignore_errors: bool) -> None:
        """Give everything back."""


class HangingSound:
    """What is used of the module `sounddevice`."""

    PortAudioError = RuntimeError

    def __init__(self) -> None:
        self.server_dies = threading.Event()
        self.restarts = 0

    def _terminate(self) -> None:
        assert portaudio.ENDING not in {thread.name for thread in threading.enumerate()}, "its stream still runs"
        self.restarts += 1

    def _initialize(self) -> None:
        """Begin anew."""

    def query_devices(self, _device: object, _kind: str) -> dict[str, object]:
        return {"name": "a microphone", "max_input_channels": 1, "default_samplerate": 48_000.0}

    def check_input_settings(self, *_: object, **_settings: object) -> None:
        """Everything is possible."""

    def RawInputStream(self, **_settings: object) -> HangingStream:  # noqa: N802  # the library's name
        return HangingStream(self.server_dies)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[HangingSound]:
    """A sound system whose streams never end, until the test does."""
    sound = HangingSound()
    monkeypatch.setattr(portaudio, "_library", lambda: sound)
    monkeypatch.setattr(portaudio, "_CLOSE_PATIENCE_S", 0.01)
    yield sound
    sound.server_dies.set()


def test_that_portaudio_is_not_ended_under_a_stream_that_still_hangs(sound: HangingSound) -> None:
    source = MicrophoneSource(PLAN)
    source.open()
    source.close()
    assert source.open().name == "a microphone"
    assert sound.restarts == 1
    source.close()
    sound.server_dies.set()
    for thread in threading.enumerate():
        if thread.name == portaudio.ENDING:
            thread.join()
    source.open()
    assert sound.restarts == 2
    source.close()


def test_that_portaudio_is_not_ended_under_another_microphone_that_is_recorded(sound: HangingSound) -> None:
    sound.server_dies.set()
    first, second = MicrophoneSource(PLAN), MicrophoneSource(PLAN)
    first.open()
    second.open()
    assert sound.restarts == 1
    second.close()
    second.open()
    assert sound.restarts == 1
    first.close()
    second.close()
    second.open()
    assert sound.restarts == 2
    second.close()
