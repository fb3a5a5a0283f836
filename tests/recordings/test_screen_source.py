"""Which part of the desktop a plan means."""

import pytest

from recordings import microphone_list, screen_list
from recordings.device_types import Screen
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.sources.screen import locate

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
    assert locate(named(device)) == (place, name)


@pytest.mark.usefixtures("desktop")
@pytest.mark.parametrize("device", ["MIDDLE", "1x1+0+0", "640x480"])
def test_that_an_unknown_monitor_is_refused_with_those_there_are(device: str) -> None:
    with pytest.raises(RecordingError) as caught:
        locate(named(device))
    assert (caught.value.code, caught.value.facts["known"]) == ("screen_unknown", ["RIGHT", "LEFT", "OUTSIDE"])


@pytest.mark.parametrize(
    ("environment", "code"), [({}, "no_display"), ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland_session")]
)
def test_that_a_desktop_that_cannot_be_grabbed_says_why(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(RecordingError) as caught:
        locate(named("default"))
    assert (caught.value.code, caught.value.facts["device"]) == (code, "default")
