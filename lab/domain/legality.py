"""Which events a session takes in its present state. Checked before an event is journalled or amended."""

from collections.abc import Mapping

from lab.domain import events
from lab.domain.attempt import Attempt
from lab.domain.errors import RuleError
from lab.domain.record import SessionRecord
from lab.domain.session import HOSTED, RUNS, SessionState, may_move
from lab.domain.unit import JUDGED_IN_SESSIONS
from protocols.standard import CriterionKind

_ATTEMPT_EVENTS = (
    events.TaskRestarted, events.TaskEnded, events.TaskResumed, events.TaskJudged, events.TaskAssisted,
    events.TaskVoided, events.TaskRestored, events.TaskCorrected,
)  # fmt: skip
_BOUNDARIES = (events.TaskStarted, events.TaskEnded, events.TaskRestarted, events.TaskResumed)
OF_A_PERSON = (
    *_ATTEMPT_EVENTS, events.TaskStarted, events.TaskAdded, events.TagPut, events.TagEdited, events.TagRetracted,
    events.TagRestored, events.AnswersPut, events.JudgementPut, events.JudgementRetracted, events.CheckOverridden,
    events.ClapTested,
)  # fmt: skip
"""What people put into a session. Every other event the room makes itself, and takes from nobody."""


OF_A_TAG = (events.TagPut, events.TagEdited, events.TagRetracted, events.TagRestored)
MERGED = (*OF_A_TAG, events.AnswersPut, events.JudgementPut, events.JudgementRetracted)
"""What may come late, from a device that was cut off: it means the same whatever came before it."""


def check(record: SessionRecord, event: events.AnyEvent, *, queued: bool = False) -> None:
    """Raise RuleError if the room must not take this event now.

    Args:
        queued: it may have waited on its author's device while others went on, or have overtaken what it speaks of: a
            change of an annotation is taken whatever the annotation's state, and before the annotation itself.
    """
    if isinstance(event, events.SessionMoved):
        if event.from_state is not record.state or not may_move(record.state, event.to_state):
            raise illegal_move(record.state, event.to_state)
        return
    if isinstance(event, events.CheckOverridden | events.ClapTested):
        if record.state is not SessionState.READY:
            raise RuleError("session_past_check", state=record.state)
        return
    if isinstance(event, OF_A_PERSON) and record.state not in HOSTED - {SessionState.READY}:
        raise RuleError("session_not_open", state=record.state)
    if isinstance(event, events.TaskStarted | events.TaskRestarted | events.TaskResumed) and record.state not in RUNS:
        raise RuleError("session_not_running", state=record.state)
    check_pause(record, event)
    check_references(record, event, queued=queued)


def check_pause(record: SessionRecord, event: events.AnyEvent) -> None:
    """Raise RuleError if the event begins or ends a task within a pause: nothing is recorded, no task time passes."""
    paused = record.state is SessionState.PAUSED and bool(record.moves)
    if paused and isinstance(event, _BOUNDARIES) and event.at_us >= record.moves[-1].at_us:
        raise RuleError("session_paused")


def illegal_move(current: SessionState, to: SessionState) -> RuleError:
    """What refuses a move that the state does not allow."""
    return RuleError("illegal_move", from_state=current, to_state=to)


def check_references(record: SessionRecord, event: events.AnyEvent, *, queued: bool = False) -> None:
    """Raise RuleError if the event speaks of an attempt or an annotation that is not there, a second task begins
    while one runs, or judges who differ are settled without a reason. This much also holds for amendments.
    `queued`: as of `check`.
    """
    if isinstance(event, events.TaskStarted):
        _check_start(record, event)
    elif isinstance(event, events.TaskAdded):
        _check_added(record, event)
    elif isinstance(event, _ATTEMPT_EVENTS):
        _check_attempt(record, event)
    elif isinstance(event, events.TagPut) and event.annotation in record.annotations_by_id:
        raise RuleError("annotation_exists", annotation=event.annotation)
    elif isinstance(event, events.TagEdited | events.TagRetracted | events.TagRestored):
        if not queued:
            _check_annotation(record, event)
    elif isinstance(event, events.JudgementPut) and event.adjudicates and not event.note.strip():
        raise RuleError("adjudication_needs_reason", criterion=event.criterion)


def check_judgeable(event: events.AnyEvent, kinds: Mapping[str, CriterionKind]) -> None:
    """Raise RuleError if the event judges a criterion of a kind that no session judges. `kinds`: of the criteria that
    the session knows, by id; of others nothing is known, and nothing is refused.
    """
    if isinstance(event, events.JudgementPut):
        kind = kinds.get(event.criterion, "performance")
        if kind not in JUDGED_IN_SESSIONS:
            raise RuleError("criterion_not_judged_in_sessions", criterion=event.criterion, kind=kind)


def _check_start(record: SessionRecord, event: events.TaskStarted) -> None:
    running = record.running_attempt
    if running is not None:
        raise RuleError("task_already_running", task=running.task)
    if event.attempt in record.attempts_by_id:
        raise RuleError("attempt_exists", attempt=event.attempt)


def _check_added(record: SessionRecord, event: events.TaskAdded) -> None:
    if event.attempt in record.attempts_by_id:
        raise RuleError("attempt_exists", attempt=event.attempt)
    if event.end_us < event.start_us:
        raise RuleError("ends_before_it_starts", task=event.task)


def _check_annotation(
    record: SessionRecord, event: events.TagEdited | events.TagRetracted | events.TagRestored
) -> None:
    annotation = record.annotations_by_id.get(event.annotation)
    if annotation is None:
        raise RuleError("annotation_unknown", annotation=event.annotation)
    puts_back = isinstance(event, events.TagRestored)
    if annotation.retracted and not puts_back:
        raise RuleError("annotation_retracted", annotation=event.annotation)
    if puts_back and not annotation.retracted:
        raise RuleError("annotation_not_retracted", annotation=event.annotation)


def _check_attempt(record: SessionRecord, event: events.AnyEvent) -> None:
    assert isinstance(event, _ATTEMPT_EVENTS)
    attempt = record.attempts_by_id.get(event.attempt)
    if attempt is None:
        raise RuleError("attempt_unknown", attempt=event.attempt)
    if attempt.voided and not isinstance(event, events.TaskRestored):
        raise RuleError("attempt_voided", task=attempt.task)
    if isinstance(event, events.TaskRestored) and not attempt.voided:
        raise RuleError("attempt_not_voided", task=attempt.task)
    if isinstance(event, events.TaskEnded) and not attempt.is_running:
        raise RuleError("task_not_running", task=attempt.task)
    if isinstance(event, events.TaskResumed | events.TaskRestarted):
        _check_again(record, attempt, event)
    start, end = _times_after(attempt, event)
    if end is not None and end < start:
        raise RuleError("ends_before_it_starts", task=attempt.task)


def _check_again(record: SessionRecord, attempt: Attempt, event: events.TaskResumed | events.TaskRestarted) -> None:
    """An ended attempt goes on, or any begins anew: only while no other one runs."""
    running = record.running_attempt
    if running is not None and (running.id != attempt.id or isinstance(event, events.TaskResumed)):
        raise RuleError("task_already_running", task=running.task)


def _times_after(attempt: Attempt, event: events.AnyEvent) -> tuple[int, int | None]:
    """Start and end of the attempt once the event holds; an end that is not known yet is not before the event."""
    if isinstance(event, events.TaskEnded):
        return attempt.start_us, event.at_us
    if isinstance(event, events.TaskCorrected):
        start = attempt.start_us if event.start_us is None else event.start_us
        end = attempt.end_us if event.end_us is None else event.end_us
        return start, event.at_us if end is None else end
    return attempt.start_us, attempt.end_us
