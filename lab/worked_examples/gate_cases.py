"""A case of the launch gate, as a cases file writes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lab.domain.finding import Status
from lab.domain.gate import Gate, JudgedCriterion, JudgedFinding, JudgedSegment, JudgedTask, rule_seven
from lab.domain.metrics.shares import adjusted_wald
from lab.domain.study import RuleParameters
from lab.domain.verdict import judge
from lab.worked_examples import case_words as words
from lab.worked_examples.case_words import CaseUnreadableError
from lab.worked_examples.unit_cases import KINDS_OF_CRITERIA, units_of
from protocols.standard import GateWeight

ON = ("on", "today", "day", "date", "as_of")
SCOPE = ("scope", "in_scope", "left_out", "out_of_scope")
NAMING = ("criteria", "findings", "segments", "critical_tasks", "tasks")
"""Where a case names what a reason can be about."""

TO_GATE = frozenset((*NAMING, *ON, *SCOPE))

_CRITERION = (
    "gate", "weight", "verdict", "override", "failed", "worst_severity", "severity", "action", "owner", "due",
    "kind", "units", "in_scope", "passed", "doubtful",
)  # fmt: skip
_FINDING = (
    "severity", "ratings", "severities", "status", "action", "owner", "due", "expires", "accepted_until", "expired",
    "positive", "criterion", "criteria", "duplicate_of", "verified",
)  # fmt: skip
_TASK = (
    "successes", "success", "unassisted", "n", "interval", "ci", "low", "high", "target", "target_success",
    "confidence", "critical",
)  # fmt: skip


def answer_of(case: Mapping[str, Any], rules: RuleParameters) -> Gate:
    """The gate of a case. Raises CaseUnreadableError."""
    on = next((words.day(case[key], key) for key in ON if case.get(key) is not None), None)
    criteria = words.items(case.get("criteria"), "criteria")
    tasks = words.items(case.get("critical_tasks", case.get("tasks")), "critical_tasks")
    judged = [task_of(one) for one in tasks]
    return rule_seven(
        [criterion_of(one, rules) for one in criteria if _in_scope(one, case)],
        [finding_of(one, on) for one in words.items(case.get("findings"), "findings") if not _is_good(one)],
        [segment_of(one) for one in words.items(case.get("segments"), "segments")],
        [one for one in judged if one is not None],
        rules,
        on,
    )


def names_in(case: Mapping[str, Any]) -> list[str]:
    """Everything in a case that a reason can name, longest first."""
    entries = [one for place in NAMING for one in words.items(case.get(place), place)]
    return sorted({name_of(one) for one in entries}, key=len, reverse=True)


def name_of(case: Any) -> str:
    """What something in a case is called. Raises CaseUnreadableError."""
    said = case.get("id", case.get("name")) if isinstance(case, Mapping) else None
    if said is None:
        raise CaseUnreadableError(f"id: {case!r}")
    return str(said)


def criterion_of(case: Any, rules: RuleParameters | None = None) -> JudgedCriterion:
    """A criterion, with the verdict that it has or that its units make. Raises CaseUnreadableError."""
    one = words.only(case, _CRITERION, "criteria")
    action = words.promise(one.get("action")) or words.promise(_own_promise(one))
    weight = _weight(one.get("gate", one.get("weight")))
    if "units" in one:
        kind = one.get("kind", "performance")
        if kind not in KINDS_OF_CRITERIA:
            raise CaseUnreadableError(f"kind: {kind!r}")
        found = judge(name_of(one), kind, units_of(one["units"]), rules)
        return JudgedCriterion(name_of(one), weight, found.value, found.failed, found.worst_severity, action)
    verdict = words.verdict(one["override"] if one.get("override") else one.get("verdict"))
    worst = words.severity(one, "worst_severity" if "worst_severity" in one else "severity")
    return JudgedCriterion(name_of(one), weight, verdict, words.count(one.get("failed", 0), "failed"), worst, action)


def _weight(written: Any) -> GateWeight:
    weights: tuple[GateWeight, ...] = ("blocker", "major", "normal")
    for one in weights:
        if written == one:
            return one
    raise CaseUnreadableError(f"gate: {written!r}")


def _own_promise(case: Mapping[str, Any]) -> dict[str, Any]:
    return {key: case[key] for key in ("owner", "due") if key in case}


def finding_of(case: Any, on: date | None) -> JudgedFinding:
    """A problem as it stands on a day: a risk whose acceptance is over is open again. Raises CaseUnreadableError."""
    one = words.only(case, _FINDING, "findings")
    status = Status.VERIFIED if one.get("verified") is True else words.status(one.get("status", "open"))
    until = one.get("expires", one.get("accepted_until"))
    over = one.get("expired") is True or (until is not None and on is not None and words.day(until, "expires") < on)
    if status is Status.ACCEPTED_RISK and over:
        status = Status.REOPENED
    action = words.promise(one.get("action")) or words.promise(_own_promise(one))
    return JudgedFinding(name_of(one), words.severity(one), status, action)


def _is_good(case: Any) -> bool:
    return isinstance(case, Mapping) and case.get("positive") is True


def segment_of(case: Any) -> JudgedSegment:
    """A declared segment. Raises CaseUnreadableError."""
    one = words.only(case, ("n", "participants", "heard", "value", "quota"), "segments")
    n = next((one[key] for key in ("n", "participants", "heard", "value") if key in one), None)
    return JudgedSegment(name_of(one), words.count(n, "n"))


def task_of(case: Any) -> JudgedTask | None:
    """A critical task by its counts or its interval; None where nobody tried it, or it is not critical. Raises
    CaseUnreadableError.
    """
    one = words.only(case, _TASK, "critical_tasks")
    target = words.fraction(one.get("target", one.get("target_success")), "target")
    hits = next((one[key] for key in ("successes", "success", "unassisted") if key in one), None)
    if one.get("critical") is False or (hits is not None and one.get("n") == 0):
        return None
    if hits is None:
        return JudgedTask(name_of(one), words.fraction(_high(one), "high"), target)
    n = words.count(one.get("n"), "n")
    if words.count(hits, "successes") > n:
        raise CaseUnreadableError(f"{hits} / {n}")
    return JudgedTask(name_of(one), adjusted_wald(hits, n).high, target)


def _high(case: Mapping[str, Any]) -> Any:
    if "high" in case:
        return case["high"]
    interval = case.get("interval", case.get("ci"))
    if isinstance(interval, Mapping):
        return interval.get("high")
    ends = words.items(interval, "interval")
    return ends[-1] if ends else None


def _in_scope(criterion: Any, case: Mapping[str, Any]) -> bool:
    """Whether the scope statement of the case has this criterion judged."""
    if isinstance(criterion, Mapping) and criterion.get("in_scope") is False:
        return False
    name, scope = name_of(criterion), case.get("scope", case.get("in_scope"))
    left_out = case.get("left_out", case.get("out_of_scope"))
    if isinstance(scope, Mapping):
        left_out, scope = scope.get("left_out", left_out), scope.get("criteria", scope.get("in_scope"))
    if name in _names(left_out):
        return False
    return scope is None or name in _names(scope)


def _names(listed: Any) -> set[str]:
    found = words.items(listed, "scope")
    return {str(one.get("criterion", one.get("id"))) if isinstance(one, Mapping) else str(one) for one in found}
