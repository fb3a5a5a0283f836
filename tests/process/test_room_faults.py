"""What befalls a recording while real room and recorder run: heard by whoever looks on, and the recording goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.live.messages import Alarm, RecorderCondition, Welcome
from tests.process.room_rig import Person, Rig, rig, wait_until


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def test_that_a_file_that_is_taken_away_is_an_alarm_and_a_new_segment(lab: Rig) -> None:
    person = lab.person()
    folder = lab.running(person)
    first = str(person.segments("s1")[0].facts["file"])
    wait_until((folder / first).exists, "the file")
    (folder / first).unlink()
    wait_until(lambda: any(_again(person, first)), "another file")
    alarms = [one for one in list(person.heard) if isinstance(one, Alarm)]
    assert [(one.code, one.facts["file"], one.past) for one in alarms] == [("media_taken", first, True)]
    assert person.is_recording("s1")


def _again(person: Person, first: str) -> Iterator[bool]:
    source = next(one.facts["source"] for one in person.segments("s1") if one.facts["file"] == first)
    for one in person.segments("s1"):
        yield one.facts["source"] == source and one.facts["file"] != first


def test_that_a_new_room_hears_from_an_old_recorder_which_sources_deliver(lab: Rig) -> None:
    person = lab.person()
    lab.running(person)
    lab.kill_room()
    late = lab.person("Boris")
    wait_until(lambda: bool(_ready(late)), "the sources")
    assert all(_ready(late).values())


def _ready(person: Person) -> dict[str, bool]:
    told = [message for message in person.heard if isinstance(message, Welcome | RecorderCondition)]
    condition = told[-1] if told else None
    if isinstance(condition, Welcome):
        condition = condition.recorder
    return {source.id: source.ready for source in condition.sources} if condition is not None else {}
