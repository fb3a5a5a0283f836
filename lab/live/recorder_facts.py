"""The recorder's facts as events of the journal."""

import hashlib

from lab.domain.events import CheckFault, DevicesChecked, RecordingNoted
from lab.domain.ids import new_id
from recordings.messages import Checked, Fact, Opened

AUTHOR = "recorder"
Flat = str | int | float | bool | None


def event_of(fact: Fact) -> RecordingNoted:
    """The event that keeps a fact. The same fact always gives the same event, so that it can be told twice.

    The id holds a piece of the fact's hash: after a power cut a recorder may give a number anew.
    """
    text = fact.model_dump_json()
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return RecordingNoted(
        id=f"recorder:{fact.seq}:{digest}",
        at_us=fact.at_us,
        author=AUTHOR,
        fact=fact.type,
        recorder_seq=fact.seq,
        facts=_flat(fact),
    )


def check_event(found: Checked, at_us: int) -> DevicesChecked:
    """The event that keeps what a check of the devices found."""
    faults = tuple(
        CheckFault(source=fault.source, code=fault.code, facts=_plain(fault.facts)) for fault in found.faults
    )
    return DevicesChecked(id=new_id(), at_us=at_us, author=AUTHOR, faults=faults)


def _plain(facts: dict[str, object]) -> dict[str, Flat]:
    return {name: value for name, value in facts.items() if isinstance(value, str | int | float | bool | None)}


def _flat(fact: Fact) -> dict[str, Flat]:
    """Its fields without those that every event has, and without the plan: that stands in `session.json`."""
    left_out = {"seq", "at_us", "type", "plan"}
    fields = fact.model_dump(mode="json", exclude=left_out)
    if isinstance(fact, Opened):
        fields["segment"] = fact.plan.segment
    return _plain(fields)
