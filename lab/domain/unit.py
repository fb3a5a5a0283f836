"""Units: from what people tagged and judged to one outcome per participant (rules 0 and 1).

A unit is one participant, judged on one criterion. Nothing passes silently: what the session suggests is a
*proposal* that a person confirms, criterion by criterion.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lab.domain.annotation import Annotation
from lab.domain.attempt import Attempt
from lab.domain.finding import agreed_severity, needs_second_rater
from lab.domain.judgement import Judgement
from lab.domain.record import SessionRecord
from protocols.protocol import Protocol
from protocols.standard import Criterion, CriterionKind, Standard

REACHED_THE_END = frozenset({"success", "assisted"})
"""Outcomes of an attempt that came to the end of its task, and so past everything that the task exposes."""

INSPECTED: frozenset[CriterionKind] = frozenset({"conformance", "document"})
"""Kinds that a session can only fail: passing them needs an inspection."""

JUDGED_IN_SESSIONS: frozenset[CriterionKind] = frozenset({"performance", "conformance", "document"})
"""Kinds that a session can judge. `round` is judged once, beside its figures; `computed` by nobody."""


class UnitOutcome(StrEnum):
    """The outcomes of EARL."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Word:
    """What one judge said of one unit; `severity` of a failed one. `adjudicates`: it settles the others, who differ,
    for the reason in `note`.
    """

    judge: str
    outcome: UnitOutcome
    severity: int | None = None
    adjudicates: bool = False
    annotations: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One settled unit.

    Attributes:
        subject: the participant's code; a page or an artefact for inspected criteria.
        conflict: judges differ and nobody adjudicated.
        words: what it was settled from.
    """

    subject: str
    outcome: UnitOutcome
    severity: int | None = None
    conflict: bool = False
    words: tuple[Word, ...] = ()


class Why(StrEnum):
    """Why an outcome is proposed."""

    TAGGED = "tagged"
    TAGGED_GOOD = "tagged_good"
    TAGGED_BOTH = "tagged_both"
    TASK_FINISHED = "task_finished"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the debrief asks somebody to confirm.

    Attributes:
        severity: proposed for a failed one; None when no tag had one.
        annotations: ids of the tags against the criterion.
        attempts: ids of the finished attempts that exposed it.
    """

    criterion: str
    outcome: UnitOutcome
    why: Why
    severity: int | None = None
    annotations: tuple[str, ...] = ()
    attempts: tuple[str, ...] = ()


def settle(subject: str, words: Iterable[Word], agreed: int | None = None) -> Unit:
    """One unit out of its judges' words (rule 1).

    Judges agree → that. They differ and nobody adjudicated → cantTell with `conflict`. `untested` of somebody who did
    not watch is ignored. `agreed` is the severity of the finding that the unit belongs to; without one, the judges'
    own severities are agreed upon as in a finding.
    """
    said = tuple(words)
    watched = [word for word in said if word.outcome is not UnitOutcome.UNTESTED]
    if not watched:
        return Unit(subject, UnitOutcome.UNTESTED, words=said)
    adjudicated = [word for word in watched if word.adjudicates]
    deciding = adjudicated[-1:] or watched
    if len({word.outcome for word in deciding}) > 1:
        return Unit(subject, UnitOutcome.CANT_TELL, conflict=True, words=said)
    outcome = deciding[0].outcome
    if outcome is not UnitOutcome.FAILED:
        return Unit(subject, outcome, words=said)
    if agreed is None:
        agreed = agreed_severity(_ratings(watched))
    return Unit(subject, outcome, severity=agreed, words=said)


def _ratings(words: Iterable[Word]) -> list[int]:
    """The severity that every person gave to what failed, each counted once: whoever settles a difference is no second
    rater of what they rated before.
    """
    rated: dict[str, int] = {}
    for word in words:
        if word.outcome is UnitOutcome.FAILED and word.severity is not None:
            rated[word.judge] = max(word.severity, rated.get(word.judge, 0))
    return list(rated.values())


def word_of(judgement: Judgement) -> Word:
    """A judgement of a session as a judge's word."""
    return Word(
        judgement.judge,
        UnitOutcome(judgement.outcome),
        judgement.severity,
        judgement.adjudicates,
        judgement.annotations,
        judgement.note if judgement.adjudicates else "",
    )


def session_unit(
    criterion: str, kind: CriterionKind, subject: str, judgements: Iterable[Judgement], agreed: int | None = None
) -> Unit:
    """What one session says of one criterion.

    A session can only fail a conformance or document criterion: there, whatever is not `failed` is as good as unsaid,
    and stays untested. It takes nothing from somebody else's `failed` either, unless it adjudicates.
    """
    words = [word_of(judgement) for judgement in judgements if judgement.criterion == criterion]
    if kind not in INSPECTED:
        return settle(subject, words, agreed)
    telling = [word for word in words if word.outcome is UnitOutcome.FAILED or word.adjudicates]
    unit = settle(subject, telling, agreed)
    if unit.outcome is UnitOutcome.FAILED:
        return replace(unit, words=tuple(words))
    return Unit(subject, UnitOutcome.UNTESTED, words=tuple(words))


def proposals(record: SessionRecord, protocol: Protocol, standards: Iterable[Standard]) -> tuple[Proposal, ...]:
    """What the debrief of this session asks (rule 0), in the order of the standards.

    Tagged criteria of every kind that a session can judge, and performance criteria that a finished task exposed.
    Whatever else there is stays untested: it was not seen.
    """
    tagged = _by_criterion(record.annotations)
    finished = _finished_by_criterion(record.attempts, protocol)
    found = (
        _proposal(criterion, tagged.get(criterion.id, ()), finished.get(criterion.id, ()))
        for standard in standards
        for criterion in standard.counted
    )
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A performance criterion that the debrief does not ask. `exposed_by`: ids of the tasks that expose it, none of
    which reached its end; nothing where no task does.
    """

    criterion: str
    exposed_by: tuple[str, ...]


def not_asked(made: Sequence[Proposal], protocol: Protocol, standards: Iterable[Standard]) -> tuple[NotAsked, ...]:
    """The performance criteria besides these proposals, in the order of the standards: they stay untested."""
    asked = {one.criterion for one in made}
    return tuple(
        NotAsked(criterion.id, tuple(task.id for task in protocol.tasks if criterion.id in task.exposes))
        for standard in standards
        for criterion in standard.counted
        if criterion.kind == "performance" and criterion.id not in asked
    )


def awaiting(made: Sequence[Proposal], judgements: Iterable[Judgement]) -> tuple[Proposal, ...]:
    """Of these proposals the ones that nobody has judged yet; who did not see it (`untested`) has not judged it."""
    judged = {one.criterion for one in judgements if one.outcome != "untested"}
    return tuple(proposal for proposal in made if proposal.criterion not in judged)


def disputed(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """The criteria on which the judges of a session differ and nobody adjudicated, in the order of their words."""
    words: dict[str, list[Word]] = {}
    for judgement in judgements:
        words.setdefault(judgement.criterion, []).append(word_of(judgement))
    return tuple(criterion for criterion, said in words.items() if settle("", said).conflict)


def awaiting_second_rater(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """The criteria that one person alone failed with a severity of 4: it counts once a second person rates it so."""
    words: dict[str, list[Word]] = {}
    for judgement in judgements:
        words.setdefault(judgement.criterion, []).append(word_of(judgement))
    return tuple(
        criterion
        for criterion, said in words.items()
        if settle("", said).outcome is UnitOutcome.FAILED and needs_second_rater(_ratings(said))
    )


def _by_criterion(annotations: Iterable[Annotation]) -> Mapping[str, tuple[Annotation, ...]]:
    found: dict[str, tuple[Annotation, ...]] = {}
    for annotation in annotations:
        counts = not annotation.retracted and not annotation.is_impossible_wish
        if annotation.criterion is not None and counts:
            found[annotation.criterion] = (*found.get(annotation.criterion, ()), annotation)
    return found


def _finished_by_criterion(attempts: Iterable[Attempt], protocol: Protocol) -> Mapping[str, tuple[str, ...]]:
    exposes = {task.id: task.exposes for task in protocol.tasks}
    found: dict[str, tuple[str, ...]] = {}
    for attempt in attempts:
        if attempt.counts and attempt.outcome in REACHED_THE_END:
            for criterion in exposes.get(attempt.task, ()):
                found[criterion] = (*found.get(criterion, ()), attempt.id)
    return found


def _proposal(criterion: Criterion, tags: Sequence[Annotation], attempts: tuple[str, ...]) -> Proposal | None:
    if criterion.kind not in JUDGED_IN_SESSIONS:
        return None
    bad = [tag for tag in tags if tag.polarity == "negative"]
    ids = tuple(tag.id for tag in tags)
    if bad:
        severities = [tag.severity for tag in bad if tag.severity is not None]
        why = Why.TAGGED if len(bad) == len(tags) else Why.TAGGED_BOTH
        return Proposal(criterion.id, UnitOutcome.FAILED, why, max(severities, default=None), ids, attempts)
    if criterion.kind != "performance":
        return None
    if tags:
        return Proposal(criterion.id, UnitOutcome.PASSED, Why.TAGGED_GOOD, None, ids, attempts)
    if attempts:
        return Proposal(criterion.id, UnitOutcome.PASSED, Why.TASK_FINISHED, None, (), attempts)
    return None
