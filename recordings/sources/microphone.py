"""A microphone through PortAudio (sounddevice).

PortAudio is linked to sounddevice at run time and may be missing; that is a fault with a code, never a
traceback. Its own clock may be the wall clock or the monotonic one, so only differences of its times are
used.
"""

import array
import queue
import threading
from types import ModuleType
from typing import Any

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.sources.base import Device, SoundBlock, Source

WANTED_RATE = 48_000
BLOCKS_A_SECOND = 100
SILENT_S = 2.0
ENDING = "microphone-abort"
"""Name of the threads that end streams; while one of them lives, PortAudio must not be ended under it."""

OPENS_WITHIN_S = 3.0

_OPENING = threading.Lock()
"""PortAudio must not be ended and begun anew while another thread opens a stream."""

_STREAMS: set[int] = set()
"""The streams of ours that are open: PortAudio would forget them if it were begun anew."""

_LONGEST_LAG_S = 0.5
_CLOSE_PATIENCE_S = 2.0


class MicrophoneSource(Source[SoundBlock]):
    """One microphone; two channels are mixed to one where the device knows no single channel."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._blocks: queue.SimpleQueue[SoundBlock] = queue.SimpleQueue()
        self._stream: Any = None
        self._last_us = 0
        self._fresh = True

    def open(self) -> Device:
        if not _OPENING.acquire(timeout=OPENS_WITHIN_S):
            raise RecordingError("microphone_failed", device=self._plan.device, why="the sound system does not answer")
        try:
            return self._open()
        finally:
            _OPENING.release()

    def _open(self) -> Device:
        sounddevice = _sounddevice()
        failed = (sounddevice.PortAudioError, ValueError, OSError)
        try:
            _look_again(sounddevice)
            found = _described(sounddevice, self._plan.device)
            channels = 1 if found["max_input_channels"] == 1 else self._channels(sounddevice)
            rate = self._rate(sounddevice, channels, int(found["default_samplerate"]))
            self._start(sounddevice, channels, rate)
        except failed as error:
            raise RecordingError("microphone_failed", device=self._plan.device, why=str(error)) from error
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
        """End the stream with `abort`, in a thread of its own: a dead sound server never answers."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        ending = threading.Thread(target=_abort, args=(stream,), name=ENDING, daemon=True)
        ending.start()
        ending.join(_CLOSE_PATIENCE_S)
        _STREAMS.discard(id(self))

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
        _STREAMS.add(id(self))
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


def _sounddevice() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise RecordingError("portaudio_missing", why=str(error)) from error
    found: ModuleType = sounddevice
    return found


def _look_again(sounddevice: ModuleType) -> None:
    """Make PortAudio list the devices anew; it does so only when it starts, and a microphone may have come
    since. While another microphone is recorded, or a stream hangs in its end, the old list has to do.
    """
    if _STREAMS or any(thread.name == ENDING for thread in threading.enumerate()):
        return
    sounddevice._terminate()  # noqa: SLF001  # there is no public way, and no stream of ours is open here
    sounddevice._initialize()  # noqa: SLF001


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


def _abort(stream: Any) -> None:
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)
