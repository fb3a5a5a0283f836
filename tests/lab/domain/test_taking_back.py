"""What is taken back in a session can be put back, and what was forgotten added."""

from dataclasses import replace

import pytest

from lab.domain import events
from lab.domain.errors import RuleError
from lab.domain.legality import check_references
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US
from tests.lab.domain.test_record import Story, running, tag


def attempt(story: Story) -> tuple[int, int | None, bool]:
    """Start and end (s) of the first attempt, and whether it is voided."""
    first = story.record.attempts[0]
    return first.start_us // SECOND_US, None if first.end_us is None else first.end_us // SECOND_US, first.voided


def test_that_an_annotation_is_put_back_with_everything_that_it_had() -> None:
    fields = {"criterion": "CC-24", "polarity": "positive", "note": "smiled", "quote": "at last", "button": "fast"}
    story = tag(running(), 12, shown_us=11 * SECOND_US, uncertainty_us=900, words={"en": "Fast"}, **fields)
    story.tell(events.TagEdited, 14, annotation="a1", base_version=1, lag_us=9 * SECOND_US, task="form")
    before = story.record.annotations[0]
    story.tell(events.TagRetracted, 15, annotation="a1", reason="slip").tell(events.TagRestored, 16, annotation="a1")
    assert replace(story.record.annotations[0], version=before.version) == before


def test_that_only_what_was_taken_back_is_put_back() -> None:
    story = tag(running(), 12)
    with pytest.raises(RuleError, match="annotation_not_retracted"):
        story.tell(events.TagRestored, 13, annotation="a1")
    with pytest.raises(RuleError, match="annotation_unknown"):
        story.tell(events.TagRestored, 13, annotation="a2")


def test_that_an_attempt_that_was_voided_while_it_ran_goes_on() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskVoided, 12, attempt="t1").tell(events.TaskRestored, 13, attempt="t1")
    assert attempt(story) == (10, None, False)


def test_that_it_stays_ended_once_another_has_begun_or_the_tasks_are_over() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskVoided, 12, attempt="t1").tell(events.TaskStarted, 13, attempt="t2", task="form", order=2)
    assert attempt(story.tell(events.TaskRestored, 14, attempt="t1")) == (10, 12, False)
    over = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    over.tell(events.TaskVoided, 12, attempt="t1").move(SessionState.DEBRIEF, 13)
    assert attempt(over.tell(events.TaskRestored, 14, attempt="t1")) == (10, 12, False)


def test_that_an_ended_attempt_counts_again_as_it_was() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskEnded, 20, attempt="t1", outcome="success")
    before = story.record.attempts[0]
    with pytest.raises(RuleError, match="attempt_not_voided"):
        story.tell(events.TaskRestored, 21, attempt="t1")
    story.tell(events.TaskVoided, 22, attempt="t1", reason="slip").tell(events.TaskRestored, 23, attempt="t1")
    assert story.record.attempts[0] == before


def test_that_a_forgotten_attempt_takes_its_place_by_its_start() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskEnded, 20, attempt="t1").tell(events.TaskStarted, 40, attempt="t2", task="file", order=2)
    story.move(SessionState.DEBRIEF, 50)
    times = {"start_us": 22 * SECOND_US, "end_us": 39 * SECOND_US}
    story.tell(events.TaskAdded, 60, attempt="t3", task="look", outcome="failed", **times)
    assert [(one.order, one.id) for one in story.record.attempts] == [(1, "t1"), (2, "t3"), (3, "t2")]
    added = story.record.attempts[1]
    assert (added.task, added.outcome, added.time_on_task_us()) == ("look", "failed", 17 * SECOND_US)


def test_that_an_added_attempt_ends_after_its_start_and_is_a_new_one() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1).move(SessionState.DEBRIEF, 30)
    with pytest.raises(RuleError, match="ends_before_it_starts"):
        story.tell(events.TaskAdded, 40, attempt="t2", task="form", start_us=9, end_us=8)
    with pytest.raises(RuleError, match="attempt_exists"):
        story.tell(events.TaskAdded, 40, attempt="t1", task="form", start_us=8, end_us=9)


def test_that_all_of_it_can_be_amended() -> None:
    story = tag(running(), 5).tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TagRetracted, 11, annotation="a1").tell(events.TaskVoided, 12, attempt="t1")
    story.move(SessionState.DEBRIEF, 20).move(SessionState.CLOSED, 30)
    heading = {"id": "x", "at_us": 40 * SECOND_US, "author": "Anna"}
    check_references(story.record, events.TagRestored(**heading, annotation="a1"))
    check_references(story.record, events.TaskRestored(**heading, attempt="t1"))
    check_references(story.record, events.TaskAdded(**heading, attempt="t2", task="form", start_us=1, end_us=2))
