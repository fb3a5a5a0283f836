"""Grabs a screen through Qt: ScreenCaptureKit, DXGI, the portal of Wayland; X11 as well, which is how it is tested.

The only module of the recorder that knows Qt; it runs in a process of its own (`screen_process`). Of the two times of a
picture the end is that of its own grab; the start is that of the picture before.
"""

import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtMultimedia import QMediaCaptureSession, QScreenCapture, QVideoFrame, QVideoFrameFormat, QVideoSink

from recordings import clock
from recordings.device_types import Screen
from recordings.picture_slots import SLOTS, PictureSlots
from recordings.sources.arrival_clock import ArrivalClock
from recordings.sources.screen_words import Begun, Fault, Filled, Still, Wanted, Word, said

STILL_US = 200_000
"""Some systems deliver nothing while nothing changes: after this time it is said that all is as it was."""

_Pixel = QVideoFrameFormat.PixelFormat
_PIXELS = {
    _Pixel.Format_BGRA8888: "bgr0",
    _Pixel.Format_BGRA8888_Premultiplied: "bgr0",
    _Pixel.Format_BGRX8888: "bgr0",
    _Pixel.Format_RGBA8888: "rgb0",
    _Pixel.Format_RGBX8888: "rgb0",
    _Pixel.Format_ARGB8888: "0rgb",
    _Pixel.Format_ARGB8888_Premultiplied: "0rgb",
    _Pixel.Format_XRGB8888: "0rgb",
    _Pixel.Format_ABGR8888: "0bgr",
    _Pixel.Format_XBGR8888: "0bgr",
}
"""Pixels of four bytes are passed on as they are, under FFmpeg's name; Qt itself converts any other."""


class Grabber(QObject):
    """Passes the pictures of one screen on."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted = wanted
        self._clock = ArrivalClock()
        self._slots: PictureSlots | None = None
        self._begun: Begun | None = None
        self._free = set(range(SLOTS))
        self._lock = threading.Lock()
        self._frame_us = 1_000_000 // wanted.fps
        self._due_us = 0
        self._came_us = 0
        self._sink, self._session, self._capture = QVideoSink(), QMediaCaptureSession(), QScreenCapture()
        self._session.setScreenCapture(self._capture)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.take)
        self._capture.errorOccurred.connect(self.fail)
        self._watch = QTimer(self, interval=STILL_US // 1000)
        self._watch.timeout.connect(self.look)

    def begin(self, app: QGuiApplication) -> None:
        """Begin to grab."""
        if self._wanted.screen is not None:
            screen = screen_of(self._wanted.screen, app.screens())
            if screen is None:
                known = [one.name() for one in app.screens()]
                leave(Fault("screen_gone", {"device": self._wanted.screen.name, "known": known}))
            self._capture.setScreen(screen)
            screen.geometryChanged.connect(lambda _place: leave(Fault("screen_changed")))
            app.screenRemoved.connect(lambda gone: leave(Fault("screen_gone")) if gone is screen else None)
        limit = getattr(self._capture, "setMaximumFrameRate", None)
        if limit is not None:  # from Qt 6.12 on
            limit(self._wanted.fps)
        self._capture.setActive(True)
        self._watch.start()

    def set_free(self, slot: int) -> None:
        """The picture in that place has been read. Called from another thread."""
        with self._lock:
            self._free.add(slot)

    @Slot(QVideoFrame)
    def take(self, frame: QVideoFrame) -> None:
        """Pass a picture on, unless it comes sooner than is wanted or nobody has read those before."""
        self._came_us = clock.now_us()
        said_us = frame.endTime()  # negative where Qt has none
        taken_us = self._clock.taken_us(said_us if said_us >= 0 else None, self._came_us)
        if taken_us < self._due_us or not frame.isValid():
            return
        # A quarter of a frame early is jitter, not speed.
        self._due_us = max(self._due_us + self._frame_us, taken_us + self._frame_us * 3 // 4)
        with self._lock:
            slot = self._free.pop() if self._free else None
        if slot is not None:
            self._pass_on(frame, slot, taken_us)

    @Slot(QScreenCapture.Error, str)
    def fail(self, error: QScreenCapture.Error, why: str) -> None:
        """Say what went wrong, and leave."""
        if error != QScreenCapture.Error.NoError:
            leave(fault_of(error, why, asked=self._wanted.screen is None and self._begun is None))

    @Slot()
    def look(self) -> None:
        """Say that all is as it was where no picture came for a while."""
        now_us = clock.now_us()
        if self._begun is not None and self._capture.isActive() and now_us - self._came_us >= STILL_US:
            say(Still(now_us))

    def _pass_on(self, frame: QVideoFrame, slot: int, taken_us: int) -> None:
        if not frame.map(QVideoFrame.MapMode.ReadOnly):
            leave(Fault("screen_failed", {"why": "a picture cannot be read"}))
        try:
            pixels = _PIXELS.get(frame.pixelFormat())
            if pixels is not None:
                form = (frame.width(), frame.height(), frame.bytesPerLine(0), pixels)
                self._fill(slot, memoryview(frame.bits(0)), *form)
            else:
                image = frame.toImage().convertToFormat(QImage.Format.Format_RGB32)
                form = (image.width(), image.height(), image.bytesPerLine(), "bgr0")
                self._fill(slot, memoryview(image.constBits()), *form)
        finally:
            frame.unmap()
        say(Filled(slot, taken_us))

    def _fill(self, slot: int, content: memoryview, width: int, height: int, stride: int, pixels: str) -> None:
        size = stride * height
        if self._slots is None:
            self._slots = PictureSlots.made(size)
            self._begun = Begun(self._slots.name, size, width, height, stride, pixels)
            say(self._begun)
        begun = self._begun
        assert begun is not None
        if (begun.width, begun.height, begun.stride, begun.pixels) != (width, height, stride, pixels):
            leave(Fault("screen_changed"))
        with self._slots.slot(slot) as place:
            place[:] = content[:size]


def screen_of(wanted: Screen, screens: Sequence[QScreen]) -> QScreen | None:
    """The screen of Qt that is this monitor: of its name, else of its place. Never one whose number is another."""
    same = [one for one in screens if not _is_another(wanted, one)]
    for one in same:
        if one.name().removeprefix("\\\\.\\") == wanted.name:
            return one
    for one in same:
        place, scale = one.geometry(), one.devicePixelRatio()
        size = (round(place.width() * scale), round(place.height() * scale))
        # Places are physical but on macOS, where they are scaled like sizes.
        corners = {(place.x(), place.y()), (round(place.x() * scale), round(place.y() * scale))}
        if (wanted.x, wanted.y) in corners and size == (wanted.width, wanted.height):
            return one
    return None


def _is_another(wanted: Screen, screen: QScreen) -> bool:
    number = screen.serialNumber()
    return bool(number and wanted.serial) and not wanted.serial.endswith(number)


def fault_of(error: QScreenCapture.Error, why: str, *, asked: bool) -> Fault:
    """What Qt's error means here. `asked`: a person was asked for the screen, and has not given one yet."""
    facts: dict[str, object] = {"why": why}
    if error == QScreenCapture.Error.NotFound:
        return Fault("screen_gone", facts)
    if error == QScreenCapture.Error.CapturingNotSupported:
        return Fault("screen_capture_unsupported", {**facts, "system": QGuiApplication.platformName()})
    if asked:
        return Fault("portal_refused", facts)
    return Fault("screen_failed", facts)


def say(word: Word) -> None:
    """Tell the recorder; without one this process has nothing to do."""
    try:
        sys.stdout.write(said(word))
        sys.stdout.flush()
    except OSError:
        os._exit(0)


def leave(fault: Fault) -> NoReturn:
    """Say why, and end at once: a library in trouble is not asked to tidy up."""
    say(fault)
    os._exit(1)


def _listen(grabber: Grabber) -> None:
    """Hear which places are free; the end of stdin is the end."""
    for line in sys.stdin:
        grabber.set_free(int(line))
    os._exit(0)


def grab(wanted: Wanted) -> int:
    """Grab until nobody listens any more."""
    app = QGuiApplication([])
    app.setQuitOnLastWindowClosed(False)
    grabber = Grabber(wanted)
    threading.Thread(target=_listen, args=(grabber,), daemon=True).start()
    grabber.begin(app)
    return app.exec()
