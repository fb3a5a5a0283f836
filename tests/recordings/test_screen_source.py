"""Which part of the desktop a plan means."""

from dataclasses import replace

import pytest

from recordings import microphone_list, screen_list
from recordings.device_types import Screen
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.sources.chosen_screen import ChosenScreen

LEFT = Screen("LEFT", "LEFT", 0, 0, 1281, 801, primary=False)
OUTSIDE = Screen("OUTSIDE", "OUTSIDE", -1920, -200, 1920, 1080, primary=False)
"""Left of and above the first monitor, as Windows counts."""

RIGHT = Screen("RIGHT", "RIGHT", 1281, 0, 1920, 1080, primary=True)


def named(device: str) -> SourcePlan:
    """A plan that names a screen."""
    return SourcePlan(id="screen", kind="screen", shows="screen", device=device)


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three monitors; nobody may ask the sound system about them, for it is busy in another thread."""

    def refuse(*, rescan: bool) -> tuple[()]:
        raise AssertionError("the sound system was asked")

    monkeypatch.setattr(screen_list, "_of_this_system", lambda: [LEFT, RIGHT, OUTSIDE])
    monkeypatch.setattr(microphone_list, "list_microphones", refuse)
    monkeypatch.setattr("recordings.devices.list_microphones", refuse)


@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize(
    ("device", "place", "name"),
    [
        ("default", Region(x=1281, y=0, width=1920, height=1080), "RIGHT"),
        ("LEFT", Region(x=0, y=0, width=1280, height=800), "LEFT"),
        ("1", Region(x=0, y=0, width=1280, height=800), "LEFT"),
        ("641x481+7+9", Region(x=7, y=9, width=640, height=480), "641x481+7+9"),
        ("640x480+-1920+-8", Region(x=-1920, y=-8, width=640, height=480), "640x480+-1920+-8"),
        ("640x480-1920+0", Region(x=-1920, y=0, width=640, height=480), "640x480-1920+0"),
        ("OUTSIDE", Region(x=-1920, y=-200, width=1920, height=1080), "OUTSIDE"),
    ],
)
def test_that_a_monitor_is_found_without_asking_for_microphones(device: str, place: Region, name: str) -> None:
    assert ChosenScreen(named(device)).find() == (place, name)


@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize("device", ["MIDDLE", "640x480"])
def test_that_an_unknown_monitor_is_refused_with_those_there_are(device: str) -> None:
    with pytest.raises(RecordingError) as caught:
        ChosenScreen(named(device)).find()
    assert (caught.value.code, caught.value.facts["known"]) == ("screen_unknown", ["RIGHT", "LEFT", "OUTSIDE"])


@pytest.mark.usefixtures("desktop")
def test_that_a_part_smaller_than_a_picture_can_be_is_refused() -> None:
    with pytest.raises(RecordingError, match="screen_region_small"):
        ChosenScreen(named("1x1+0+0")).find()


def test_that_a_desktop_that_cannot_be_grabbed_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RecordingError) as caught:
        ChosenScreen(named("default")).find()
    assert (caught.value.code, caught.value.facts["device"]) == ("no_display", "default")


def there_are(monkeypatch: pytest.MonkeyPatch, *screens: Screen) -> None:
    """Connect these monitors and no others."""
    monkeypatch.setattr(screen_list, "_of_this_system", lambda: list(screens))


def what_is_wrong(chosen: ChosenScreen) -> str:
    """The code of what a look at the monitors tells; empty if nothing."""
    try:
        chosen.compare()
    except RecordingError as error:
        return error.code
    return ""


KNOWN = replace(LEFT, serial="maker 1")


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ([KNOWN, RIGHT], ""),
        ([RIGHT, KNOWN], ""),
        ([replace(KNOWN, width=801, height=1281)], "screen_changed"),
        ([replace(KNOWN, x=1920)], "screen_changed"),
        ([replace(KNOWN, name="DP-2", id="DP-2"), RIGHT], ""),
        ([RIGHT, OUTSIDE], "screen_gone"),
        ([replace(KNOWN, serial="maker 2")], "screen_replaced"),
        ([replace(KNOWN, serial="")], ""),
        ([], ""),
    ],
)
def test_that_a_monitor_is_known_again_or_said_to_be_another(
    now: list[Screen], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_are(monkeypatch, RIGHT, KNOWN)
    chosen = ChosenScreen(named("LEFT"))
    chosen.find()
    there_are(monkeypatch, *now)
    assert what_is_wrong(chosen) == code


def test_that_the_default_never_becomes_another_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    there_are(monkeypatch, KNOWN, RIGHT)
    chosen = ChosenScreen(named("default"))
    assert chosen.find()[1] == "RIGHT"
    there_are(monkeypatch, replace(KNOWN, primary=True))
    assert what_is_wrong(chosen) == "screen_gone"
    with pytest.raises(RecordingError, match="screen_gone"):
        chosen.find()
    there_are(monkeypatch, replace(KNOWN, primary=True), replace(RIGHT, primary=False, x=0))
    assert chosen.find() == (Region(x=0, y=0, width=1920, height=1080), "RIGHT")
    assert what_is_wrong(chosen) == ""


def test_that_a_rectangle_is_lost_when_what_it_shows_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    there_are(monkeypatch, LEFT, RIGHT)
    chosen = ChosenScreen(named("640x480+7+9"))
    chosen.find()
    there_are(monkeypatch, LEFT)
    assert what_is_wrong(chosen) == ""
    there_are(monkeypatch, replace(LEFT, height=600), RIGHT)
    assert what_is_wrong(chosen) == "screen_changed"
