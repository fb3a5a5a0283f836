"""A microphone through PortAudio (sounddevice).

PortAudio's own clock may be the wall clock or the monotonic one, so only differences of its times are used.
"""

import array
import queue
from types import ModuleType
from typing import Any

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.sources import portaudio
from recordings.sources.base import Device, SoundBlock, Source

WANTED_RATE = 48_000
BLOCKS_A_SECOND = 100
SILENT_S = 2.0
_LONGEST_LAG_S = 0.5


class MicrophoneSource(Source[SoundBlock]):
    """One microphone; two channels are mixed to one where the device knows no single channel."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._blocks: queue.SimpleQueue[SoundBlock] = queue.SimpleQueue()
        self._stream: Any = None
        self._last_us = 0
        self._fresh = True

    def open(self) -> Device:
        with portaudio.opening("microphone_failed", device=self._plan.device) as sounddevice:
            found = _described(sounddevice, self._plan.device)
            channels = 1 if found["max_input_channels"] == 1 else self._channels(sounddevice)
            rate = self._rate(sounddevice, channels, int(found["default_samplerate"]))
            self._start(sounddevice, channels, rate)
        self._last_us = clock.now_us()
        self._fresh = True
        return Device(str(found["name"]), rate=rate)

    def read(self) -> SoundBlock | None:
        try:
            block = self._blocks.get(timeout=0.25)
        except queue.Empty:
            if clock.now_us() - self._last_us > SILENT_S * 1e6:
                raise RecordingError("microphone_silent", device=self._plan.device) from None
            return None
        self._last_us = clock.now_us()
        if self._fresh:
            self._fresh = False
            return SoundBlock(block.clock_us, block.pcm, block.rate, fresh=True)
        return block

    def close(self) -> None:
        """End the stream, however the sound server does."""
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio.end(stream)
            portaudio.STREAMS.discard(id(self))

    def _start(self, sounddevice: ModuleType, channels: int, rate: int) -> None:
        blocks: queue.SimpleQueue[SoundBlock] = queue.SimpleQueue()
        self._blocks = blocks

        def heard(data: Any, frames: int, times: Any, _status: Any) -> None:
            """Run in PortAudio's own thread: copy, stamp, hand over."""
            now_us = clock.now_us()
            block_s = frames / rate
            lag_s = times.currentTime - times.inputBufferAdcTime
            # The first sample cannot be younger than its own block, though some drivers say so.
            if not block_s <= lag_s <= _LONGEST_LAG_S:
                lag_s = block_s
            blocks.put(SoundBlock(now_us - lag_s * 1e6, _mono(bytes(data), channels), rate))

        self._stream = sounddevice.RawInputStream(
            samplerate=rate,
            channels=channels,
            dtype="int16",
            device=_device(self._plan.device),
            blocksize=rate // BLOCKS_A_SECOND,
            latency="low",
            callback=heard,
        )
        portaudio.STREAMS.add(id(self))
        self._stream.start()

    def _channels(self, sounddevice: ModuleType) -> int:
        try:
            sounddevice.check_input_settings(_device(self._plan.device), channels=1, dtype="int16")
        except (sounddevice.PortAudioError, ValueError):
            return 2
        return 1

    def _rate(self, sounddevice: ModuleType, channels: int, default: int) -> int:
        try:
            sounddevice.check_input_settings(
                _device(self._plan.device), channels=channels, dtype="int16", samplerate=WANTED_RATE
            )
        except (sounddevice.PortAudioError, ValueError):
            return default
        return WANTED_RATE


def _described(sounddevice: ModuleType, device: str) -> Any:
    """What the sound system says of an input. Raises `microphone_unknown` for one that it does not know."""
    try:
        return sounddevice.query_devices(_device(device), "input")
    except (sounddevice.PortAudioError, ValueError) as error:
        if device == "default":
            raise
        known = [each["name"] for each in sounddevice.query_devices() if each["max_input_channels"] > 0]
        raise RecordingError("microphone_unknown", device=device, known=known, why=str(error)) from error


def _device(device: str) -> str | int | None:
    if device == "default":
        return None
    return int(device) if device.isdecimal() else device


def _mono(pcm: bytes, channels: int) -> bytes:
    if channels == 1:
        return pcm
    both = array.array("h", pcm)
    return array.array("h", [(a + b) // 2 for a, b in zip(both[::2], both[1::2], strict=True)]).tobytes()
