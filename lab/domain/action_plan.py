"""The owner's action plan: what is asked of the owner of a service, and what they answered last.

One line for every problem that the owner can still say something about, and one for every criterion that is not wholly
met, that the gate asks an action for, and that no open finding speaks of.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from lab.domain.errors import Facts
from lab.domain.finding import SETTLED, Finding, Status, worst_first
from lab.domain.gate import WAITING_FOR_OWNER, Gate, ReasonCode
from lab.domain.ids import RoundId
from lab.domain.judging import Inspection, is_supported
from lab.domain.study import Action
from lab.domain.verdict import Verdict
from protocols.standard import Criterion


class Column(StrEnum):
    """The columns of the plan, in their order; the last six are the owner's."""

    ID = "id"
    NUMBER = "number"
    TITLE = "title"
    SEVERITY = "severity"
    CRITERION = "criterion"
    TO_DO = "to_do"
    WHAT = "what"
    WHY = "why"
    OWNER = "owner"
    DUE = "due"
    UNTIL = "until"
    BY = "by"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong with a cell of a plan that came back. Row 0 and no column: with the file as a whole."""

    sheet: str
    row: int
    column: Column | None
    code: str
    facts: Facts


_ASKS_FOR_ACTION = WAITING_FOR_OWNER | {ReasonCode.DEVIATION}


class Choice(StrEnum):
    """What an owner can say about a finding; of a criterion only that it will be met."""

    FIX = "fix"
    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one line of the plan.

    Attributes:
        why: the reason; of a criterion what will be done.
        due: by when it is fixed; `until`: the last day on which the risk is accepted.
        by: who decided.
    """

    what: Choice | None = None
    why: str = ""
    owner: str = ""
    due: date | None = None
    until: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the plan, as it now stands.

    Attributes:
        subject: id of the finding or of the criterion.
        finding: None in the line of a criterion.
        criteria: the criterion, or those of the finding.
        verdict: of the criterion; None in the line of a finding.
        answer: what holds now.
        open: whether anything can be answered; a finding that is called fixed only waits for its retest.
        action: a promise about it that was made apart.
    """

    subject: str
    finding: Finding | None
    criteria: tuple[str, ...]
    verdict: Verdict | None
    answer: Answer
    open: bool = True
    action: Action | None = None

    @property
    def severity(self) -> int | None:
        """The agreed severity of the finding, the worst one of the criterion."""
        if self.finding is not None:
            return self.finding.severity
        return self.verdict.worst_severity if self.verdict is not None else None

    @property
    def read(self) -> str:
        """Fingerprint of what its owner reads and decides on: another one means that something else is asked now."""
        one = self.finding
        if one is not None:
            said = [one.title, one.statement, one.recommendation, one.severity, sorted(one.criteria)]
        else:
            said = [self.subject, self.verdict.value.value if self.verdict is not None else ""]
        return _hash(said)

    @property
    def standing(self) -> str:
        """Fingerprint of what was decided so far: another one means that somebody decided since."""
        status = self.finding.status.value if self.finding is not None else ""
        return _hash([status, as_data(self.answer)])


def asked(
    findings: Sequence[Finding],
    criteria: Iterable[Criterion],
    verdicts: Mapping[str, Verdict],
    gate: Gate,
    actions: Iterable[Action],
    inspections: Iterable[Inspection] = (),
) -> tuple[Asked, ...]:
    """The lines of the plan: findings worst first, then criteria in the order of the standards.

    Args:
        findings: of the round and of the rounds that it retests; what nothing shows is not asked.
        inspections: of the round: what besides annotations shows a finding.
    """
    made, seen = {one.subject: one for one in actions}, tuple(inspections)
    lines = [
        _of_finding(one, made.get(one.id))
        for one in worst_first(findings, gate.blockers)
        if (one.is_open or one.status is Status.ACCEPTED_RISK) and is_supported(one, seen)
    ]
    covered = {criterion for line in lines if line.finding and line.finding.is_open for criterion in line.criteria}
    wanted = {reason.subject for reason in (*gate.reasons, *gate.further) if reason.code in _ASKS_FOR_ACTION}
    lines += [
        Asked(one.id, None, (one.id,), verdicts.get(one.id), _promised(made.get(one.id)), action=made.get(one.id))
        for one in criteria
        if one.id in wanted and one.id not in covered
    ]
    return tuple(lines)


def _of_finding(finding: Finding, action: Action | None) -> Asked:
    answer = _promised(action) if action is not None else _decided(finding)
    can_answer = finding.status not in SETTLED - {Status.ACCEPTED_RISK} | {Status.FIXED}
    return Asked(finding.id, finding, finding.criteria, None, answer, can_answer, action)


def _promised(action: Action | None) -> Answer:
    if action is None:
        return Answer()
    return Answer(Choice.FIX, action.text, action.owner, action.due, by=action.accepted_by)


def _decided(finding: Finding) -> Answer:
    """What was decided with the finding itself; an owner and a day that nobody accepted are only proposed."""
    one = finding.decision
    if one is not None and finding.status is Status.ACCEPTED_RISK:
        return Answer(Choice.ACCEPT, one.why, finding.owner, None, one.expires, one.by)
    if finding.promised is not None:
        return Answer(Choice.FIX, finding.promised.why, finding.owner, finding.due, by=finding.promised.by)
    return Answer(owner=finding.owner, due=finding.due)


def as_data(answer: Answer) -> dict[str, str | None]:
    """An answer as plain JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(answer).items()}


def from_data(data: Mapping[str, object]) -> Answer:
    """An answer out of its JSON. Raises ValueError, TypeError or KeyError for what is none."""
    what = data["what"]
    return Answer(
        Choice(str(what)) if what is not None else None,
        str(data["why"]),
        str(data["owner"]),
        _day(data["due"]),
        _day(data["until"]),
        str(data["by"]),
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value is not None else None


def plan_hash(round_id: RoundId, lines: Iterable[Asked]) -> str:
    """Names what a plan asks and what it already says, whatever its language and its day."""
    return plan_hash_of(round_id, ((one.subject, one.read, one.standing) for one in lines))


def plan_hash_of(round_id: str, lines: Iterable[tuple[str, str, str]]) -> str:
    """The same of lines that are only told: subject, `Asked.read`, `Asked.standing`."""
    return _hash([round_id, *(list(line) for line in lines)])


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
