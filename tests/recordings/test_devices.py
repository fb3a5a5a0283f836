"""Devices are listed without opening one, and what is missing is a fact with a remedy."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from recordings import camera_list, devices, microphone_list, screen_list, screens_x11
from recordings.device_types import DeviceListError, Screen


@pytest.fixture
def two_screens() -> Iterator[str]:
    """An X server of its own with two screens; the display it chose, such as `:12`."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("no Xvfb here")
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "800x600x24", "-screen", "1", "640x480x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"], pass_fds=[writing], stderr=subprocess.DEVNULL
    ) as process:
        os.close(writing)
        with os.fdopen(reading) as chosen:
            display = f":{chosen.readline().strip()}"
        yield display
        process.terminate()


@pytest.mark.display
def test_that_the_monitors_of_an_x_server_are_listed(two_screens: str) -> None:
    first = screens_x11.monitors({"DISPLAY": two_screens})
    second = screens_x11.monitors({"DISPLAY": f"{two_screens}.1"})
    assert [(screen.width, screen.height, screen.x, screen.y) for screen in first] == [(800, 600, 0, 0)]
    assert [(screen.width, screen.height) for screen in second] == [(640, 480)]


@pytest.mark.display
def test_that_looking_often_leaves_no_connection_open(two_screens: str) -> None:
    screens_x11.monitors({"DISPLAY": two_screens})
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        screens_x11.monitors({"DISPLAY": two_screens})
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_that_a_monitor_says_which_one_it_is() -> None:
    block = bytearray(128)
    block[:8] = b"\0\xff\xff\xff\xff\xff\xff\0"
    block[8:16] = bytes.fromhex("10ac64a04c4e3042")
    block[72:90] = b"\0\0\0\xff\0F525M3BT0BNL\n"
    assert screens_x11.serial_in(bytes(block)) == "10ac64a04c4e3042 F525M3BT0BNL"
    assert screens_x11.serial_in(bytes(block[:100])) == ""
    assert screens_x11.serial_in(b"") == ""


@pytest.mark.parametrize(
    ("surroundings", "code", "remedy"),
    [
        ({}, "no_display", "start_display"),
        ({"DISPLAY": ":54321"}, "no_display", "start_display"),
        ({"DISPLAY": "nonsense"}, "no_display", "start_display"),
    ],
)
def test_that_a_display_that_cannot_be_grabbed_has_a_remedy(
    surroundings: dict[str, str], code: str, remedy: str
) -> None:
    with pytest.raises(DeviceListError) as caught:
        screens_x11.monitors(surroundings)
    assert (caught.value.fault.code, caught.value.fault.remedy) == (code, remedy)


def monitor(name: str, x: int, *, primary: bool = False) -> Screen:
    return Screen(name, name, x, 0, 1920, 1080, primary)


def test_that_the_primary_screen_comes_first_and_ids_are_unique(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [monitor("DP-1", 0), monitor("HDMI-1", 1920, primary=True)]
    monkeypatch.setattr(screen_list, "_of_this_system", lambda: found)
    assert [screen.id for screen in devices.screens()] == ["HDMI-1", "DP-1"]
    found[:] = [monitor("screen", 0), monitor("screen", 1920)]
    listed = devices.screens()
    assert [screen.id for screen in listed] == ["1920x1080+0+0", "1920x1080+1920+0"]
    assert [screen.primary for screen in listed] == [True, False]


def test_that_cameras_are_named_and_their_second_nodes_left_out(tmp_path: Path) -> None:
    listed = [("video0", "Face camera", "0"), ("video1", "Face camera", "1"), ("video10", "Desk camera", "0")]
    for node, name, index in [*listed, ("video2", "Room camera", "0")]:
        (tmp_path / node).mkdir()
        (tmp_path / node / "name").write_text(f"{name}\n", encoding="utf-8")
        (tmp_path / node / "index").write_text(f"{index}\n", encoding="utf-8")
    found = [(camera.id, camera.name) for camera in camera_list.cameras_of_linux(tmp_path)]
    assert found == [("/dev/video0", "Face camera"), ("/dev/video2", "Room camera"), ("/dev/video10", "Desk camera")]
    assert camera_list.cameras_of_linux(tmp_path / "none") == ()


class SoundSystem:
    """What sounddevice says, written down."""

    def __init__(self, interfaces: list[tuple[str, int]], inputs: list[tuple[str, int, int]]) -> None:
        self._interfaces = [{"name": name, "default_input_device": default} for name, default in interfaces]
        self._inputs = [
            {"name": name, "hostapi": interface, "max_input_channels": channels, "default_samplerate": 44100.0}
            for name, interface, channels in inputs
        ]

    def query_devices(self) -> list[dict[str, object]]:
        return list(self._inputs)

    def query_hostapis(self) -> list[dict[str, object]]:
        return list(self._interfaces)


def test_that_each_microphone_is_listed_once_and_the_default_first() -> None:
    inputs = [("Headset (short na", 0, 1), ("Speakers", 1, 0), ("Desk", 1, 2), ("Headset (short name)", 1, 1)]
    found = microphone_list.inputs_of(SoundSystem([("MME", 0), ("Windows WASAPI", 3)], inputs))
    assert [(microphone.id, microphone.default) for microphone in found] == [
        ("Headset (short name), Windows WASAPI", True),
        ("Desk, Windows WASAPI", False),
    ]
    assert (found[1].channels, found[1].rate) == (2, 44_100)


def test_that_microphones_of_one_name_are_told_apart_by_number() -> None:
    found = microphone_list.inputs_of(SoundSystem([("ALSA", -1)], [("USB", 0, 1), ("USB", 0, 1), ("Hall", 0, 1)]))
    assert [microphone.id for microphone in found] == ["0", "1", "Hall, ALSA"]
    assert microphone_list.inputs_of(SoundSystem([("ALSA", -1)], [("Speakers", 0, 0)])) == ()


def test_that_a_missing_sound_library_is_a_fault_and_nothing_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    class Absent:
        """Stands for an import that fails as sounddevice's does without PortAudio."""

        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    monkeypatch.delenv("DISPLAY", raising=False)
    faults = {fault.code: fault.remedy for fault in devices.inventory().faults}
    assert faults["portaudio_missing"] == "install_portaudio"


def test_that_an_inventory_is_plain_data_with_a_reason_for_each_empty_list() -> None:
    found = devices.inventory(rescan_sound=True)
    codes = {fault.code for fault in found.faults}
    assert bool(found.screens) != bool(codes & {"no_display", "xcb_missing"})
    assert bool(found.cameras) != ("no_camera" in codes)
    assert bool(found.microphones) != bool(codes & {"no_microphone", "portaudio_missing"})
    assert set(asdict(found)) == {"screens", "cameras", "microphones", "faults", "system_sounds", "limits"}
    assert replace(found, faults=()).faults == ()
