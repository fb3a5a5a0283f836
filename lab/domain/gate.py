"""The launch gate (rule 7): one word for a release, and the reasons for it.

Red > grey > amber > green. The reasons say which kind of red it is: "a blocker is not met" is not "three actions await
their owner".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from lab.domain.finding import CATASTROPHE, NOT_A_PROBLEM, SETTLED, Status
from lab.domain.study import RuleParameters
from lab.domain.verdict import DECIDED, FAILED_BY_SEVERAL, RULE_VERSION, UNDECIDED, VerdictValue
from protocols.standard import GateWeight

MAJOR_PROBLEM = 3
LONGEST_PROMISE = timedelta(days=92)
"""An action must be due within three months of the gate (as in the UK scheme: amber = proceed, act in 3 months)."""


class GateState(StrEnum):
    """Labels: not ready, not enough evidence, ready with actions, ready."""

    RED = "red"
    GREY = "grey"
    AMBER = "amber"
    GREEN = "green"


class ReasonCode(StrEnum):
    """Why the gate stands where it stands."""

    BLOCKER_NOT_MET = "blocker_not_met"
    BLOCKER_FAILED_BY_SEVERAL = "blocker_failed_by_several"
    BLOCKER_FAILED_SEVERELY = "blocker_failed_severely"
    OPEN_CATASTROPHE = "open_severity_4"
    CRITICAL_TASK = "critical_task_below_target"
    NO_ACTION = "no_accepted_action"
    ACTION_TOO_LATE = "action_too_late"
    ACTION_OVERDUE = "action_overdue"
    NO_VERDICT = "no_verdict"
    THIN_SEGMENT = "thin_segment"
    NOTHING_DECIDED = "nothing_decided"
    NOTHING_MET = "nothing_met"
    DEVIATION = "deviation"
    OPEN_MAJOR_PROBLEM = "open_severity_3"


OF_BLOCKERS = frozenset(
    {ReasonCode.BLOCKER_NOT_MET, ReasonCode.BLOCKER_FAILED_BY_SEVERAL, ReasonCode.BLOCKER_FAILED_SEVERELY}
)
"""Reds of a blocker; their subject is the criterion."""

WAITING_FOR_OWNER = frozenset({ReasonCode.NO_ACTION, ReasonCode.ACTION_TOO_LATE, ReasonCode.ACTION_OVERDUE})
"""Reds that only wait for the owner's actions; worded apart from a red criterion."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, about what (criterion, finding, task or segment), with numbers and words for its sentence."""

    code: ReasonCode
    subject: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate.

    Attributes:
        reasons: for this very state.
        further: what would hold it back next, were these settled.
    """

    state: GateState
    reasons: tuple[Reason, ...] = ()
    further: tuple[Reason, ...] = ()

    @property
    def blockers(self) -> frozenset[str]:
        """The blockers that hold it back."""
        return frozenset(reason.subject for reason in self.reasons if reason.code in OF_BLOCKERS)

    @property
    def only_waits_for_owner(self) -> bool:
        """A red that no criterion causes: deviations await accepted actions."""
        return bool(self.reasons) and all(reason.code in WAITING_FOR_OWNER for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Promise:
    """An accepted action: who, by when; `done` once it was done: its day no longer matters."""

    owner: str
    due: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """A criterion in the round's scope: its weight, its verdict, and what it rests on."""

    id: str
    weight: GateWeight
    verdict: VerdictValue
    failed: int = 0
    worst_severity: int | None = None
    action: Promise | None = None


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A problem, with its agreed severity. `expired`: until when its risk was accepted, where that day has passed."""

    id: str
    severity: int | None
    status: Status
    action: Promise | None = None
    expired: date | None = None


@dataclass(frozen=True, slots=True)
class JudgedSegment:
    """A declared segment and how many of its participants were heard."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class JudgedTask:
    """A critical task: high end of the interval of its unassisted success, and the target, both 0–1."""

    id: str
    high: float
    target: float


def gate(
    criteria: Sequence[JudgedCriterion],
    findings: Sequence[JudgedFinding] = (),
    segments: Sequence[JudgedSegment] = (),
    critical_tasks: Sequence[JudgedTask] = (),
    parameters: RuleParameters | None = None,
    on: date | None = None,
    version: str = RULE_VERSION,
) -> Gate:
    """The gate over the criteria in scope: rule 7, and grey where nothing was decided (docs/decisions/0012).

    Args:
        on: the day on which it is asked: an action that was due before is overdue, and its three months count from
            then; None checks neither.
        version: of the rules, to compute an earlier gate again.
    """
    nothing = tuple(_nothing(criteria, version))
    return rule_seven(criteria, findings, segments, critical_tasks, parameters, on, also_grey=nothing)


def rule_seven(
    criteria: Sequence[JudgedCriterion],
    findings: Sequence[JudgedFinding] = (),
    segments: Sequence[JudgedSegment] = (),
    critical_tasks: Sequence[JudgedTask] = (),
    parameters: RuleParameters | None = None,
    on: date | None = None,
    also_grey: Sequence[Reason] = (),
) -> Gate:
    """Rule 7 to the letter, as worked cases state it. `also_grey`: what is missing besides."""
    rules = parameters or RuleParameters()
    red = [*_blockers(criteria), *_catastrophes(findings), *_tasks(critical_tasks)]
    deviations = [*_deviations(criteria), *_major_problems(findings)]
    stopped = {reason.subject for reason in red}
    red += [
        late for reason, promise in deviations if reason.subject not in stopped and (late := _late(promise, on, reason))
    ]
    grey = [*_unknown(criteria), *_thin(segments, rules), *also_grey]
    amber = [reason for reason, _promise in deviations if reason.subject not in stopped]
    ranked = ((GateState.RED, red), (GateState.GREY, grey), (GateState.AMBER, amber))
    for place, (state, reasons) in enumerate(ranked):
        if reasons:
            rest = [reason for _state, later in ranked[place + 1 :] for reason in later]
            return Gate(state, tuple(reasons), tuple(rest))
    return Gate(GateState.GREEN)


def _blockers(criteria: Iterable[JudgedCriterion]) -> Iterator[Reason]:
    for one in criteria:
        if one.weight != "blocker":
            continue
        facts: dict[str, object] = {"failed": one.failed, "severity": one.worst_severity}
        if one.verdict is VerdictValue.NOT_MET:
            yield Reason(ReasonCode.BLOCKER_NOT_MET, one.id, facts)
        elif one.verdict is VerdictValue.PARTLY_MET and one.failed >= FAILED_BY_SEVERAL:
            yield Reason(ReasonCode.BLOCKER_FAILED_BY_SEVERAL, one.id, facts)
        elif one.verdict is VerdictValue.PARTLY_MET and (one.worst_severity or 0) >= MAJOR_PROBLEM:
            yield Reason(ReasonCode.BLOCKER_FAILED_SEVERELY, one.id, facts)


def _catastrophes(findings: Iterable[JudgedFinding]) -> Iterator[Reason]:
    for one in findings:
        if one.severity == CATASTROPHE and one.status not in NOT_A_PROBLEM | {Status.VERIFIED}:
            yield Reason(ReasonCode.OPEN_CATASTROPHE, one.id, {"status": one.status.value, **_expired(one)})


def _tasks(tasks: Iterable[JudgedTask]) -> Iterator[Reason]:
    for one in tasks:
        if one.high < one.target:
            yield Reason(ReasonCode.CRITICAL_TASK, one.id, {"high": one.high, "target": one.target})


def _deviations(criteria: Iterable[JudgedCriterion]) -> Iterator[tuple[Reason, Promise | None]]:
    """Blocker or major partly met, major or normal not met."""
    for one in criteria:
        blocked = one.verdict is VerdictValue.NOT_MET and one.weight == "blocker"
        if _weighs_against(one) and not blocked:
            facts = {"verdict": one.verdict.value, **_promised(one.action)}
            yield Reason(ReasonCode.DEVIATION, one.id, facts), one.action


def _major_problems(findings: Iterable[JudgedFinding]) -> Iterator[tuple[Reason, Promise | None]]:
    for one in findings:
        if one.severity == MAJOR_PROBLEM and one.status not in SETTLED:
            facts = {"status": one.status.value, **_promised(one.action), **_expired(one)}
            yield Reason(ReasonCode.OPEN_MAJOR_PROBLEM, one.id, facts), one.action


def _promised(action: Promise | None) -> dict[str, object]:
    return {"owner": action.owner, "due": action.due} if action is not None else {}


def _expired(finding: JudgedFinding) -> dict[str, object]:
    return {} if finding.expired is None else {"expired": finding.expired}


def _late(promise: Promise | None, on: date | None, about: Reason) -> Reason | None:
    """Why an action is missing, overdue, or promised for too far a day."""
    if promise is None:
        expired = {"expired": about.facts["expired"]} if "expired" in about.facts else {}
        return Reason(ReasonCode.NO_ACTION, about.subject, {"about": about.code.value, **expired})
    if promise.done or on is None:
        return None
    facts: dict[str, object] = {"owner": promise.owner, "due": promise.due}
    if promise.due < on:
        return Reason(ReasonCode.ACTION_OVERDUE, about.subject, facts)
    if promise.due > on + LONGEST_PROMISE:
        return Reason(ReasonCode.ACTION_TOO_LATE, about.subject, facts)
    return None


def _unknown(criteria: Iterable[JudgedCriterion]) -> Iterator[Reason]:
    for one in criteria:
        if one.weight != "normal" and one.verdict in UNDECIDED:
            yield Reason(ReasonCode.NO_VERDICT, one.id, {"verdict": one.verdict.value, "weight": one.weight})


def _thin(segments: Iterable[JudgedSegment], rules: RuleParameters) -> Iterator[Reason]:
    for one in segments:
        if one.n < rules.segment_n_min:
            yield Reason(ReasonCode.THIN_SEGMENT, one.name, {"n": one.n, "needed": rules.segment_n_min})


def _nothing(criteria: Sequence[JudgedCriterion], version: str) -> Iterator[Reason]:
    """A round in which nothing was decided is never green, whatever the weights of its criteria. Nor is one (since
    version 2) in which all that was decided is a normal criterion met in part: otherwise that failure would open the
    gate.
    """
    if not any(one.verdict in DECIDED for one in criteria):
        applying = sum(one.verdict is not VerdictValue.NOT_APPLICABLE for one in criteria)
        yield Reason(ReasonCode.NOTHING_DECIDED, "", {"in_scope": len(criteria), "applying": applying})
    elif version != "1" and not any(one.verdict is VerdictValue.MET or _weighs_against(one) for one in criteria):
        yield Reason(ReasonCode.NOTHING_MET, "", {})


def _weighs_against(one: JudgedCriterion) -> bool:
    """Not met, or a blocker or major met in part."""
    return one.verdict is VerdictValue.NOT_MET or (one.verdict is VerdictValue.PARTLY_MET and one.weight != "normal")
