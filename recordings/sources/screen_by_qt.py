"""The pictures of a screen from the process that grabs it through Qt."""

import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress

from av import VideoFrame

from recordings import clock
from recordings.device_types import Screen
from recordings.errors import RecordingError
from recordings.picture_rows import copy_rows
from recordings.picture_slots import PictureSlots
from recordings.process import import_path
from recordings.sources.base import Picture
from recordings.sources.screen_words import Begun, Fault, Filled, Still, Wanted, Word, understood

OPEN_S = 5.0
PATIENCE_S = 0.25
SILENT_US = 2_000_000
"""A process that says nothing for this long grabs nothing any more."""

_LEAVING_S = 2.0


class QtGrab:
    """The pictures of a monitor; of the one that the person chooses where `screen` is None.

    Args:
        open_s: the first picture is waited for so long.

    Raises:
        RecordingError: `qt_missing`, `screen_capture_unsupported`, `screen_not_permitted`, `portal_refused`,
            `screen_gone`, `screen_failed`.
    """

    def __init__(self, screen: Screen | None, fps: int, open_s: float = OPEN_S) -> None:
        self._slots: PictureSlots | None = None
        self._begun: Begun | None = None
        self._shown: VideoFrame | None = None
        self._heard_us = clock.now_us()
        self._words: queue.SimpleQueue[Word | None] = queue.SimpleQueue()
        self._process = _started(is_asked_for=screen is None)
        self._reader = threading.Thread(target=self._hear, name="screen-by-qt", daemon=True)
        self._reader.start()
        try:
            self._tell(Wanted(screen, fps).line())
            self._first = self._awaited(open_s)
        except BaseException:
            self.close()
            raise

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, px, even."""
        assert self._begun
        return self._begun.width & ~1, self._begun.height & ~1

    def read(self) -> Picture | None:
        """The next picture. One that shows nothing new is the one before, handed out again.

        Raises:
            RecordingError: `screen_gone`, `screen_changed`, `screen_ended`, `screen_failed`.
        """
        first, self._first = self._first, None
        if first is not None:
            return first
        try:
            word = self._words.get(timeout=PATIENCE_S)
        except queue.Empty:
            if clock.now_us() - self._heard_us > SILENT_US:
                raise RecordingError("screen_failed", why="no answer") from None
            return None
        return self._picture(word)

    def close(self) -> None:
        """Let the process end. Idempotent."""
        assert self._process.stdin
        assert self._process.stdout
        with suppress(OSError):  # it has ended already
            self._process.stdin.close()
        try:
            self._process.wait(_LEAVING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        if self._slots is not None:
            self._slots.close()

    def _awaited(self, open_s: float) -> Picture | None:
        """The first picture."""
        give_up_us = clock.now_us() + round(open_s * 1e6)
        while (left_us := give_up_us - clock.now_us()) > 0:
            try:
                word = self._words.get(timeout=left_us / 1e6)
            except queue.Empty:
                break
            picture = self._picture(word)
            if picture is not None:
                return picture
        raise RecordingError("screen_failed", why="no picture came")

    def _picture(self, word: Word | None) -> Picture | None:
        self._heard_us = clock.now_us()
        match word:
            case None:
                raise RecordingError("screen_ended") if self._begun else _not_begun()
            case Fault(code, facts):
                raise RecordingError(code, **facts)
            case Begun():
                self._begun = word
                self._slots = PictureSlots.found(word.slots, word.size)
            case Filled(slot, clock_us):
                self._shown = self._copied(slot)
                self._tell(f"{slot}\n")
                return Picture(clock_us, self._shown)
            case Still(clock_us) if self._shown is not None:
                return Picture(clock_us, self._shown)
        return None

    def _copied(self, slot: int) -> VideoFrame:
        assert self._begun
        assert self._slots
        width, height = self.size
        frame = VideoFrame(width, height, self._begun.pixels)
        with self._slots.slot(slot) as place:
            copy_rows(place, self._begun.stride, frame.planes[0], height)
        return frame

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with suppress(OSError):  # it has ended: the end of its words says so
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _hear(self) -> None:
        """What the process says, in a thread of its own: pipes cannot be waited for on Windows."""
        assert self._process.stdout
        for line in self._process.stdout:
            self._words.put(understood(line))
        self._words.put(None)


def _not_begun() -> RecordingError:
    """Qt ends the process where it finds no screen system that it knows."""
    return RecordingError("screen_capture_unsupported", system=sys.platform, why="Qt found no screen")


def _started(*, is_asked_for: bool) -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "recordings.sources.screen_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=_environment(is_asked_for=is_asked_for),
        )
    except OSError as error:
        raise RecordingError("screen_failed", why=str(error)) from error


def _environment(*, is_asked_for: bool) -> dict[str, str]:
    """That of this process, but Qt asks the screen's own system, shows nothing, and speaks only of faults."""
    inherited = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    if is_asked_for and sys.platform == "linux":
        inherited["QT_QPA_PLATFORM"] = "wayland;xcb"
    return {
        **inherited,
        "PYTHONPATH": import_path(),
        "QT_MEDIA_BACKEND": "ffmpeg",
        "QT_LOGGING_RULES": "qt.multimedia.*.info=false",
        "QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM": "1",
    }
