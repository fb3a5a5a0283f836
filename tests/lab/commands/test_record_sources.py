"""Which sources `lab record` takes: by name, several of a kind, and what is said of those that are missing."""

import pytest

from lab.commands.sources import Asked, chosen_sources
from lab.domain.errors import InputError
from recordings import devices
from recordings.device_types import InventoryFault, Microphone, SystemSound
from recordings.devices import Camera, Inventory, Screen

FOUND = Inventory(
    screens=(Screen("HDMI-1", "HDMI-1", 0, 0, 1920, 1080, primary=True),),
    cameras=(Camera("/dev/video0", "HD camera"), Camera("/dev/video2", "Twin"), Camera("/dev/video4", "Twin")),
    microphones=(Microphone("pulse:headset", "Headset", 1, 48_000, default=True),),
    faults=(),
    system_sounds=(SystemSound("speaker", "Speaker", default=True),),
)
NOTHING = Inventory(
    (), (), (), (InventoryFault("no_display", "start_display"), InventoryFault("no_camera", "connect_camera"))
)


def found(monkeypatch: pytest.MonkeyPatch, inventory: Inventory) -> None:
    """Let these be the devices of this machine."""
    monkeypatch.setattr(devices, "inventory", lambda: inventory)


def test_that_devices_are_found_by_the_names_that_lists_show(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, FOUND)
    chosen = chosen_sources(Asked(["HDMI-1"], ["HD camera"], ["Headset"], ["Speaker"]))
    assert [(plan.id, plan.device) for plan in chosen.plans] == [
        ("screen", "HDMI-1"), ("camera", "/dev/video0"), ("microphone", "pulse:headset"), ("system_sound", "speaker"),
    ]  # fmt: skip
    assert chosen.named == {"screen", "camera", "microphone", "system_sound"}


def test_that_a_name_of_two_devices_names_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, FOUND)
    (camera,) = chosen_sources(Asked(["none"], ["Twin"], ["none"])).plans
    assert camera.device == "Twin"


def test_that_several_of_a_kind_have_files_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, FOUND)
    chosen = chosen_sources(Asked(["0"], ["0", "1", "2", "3"], ["none"], fps=15))
    assert [(plan.id, plan.shows) for plan in chosen.plans] == [
        ("screen", "screen"), ("camera", "face"), ("camera-2", "room"), ("camera-3", "hands"), ("camera-4", "hands"),
    ]  # fmt: skip
    assert {plan.fps for plan in chosen.plans} == {15}


def test_that_what_was_left_out_is_the_default_and_needed_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, FOUND)
    chosen = chosen_sources(Asked())
    assert [plan.id for plan in chosen.plans] == ["screen", "camera", "microphone"]
    assert chosen.named == frozenset()


def test_that_what_is_missing_is_said_unless_it_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found(monkeypatch, NOTHING)
    nothing = chosen_sources(Asked())
    assert nothing.plans == ()
    assert any("no screen to record" in note for note in nothing.notes)
    assert chosen_sources(Asked(["none"], ["none"], ["none"])).plans == ()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("asked", [Asked(fps=0), Asked(fps=240), Asked(camera=["0", "0"])])
def test_that_nonsense_is_refused_whatever_devices_there_are(asked: Asked) -> None:
    with pytest.raises(InputError):
        chosen_sources(asked)
