"""A camera of this machine through OpenCV: a device by number or path."""

import sys
from pathlib import Path

import numpy as np
from av import VideoFrame

from recordings import clock
from recordings.camera_list import list_cameras
from recordings.device_types import DeviceListError
from recordings.errors import RecordingError
from recordings.opencv import cv2
from recordings.plan import SourcePlan
from recordings.sources.base import Device, Picture, Source
from recordings.sources.pace import Pace
from recordings.v4l2_modes import FILMED, SCREEN, best_mode, camera_modes

FIRST_PICTURE_US = 1_500_000
SILENT_US = 2_000_000

_OLDEST_DEVICE_TIME_US = 250_000
"""A device time is believed when it lies at most this far before the arrival of the picture."""


class CameraSource(Source[Picture]):
    """One camera. `device`: `default` (the first), an index or a device path."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._capture: cv2.VideoCapture | None = None
        self._last_good_us = 0
        self._last_device_us = 0
        self._pace = Pace(plan.fps)

    def open(self) -> Device:
        capture = self._opened()
        self._capture = capture
        self._set_best(capture)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._pace = Pace(self._plan.fps)
        self._last_device_us = 0
        self._last_good_us = clock.now_us()
        height, width = self._first().shape[:2]
        return Device(_name_of(self._plan.device), width, height)

    def read(self) -> Picture | None:
        assert self._capture is not None, "read before open"
        good, array = self._capture.read()
        arrived_us = clock.now_us()
        if not good or array is None:
            if arrived_us - self._last_good_us > SILENT_US:
                raise RecordingError("camera_silent", device=self._plan.device)
            return None
        self._last_good_us = arrived_us
        taken_us = self._taken_us(arrived_us)
        if not self._pace.takes(taken_us):
            return None  # the camera is faster than was asked for
        return Picture(taken_us, VideoFrame.from_ndarray(_even(array), format="bgr24"))

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _opened(self) -> "cv2.VideoCapture":
        try:
            capture = _open(self._plan.device)
        except (cv2.error, ValueError) as error:
            raise RecordingError("camera_failed", device=self._plan.device, why=str(error)) from error
        if not capture.isOpened():
            capture.release()
            raise RecordingError("camera_not_opened", device=self._plan.device)
        return capture

    def _set_best(self, capture: "cv2.VideoCapture") -> None:
        """Ask for the best that the device has. What it makes of that, its first picture tells."""
        most = SCREEN if self._plan.shows_screen else FILMED
        path = _path_of(self._plan.device)
        mode = best_mode(camera_modes(path), self._plan.fps, most) if path is not None else None
        if mode is not None:
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*mode.fourcc))
            most = mode.width, mode.height
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, most[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, most[1])
        capture.set(cv2.CAP_PROP_FPS, self._plan.fps)

    def _first(self) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
        """Return the first picture: only a camera that delivers is an open camera, and it tells the true
        size.
        """
        assert self._capture is not None
        give_up_us = clock.now_us() + FIRST_PICTURE_US
        while clock.now_us() < give_up_us:
            good, array = self._capture.read()
            if good and array is not None:
                return _even(array)
        self.close()
        raise RecordingError("camera_silent", device=self._plan.device)

    def _taken_us(self, arrived_us: int) -> int:
        """Return when the picture was taken: the driver's time where that can be true, else its arrival.

        V4L2 stamps with the monotonic clock; other back ends say 0.
        """
        assert self._capture is not None
        if not sys.platform.startswith("linux"):
            return arrived_us
        device_us = int(self._capture.get(cv2.CAP_PROP_POS_MSEC) * 1000)
        believable = arrived_us - _OLDEST_DEVICE_TIME_US <= device_us <= arrived_us
        if not believable or device_us <= self._last_device_us:
            return arrived_us
        self._last_device_us = device_us
        return device_us


def _open(device: str) -> "cv2.VideoCapture":
    backend = cv2.CAP_V4L2 if sys.platform.startswith("linux") else cv2.CAP_ANY
    if device.isdecimal() and backend == cv2.CAP_V4L2 and not Path(f"/dev/video{device}").exists():
        raise RecordingError("camera_unknown", device=device, known=_known())
    if device == "default" or device.isdecimal():
        return cv2.VideoCapture(0 if device == "default" else int(device), backend)
    path = Path(device)
    if path.is_file():
        raise RecordingError("camera_is_a_file", device=device)
    if not path.exists():
        raise RecordingError("camera_unknown", device=device, known=_known())
    return cv2.VideoCapture(str(path), backend)


def _path_of(device: str) -> Path | None:
    """Where the device lies; None where devices have no path."""
    if not sys.platform.startswith("linux"):
        return None
    number = "0" if device == "default" else device
    return Path(f"/dev/video{number}") if number.isdecimal() else Path(device)


def _known() -> list[str]:
    """The cameras that could have been named."""
    try:
        return [camera.id for camera in list_cameras()]
    except DeviceListError:
        return []


def _name_of(device: str) -> str:
    return "0" if device == "default" else device


def _even(
    array: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    height, width = array.shape[:2]
    if height % 2 == 0 and width % 2 == 0:
        return array
    return np.ascontiguousarray(array[: height & ~1, : width & ~1])
