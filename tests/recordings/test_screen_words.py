"""What is said between the recorder and the process that grabs a screen through Qt, and what Qt's answers mean."""

from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtMultimedia import QScreenCapture

from recordings.device_types import Screen
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.screen_list import PORTAL, list_screens, whole_desktop
from recordings.sources import portal_screen
from recordings.sources.base import Picture, Source
from recordings.sources.opening import picture_source
from recordings.sources.portal_screen import PortalScreen
from recordings.sources.screen_qt import fault_of, screen_of
from recordings.sources.screen_words import Begun, Fault, Filled, Still, Wanted, Word, said, understood

MONITOR = Screen("DISPLAY2", "DISPLAY2", 1920, 0, 2560, 1440, primary=False, serial="10ac64a0 F525M3BT0BNL")


@pytest.mark.parametrize(
    "word",
    [Begun("/x", 12, 2, 2, 4, "bgr0"), Filled(1, 7_000_000), Still(3), Fault("screen_gone", {"known": ["A"]})],
)
def test_that_a_word_arrives_as_it_was_said(word: Word) -> None:
    assert understood(said(word)) == word


@pytest.mark.parametrize("screen", [MONITOR, None])
def test_that_what_is_wanted_arrives(screen: Screen | None) -> None:
    assert Wanted.from_line(Wanted(screen, 15).line()) == Wanted(screen, 15)


def a_screen(name: str, place: QRect, *, scale: float = 1.0, serial: str = "") -> QScreen:
    """Something that answers as a screen of Qt does."""
    return cast(
        "QScreen",
        SimpleNamespace(
            name=lambda: name, geometry=lambda: place, devicePixelRatio=lambda: scale, serialNumber=lambda: serial
        ),
    )


FIRST = a_screen("Dell U2720Q", QRect(0, 0, 1920, 1080))


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (a_screen("\\\\.\\DISPLAY2", QRect(0, 0, 1, 1)), True),
        (a_screen("Dell U2724D", QRect(1920, 0, 1280, 720), scale=2.0), True),
        (a_screen("Dell U2724D", QRect(960, 0, 1280, 720), scale=2.0), True),
        (a_screen("Dell U2724D", QRect(1920, 0, 1280, 720)), False),
        (a_screen("DISPLAY2", QRect(1920, 0, 2560, 1440), serial="F525M3BT0BNL"), True),
        (a_screen("DISPLAY2", QRect(1920, 0, 2560, 1440), serial="another"), False),
    ],
    ids=["name", "place", "scaled place", "other size", "serial", "other serial"],
)
def test_that_a_monitor_is_found_by_name_or_place_and_never_taken_for_another(second: QScreen, found: bool) -> None:
    assert screen_of(MONITOR, [FIRST, second]) is (second if found else None)


@pytest.mark.parametrize(
    ("error", "asked", "code"),
    [
        (QScreenCapture.Error.CaptureFailed, True, "portal_refused"),
        (QScreenCapture.Error.CaptureFailed, False, "screen_failed"),
        (QScreenCapture.Error.InternalError, False, "screen_failed"),
        (QScreenCapture.Error.NotFound, False, "screen_gone"),
        (QScreenCapture.Error.CapturingNotSupported, True, "screen_capture_unsupported"),
    ],
)
def test_that_an_error_of_qt_gets_the_code_whose_remedy_helps(
    error: QScreenCapture.Error, asked: bool, code: str
) -> None:
    fault = fault_of(error, "no", asked=asked)
    assert (fault.code, fault.facts["why"]) == (code, "no")


@pytest.fixture
def wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session of Wayland without an X server in it."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")


@pytest.mark.usefixtures("wayland")
def test_that_a_wayland_session_offers_one_screen_and_asks_which() -> None:
    assert list_screens() == (PORTAL,)
    assert whole_desktop() is None
    assert isinstance(opened(), PortalScreen)


def opened(**changes: object) -> Source[Picture]:
    plan = SourcePlan.model_validate({"id": "screen", "kind": "screen", "shows": "screen", **changes})
    return picture_source(plan)


@pytest.mark.usefixtures("wayland")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"device": "640x480+0+0"}, "screen_part_unsupported"),
        ({"region": Region(x=0, y=0, width=8, height=8)}, "screen_part_unsupported"),
        ({"device": "HDMI-1"}, "screen_unknown"),
    ],
)
def test_that_a_part_or_a_name_cannot_be_asked_for_in_a_wayland_session(changes: dict[str, object], code: str) -> None:
    with pytest.raises(RecordingError) as fault:
        opened(**changes).open()
    assert fault.value.code == code


@pytest.mark.usefixtures("wayland")
def test_that_who_has_refused_is_not_asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def refuse(_screen: None, _fps: int, open_s: float) -> None:
        asked.append(open_s)
        raise RecordingError("portal_refused", why="cancelled")

    monkeypatch.setattr(portal_screen, "QtGrab", refuse)
    source = opened()
    for _attempt in range(3):
        with pytest.raises(RecordingError) as fault:
            source.open()
        assert (fault.value.code, fault.value.facts["why"]) == ("portal_refused", "cancelled")
    assert asked == [portal_screen.CHOICE_S]
    monkeypatch.setattr(portal_screen, "ASK_AGAIN_US", 0)
    with pytest.raises(RecordingError, match="portal_refused"):
        source.open()
    with pytest.raises(RecordingError, match="portal_refused"):
        opened().open()
    assert len(asked) == 3
