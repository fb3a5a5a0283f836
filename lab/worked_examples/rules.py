"""Cases of the verdict rules, of the level and of the gate, as a cases file writes them.

A case that cannot be read differs, under its name and with what nobody here understands: it hides none of the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from lab.domain.gate import Reason
from lab.domain.level import level, principle_verdict
from lab.domain.study import RuleParameters
from lab.domain.verdict import BEST_TO_WORST, judge
from lab.worked_examples import case_words as words
from lab.worked_examples import gate_cases, unit_cases
from lab.worked_examples.case_words import CaseUnreadableError
from lab.worked_examples.comparing import Compared, Missing, Values, compared

_OF_LEVEL = 0.05
"""A file rounds percentages to one decimal."""

_NUMBERS = tuple(one.name for one in fields(RuleParameters))
_EVERY_CASE = ("expected", "parameters", "tolerance", *_NUMBERS)
_VERDICTS = ("verdicts", "criteria")
_BEYOND_VERDICT = ("passed", "failed", "doubtful", "worst_severity", "rule_version")

Case = Mapping[str, Any]
Answering = Callable[[Case, RuleParameters], Iterator[Compared]]


def run_cases(file: Mapping[str, Any]) -> Iterator[Compared]:
    """Every answer that a cases file expects, beside ours."""
    usual = file.get("parameters") or {}
    if "verdict_order_best_to_worst" in file:
        order = [value.value for value in BEST_TO_WORST]
        yield from compared("verdicts", {"order": file["verdict_order_best_to_worst"]}, {"order": order}, 0)
    for kind in sorted(str(key) for key in file if str(key).endswith("_cases") and key not in _ANSWERS):
        yield Compared(kind, "cases", kind, Missing("no such cases"), agrees=False)
    for kind, answer in _ANSWERS.items():
        for number, case in enumerate(file.get(kind) or (), 1):
            yield from _asked(case, f"{kind.removesuffix('_cases')} {number}", usual, answer)


def _asked(case: Any, otherwise: str, usual: Any, answer: Answering) -> Iterator[Compared]:
    """What comes out of one case; where it cannot be read, its name and why."""
    if not isinstance(case, Mapping) or case.get("expected") is None:
        yield Compared(otherwise, "case", case, Missing("cannot be read: expected?"), agrees=False)
        return
    name = str(case.get("id", case.get("name", otherwise)))
    try:
        yield from list(answer({**case, "id": name}, _rules(usual, case)))
    except CaseUnreadableError as wrong:
        yield Compared(name, "case", case["expected"], Missing(f"cannot be read: {wrong}"), agrees=False)


def _rules(usual: Any, case: Case) -> RuleParameters:
    """The numbers of the file, and over them those of the case. Raises CaseUnreadableError."""
    own = case.get("parameters") or {}
    if not (isinstance(usual, Mapping) and isinstance(own, Mapping)):
        raise CaseUnreadableError("parameters?")
    numbers: dict[str, Any] = {**usual, **own, **{name: case[name] for name in _NUMBERS if name in case}}
    unknown = sorted(str(name) for name in numbers.keys() - set(_NUMBERS))
    if unknown:
        raise CaseUnreadableError(f"parameters: {', '.join(unknown)}?")
    for name, value in numbers.items():
        numbers[name] = words.count(value, name) if name.endswith("n_min") else words.fraction(value, name)
    return RuleParameters(**numbers)


def _criterion(case: Case, rules: RuleParameters) -> Iterator[Compared]:
    one = words.only(case, (*_EVERY_CASE, "kind", "units", "criterion", "gate", "weight"), "case")
    kind = one.get("kind", "performance")
    if kind not in unit_cases.KINDS_OF_CRITERIA:
        raise CaseUnreadableError(f"kind: {kind!r}")
    if "units" not in one:
        raise CaseUnreadableError("units?")
    found = judge(one["id"], kind, unit_cases.units_of(one["units"]), rules)
    beyond = {name: getattr(found, name) for name in _BEYOND_VERDICT}
    yield from _verdict(one, {"verdict": found.value.value, "value": found.value.value, **beyond})


def _principle(case: Case, _rules: RuleParameters) -> Iterator[Compared]:
    found = principle_verdict(map(words.verdict, _verdicts(case))).value
    yield from _verdict(case, {"verdict": found, "value": found})


def _verdict(case: Case, found: Values) -> Iterator[Compared]:
    """A verdict alone is compared as what it means: a file may write it as EARL does."""
    expected = case["expected"]
    if not isinstance(expected, Mapping):
        expected = {"verdict": expected}
    plain = {
        name: words.verdict(said).value if name in {"verdict", "value", "not_verdict"} else said
        for name, said in expected.items()
    }
    yield from compared(case["id"], plain, found, 0)


def _level(case: Case, _rules: RuleParameters) -> Iterator[Compared]:
    found = level(map(words.verdict, _verdicts(case)))
    figures = {name: getattr(found, name) for name in ("level", "low", "high", "coverage", "decided", "applicable")}
    figures |= {"n_decided": found.decided, "n_applicable": found.applicable}
    expected = case["expected"]
    if not isinstance(expected, Mapping):
        expected = {"level": expected}
    yield from compared(case["id"], expected, figures, float(case.get("tolerance", _OF_LEVEL)))


def _verdicts(case: Case) -> list[Any]:
    one = words.only(case, (*_EVERY_CASE, *_VERDICTS), "case")
    if not any(key in one for key in _VERDICTS):
        raise CaseUnreadableError("verdicts?")
    return words.items(one.get("verdicts", one.get("criteria")), "verdicts")


def _gate(case: Case, rules: RuleParameters) -> Iterator[Compared]:
    """Of the reasons only what they name has to agree: the words are ours."""
    one = words.only(case, (*_EVERY_CASE, *gate_cases.TO_GATE), "case")
    answer = gate_cases.answer_of(one, rules)
    expected = one["expected"]
    if not isinstance(expected, Mapping):
        expected = {"gate": expected}
    found = {
        "gate": answer.state.value,
        "state": answer.state.value,
        "only_waits_for_owner": answer.only_waits_for_owner,
        "waits_for_owner": answer.only_waits_for_owner,
    }
    told = {name: said for name, said in expected.items() if name != "reasons"}
    yield from compared(one["id"], told, found, 0)
    if "reasons" in expected:
        reasons = [_reason(said) for said in words.items(expected["reasons"], "reasons")]
        agrees = reasons_agree(reasons, answer.reasons, gate_cases.names_in(one))
        got = [f"{reason.code.value}: {reason.subject}".rstrip(": ") for reason in answer.reasons]
        yield Compared(one["id"], "reasons", expected["reasons"], got, agrees)


def _reason(said: Any) -> str:
    return " ".join(map(str, said.values())) if isinstance(said, Mapping) else str(said)


def reasons_agree(expected: Sequence[str], ours: Iterable[Reason], named: Iterable[str]) -> bool:
    """Whether the same things are named. A reason in a file that names nothing may stand for several of ours.

    Args:
        named: everything that can be named, longest first.
    """
    wanted: set[str] = set()
    nameless = False
    for said in expected:
        rest, found = said, False
        for name in named:
            # CC-2 is named neither by CC-23 nor by CC-2.1
            rest, times = re.subn(rf"(?<![\w-]){re.escape(name)}(?![\w-]|\.\w)", "", rest)
            if times:
                wanted.add(name)
                found = True
        nameless = nameless or not found
    told = list(ours)
    got = {one.subject for one in told if one.subject}
    return wanted <= got and (nameless or got == wanted) and bool(expected) == bool(told)


_ANSWERS: Mapping[str, Answering] = {
    "criterion_cases": _criterion,
    "principle_cases": _principle,
    "level_cases": _level,
    "gate_cases": _gate,
}

KINDS = tuple(_ANSWERS)
