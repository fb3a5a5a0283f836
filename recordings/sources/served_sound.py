"""Sound from the sound server of Linux: what the computer plays, or one of its microphones.

A device is named by the server's own name; `default` is what the server plays or records where nothing is said. What is
played by default is followed: when headphones are plugged in, the sound that goes to them is recorded from then on.
"""

import ctypes
from collections import deque
from ctypes import byref

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.pulse import BufferAttributes, PulseServer, SampleSpec, ServerSource
from recordings.sources.base import Device, SoundBlock, Source

SERVED = "pulse:"
"""What the name of a microphone begins with that is reached through the sound server."""

RATE = 48_000
BLOCK_BYTES = RATE // 100 * 2
BLOCK_US = 10_000
SILENT_US = 2_000_000
WAKING_US = 800_000
PATIENCE_US = 2_000_000
FOLLOWED_US = 2_000_000
UNTOLD_US = 500_000
"""How long sound waits for the server's first word on how old it is. Until then it lies in the library's queue."""

_READ_US = 250_000
_LONGEST_LAG_US = 10_000_000
"""What the server says of an older sample is nonsense; what wakes every two seconds hands out two seconds at once."""
_SIGNED_16 = 3
_READY, _FAILED = 2, 3
_UNSAID = 0xFFFFFFFF
_FLAGS = 0x0002 | 0x0008 | 0x0200 | 0x2000
"""Interpolated timing, updated by itself; never moved by the server to another source, which would show something else
than its name says; buffers made for our fragment size.
"""


class ServedSound(Source[SoundBlock]):
    """One source of sound of the server."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plays = plan.kind == "system_sound"
        self._device = plan.device.removeprefix(SERVED)
        self._server: PulseServer | None = None
        self._stream: int | None = None
        self._name = ""
        self._rest = b""
        self._blocks: deque[SoundBlock] = deque()
        self._heard_us = 0
        self._longest_us = 0.0
        self._connected_us = 0
        self._followed_us = 0
        self._fresh = True

    def open(self) -> Device:
        try:
            self._server = server = PulseServer(PATIENCE_US)
            found = self._found(server)
            self._connect(server, found)
        except RecordingError as error:
            self.close()
            raise self._failed(error) from error
        self._followed_us = clock.now_us()
        # What plays nothing may be two seconds ahead with its silence before it notices that somebody listens.
        self._heard_us = self._followed_us + WAKING_US
        return Device(found.words, rate=RATE)

    def read(self) -> SoundBlock | None:
        until_us = clock.now_us() + _READ_US
        while not self._blocks:
            now_us = clock.now_us()
            if now_us - self._heard_us > SILENT_US + self._longest_us:
                raise self._silent()
            if now_us > until_us:
                return None
            try:
                self._listen()
            except RecordingError as error:
                raise self._failed(error) from error
        return self._blocks.popleft()

    def close(self) -> None:
        """Give the connection back; the server need not answer."""
        self._disconnect()
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self._blocks.clear()

    def _found(self, server: PulseServer) -> ServerSource:
        default_sink, default_source = server.defaults(PATIENCE_US)
        wanted = self._device
        if wanted == "default":
            wanted = default_sink if self._plays else default_source
        offered = {(one.plays if self._plays else one.name): one for one in server.sources(PATIENCE_US)}
        offered.pop(None, None)
        if wanted in offered:
            return offered[wanted]
        known = [one.words for one in offered.values()]
        if self._plays:
            raise RecordingError("system_sound_unknown", device=self._device, known=known)
        raise RecordingError("microphone_unknown", device=self._device, known=known)

    def _connect(self, server: PulseServer, found: ServerSource) -> None:
        library = server.library
        spec = SampleSpec(_SIGNED_16, RATE, 1)
        self._stream = library.pa_stream_new(server.context, b"recording", byref(spec), None)
        room = BufferAttributes(_UNSAID, _UNSAID, _UNSAID, _UNSAID, BLOCK_BYTES)
        library.pa_stream_connect_record(self._stream, found.name.encode(), byref(room), _FLAGS)
        if not server.wait(lambda: self._state() >= _READY, PATIENCE_US):
            raise RecordingError("sound_server_missing", why="no answer")
        if self._state() >= _FAILED:
            raise RecordingError("sound_server_missing", why=server.why())
        self._name, self._rest, self._fresh = found.name, b"", True
        self._connected_us, self._longest_us = clock.now_us(), 0.0

    def _disconnect(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None and self._server is not None:
            self._server.library.pa_stream_disconnect(stream)
            self._server.library.pa_stream_unref(stream)

    def _state(self) -> int:
        assert self._server is not None
        return int(self._server.library.pa_stream_get_state(self._stream))

    def _listen(self) -> None:
        """Take what has come, if anything has."""
        assert self._server is not None, "read before open"
        self._server.step()
        follows = self._plays and self._device == "default"
        # When headphones are pulled out, what they played goes on elsewhere.
        if self._state() >= _FAILED and not (follows and self._follow(self._server)):
            raise RecordingError("sound_server_missing", why=self._server.why())
        while self._take():
            pass
        now_us = clock.now_us()
        if follows and now_us - self._followed_us > FOLLOWED_US:
            self._followed_us = now_us
            self._follow(self._server)

    def _follow(self, server: PulseServer) -> bool:
        """Go over to what plays by default now; False if that is what is listened to already."""
        found = self._found(server)
        if found.name == self._name:
            return False
        self._disconnect()
        self._connect(server, found)
        return True

    def _take(self) -> bool:
        """Cut one piece into blocks; whether there was one. A piece the server lost is silence of its length."""
        assert self._server is not None
        library, place, size = self._server.library, ctypes.c_void_p(), ctypes.c_size_t()
        waiting_us = library.pa_stream_readable_size(self._stream) * BLOCK_US / BLOCK_BYTES
        first_us = self._first_us(waiting_us)
        if first_us is None:
            return False
        library.pa_stream_peek(self._stream, byref(place), byref(size))
        if not size.value:
            return False
        first_us -= len(self._rest) * BLOCK_US / BLOCK_BYTES
        pcm = self._rest + (ctypes.string_at(place.value, size.value) if place.value else bytes(size.value))
        library.pa_stream_drop(self._stream)
        # What hands out two seconds at once is not silent before two seconds more have passed.
        self._heard_us, self._longest_us = clock.now_us(), max(self._longest_us, min(waiting_us, SILENT_US))
        whole = len(pcm) - len(pcm) % BLOCK_BYTES
        for number, begin in enumerate(range(0, whole, BLOCK_BYTES)):
            block = pcm[begin : begin + BLOCK_BYTES]
            self._blocks.append(SoundBlock(first_us + number * BLOCK_US, block, RATE, self._fresh))
            self._fresh = False
        self._rest = pcm[whole:]
        return True

    def _first_us(self, waiting_us: float) -> float | None:
        """The machine clock when the first of all samples that wait was heard; None while the server may yet tell.

        The server tells how old the next sample is, somewhat after it has sent the first. What is played may still lie
        ahead, by as much as waits to be played; what a microphone hears is no younger than all that came with it and
        after it, though some drivers say so.
        """
        assert self._server is not None
        age, ahead = ctypes.c_uint64(), ctypes.c_int()
        told = self._server.library.pa_stream_get_latency(self._stream, byref(age), byref(ahead)) == 0
        now_us = clock.now_us()
        if not told and now_us - self._connected_us < UNTOLD_US:
            return None
        if not told or age.value > _LONGEST_LAG_US:
            return now_us - waiting_us
        age_us = -float(age.value) if ahead.value else float(age.value)
        return now_us - (age_us if self._plays else max(age_us, waiting_us))

    def _silent(self) -> RecordingError:
        if self._plays:
            return RecordingError("system_sound_silent", device=self._device)
        return RecordingError("microphone_silent", device=self._device)

    def _failed(self, error: RecordingError) -> RecordingError:
        if error.code != "sound_server_missing":
            return error
        why = error.facts.get("why", "")
        if self._plays:
            return RecordingError("system_sound_failed", device=self._device, why=why)
        return RecordingError("microphone_failed", device=self._device, why=why)
