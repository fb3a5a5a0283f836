"""A client of the sound server of Linux: PulseAudio, or PipeWire, which speaks the same protocol.

It knows what no other way into the sound system does: what the computer plays, which of several microphones is which,
and what was plugged in since. Its library is driven by the caller's own thread in short steps, so that a server that
does not answer holds up nobody: no call here waits longer than it is told to.
"""

import ctypes
from collections.abc import Callable, Sequence
from ctypes import POINTER, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from dataclasses import dataclass
from typing import Any

from recordings import clock
from recordings.errors import RecordingError

STEP_US = 20_000
"""One step waits no longer for something to happen."""

_READY, _FAILED = 4, 5
_NO_AUTOSPAWN = 1
_NOTHING = 0xFFFFFFFF
_CHANNELS_MAX = 32


class SampleSpec(ctypes.Structure):
    """`pa_sample_spec`."""

    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class BufferAttributes(ctypes.Structure):
    """`pa_buffer_attr`."""

    _fields_ = tuple((name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class _ChannelMap(ctypes.Structure):
    _fields_ = (("channels", c_uint8), ("map", c_int * _CHANNELS_MAX))


class _Volume(ctypes.Structure):
    _fields_ = (("channels", c_uint8), ("values", c_uint32 * _CHANNELS_MAX))


class _ServerInfo(ctypes.Structure):
    _fields_ = (
        ("user_name", c_char_p),
        ("host_name", c_char_p),
        ("server_version", c_char_p),
        ("server_name", c_char_p),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
        ("default_source_name", c_char_p),
    )  # more follows that is not read


class _SourceInfo(ctypes.Structure):
    _fields_ = (
        ("name", c_char_p),
        ("index", c_uint32),
        ("description", c_char_p),
        ("sample_spec", SampleSpec),
        ("channel_map", _ChannelMap),
        ("owner_module", c_uint32),
        ("volume", _Volume),
        ("mute", c_int),
        ("monitor_of_sink", c_uint32),
        ("monitor_of_sink_name", c_char_p),
    )  # more follows that is not read


_OnServer = ctypes.CFUNCTYPE(None, c_void_p, POINTER(_ServerInfo), c_void_p)
_OnSource = ctypes.CFUNCTYPE(None, c_void_p, POINTER(_SourceInfo), c_int, c_void_p)

_SIGNATURES: dict[str, tuple[Any, Sequence[Any]]] = {
    "pa_mainloop_new": (c_void_p, ()),
    "pa_mainloop_free": (None, (c_void_p,)),
    "pa_mainloop_get_api": (c_void_p, (c_void_p,)),
    "pa_mainloop_prepare": (c_int, (c_void_p, c_int)),
    "pa_mainloop_poll": (c_int, (c_void_p,)),
    "pa_mainloop_dispatch": (c_int, (c_void_p,)),
    "pa_strerror": (c_char_p, (c_int,)),
    "pa_context_new": (c_void_p, (c_void_p, c_char_p)),
    "pa_context_connect": (c_int, (c_void_p, c_char_p, c_int, c_void_p)),
    "pa_context_disconnect": (None, (c_void_p,)),
    "pa_context_unref": (None, (c_void_p,)),
    "pa_context_errno": (c_int, (c_void_p,)),
    "pa_context_get_state": (c_int, (c_void_p,)),
    "pa_context_get_server_info": (c_void_p, (c_void_p, _OnServer, c_void_p)),
    "pa_context_get_source_info_list": (c_void_p, (c_void_p, _OnSource, c_void_p)),
    "pa_operation_unref": (None, (c_void_p,)),
    "pa_stream_new": (c_void_p, (c_void_p, c_char_p, POINTER(SampleSpec), c_void_p)),
    "pa_stream_connect_record": (c_int, (c_void_p, c_char_p, POINTER(BufferAttributes), c_int)),
    "pa_stream_disconnect": (c_int, (c_void_p,)),
    "pa_stream_unref": (None, (c_void_p,)),
    "pa_stream_get_state": (c_int, (c_void_p,)),
    "pa_stream_peek": (c_int, (c_void_p, POINTER(c_void_p), POINTER(c_size_t))),
    "pa_stream_drop": (c_int, (c_void_p,)),
    "pa_stream_readable_size": (c_size_t, (c_void_p,)),
    "pa_stream_get_latency": (c_int, (c_void_p, POINTER(c_uint64), POINTER(c_int))),
}


@dataclass(frozen=True, slots=True)
class ServerSource:
    """What the server lets be recorded. `plays`: the name of the sink whose sound it is; None for a microphone."""

    name: str
    words: str
    channels: int
    rate: int
    plays: str | None


class PulseServer:
    """One connection. All its methods belong to one thread.

    Raises:
        RecordingError: `sound_server_missing` (with `why`) when there is no library, or nobody answers within
            `patience_us`.
    """

    def __init__(self, patience_us: int) -> None:
        self.library = _library()
        self._loop = self.library.pa_mainloop_new()
        self.context = self.library.pa_context_new(self.library.pa_mainloop_get_api(self._loop), b"usability-lab")
        try:
            self._connect(patience_us)
        except BaseException:
            self.close()
            raise

    def _connect(self, patience_us: int) -> None:
        self.library.pa_context_connect(self.context, None, _NO_AUTOSPAWN, None)
        if not self.wait(lambda: self._state() == _READY, patience_us):
            raise self._missing("no answer")

    def close(self) -> None:
        """Give the connection back; waits for nobody. Idempotent."""
        loop, self._loop = self._loop, None
        if loop:
            self.library.pa_context_disconnect(self.context)
            self.library.pa_context_unref(self.context)
            self.library.pa_mainloop_free(loop)

    def step(self) -> None:
        """Let the connection do what is due, waiting at most `STEP_US`.

        Raises:
            RecordingError: `sound_server_missing` when the connection is over.
        """
        prepared = self.library.pa_mainloop_prepare(self._loop, STEP_US) >= 0
        if not prepared or self.library.pa_mainloop_poll(self._loop) < 0:
            raise self._missing("its connection broke")
        self.library.pa_mainloop_dispatch(self._loop)
        if self._state() >= _FAILED:
            raise self._missing(self.why())

    def wait(self, done: Callable[[], bool], patience_us: int) -> bool:
        """Step until something is so; False if it is not within that time. Raises as `step`."""
        give_up_us = clock.now_us() + patience_us
        while not done():
            if clock.now_us() > give_up_us:
                return False
            self.step()
        return True

    def defaults(self, patience_us: int) -> tuple[str, str]:
        """The names of the sink that plays and of the source that records where nothing else is said; empty for none.

        Raises:
            RecordingError: `sound_server_missing`.
        """
        found: list[tuple[str, str]] = []

        def told(_context: object, info: Any, _user: object) -> None:
            names = (info.contents.default_sink_name, info.contents.default_source_name) if info else (None, None)
            found.append((_text(names[0]), _text(names[1])))

        asked = _OnServer(told)
        self._ask(self.library.pa_context_get_server_info(self.context, asked, None), lambda: bool(found), patience_us)
        return found[0]

    def sources(self, patience_us: int) -> list[ServerSource]:
        """What can be recorded, in the server's order. Raises RecordingError `sound_server_missing`."""
        found: list[ServerSource] = []
        over: list[bool] = []

        def told(_context: object, info: Any, end: int, _user: object) -> None:
            if end:
                over.append(True)
            else:
                found.append(_described(info.contents))

        asked = _OnSource(told)
        self._ask(
            self.library.pa_context_get_source_info_list(self.context, asked, None), lambda: bool(over), patience_us
        )
        return found

    def why(self) -> str:
        """What went wrong last, in the library's words."""
        return _text(self.library.pa_strerror(self.library.pa_context_errno(self.context)))

    def _ask(self, operation: int | None, answered: Callable[[], bool], patience_us: int) -> None:
        if not operation:
            raise self._missing(self.why())
        try:
            if not self.wait(answered, patience_us):
                # The answer may still come, to a function that is gone by then: this connection must not be used again.
                self.close()
                raise self._missing("no answer")
        finally:
            self.library.pa_operation_unref(operation)

    def _state(self) -> int:
        return int(self.library.pa_context_get_state(self.context))

    @staticmethod
    def _missing(why: str) -> RecordingError:
        return RecordingError("sound_server_missing", why=why)


def _described(info: _SourceInfo) -> ServerSource:
    played = info.monitor_of_sink != _NOTHING
    return ServerSource(
        name=_text(info.name),
        words=_text(info.description),
        channels=info.sample_spec.channels,
        rate=info.sample_spec.rate,
        plays=_text(info.monitor_of_sink_name) if played else None,
    )


def _text(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "replace")


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError as error:
        raise RecordingError("sound_server_missing", why=str(error)) from error
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
