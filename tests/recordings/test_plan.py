"""Plans."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from recordings.plan import RecordingPlan, Region, SourcePlan

SCREEN = SourcePlan(id="screen", kind="screen", shows="screen", region=Region(x=0, y=0, width=100, height=80))
VOICE = SourcePlan(id="voice", kind="microphone", shows="voice")


def test_that_a_plan_survives_json() -> None:
    plan = RecordingPlan(folder=Path("somewhere"), origin_us=5, sources=(SCREEN, VOICE), booked_end_us=9)
    assert RecordingPlan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize("sources", [(), (SCREEN, SCREEN)], ids=["none", "ids"])
def test_that_a_plan_without_sense_is_refused(sources: tuple[SourcePlan, ...]) -> None:
    with pytest.raises(ValidationError):
        RecordingPlan(folder=Path("somewhere"), origin_us=5, sources=sources)


@pytest.mark.parametrize("source", ["", "../x", "Screen", "a.b", "ä"])
def test_that_an_id_is_fit_for_a_file_name(source: str) -> None:
    with pytest.raises(ValidationError):
        SourcePlan(id=source, kind="screen", shows="screen")


def test_that_another_device_forgets_the_region_of_the_first() -> None:
    plan = RecordingPlan(folder=Path("somewhere"), origin_us=5, sources=(SCREEN, VOICE))
    changed = plan.with_device("screen", "1")
    assert (changed.source("screen").device, changed.source("screen").region) == ("1", None)
    assert changed.source("voice") == VOICE
    with pytest.raises(KeyError):
        plan.with_device("hands", "1")
