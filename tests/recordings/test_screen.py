"""The screen, grabbed from a real X server."""

from collections.abc import Iterator

import numpy as np
import pytest

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.sources.base import Picture
from recordings.sources.screen import ScreenSource
from tests.benchmarks.flashes import BLACK, WHITE, FlashWindow
from tests.recordings.reading import pictures
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A screen of 1441 x 701 px."""
    with virtual_display(1441, 701) as display:
        monkeypatch.setenv("DISPLAY", display)
        yield display


def a_screen(**changes: object) -> SourcePlan:
    return SourcePlan.model_validate({"id": "screen", "kind": "screen", "shows": "screen", **changes})


@pytest.mark.usefixtures("display")
def test_that_the_default_is_the_whole_first_monitor_cut_to_even_size() -> None:
    source = ScreenSource(a_screen())
    device = source.open()
    assert (device.width, device.height) == (1440, 700)
    frame = next(pictures(source)).frame
    assert (frame.width, frame.height) == (1440, 700)
    source.close()
    source.close()


@pytest.mark.usefixtures("display")
def test_that_a_picture_is_stamped_with_the_moment_it_was_on_the_screen() -> None:
    window = FlashWindow()
    source = ScreenSource(a_screen(region=Region(x=420, y=420, width=200, height=100)))
    source.open()
    assert all(_brightness(picture) < 10 for picture, _ in zip(pictures(source), range(3), strict=False))
    before_us = clock.now_us()
    window.paint(WHITE)
    after_us = clock.now_us()
    last_black_us, first_white_us = 0, 0
    for picture in pictures(source):
        if _brightness(picture) > 200:
            first_white_us = picture.clock_us
            break
        last_black_us = picture.clock_us
    assert first_white_us >= before_us - 1_000
    assert last_black_us <= after_us + 1_000
    window.paint(BLACK)
    source.close()


def _brightness(picture: Picture) -> float:
    return float(picture.frame.to_ndarray(format="gray").astype(np.float64).mean())


@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    ("device", "code"), [("HDMI-99", "screen_unknown"), ("800x600+900+300", "screen_region_outside")]
)
def test_that_a_screen_that_is_not_there_says_so(device: str, code: str) -> None:
    with pytest.raises(RecordingError) as fault:
        ScreenSource(a_screen(device=device)).open()
    assert fault.value.code == code


def test_that_no_display_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(RecordingError, match="no_display"):
        ScreenSource(a_screen()).open()
    with pytest.raises(RecordingError, match="no_display"):
        ScreenSource(a_screen(device="100x100+0+0")).open()


def test_that_a_display_that_goes_is_a_fault_with_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_display(320, 240) as display:
        monkeypatch.setenv("DISPLAY", display)
        source = ScreenSource(a_screen(device="320x240+0+0"))
        source.open()
        next(pictures(source))
    with pytest.raises(RecordingError) as fault:
        for _ in pictures(source):
            pass
    assert fault.value.code in ("screen_failed", "screen_ended")
    source.close()
