"""Cameras: a network camera that delivers, one that answers nonsense, one that says nothing."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import Shows, SourcePlan
from recordings.sources.base import Picture, Source
from recordings.sources.opening import picture_source
from recordings.sources.synthetic import pattern_clock_us
from recordings.v4l2_modes import Mode
from tests.recordings.fake_camera import HEIGHT, WIDTH, FakeCamera, fake_camera
from tests.recordings.filming import rgb_of
from tests.recordings.reading import read

FIVE_SECONDS_US = 5_000_000


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    """A network camera."""
    with fake_camera() as camera:
        yield camera


def a_source(device: str, fps: int = 30) -> Source[Picture]:
    return picture_source(SourcePlan(id="camera", kind="camera", device=device, shows="face", fps=fps))


def test_that_a_network_camera_delivers_pictures_of_their_time(camera: FakeCamera) -> None:
    source = a_source(camera.url("/video"))
    device = source.open()
    assert (device.width, device.height) == (WIDTH, HEIGHT)
    for picture in read(source, 10):
        shown_us = pattern_clock_us(rgb_of(picture.frame))
        assert 0 <= picture.clock_us - shown_us < 500_000
    source.close()
    source.close()


def test_that_a_camera_faster_than_asked_for_is_thinned_out(camera: FakeCamera) -> None:
    source = a_source(camera.url("/video"), fps=5)
    source.open()
    times = [picture.clock_us for picture in read(source, 6)]
    source.close()
    assert (times[-1] - times[0]) / 5 >= 170_000


def test_that_a_camera_that_hangs_up_is_lost_with_a_code(camera: FakeCamera) -> None:
    source = a_source(camera.url("/video"))
    source.open()
    camera.unplug()
    with pytest.raises(RecordingError, match="camera_silent"):
        read(source, 1000)
    source.close()
    with pytest.raises(RecordingError, match="camera_not_opened"):
        source.open()
    camera.plug()
    source.open()
    assert read(source, 1)
    source.close()


@pytest.mark.parametrize("path", ["/nonsense", "/nothing"])
def test_that_a_camera_that_answers_nothing_of_use_fails_within_five_seconds(camera: FakeCamera, path: str) -> None:
    source = a_source(camera.url(path))
    begun_us = clock.now_us()
    with pytest.raises(RecordingError) as fault:
        source.open()
    assert fault.value.code in ("camera_not_opened", "camera_unanswered")
    assert fault.value.facts["device"] == camera.url(path)
    assert clock.now_us() - begun_us < FIVE_SECONDS_US


def test_that_an_address_nobody_listens_at_fails() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/video"
        with pytest.raises(RecordingError, match="camera_not_opened"):
            a_source(address).open()


@pytest.mark.parametrize(
    ("device", "code"), [("77", "camera_unknown"), ("/dev/video77", "camera_unknown"), ("front", "camera_unknown")]
)
def test_that_a_camera_that_is_not_there_says_so(device: str, code: str) -> None:
    with pytest.raises(RecordingError) as fault:
        a_source(device).open()
    assert fault.value.code == code


def test_that_a_film_is_no_camera(tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    film.touch()
    with pytest.raises(RecordingError, match="camera_is_a_file"):
        a_source(str(film)).open()


def test_that_opencv_leaves_no_qt_variables_behind() -> None:
    left = {name: value for name, value in os.environ.items() if name.startswith("QT_")}
    assert not any("cv2" in value for value in left.values())


WIDTH_ASKED, HEIGHT_ASKED, FPS_ASKED, FORMAT_ASKED = 3, 4, 5, 6
"""OpenCV's own numbers; importing it here would set the variables that its importer takes away."""


class FakeCapture:
    """What OpenCV opens: it delivers the size that it was asked for last."""

    def __init__(self) -> None:
        self.asked: dict[int, float] = {}

    def isOpened(self) -> bool:  # noqa: N802  # the library's name
        return True

    def set(self, name: int, value: float) -> bool:
        self.asked[name] = value
        return True

    def get(self, _name: int) -> float:
        return 0.0

    def read(self) -> "tuple[bool, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]":
        height, width = self.asked[HEIGHT_ASKED], self.asked[WIDTH_ASKED]
        return True, np.zeros((int(height), int(width), 3), np.uint8)

    def release(self) -> None:
        """Nothing to give back."""


STICK = (Mode("YUYV", 640, 480, 60.0), Mode("MJPG", 1280, 720, 60.0), Mode("MJPG", 1920, 1080, 60.0))


@pytest.mark.parametrize(
    ("shows", "modes", "size"),
    [("screen", STICK, (1920, 1080)), ("face", STICK, (1280, 720)), ("screen", (), (1920, 1080))],
)
def test_that_a_camera_is_opened_at_its_best_for_what_it_shows(
    monkeypatch: pytest.MonkeyPatch, shows: Shows, modes: tuple[Mode, ...], size: tuple[int, int]
) -> None:
    fake = FakeCapture()
    monkeypatch.setattr("recordings.sources.camera._open", lambda _device: fake)
    monkeypatch.setattr("recordings.sources.camera.camera_modes", lambda _path: modes)
    source = picture_source(SourcePlan(id="screen", kind="camera", device="/dev/video2", shows=shows, fps=60))
    device = source.open()
    source.close()
    assert (device.width, device.height) == size
    assert fake.asked[FPS_ASKED] == 60
    assert fake.asked.get(FORMAT_ASKED) == (int.from_bytes(b"MJPG", "little") if modes else None)
