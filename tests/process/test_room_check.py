"""The check before the start through the real room: what it finds is told, kept, and leaves no media behind."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from lab.archive.verify import verify
from lab.domain.errors import RuleError
from lab.domain.events import CheckFault, CheckOverridden, ClapTested, DevicesChecked
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import CheckDevices, CheckFound, RecorderCondition
from recordings.plan import SourcePlan
from tests.lab.archive.sessions import SYNTHETIC
from tests.process.room_rig import Person, Rig, rig, wait_until

ABSENT = SourcePlan(id="camera", kind="camera", device="http://127.0.0.1:9/", shows="face")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _is_armed(person: Person) -> bool:
    return bool(told := person.of(RecorderCondition)) and told[-1].state == "armed"


def _has_found(person: Person) -> bool:
    return bool(person.of(CheckFound))


def test_that_what_the_check_finds_is_told_and_kept_and_can_be_overridden(lab: Rig) -> None:
    anna = lab.person("Anna")
    folder = lab.hosted(anna, sources=(SYNTHETIC[0], ABSENT))
    asked = CheckDevices(id=new_id(), session="s1", seconds=1.0)
    wait_until(partial(_is_armed, anna), "an armed recorder")
    anna.ask(asked)
    wait_until(partial(_has_found, anna), "what was found")
    with pytest.raises(RuleError, match="session_not_hosted"):
        anna.ask(asked.model_copy(update={"id": new_id(), "session": "s9"}))
    (found,) = anna.of(CheckFound)
    assert [fault.source for fault in found.found.faults] == ["camera"]
    wait_until(lambda: any(isinstance(event, DevicesChecked) for event in anna.events("s1")), "the event")
    (kept,) = [event for event in anna.events("s1") if isinstance(event, DevicesChecked)]
    assert [fault.source for fault in kept.faults] == ["camera"]
    why = CheckOverridden(
        id=new_id(), at_us=0, author="Anna", faults=(CheckFault(source="camera", code="camera_lost"),), reason="Old."
    )
    anna.client.put("s1", why).result(30)
    anna.move("s1", SessionState.RUNNING)
    wait_until(lambda: anna.is_recording("s1"), "recording")
    with pytest.raises(RuleError, match="recorder_not_ready"):
        anna.ask(asked.model_copy(update={"id": new_id()}))
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    assert verify(folder).lies == ()
    assert not (folder / "derived" / "preflight").exists()


def test_that_what_a_clap_test_finds_is_told_and_is_no_check_of_the_devices(lab: Rig) -> None:
    anna = lab.person("Anna")
    lab.hosted(anna, sources=SYNTHETIC)
    wait_until(partial(_is_armed, anna), "an armed recorder")
    anna.ask(CheckDevices(id=new_id(), session="s1", seconds=1.0, claps=(100_000,)))
    wait_until(partial(_has_found, anna), "what was found")
    (told,) = anna.of(CheckFound)
    assert told.found.claps == ()
    assert "clap_no_flash" in [fault.code for fault in told.found.faults]
    why = ClapTested(id=new_id(), at_us=0, author="Anna")
    anna.client.put("s1", why).result(30)
    wait_until(lambda: any(isinstance(event, ClapTested) for event in anna.events("s1")), "the event")
    assert not any(isinstance(event, DevicesChecked) for event in anna.events("s1"))
