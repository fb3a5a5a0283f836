"""Cases of the verdict rules, of the level and of the gate, as a cases file writes them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from lab.domain.finding import Status
from lab.domain.gate import JudgedCriterion, JudgedFinding, JudgedSegment, JudgedTask, Promise, Reason, gate
from lab.domain.level import level, principle_verdict
from lab.domain.metrics.shares import adjusted_wald
from lab.domain.study import RuleParameters
from lab.domain.unit import Unit, UnitOutcome, Word, settle
from lab.domain.verdict import BEST_TO_WORST, VerdictValue, judge
from lab.worked_examples.comparing import Compared, Missing, Values, compared

_OF_LEVEL = 0.05
"""A file rounds percentages to one decimal."""

_TO_GATE = frozenset({"criteria", "findings", "segments", "critical_tasks", "tasks", "on", "parameters"})
_OF_GATE = _TO_GATE | {"id", "expected", "note", "source"}
"""What a case of the gate may hold."""

KINDS = ("criterion_cases", "principle_cases", "level_cases", "gate_cases")


def run_cases(file: Mapping[str, Any]) -> Iterator[Compared]:
    """Every answer that a cases file expects, beside ours."""
    usual = file.get("parameters", {})
    if "verdict_order_best_to_worst" in file:
        order = [value.value for value in BEST_TO_WORST]
        yield from compared("verdicts", {"order": file["verdict_order_best_to_worst"]}, {"order": order}, 0)
    for case in file.get("criterion_cases", ()):
        found = judge(case["id"], case["kind"], _units(case["units"]), _rules(usual, case)).value.value
        yield from compared(case["id"], {"verdict": case["expected"]}, {"verdict": found}, 0)
    for case in file.get("principle_cases", ()):
        found = principle_verdict(map(VerdictValue, case["verdicts"])).value
        yield from compared(case["id"], {"verdict": case["expected"]}, {"verdict": found}, 0)
    for number, case in enumerate(file.get("level_cases", ()), 1):
        yield from compared(case.get("id", f"level {number}"), case["expected"], _level(case["verdicts"]), _OF_LEVEL)
    for case in file.get("gate_cases", ()):
        yield from _gate(case, _rules(usual, case))


def _rules(usual: Mapping[str, Any], case: Mapping[str, Any]) -> RuleParameters:
    """The numbers of the file, and over them those of the case."""
    return RuleParameters(**{**usual, **case.get("parameters", {})})


def _units(cases: Iterable[str | Mapping[str, Any]]) -> list[Unit]:
    return [unit_of(case, number) for number, case in enumerate(cases, 1)]


def unit_of(case: str | Mapping[str, Any], number: int) -> Unit:
    """A unit as a cases file writes it."""
    subject = f"P{number:02}"
    if isinstance(case, str):
        return Unit(subject, UnitOutcome(case))
    if "observers" not in case:
        return Unit(subject, UnitOutcome(case["outcome"]), case.get("severity"))
    words = [Word(f"judge {n}", UnitOutcome(said)) for n, said in enumerate(case["observers"])]
    if "adjudicated" in case:
        words.append(Word("lead", UnitOutcome(case["adjudicated"]), adjudicates=True))
    return settle(subject, words, agreed=case.get("severity"))


def _level(verdicts: Iterable[str]) -> Values:
    found = level(map(VerdictValue, verdicts))
    return {name: getattr(found, name) for name in ("level", "low", "high", "coverage", "decided", "applicable")}


def _gate(case: Mapping[str, Any], rules: RuleParameters) -> Iterator[Compared]:
    """Of the reasons only what they name has to agree: the words are ours. What nobody here understands differs: the
    gate would stand elsewhere with it.
    """
    for unknown in sorted(case.keys() - _OF_GATE):
        yield Compared(case["id"], unknown, case[unknown], Missing("not understood"), agrees=False)
    answer = gate(
        [criterion_of(one) for one in case.get("criteria", ())],
        [
            JudgedFinding(one["id"], one["severity"], Status(one["status"]), _promise(one.get("action")))
            for one in case.get("findings", ())
        ],
        [JudgedSegment(one["id"], one["n"]) for one in case.get("segments", ())],
        [_task(one) for one in case.get("critical_tasks", case.get("tasks", ()))],
        rules,
        _day(case["on"]) if "on" in case else None,
    )
    expected = case["expected"]
    yield from compared(case["id"], {"gate": expected["gate"]}, {"gate": answer.state.value}, 0)
    if "reasons" in expected:
        agrees = _reasons_agree(expected["reasons"], answer.reasons, _named(case))
        got = [f"{one.code.value}: {one.subject}" for one in answer.reasons]
        yield Compared(case["id"], "reasons", expected["reasons"], got, agrees)


def _named(case: Mapping[str, Any]) -> list[str]:
    """Everything in a case that a reason can name, longest first: `CC-2` is no part of `CC-23`."""
    places = ("criteria", "findings", "segments", "critical_tasks", "tasks")
    return sorted((one["id"] for place in places for one in case.get(place, ())), key=len, reverse=True)


def _reasons_agree(expected: list[str], ours: Iterable[Reason], named: list[str]) -> bool:
    """Whether the same things are named. A reason in a file that names nothing may stand for several of ours."""
    wanted: set[str] = set()
    nameless = False
    for said in expected:
        rest, found = said, False
        for name in named:
            if name in rest:
                wanted.add(name)
                rest, found = rest.replace(name, ""), True
        nameless = nameless or not found
    got = {one.subject for one in ours}
    return wanted <= got and (nameless or got == wanted) and bool(expected) == bool(got)


def criterion_of(case: Mapping[str, Any]) -> JudgedCriterion:
    """A criterion as a cases file writes it."""
    return JudgedCriterion(
        case["id"],
        case["gate"],
        VerdictValue(case["verdict"]),
        case.get("failed", 0),
        case.get("worst_severity"),
        _promise(case.get("action")),
    )


def _task(case: Mapping[str, Any]) -> JudgedTask:
    if "successes" in case:
        high = adjusted_wald(case["successes"], case["n"]).high
    else:
        high = case["high"] if "high" in case else case["interval"][1]
    return JudgedTask(case["id"], high, case["target"])


def _promise(action: Mapping[str, Any] | None) -> Promise | None:
    return Promise(action["owner"], _day(action["due"]), action.get("done", False)) if action else None


def _day(written: str | date) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)
