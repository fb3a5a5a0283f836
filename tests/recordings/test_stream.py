"""Stills."""

import io

import av
import numpy as np
import pytest
from av import VideoFrame

from recordings.fitting import fitting
from recordings.stream import MOST_HEIGHT, MOST_WIDTH, Shrinker
from tests.recordings.filming import rgb_of


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1920, 1080), (960, 540)), ((640, 360), (640, 360)), ((1080, 1920), (304, 540)), ((3840, 1080), (960, 270))],
)
def test_that_a_still_fits_and_is_never_enlarged(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fitting(*size, MOST_WIDTH, MOST_HEIGHT) == expected


def test_that_a_still_is_a_jpeg_of_the_picture_also_when_its_size_changes() -> None:
    shrinker = Shrinker()
    for width, height in ((1280, 720), (320, 240), (320, 240)):
        array = np.zeros((height, width, 3), np.uint8)
        array[:, width // 2 :] = (0, 0, 250)
        jpeg = shrinker.jpeg(VideoFrame.from_ndarray(array, format="bgr24"))
        with av.open(io.BytesIO(jpeg), "r", format="jpeg_pipe") as container:
            shown = rgb_of(next(container.decode(video=0)))
        assert shown.shape[:2][::-1] == fitting(width, height, MOST_WIDTH, MOST_HEIGHT)
        assert shown[:, : shown.shape[1] // 2 - 8].mean() < 10
        assert shown[:, shown.shape[1] // 2 + 8 :, 0].mean() > 230
