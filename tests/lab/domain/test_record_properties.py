"""Whatever the room lets through, the fold takes: no event that `check` admits can break a session's record."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain import events
from lab.domain.errors import RuleError
from lab.domain.folding import fold, with_event
from lab.domain.legality import check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState

OUTCOMES = ("success", "assisted", "failed", "gave_up", "timed_out", None)
ATTEMPTS, TAGS = st.sampled_from(("t1", "t2", "t3")), st.sampled_from(("a1", "a2"))
STATES = (*[SessionState.PAUSED, SessionState.RUNNING] * 5, SessionState.DEBRIEF)
MOMENT = st.integers(0, 1_000_000_000)
MAYBE = st.none() | MOMENT

ATTEMPT = {"attempt": ATTEMPTS}
FIELDS: dict[type[events.Event], dict[str, Any]] = {
    events.SessionMoved: {"to_state": st.sampled_from(STATES)},
    events.TaskStarted: {**ATTEMPT, "task": st.just("form")},
    events.TaskRestarted: ATTEMPT,
    events.TaskEnded: {**ATTEMPT, "outcome": st.sampled_from(OUTCOMES)},
    events.TaskResumed: ATTEMPT,
    events.TaskJudged: {**ATTEMPT, "outcome": st.sampled_from(OUTCOMES[:-1])},
    events.TaskAssisted: ATTEMPT,
    events.TaskVoided: ATTEMPT,
    events.TaskRestored: ATTEMPT,
    events.TaskAdded: {**ATTEMPT, "task": st.just("form"), "start_us": MOMENT, "end_us": MOMENT},
    events.TaskCorrected: {**ATTEMPT, "start_us": MAYBE, "end_us": MAYBE},
    events.TagPut: {"annotation": TAGS, "pressed_us": MOMENT, "shown_us": MAYBE, "lead_us": MOMENT, "lag_us": MOMENT},
    events.TagEdited: {"annotation": TAGS, "base_version": st.just(1), "pressed_us": MAYBE},
    events.TagRetracted: {"annotation": TAGS},
    events.TagRestored: {"annotation": TAGS},
}
OFTEN: tuple[type[events.Event], ...] = (events.TaskStarted, events.TaskEnded, events.TaskEnded, events.TaskResumed)
"""Most stories would never get anywhere if all kinds came equally often."""
KINDS: st.SearchStrategy[tuple[Any, dict[str, Any]]] = st.one_of(
    [st.tuples(st.just(kind), st.fixed_dictionaries(FIELDS[kind])) for kind in [*FIELDS, *3 * OFTEN]]
)
STORIES = st.lists(st.tuples(KINDS, MOMENT), min_size=12, max_size=60)


def told(story: list[tuple[tuple[type[events.Event], dict[str, object]], int]]) -> list[events.Stamped]:
    """The events of a story that a room would have taken, in rising time from a session that runs."""
    start: list[tuple[Any, dict[str, Any]]] = [
        (events.SessionMoved, {"to_state": SessionState.READY}),
        (events.SessionMoved, {"to_state": SessionState.RUNNING}),
    ]
    record = SessionRecord()
    taken: list[events.Stamped] = []
    moments = sorted(moment for _event, moment in story)
    for (kind, fields), at_us in zip([*start, *(one for one, _moment in story)], [0, 0, *moments], strict=True):
        extra: dict[str, object] = {}
        if kind is events.SessionMoved:
            extra["from_state"] = record.state
        if kind is events.TaskStarted:
            extra["order"] = len(record.attempts) + 1
        event = kind(id=f"e{len(taken)}", at_us=at_us, author="Anna", **fields, **extra)
        try:
            check(record, event)
        except RuleError:
            continue
        taken.append(events.Stamped(seq=len(taken) + 1, event=event))
        record = with_event(record, taken[-1])
    return taken


@settings(max_examples=500, deadline=None)
@given(STORIES)
def test_that_at_most_one_task_runs_and_no_time_is_negative(
    story: list[tuple[tuple[type[events.Event], dict[str, object]], int]],
) -> None:
    taken = told(story)
    record = fold(taken)
    now = taken[-1].event.at_us
    assert sum(one.is_running and not one.voided for one in record.attempts) <= 1
    for attempt in record.attempts:
        assert attempt.time_on_task_us(record.pauses, now) >= 0
        assert attempt.end_us is None or attempt.end_us >= attempt.start_us
    assert 0 <= record.running_us(now) <= now
    for annotation in record.annotations_by_id.values():
        taken_or_put_back = annotation.version - 1 - len(annotation.history)
        assert taken_or_put_back % 2 == annotation.retracted
        assert annotation.clip.start_us >= 0


@settings(max_examples=100, deadline=None)
@given(STORIES)
def test_that_a_record_grown_event_by_event_is_the_folded_one(
    story: list[tuple[tuple[type[events.Event], dict[str, object]], int]],
) -> None:
    taken = told(story)
    grown = SessionRecord()
    for stamped in taken:
        grown = with_event(grown, stamped)
    assert grown == fold(taken)
    assert grown.last_seq == len(taken)
