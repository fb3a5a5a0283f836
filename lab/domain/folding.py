"""What each kind of event does to the record of a session: journal first, then amendments.

`with_event` is the one place where an event gains meaning; the room, the window, the services and the reports all read
the same fold.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from lab.domain import attendance, events
from lab.domain.annotation import Change, annotation_of, changed, seen_at, stamp
from lab.domain.attempt import Attempt
from lab.domain.judgement import Answers, Judgement
from lab.domain.record import CheckOverride, SessionRecord
from lab.domain.session import RUNS
from lab.domain.timeline import Span

Fold = Callable[[SessionRecord, Any], SessionRecord]


def opened(record: SessionRecord, event: events.SessionOpened | events.EpochBegan) -> SessionRecord:
    """The clock has an origin."""
    return replace(record, origin_us=event.origin_us)


def moved(record: SessionRecord, event: events.SessionMoved) -> SessionRecord:
    """Another state. With the session its running task ends; the debrief asks how."""
    running = record.running_attempt
    if running is not None and event.to_state not in RUNS:
        record = _with_attempt(record, replace(running, end_us=max(running.start_us, event.at_us)))
    return record.moved(event)


def clock_gap(record: SessionRecord, event: events.ClockGap) -> SessionRecord:
    """The clock stood still."""
    return replace(record, clock_gaps=(*record.clock_gaps, Span(event.from_us, max(event.from_us, event.to_us))))


def noted(record: SessionRecord, event: events.RecordingNoted) -> SessionRecord:
    """A fact of the recorder."""
    return record.noted(event)


def _with_attempt(record: SessionRecord, attempt: Attempt) -> SessionRecord:
    return replace(record, attempts_by_id={**record.attempts_by_id, attempt.id: attempt})


def task_started(record: SessionRecord, event: events.TaskStarted) -> SessionRecord:
    """A new attempt."""
    return _with_attempt(record, Attempt(event.attempt, event.task, event.order, event.at_us))


def task_restarted(record: SessionRecord, event: events.TaskRestarted) -> SessionRecord:
    """The attempt begins anew; what went before it does not count."""
    attempt = record.attempts_by_id[event.attempt]
    again = replace(
        attempt, start_us=event.at_us, end_us=None, outcome=None, stretches=(), stretch_start_us=None,
        assists=0, restarts=attempt.restarts + 1,
    )  # fmt: skip
    return _with_attempt(record, again)


def task_ended(record: SessionRecord, event: events.TaskEnded) -> SessionRecord:
    """The attempt ends. A success with help is an assisted one."""
    attempt = record.attempts_by_id[event.attempt]
    outcome = "assisted" if event.outcome == "success" and attempt.assists else event.outcome
    return _with_attempt(record, replace(attempt, end_us=event.at_us, outcome=outcome or attempt.outcome))


def task_resumed(record: SessionRecord, event: events.TaskResumed) -> SessionRecord:
    """The last attempt goes on; the time since its end does not count."""
    attempt = record.attempts_by_id[event.attempt]
    begin = attempt.start_us if attempt.stretch_start_us is None else attempt.stretch_start_us
    ended = attempt.end_us if attempt.end_us is not None else event.at_us
    stretches = (*attempt.stretches, Span(begin, max(begin, ended)))
    begin = max(event.at_us, stretches[-1].end_us)
    again = replace(attempt, end_us=None, outcome=None, stretches=stretches, stretch_start_us=begin)
    return _with_attempt(record, again)


def task_judged(record: SessionRecord, event: events.TaskJudged) -> SessionRecord:
    """The outcome is said anew, and holds as it is said."""
    return _with_attempt(record, replace(record.attempts_by_id[event.attempt], outcome=event.outcome))


def task_assisted(record: SessionRecord, event: events.TaskAssisted) -> SessionRecord:
    """Help is counted; a success turns into an assisted one."""
    attempt = record.attempts_by_id[event.attempt]
    outcome = "assisted" if attempt.outcome == "success" else attempt.outcome
    return _with_attempt(record, replace(attempt, assists=attempt.assists + 1, outcome=outcome))


def task_voided(record: SessionRecord, event: events.TaskVoided) -> SessionRecord:
    """The attempt no longer counts; one that runs ends."""
    attempt = record.attempts_by_id[event.attempt]
    ran = attempt.end_us is None
    end_us = max(attempt.start_us, event.at_us) if ran else attempt.end_us
    voided = replace(attempt, voided=True, void_reason=event.reason, end_us=end_us, ended_by_void=ran)
    return _with_attempt(record, voided)


def task_restored(record: SessionRecord, event: events.TaskRestored) -> SessionRecord:
    """The attempt counts again. One that ran goes on, unless another has begun or the tasks are over."""
    attempt = record.attempts_by_id[event.attempt]
    goes_on = attempt.ended_by_void and record.state in RUNS and record.running_attempt is None
    end_us = None if goes_on else attempt.end_us
    again = replace(attempt, voided=False, void_reason="", end_us=end_us, ended_by_void=False)
    return _with_attempt(record, again)


def task_added(record: SessionRecord, event: events.TaskAdded) -> SessionRecord:
    """A new attempt among the others: all are numbered anew, by their start."""
    added = Attempt(event.attempt, event.task, 0, event.start_us, event.end_us, event.outcome)
    attempts = sorted((*record.attempts, added), key=lambda one: one.start_us)
    numbered = (replace(one, order=order) for order, one in enumerate(attempts, start=1))
    return replace(record, attempts_by_id={one.id: one for one in numbered})


def task_corrected(record: SessionRecord, event: events.TaskCorrected) -> SessionRecord:
    """Start or end set right. A new start takes the place of the first stretch's."""
    attempt = record.attempts_by_id[event.attempt]
    if event.start_us is not None:
        stretches = attempt.stretches
        if stretches:
            first = stretches[0]
            stretches = (Span(min(event.start_us, first.end_us), first.end_us), *stretches[1:])
        attempt = replace(attempt, start_us=event.start_us, stretches=stretches)
    if event.end_us is not None:
        attempt = replace(attempt, end_us=event.end_us)
    return _with_attempt(record, attempt)


def tag_put(record: SessionRecord, event: events.TagPut) -> SessionRecord:
    """A new annotation, with the changes that came before it. Of two with one id the earlier is the one that counts."""
    known = record.annotations_by_id.get(event.annotation)
    if known is not None and known.put is not None:
        if (known.put.at_us, known.put.id) <= (event.at_us, event.id):
            return record
        return record.annotated(annotation_of(event, known.changes))
    waiting = {key: changes for key, changes in record.changes_waiting.items() if key != event.annotation}
    annotation = annotation_of(event, record.changes_waiting.get(event.annotation, ()))
    return replace(record.annotated(annotation), changes_waiting=waiting)


def tag_changed(record: SessionRecord, event: Change) -> SessionRecord:
    """An annotation was changed, taken back or put back; a change that comes before its annotation waits for it."""
    known = record.annotations_by_id.get(event.annotation)
    if known is not None:
        return record.annotated(changed(known, event))
    waiting = record.changes_waiting.get(event.annotation, ())
    if any(event.id == one.id for one in waiting):
        return record
    waiting = tuple(sorted((*waiting, seen_at(event, 1)), key=stamp))
    return replace(record, changes_waiting={**record.changes_waiting, event.annotation: waiting})


def answers_put(record: SessionRecord, event: events.AnswersPut) -> SessionRecord:
    """Answers to a questionnaire; the later ones replace the earlier."""
    answers = Answers(event.questionnaire, event.task, dict(event.values), event.language, event.at_us, event.comment)
    return replace(record, answers_by_place={**record.answers_by_place, (event.questionnaire, event.task): answers})


def judgement_put(record: SessionRecord, event: events.JudgementPut) -> SessionRecord:
    """A judge's latest word, last of all; what settles a difference stands apart: it is no independent judgement."""
    judgement = Judgement(
        event.criterion, event.author, event.outcome, event.at_us, event.severity, event.annotations,
        event.adjudicates, event.note,
    )  # fmt: skip
    replaced = (event.criterion, event.author, event.adjudicates)
    taken_back = {known: one for known, one in record.judgements_taken_back.items() if known != replaced}
    record = replace(record, judgements_taken_back=taken_back)
    if event.adjudicates:
        return replace(record, adjudications={**record.adjudications, event.criterion: judgement})
    key = (event.criterion, event.author)
    others = {known: one for known, one in record.judgements_by_judge.items() if known != key}
    return replace(record, judgements_by_judge={**others, key: judgement})


def judgement_retracted(record: SessionRecord, event: events.JudgementRetracted) -> SessionRecord:
    """A word was taken back: nothing is said any more, but that something was."""
    said = (
        record.adjudications.get(event.criterion)
        if event.adjudicates
        else record.judgements_by_judge.get((event.criterion, event.author))
    )
    if said is not None:
        place = (event.criterion, said.judge, event.adjudicates)
        gone = {**record.judgements_taken_back, place: replace(said, at_us=event.at_us)}
        record = replace(record, judgements_taken_back=gone)
    if event.adjudicates:
        settled = {known: one for known, one in record.adjudications.items() if known != event.criterion}
        return replace(record, adjudications=settled)
    key = (event.criterion, event.author)
    kept = {known: one for known, one in record.judgements_by_judge.items() if known != key}
    return replace(record, judgements_by_judge=kept)


def blinded(record: SessionRecord, event: events.ObserversBlinded) -> SessionRecord:
    """Observers see nothing, or again everything."""
    return replace(record, blinded=event.on)


def devices_checked(record: SessionRecord, event: events.DevicesChecked) -> SessionRecord:
    """What was found last; whatever was overridden before was another finding."""
    return replace(record, check_faults=event.faults, override=None)


def check_overridden(record: SessionRecord, event: events.CheckOverridden) -> SessionRecord:
    """It is started all the same."""
    return replace(record, override=CheckOverride(event.faults, event.author, event.reason))


def clap_tested(record: SessionRecord, event: events.ClapTested) -> SessionRecord:
    """What is known of the devices that are chosen now."""
    return replace(record, claps=event.measures)


def person_joined(record: SessionRecord, event: events.PersonJoined) -> SessionRecord:
    """Somebody came by the page."""
    return replace(record, people=attendance.joined(record.people, event))


def person_went(record: SessionRecord, event: events.PersonLeft | events.PersonRemoved) -> SessionRecord:
    """Somebody who came by the page is gone."""
    return replace(record, people=attendance.went(record.people, event))


def person_given_role(record: SessionRecord, event: events.PersonRoleGiven) -> SessionRecord:
    """Somebody has another role."""
    return replace(record, people=attendance.given_role(record.people, event))


def withdrawn(record: SessionRecord, _event: events.SessionWithdrawn) -> SessionRecord:
    """The words are gone."""
    return replace(record, erased=True)


FOLDS: dict[type[events.Event], Fold] = {
    events.SessionOpened: opened,
    events.EpochBegan: opened,
    events.SessionMoved: moved,
    events.ClockGap: clock_gap,
    events.RecordingNoted: noted,
    events.TaskStarted: task_started,
    events.TaskRestarted: task_restarted,
    events.TaskEnded: task_ended,
    events.TaskResumed: task_resumed,
    events.TaskJudged: task_judged,
    events.TaskAssisted: task_assisted,
    events.TaskVoided: task_voided,
    events.TaskRestored: task_restored,
    events.TaskAdded: task_added,
    events.TaskCorrected: task_corrected,
    events.TagPut: tag_put,
    events.TagEdited: tag_changed,
    events.TagRetracted: tag_changed,
    events.TagRestored: tag_changed,
    events.AnswersPut: answers_put,
    events.JudgementPut: judgement_put,
    events.JudgementRetracted: judgement_retracted,
    events.ObserversBlinded: blinded,
    events.DevicesChecked: devices_checked,
    events.CheckOverridden: check_overridden,
    events.ClapTested: clap_tested,
    events.SessionWithdrawn: withdrawn,
    events.PersonJoined: person_joined,
    events.PersonLeft: person_went,
    events.PersonRemoved: person_went,
    events.PersonRoleGiven: person_given_role,
}
"""Kind of event → its fold. `session.closed` changes nothing: it says what the folder held."""


def with_event(record: SessionRecord, stamped: events.Stamped) -> SessionRecord:
    """The record after one more event. Never fails on an event that `lab.domain.legality.check` let through."""
    event = stamped.event
    change = FOLDS.get(type(event))
    record = change(record, event) if change is not None else record
    return record if stamped.seq == 0 else replace(record, last_seq=stamped.seq)


def fold(journal: Iterable[events.Stamped], amendments: Iterable[events.Stamped] = ()) -> SessionRecord:
    """The record of a whole journal and its amendments."""
    record = SessionRecord()
    for stamped in chain(journal, amendments):
        record = with_event(record, stamped)
    return record
