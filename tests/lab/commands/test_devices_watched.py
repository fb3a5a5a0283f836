"""`lab devices --watch` tells what comes and goes."""

import json
from dataclasses import replace

import pytest

from lab.commands.devices_watched import tell_changes
from recordings.device_types import InventoryFault
from recordings.devices import Camera, Inventory, Microphone, Screen
from recordings.ending import StopFlag

SCREEN = Screen("HDMI-1", "HDMI-1", 0, 0, 1920, 1080, primary=True)
CAMERA = Camera("/dev/video0", "HD camera")
MICROPHONE = Microphone("mic", "Headset", 1, 48_000, default=True)
NO_CAMERA = InventoryFault("no_camera", "connect_camera")

LOOKS = [
    Inventory((SCREEN,), (), (MICROPHONE,), (NO_CAMERA,)),
    Inventory((SCREEN,), (), (MICROPHONE,), (NO_CAMERA,)),
    Inventory((SCREEN,), (CAMERA,), (MICROPHONE,), ()),
    Inventory((replace(SCREEN, width=1280, height=720),), (CAMERA,), (), ()),
    Inventory((), (), (), (NO_CAMERA,)),
]


def told(capsys: pytest.CaptureFixture[str], *, as_json: bool) -> tuple[list[str], list[str]]:
    """The lines on stdout and on stderr while the devices change."""
    stop, looks = StopFlag(), iter(LOOKS)

    def look() -> Inventory:
        found = next(looks)
        if found is LOOKS[-1]:
            stop.set()
        return found

    tell_changes(look, stop, as_json=as_json, every_s=0)
    said = capsys.readouterr()
    return said.out.splitlines(), said.err.splitlines()


def test_that_each_change_is_a_line_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    lines, missing = told(capsys, as_json=False)
    assert [line.split("  ", 1)[1] for line in lines] == [
        "here  Screen HDMI-1: HDMI-1, 1920×1080+0+0 px",
        "here  Microphone mic: Headset",
        "came  Camera /dev/video0: HD camera",
        "went  Microphone mic: Headset",
        "changed  Screen HDMI-1: HDMI-1, 1280×720+0+0 px",
        "went  Screen HDMI-1: HDMI-1, 1280×720+0+0 px",
        "went  Camera /dev/video0: HD camera",
    ]
    assert missing == ["No camera was found. Connect one and look again."] * 2


def test_that_each_change_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    lines, _missing = told(capsys, as_json=True)
    events = [json.loads(line) for line in lines]
    assert [(event["event"], event["kind"]) for event in events[2:5]] == [
        ("came", "camera"), ("went", "microphone"), ("changed", "screen"),
    ]  # fmt: skip
    assert events[2]["device"] == {"id": "/dev/video0", "name": "HD camera"}
