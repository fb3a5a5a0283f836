"""What can be seen in a finished file of pictures: does it move, is there light, which numbers were flashed."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from recordings.cue import NUMBERS
from recordings.judging import Light
from recordings.looking import light
from recordings.opencv import cv2
from recordings.preflight.perceived import Seen

Luma = npt.NDArray[np.uint8]

MOVED_LEVELS = 24
"""A pixel that changes by so much of 255 was not changed by the encoder: an unchanged picture that is encoded again
differs by a few levels. (The health watch compares what comes from the device, where noise tells; here the encoder
has taken the noise away.)"""

MOVED_PIXELS = 12
"""So many such pixels are the smallest thing that moves: a text cursor."""

LOOK_EVERY_S = 0.2
SEARCH_EVERY_S = 0.4


def look(path: Path) -> Seen:
    """Decode a whole file and say what it shows. Raises `av.FFmpegError`, OSError."""
    pictures, last_s, moves = 0, 0.0, False
    lights: list[Light] = []
    numbers: set[int] = set()
    looked_s = searched_s = -1.0
    before: Luma | None = None
    for last_s, frame in decoded(path):
        pictures += 1
        if last_s - looked_s < LOOK_EVERY_S and looked_s >= 0:
            continue
        looked_s, luma = last_s, luma_of(frame)
        moves = moves or (before is not None and _differs(before, luma))
        before = luma
        if last_s - searched_s >= SEARCH_EVERY_S:
            searched_s = last_s
            numbers |= _numbers_in(luma)
            lights.append(light(frame))
    lightest = max(lights, key=lambda one: (one.mean, one.lit), default=None)
    return Seen(pictures, last_s, moves, lightest, frozenset(numbers))


def decoded(path: Path) -> Iterator[tuple[float, av.VideoFrame]]:
    """Time, s, and picture, one after the other. Raises `av.FFmpegError`, OSError."""
    with av.open(str(path)) as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            yield frame.time or 0.0, frame


def luma_of(frame: av.VideoFrame) -> Luma:
    """The brightness of every pixel: the first plane as it was decoded."""
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return np.array(rows[:, : plane.width], np.uint8)


def _differs(first: Luma, second: Luma) -> bool:
    if first.shape != second.shape:
        return True
    return int((cv2.absdiff(first, second) > MOVED_LEVELS).sum()) >= MOVED_PIXELS


def _numbers_in(luma: Luma) -> set[int]:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    _corners, found, _rejected = cv2.aruco.ArucoDetector(dictionary).detectMarkers(luma)
    return set() if found is None else {int(number) for number in np.ravel(found)} & set(NUMBERS)
