"""What is said on the command line reaches the plan."""

import pytest

from lab.commands.sources import Asked, chosen_sources
from recordings import devices
from recordings.devices import Inventory


def test_that_the_quality_asked_for_is_that_of_every_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "inventory", lambda: Inventory((), (), (), ()))
    chosen = chosen_sources(Asked(["0"], ["0", "1"], ["none"], quality="small", sharp_colours=True))
    assert [plan.id for plan in chosen.plans] == ["screen", "camera", "camera-2"]
    assert {(plan.quality, plan.sharp_colours) for plan in chosen.plans} == {("small", True)}
    usual = chosen_sources(Asked(["0"], ["none"], ["none"]))
    assert (usual.plans[0].quality, usual.plans[0].sharp_colours) == ("balanced", False)
