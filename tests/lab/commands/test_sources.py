"""What is said on the command line reaches the plan."""

import pytest

from lab.commands.sources import Asked, chosen_sources
from recordings import devices
from recordings.devices import Camera, Inventory, Screen


def test_that_the_quality_asked_for_is_that_of_every_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "inventory", lambda: Inventory((), (), (), ()))
    chosen = chosen_sources(Asked(["0"], ["0", "1"], ["none"], quality="small", sharp_colours=True))
    assert [plan.id for plan in chosen.plans] == ["screen", "camera", "camera-2"]
    assert {(plan.quality, plan.sharp_colours) for plan in chosen.plans} == {("small", True)}
    usual = chosen_sources(Asked(["0"], ["none"], ["none"]))
    assert (usual.plans[0].quality, usual.plans[0].sharp_colours) == ("balanced", False)


STICK = Camera("/dev/video2", "HDMI Capture")
MONITOR = Screen("DP-1", "DP-1", 0, 0, 1920, 1080, primary=True)


@pytest.mark.parametrize(
    ("said", "kind", "device"),
    [
        ("HDMI Capture", "camera", "/dev/video2"),
        ("/dev/video2", "camera", "/dev/video2"),
        ("rtsp://ann:bicycle@10.0.0.7/live", "camera", "rtsp://***@10.0.0.7/live"),
        ("DP-1", "screen", "DP-1"),
        ("0", "screen", "0"),
        ("640x480+0+0", "screen", "640x480+0+0"),
        ("nonsense", "screen", "nonsense"),
    ],
)
def test_that_what_the_participant_sees_may_come_from_a_capture_device(
    monkeypatch: pytest.MonkeyPatch, said: str, kind: str, device: str
) -> None:
    monkeypatch.setattr(devices, "inventory", lambda: Inventory((MONITOR,), (STICK,), (), ()))
    (plan,) = chosen_sources(Asked([said], ["none"], ["none"])).plans
    assert (plan.id, plan.kind, plan.device, plan.shows) == ("screen", kind, device, "screen")
    assert plan.shows_screen
