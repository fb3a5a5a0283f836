"""A picture of which only the bands that changed are converted."""

import ctypes

import numpy as np
import numpy.typing as npt
import pytest
from av import VideoFrame

from recordings.bands import Bands
from recordings.picture_codecs import PIXELS, SHARP_PIXELS
from recordings.picture_encoder import Converter

Pixels = npt.NDArray[np.uint8]


class Nothing:
    """An overlay that is not there."""

    def draw(self, pixels: memoryview, stride: int, rows: range) -> None:
        """Draw nothing."""


class Bar:
    """Eight white rows over the picture."""

    def __init__(self, y: int) -> None:
        self._y = y

    def draw(self, pixels: memoryview, stride: int, rows: range) -> None:
        for row in rows:
            if self._y <= row < self._y + 8:
                start = (row - rows.start) * stride
                pixels[start : start + stride] = b"\xff" * stride


def a_page(width: int, height: int) -> Pixels:
    """Blocks of many colours."""
    blocks = np.random.default_rng(1).integers(0, 255, (height // 8 + 1, width // 8 + 1, 4), dtype=np.uint8)
    return np.ascontiguousarray(np.repeat(np.repeat(blocks, 8, 0), 8, 1)[:height, :width])


def renewed(bands: Bands, page: Pixels) -> set[int]:
    """Let the bands take over everything."""
    return bands.renew(page.ctypes.data, bands.all)


def planes(frame: VideoFrame) -> list[Pixels]:
    return [
        np.frombuffer(ctypes.string_at(plane.buffer_ptr, plane.buffer_size), np.uint8).reshape(-1, plane.line_size)[
            : plane.height, : plane.width
        ]
        for plane in frame.planes
    ]


@pytest.mark.parametrize("pixels", [PIXELS, SHARP_PIXELS])
@pytest.mark.parametrize(("width", "height"), [(64, 320), (98, 330), (34, 30), (1366, 100)])
def test_that_a_picture_renewed_band_by_band_is_that_converted_at_one_go(width: int, height: int, pixels: str) -> None:
    bands = Bands(width, height, pixels)
    page = a_page(width, height)
    renewed(bands, page)
    bands.converted(bands.all, Nothing())
    page[2:6, 3:9] = 0
    page[-3:, -5:] = 255
    changed = renewed(bands, page)
    assert changed == {0, max(bands.all)}
    shown = bands.converted(changed, Nothing())
    whole = Converter(pixels).convert(VideoFrame.from_ndarray(page, format="bgra"))
    for ours, theirs in zip(planes(shown), planes(whole), strict=True):
        assert np.abs(ours.astype(int) - theirs).mean() < 0.5  # colours differ where bands meet
    assert np.abs(planes(shown)[0].astype(int) - planes(whole)[0]).max() <= 1
    assert (shown.colorspace, shown.color_range) == (whole.colorspace, whole.color_range)


def test_that_a_picture_handed_out_is_never_touched_again() -> None:
    bands = Bands(64, 320, PIXELS)
    page = a_page(64, 320)
    renewed(bands, page)
    first = bands.converted(bands.all, Nothing())
    before = [plane.copy() for plane in planes(first)]
    page[:] = 0
    page[100] = 255
    bands.converted(renewed(bands, page), Nothing())
    page[100] = 0
    bands.converted(renewed(bands, page), Nothing())
    assert all(np.array_equal(a, b) for a, b in zip(planes(first), before, strict=True))


def test_that_what_lies_over_the_picture_leaves_no_trace() -> None:
    bands = Bands(64, 320, PIXELS)
    renewed(bands, a_page(64, 320))
    clean = planes(bands.converted(bands.all, Nothing()))
    for changed in (bands.all, {3}):
        covered = planes(bands.converted(changed, Bar(100)))[0]
        assert (covered[100:108] >= 235).all()
        assert np.array_equal(covered[:100], clean[0][:100])
        again = planes(bands.converted(changed, Nothing()))
        assert np.array_equal(again[0], clean[0])


def test_that_neighbours_are_fetched_at_one_go() -> None:
    bands = Bands(64, 330, PIXELS)
    assert list(bands.runs({0, 1, 4, 9, 10})) == [range(64), range(128, 160), range(288, 330)]
    assert list(bands.runs(set())) == []


def test_that_rows_outside_the_picture_touch_no_band() -> None:
    bands = Bands(64, 330, PIXELS)
    assert list(bands.touched(-40, 40)) == []
    assert list(bands.touched(330, 5)) == []
    assert list(bands.touched(-5, 6)) == [0]
    assert list(bands.touched(31, 2)) == [0, 1]
    assert list(bands.touched(329, 99)) == [10]
