"""Telling pictures that show nothing new."""

import numpy as np
import pytest
from av import VideoFrame

from recordings.duplicates import Duplicates


def a_frame(*changed: tuple[int, int]) -> VideoFrame:
    array = np.full((99, 64, 4), 7, np.uint8)
    for y, x in changed:
        array[y, x] = 8
    return VideoFrame.from_ndarray(array, format="bgra")


def test_that_the_first_picture_is_new() -> None:
    assert not Duplicates().is_same(a_frame())


@pytest.mark.parametrize("place", [(0, 0), (98, 63), (50, 20)])
def test_that_one_pixel_anywhere_makes_a_picture_new(place: tuple[int, int]) -> None:
    duplicates = Duplicates()
    duplicates.remember(a_frame())
    assert duplicates.is_same(a_frame())
    assert not duplicates.is_same(a_frame(place))
    duplicates.remember(a_frame(place))
    assert duplicates.is_same(a_frame(place))
    assert not duplicates.is_same(a_frame())


def test_that_a_forgotten_picture_makes_the_next_new() -> None:
    duplicates = Duplicates()
    duplicates.remember(a_frame())
    duplicates.forget()
    assert not duplicates.is_same(a_frame())


def test_that_another_size_is_new() -> None:
    duplicates = Duplicates()
    duplicates.remember(a_frame())
    assert not duplicates.is_same(VideoFrame.from_ndarray(np.full((99, 32, 4), 7, np.uint8), format="bgra"))
