"""The screen through memory shared with a real X server."""

import os
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.sources import screen_ffmpeg
from recordings.sources.base import Picture
from recordings.sources.screen import ScreenSource
from recordings.sources.screen_x11 import X11Grab
from recordings.sources.x11_damage import Damage
from recordings.x11_wire import Wire
from tests.benchmarks.flashes import BLACK, WHITE, FlashWindow
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display

WHOLE = Region(x=0, y=0, width=1440, height=700)
FLASH = Region(x=420, y=420, width=200, height=100)
FPS = 60
FRAME_US = 1_000_000 // FPS
WARP_POINTER = 41
SHARED_MEMORY = Path("/proc/sysvipc/shm")


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen of 1441 x 701 px."""
    with virtual_display(1441, 701) as display:
        monkeypatch.setenv("DISPLAY", display)
        yield display


@pytest.fixture
def grab(display: str) -> Iterator[Callable[[Region], X11Grab]]:
    """Opens places on the screen."""
    opened: list[X11Grab] = []

    def open_one(place: Region) -> X11Grab:
        opened.append(X11Grab(place, FPS))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def point(display: str) -> Iterator[Callable[[int, int], None]]:
    """Moves the pointer."""
    wire = Wire(display)

    def move(x: int, y: int) -> None:
        wire.demand(WARP_POINTER, 0, struct.pack("<IIhhHHhh", 0, wire.root.window, 0, 0, 0, 0, x, y))

    yield move
    wire.close()


def awaited(source: X11Grab | ScreenSource, what: Callable[[Picture], bool]) -> Picture:
    """The first picture of which something is true."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        picture = source.read()
        if picture is not None and what(picture):
            return picture
    raise AssertionError("the awaited picture did not come")


def light(picture: Picture, x: int = 0, y: int = 0, size: int = 10_000) -> float:
    """How light a part of a picture is."""
    return float(picture.frame.to_ndarray(format="gray").astype(np.float64)[y : y + size, x : x + size].mean())


def test_that_a_screen_that_stands_still_is_one_picture_again_and_again(grab: Callable[[Region], X11Grab]) -> None:
    source = grab(WHOLE)
    first = awaited(source, lambda _: True)
    others = [awaited(source, lambda _: True) for _ in range(5)]
    assert all(other.frame is first.frame for other in others)
    stamps = [first.clock_us, *(other.clock_us for other in others)]
    assert stamps == sorted(set(stamps))


def test_that_what_is_drawn_is_in_the_next_picture(grab: Callable[[Region], X11Grab]) -> None:
    window = FlashWindow()
    source = grab(WHOLE)
    awaited(source, lambda picture: light(picture, 500, 450, 50) < 20)
    for _ in range(5):
        window.paint(WHITE)
        assert light(awaited(source, lambda _: True), 500, 450, 50) > 200
        window.paint(BLACK)
        assert light(awaited(source, lambda _: True), 500, 450, 50) < 20


def test_that_the_pointer_is_in_the_picture_and_leaves_no_trace(
    grab: Callable[[Region], X11Grab], point: Callable[[int, int], None]
) -> None:
    window = FlashWindow()
    point(10, 10)
    source = grab(FLASH)
    bare = awaited(source, lambda picture: light(picture) < 17)
    window.paint(WHITE)
    bare = awaited(source, lambda picture: light(picture) > 200)
    point(500, 470)  # a dark arrow
    arrow = awaited(source, lambda picture: light(picture, 70, 40, 30) < 230)
    assert light(arrow, 130, 0, 50) == light(bare, 130, 0, 50)
    point(600, 470)
    awaited(source, lambda picture: light(picture, 170, 40, 30) < 230)
    assert light(awaited(source, lambda _: True), 70, 40, 30) == light(bare, 70, 40, 30)
    for x, y in ((421, 421), (619, 519), (415, 416), (625, 525)):  # over every edge
        point(x, y)
        awaited(source, lambda _: True)
    point(10, 10)
    awaited(source, lambda picture: light(picture) == light(bare))


def test_that_moments_that_were_missed_are_left_out(grab: Callable[[Region], X11Grab]) -> None:
    source = grab(FLASH)
    awaited(source, lambda _: True)
    time.sleep(0.3)
    stamps = [awaited(source, lambda _: True).clock_us for _ in range(12)]
    assert stamps[-1] - stamps[0] > 6 * FRAME_US


def test_that_a_server_that_draws_without_telling_is_noticed(
    grab: Callable[[Region], X11Grab], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Damage, "take", lambda _: [])
    window = FlashWindow()
    source = grab(FLASH)
    for colour, is_there in ((WHITE, lambda p: light(p) > 200), (BLACK, lambda p: light(p) < 20)):
        window.paint(colour)
        awaited(source, is_there)
    window.paint(WHITE)
    assert light(awaited(source, lambda _: True)) > 200


def test_that_no_memory_is_left_behind(grab: Callable[[Region], X11Grab]) -> None:
    source = grab(WHOLE)
    awaited(source, lambda _: True)
    assert _own_memory()
    source.close()
    source.close()
    deadline = time.monotonic() + 20
    while _own_memory():  # the server lets go when it notices that we are gone
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _own_memory() -> list[str]:
    """The shared memory that this process made and that is still there."""
    lines = SHARED_MEMORY.read_text(encoding="ascii").splitlines()[1:]
    return [line for line in lines if int(line.split()[4]) == os.getpid()]


def test_that_a_server_that_cannot_do_it_is_grabbed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_display(320, 240, "-extension", "DAMAGE") as display:
        monkeypatch.setenv("DISPLAY", display)
        with pytest.raises(RecordingError, match="DAMAGE"):
            X11Grab(Region(x=0, y=0, width=320, height=240), 30)
        source = ScreenSource(SourcePlan(id="screen", kind="screen", shows="screen"))
        assert (source.open().width, awaited(source, lambda _: True).frame.height) == (320, 240)
        source.close()


@pytest.fixture(params=[("-extension", "MIT-SHM"), ("-listen", "tcp", "-ac")], ids=["no shared memory", "by tcp"])
def sending(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen of 640 x 480 px whose server cannot share memory, or is spoken to as if it were on another machine."""
    with virtual_display(640, 480, *request.param) as display:
        monkeypatch.setenv("DISPLAY", display if "MIT-SHM" in request.param else f"localhost{display}")
        yield


@pytest.mark.usefixtures("sending")
def test_that_a_server_that_shares_no_memory_sends_what_was_drawn() -> None:
    window = FlashWindow()
    source = X11Grab(Region(x=0, y=0, width=640, height=480), FPS)
    first = awaited(source, lambda picture: light(picture, 500, 450, 20) < 20)
    assert awaited(source, lambda _: True).frame is first.frame
    for _ in range(3):
        window.paint(WHITE)
        assert light(awaited(source, lambda _: True), 500, 450, 20) > 200
        window.paint(BLACK)
        assert light(awaited(source, lambda _: True), 500, 450, 20) < 20
    source.close()


def test_that_ffmpeg_says_that_a_server_without_shared_memory_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_ffmpeg, "ANSWER_S", 0.2)
    with virtual_display(320, 240, "-extension", "MIT-SHM") as display:
        monkeypatch.setenv("DISPLAY", display)
        with pytest.raises(RecordingError, match="screen_failed"):
            screen_ffmpeg.FFmpegGrab(Region(x=0, y=0, width=320, height=240), 30)
