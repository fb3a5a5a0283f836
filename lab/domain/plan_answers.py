"""What an owner answers in the action plan: what is wrong with it, and what becomes of the finding or the promise."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from lab.domain.action_plan import Answer, Asked, Choice
from lab.domain.finding import MOVES, Finding, FindingDecision, Status
from lab.domain.gate import LONGEST_PROMISE
from lab.domain.ids import RoundId, new_id
from lab.domain.study import Action

STATUSES = {Choice.FIX: Status.PLANNED, Choice.ACCEPT: Status.ACCEPTED_RISK, Choice.REJECT: Status.REJECTED}
"""What a finding becomes by an answer."""

Faults = Iterator[tuple[str, str]]
"""(field of the answer, what is wrong with it)."""


def differs(answer: Answer, other: Answer) -> bool:
    """Whether one says something else than the other. Who decided is told only with something that is decided."""
    if not answer.by or answer.what is None:
        other = replace(other, by=answer.by)
    return answer != other


def with_kept(answer: Answer, shown: Answer, kept: Answer) -> Answer:
    """The answer with what is kept wherever it says what was shown: a name in a reason may have been masked there."""
    same = {
        one.name: getattr(kept, one.name)
        for one in fields(Answer)
        if getattr(answer, one.name) == getattr(shown, one.name)
    }
    return replace(answer, **same)


def faults_of(asked: Asked, answer: Answer, on: date) -> Faults:
    """Everything that is wrong with an answer that says something new; nothing if it can be taken on this day."""
    if not asked.open:
        yield "what", "nothing_asked"
        return
    if answer.what is None:
        yield "what", "cleared" if asked.answer.what is not None else "missing"
        return
    if asked.finding is None and answer.what is not Choice.FIX:
        yield "what", "criterion_only_met"
    elif asked.finding is not None and _way(asked.finding, STATUSES[answer.what]) is None:
        yield "what", "finding_moved_on"
    if not answer.by:
        yield "by", "missing"
    if not answer.why and (answer.what is not Choice.FIX or asked.finding is None):
        yield "why", "missing"
    yield from (_faults_of_fix if answer.what is Choice.FIX else _faults_of_giving_up)(answer, on)


def _faults_of_fix(answer: Answer, on: date) -> Faults:
    if not answer.owner:
        yield "owner", "missing"
    if answer.due is None:
        yield "due", "missing"
    elif answer.due < on:
        yield "due", "in_the_past"
    elif answer.due > on + LONGEST_PROMISE:
        yield "due", "too_late"
    if answer.until is not None:
        yield "until", "only_of_a_risk"


def _faults_of_giving_up(answer: Answer, on: date) -> Faults:
    if answer.what is Choice.ACCEPT and answer.until is None:
        yield "until", "missing"
    elif answer.what is Choice.ACCEPT and answer.until is not None and answer.until <= on:
        yield "until", "in_the_past"
    elif answer.what is Choice.REJECT and answer.until is not None:
        yield "until", "only_of_a_risk"


def decided(finding: Finding, answer: Answer, on: date) -> Finding:
    """The finding after an answer without faults."""
    assert answer.what is not None
    way = _way(finding, STATUSES[answer.what])
    assert way is not None
    for status in way:
        finding = finding.moved(status, answer.by, on, answer.why)
    if answer.what is Choice.FIX:
        promise = FindingDecision("fix", answer.by, on, answer.why, owner=answer.owner, due=answer.due)
        return replace(finding, decision=promise, owner=answer.owner, due=answer.due)
    return replace(finding, decision=FindingDecision(answer.what.value, answer.by, on, answer.why, answer.until))


def promised(asked: Asked, answer: Answer, round_id: RoundId) -> Action | None:
    """The promise after an answer without faults: about a criterion, or about a finding of which one was made apart;
    else the finding itself holds it.
    """
    if answer.what is not Choice.FIX or (asked.finding is not None and asked.action is None):
        return None
    assert answer.due is not None
    known = asked.action
    text = answer.why or (known.text if known is not None else "")
    made = known.id if known is not None else new_id()
    return Action(made, round_id, asked.subject, text, answer.owner, answer.due, answer.by)


def _way(finding: Finding, to: Status) -> tuple[Status, ...] | None:
    """The moves to a status: what was given up is reopened first. None where no way leads."""
    if finding.status is to:
        return ()
    if to in MOVES[finding.status]:
        return (to,)
    if Status.REOPENED in MOVES[finding.status] and to in MOVES[Status.REOPENED]:
        return (Status.REOPENED, to)
    return None
