"""What a capture device says it can deliver, and what is taken of it."""

import errno
import struct
from pathlib import Path

import pytest

from recordings.v4l2_modes import FILMED, SCREEN, Mode, best_mode, camera_modes

Sizes = dict[tuple[int, int], tuple[float, ...]]

HDMI_STICK: dict[str, Sizes] = {
    "YUYV": {(640, 480): (60.0, 30.0), (1280, 720): (10.0,), (1920, 1080): (5.0,)},
    "MJPG": {(640, 480): (60.0,), (1280, 720): (60.0, 30.0), (1920, 1080): (60.0, 30.0), (3840, 2160): (30.0,)},
}
"""As many a stick for USB 2 tells: beyond 640x480 only JPEG comes often enough."""


class Driver:
    """Answers as a Video4Linux driver does, struct by struct."""

    def __init__(self, formats: dict[str, Sizes]) -> None:
        self._formats = formats

    def __call__(self, _descriptor: int, request: int, answer: bytearray) -> int:
        (number,) = struct.unpack_from("=I", answer)
        kind, size = request & 0xFF, request >> 16 & 0x3FFF
        assert size == len(answer)
        try:
            if kind == 2:
                answer[44:48] = list(self._formats)[number].encode()
            elif kind == 74:
                sizes = list(self._formats[bytes(answer[4:8]).decode()])
                struct.pack_into("=3I", answer, 8, 1, *sizes[number])
            else:
                width, height = struct.unpack_from("=2I", answer, 8)
                fps = self._formats[bytes(answer[4:8]).decode()][width, height][number]
                struct.pack_into("=3I", answer, 16, 1, 1000, round(fps * 1000))
        except IndexError:
            raise OSError(errno.EINVAL, "the list is over") from None
        return 0


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """Something that can be opened."""
    path = tmp_path / "video0"
    path.touch()
    return path


def test_that_all_modes_of_a_device_are_read(device: Path) -> None:
    modes = camera_modes(device, Driver(HDMI_STICK))
    assert len(modes) == 7
    assert modes[1] == Mode("YUYV", 1280, 720, 10.0)
    assert modes[-1] == Mode("MJPG", 3840, 2160, 30.0)


@pytest.mark.parametrize(
    ("fps", "most", "taken"),
    [
        (30, SCREEN, Mode("MJPG", 1920, 1080, 60.0)),
        (60, SCREEN, Mode("MJPG", 1920, 1080, 60.0)),
        (30, FILMED, Mode("MJPG", 1280, 720, 60.0)),
        (5, SCREEN, Mode("YUYV", 1920, 1080, 5.0)),  # raw pictures need no decoding
        (120, SCREEN, Mode("MJPG", 1920, 1080, 60.0)),
    ],
)
def test_that_the_largest_picture_that_comes_often_enough_is_taken(
    device: Path, fps: int, most: tuple[int, int], taken: Mode
) -> None:
    assert best_mode(camera_modes(device, Driver(HDMI_STICK)), fps, most) == taken


def test_that_a_raw_format_that_is_as_good_is_preferred_and_one_that_nobody_decodes_is_passed_over(
    device: Path,
) -> None:
    full: Sizes = {(1920, 1080): (59.94,)}
    modes = camera_modes(device, Driver({"H264": full, "MJPG": full, "NV12": full}))
    assert best_mode(modes, 60, SCREEN) == Mode("NV12", 1920, 1080, 59.94)
    assert best_mode(camera_modes(device, Driver({"H264": full})), 30, SCREEN) is None


def test_that_what_is_larger_than_wanted_is_taken_as_small_as_it_comes(device: Path) -> None:
    modes = camera_modes(device, Driver({"NV12": {(3840, 2160): (30.0,), (2560, 1440): (30.0,)}}))
    assert best_mode(modes, 30, SCREEN) == Mode("NV12", 2560, 1440, 30.0)


def test_that_a_device_that_takes_any_size_is_asked_for_a_whole_screen(device: Path) -> None:
    def stepwise(_descriptor: int, request: int, answer: bytearray) -> int:
        (number,) = struct.unpack_from("=I", answer)
        if number:
            raise OSError(errno.EINVAL, "the list is over")
        if request & 0xFF == 2:
            answer[44:48] = b"YUYV"
        elif request & 0xFF == 74:
            struct.pack_into("=7I", answer, 8, 3, 48, 1920, 2, 32, 1200, 2)
        else:
            struct.pack_into("=7I", answer, 16, 3, 1, 60, 1, 1, 1, 1)
        return 0

    assert best_mode(camera_modes(device, stepwise), 30, SCREEN) == Mode("YUYV", 1920, 1080, 60.0)


def test_that_what_is_no_camera_or_not_there_has_no_modes(device: Path, tmp_path: Path) -> None:
    assert camera_modes(device) == ()
    assert camera_modes(tmp_path / "gone") == ()
    assert best_mode((), 30, SCREEN) is None
