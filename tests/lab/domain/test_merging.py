"""Annotations and their changes mean the same whatever the order in which they come."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain import events
from lab.domain.annotation import stamp
from lab.domain.errors import RuleError
from lab.domain.folding import fold, with_event
from lab.domain.legality import check_references
from lab.domain.record import SessionRecord
from lab.domain.timeline import SECOND_US

TAGS = ("a1", "a2")
AUTHORS = ("Anna", "Boris", "Vera")
WORDS = st.sampled_from(["", "late", "slow", "unclear"])


def put(tag: str, *, event_id: str = "", at_us: int = 10, author: str = "Anna", **fields: Any) -> events.TagPut:
    """A tag at ten seconds."""
    return events.TagPut(
        id=event_id or f"put-{tag}", at_us=at_us, author=author, annotation=tag, pressed_us=10 * SECOND_US,
        lead_us=0, lag_us=0, **fields,
    )  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> events.TagEdited | events.TagRetracted | events.TagRestored:
    """A change by anybody who saw any version."""
    heading: dict[str, Any] = {
        "id": draw(st.uuids()).hex,
        "at_us": draw(st.integers(0, 3)),
        "author": draw(st.sampled_from(AUTHORS)),
        "annotation": draw(st.sampled_from(TAGS)),
        "base_version": draw(st.integers(0, 3)),
    }
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return events.TagRetracted(**heading, reason=draw(WORDS))
    if kind == 1:
        return events.TagRestored(**heading)
    return events.TagEdited(
        **heading,
        severity=draw(st.none() | st.integers(0, 4)),
        criterion=draw(st.none() | st.sampled_from(["CC-1", "CC-2"])),
        pressed_us=draw(st.none() | st.integers(0, 5)),
        note=draw(st.none() | WORDS),
        cleared=draw(st.sampled_from([(), ("severity",), ("note", "task")])),
    )


def told(*story: events.AnyEvent) -> SessionRecord:
    """The record of events in this order; without numbers, so that two orders can be compared."""
    return fold(events.Stamped(seq=0, event=event) for event in story)


@given(st.lists(changes(), max_size=8, unique_by=lambda change: change.id), st.data())
def test_that_any_order_comes_to_the_same(story: list[events.AnyEvent], data: st.DataObject) -> None:
    story = [*(put(tag, shown_us=9, severity=1) for tag in TAGS), *story]
    again = data.draw(st.permutations(story))
    twice = [*again, *data.draw(st.lists(st.sampled_from(story), max_size=3))]
    first, second = told(*story), told(*twice)
    assert first == second
    assert first.annotations == second.annotations
    assert [one.changes for one in first.annotations] == [one.changes for one in second.annotations]


@given(st.lists(changes(), max_size=8, unique_by=lambda change: change.id))
def test_that_of_each_field_the_highest_stamp_wins(story: list[events.AnyEvent]) -> None:
    one = told(put("a1", severity=1), *story).annotations_by_id["a1"]
    said = [e for e in story if isinstance(e, events.TagEdited) and e.annotation == "a1"]
    said = [edit for edit in said if edit.severity is not None or "severity" in edit.cleared]
    winner = max(said, key=stamp, default=None)
    wanted = 1 if winner is None else None if "severity" in winner.cleared else winner.severity
    assert one.severity == wanted
    turns = [e for e in story if isinstance(e, events.TagRetracted | events.TagRestored) and e.annotation == "a1"]
    assert one.retracted == isinstance(max(turns, key=stamp, default=None), events.TagRetracted)


def test_that_a_change_waits_for_its_annotation() -> None:
    edit = events.TagEdited(id="e1", at_us=5, author="Anna", annotation="a1", base_version=1, severity=4)
    early = told(edit)
    assert early.annotations == ()
    assert [change.id for change in early.changes_waiting["a1"]] == ["e1"]
    late = with_event(early, events.Stamped(seq=0, event=put("a1")))
    assert (late.annotations[0].severity, late.annotations[0].version, dict(late.changes_waiting)) == (4, 2, {})


def test_that_no_edit_brings_back_what_was_taken_back() -> None:
    back = events.TagRetracted(id="r1", at_us=5, author="Anna", annotation="a1", base_version=1)
    edit = events.TagEdited(id="e1", at_us=9, author="Boris", annotation="a1", base_version=7, note="but see")
    again = events.TagRestored(id="r2", at_us=10, author="Anna", annotation="a1", base_version=3)
    assert told(put("a1"), back, edit).annotations == ()
    assert told(put("a1"), again, edit, back).annotations[0].note == "but see"


def test_that_of_two_puts_with_one_name_the_earlier_counts() -> None:
    first, second = put("a1", event_id="p1", at_us=1, note="first"), put("a1", event_id="p0", at_us=2, note="second")
    edit = events.TagEdited(id="e1", at_us=5, author="Anna", annotation="a1", base_version=1, severity=4)
    for story in ((first, edit, second), (second, first, edit), (edit, second, first)):
        found = told(*story).annotations[0]
        assert (found.note, found.severity) == ("first", 4)


def test_that_a_change_without_a_version_counts_as_seen_when_it_came() -> None:
    def change(kind: type[Any], name: str) -> events.AnyEvent:
        event: events.AnyEvent = kind(id=name, at_us=5, author="Anna", annotation="a1")
        return event

    story = [put("a1"), change(events.TagRetracted, "z"), change(events.TagRestored, "a")]
    assert not told(*story).annotations_by_id["a1"].retracted
    assert told(*story, change(events.TagRetracted, "0")).annotations_by_id["a1"].retracted


def test_that_a_queued_change_is_legal_whatever_it_finds() -> None:
    heading: dict[str, Any] = {"at_us": 5, "author": "Anna", "annotation": "a1", "base_version": 1}
    edit, back = events.TagEdited(id="e1", **heading, severity=2), events.TagRetracted(id="r1", **heading)
    for record in (SessionRecord(), told(put("a1")), told(put("a1"), back)):
        check_references(record, edit, queued=True)
    with pytest.raises(RuleError, match="annotation_retracted"):
        check_references(told(put("a1"), back), edit)
    with pytest.raises(RuleError, match="annotation_exists"):
        check_references(told(put("a1")), replace_id(put("a1")), queued=True)


def replace_id(event: events.TagPut) -> events.TagPut:
    """Another event that puts the same annotation."""
    return event.model_copy(update={"id": "other"})


def test_that_annotations_of_one_moment_stand_in_one_order() -> None:
    one, other = put("a1"), put("a2")
    assert told(one, other).annotations == told(other, one).annotations
