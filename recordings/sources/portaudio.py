"""PortAudio, which whoever records or plays shares: it must not be begun anew under an open stream.

It is linked to sounddevice at run time and may be missing; that is a fault with a code, never a traceback.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from recordings.errors import RecordingError

ENDING = "portaudio-abort"
"""Name of the threads that end streams; while one of them lives, PortAudio must not be ended under it."""

STREAMS: set[int] = set()
"""The streams of ours that are open: PortAudio would forget them if it were begun anew."""

OPENS_WITHIN_S = 3.0

_OPENING = threading.Lock()
"""PortAudio must not be ended and begun anew while another thread opens a stream."""

_CLOSE_PATIENCE_S = 2.0


@contextmanager
def opening(code: str, **facts: object) -> Iterator[ModuleType]:
    """While a stream is opened: PortAudio, knowing the devices of this moment, and nobody else opens one.

    Raises:
        RecordingError: `portaudio_missing`; the given code with these facts and why, for whatever fails meanwhile.
    """
    if not _OPENING.acquire(timeout=OPENS_WITHIN_S):
        raise RecordingError(code, **facts, why="the sound system does not answer")
    try:
        sounddevice = _library()
        try:
            _look_again(sounddevice)
            yield sounddevice
        except (sounddevice.PortAudioError, ValueError, OSError) as error:
            raise RecordingError(code, **facts, why=str(error)) from error
    finally:
        _OPENING.release()


def end(stream: Any) -> None:
    """End a stream with `abort`, in a thread of its own: a dead sound server never answers."""
    ending = threading.Thread(target=_abort, args=(stream,), name=ENDING, daemon=True)
    ending.start()
    ending.join(_CLOSE_PATIENCE_S)


def _library() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:
        raise RecordingError("portaudio_missing", why=str(error)) from error
    found: ModuleType = sounddevice
    return found


def _look_again(sounddevice: ModuleType) -> None:
    """Make PortAudio list the devices anew; it does so only when it starts, and one may have come since. While a
    stream of ours is open or hangs in its end, the old list has to do.
    """
    if STREAMS or any(thread.name == ENDING for thread in threading.enumerate()):
        return
    sounddevice._terminate()  # noqa: SLF001  # there is no public way, and no stream of ours is open here
    sounddevice._initialize()  # noqa: SLF001


def _abort(stream: Any) -> None:
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)
