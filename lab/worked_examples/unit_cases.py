"""The units of a criterion, as a cases file writes them: an outcome, or what several observers said."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from lab.domain.unit import Unit, UnitOutcome, Word, settle
from lab.worked_examples import case_words as words
from lab.worked_examples.case_words import CaseUnreadableError
from protocols.standard import CriterionKind

KINDS_OF_CRITERIA: tuple[CriterionKind, ...] = get_args(CriterionKind)
MOST_UNITS = 10_000
_UNIT = (
    "outcome", "severity", "ratings", "severities", "observers", "judges", "adjudicated", "conflict", "count", "times",
    "subject", "participant", "page", "artefact", "unit",
)  # fmt: skip
_WORD = ("outcome", "value", "severity", "judge", "observer", "by", "adjudicates")


def units_of(written: Any) -> list[Unit]:
    """All units; a mapping of outcomes to numbers stands for so many units each. Raises CaseUnreadableError."""
    if isinstance(written, Mapping):
        written = [{"outcome": said, "count": n} for said, n in written.items()]
    found: list[Unit] = []
    for case in words.items(written, "units"):
        times = case.get("count", case.get("times", 1)) if isinstance(case, Mapping) else 1
        if len(found) + words.count(times, "count") > MOST_UNITS:
            raise CaseUnreadableError(f"units: > {MOST_UNITS}")
        found.extend(unit_of(case, len(found) + number) for number in range(1, times + 1))
    return found


def unit_of(case: Any, number: int) -> Unit:
    """One unit, under a name by its place. Raises CaseUnreadableError."""
    subject = f"P{number:02}"
    if not isinstance(case, Mapping):
        return Unit(subject, words.outcome(case))
    one = words.only(case, _UNIT, "units")
    said = one.get("observers", one.get("judges"))
    if said is None:
        return _settled(subject, one)
    judges = [_word(word, f"judge {n}") for n, word in enumerate(words.items(said, "observers"), 1)]
    if one.get("adjudicated"):
        judges.append(_word(one["adjudicated"], "lead", adjudicates=True))
    return settle(subject, judges, agreed=words.severity(one))


def _settled(subject: str, case: Mapping[str, Any]) -> Unit:
    if case.get("conflict") is True:
        return Unit(subject, UnitOutcome.CANT_TELL, conflict=True)
    said = words.outcome(case["adjudicated"] if case.get("adjudicated") else case.get("outcome"))
    return Unit(subject, said, words.severity(case) if said is UnitOutcome.FAILED else None)


def _word(case: Any, judge: str, *, adjudicates: bool = False) -> Word:
    if not isinstance(case, Mapping):
        return Word(judge, words.outcome(case), adjudicates=adjudicates)
    one = words.only(case, _WORD, "observers")
    said = words.outcome(one.get("outcome", one.get("value")))
    return Word(_name(one, judge), said, words.severity(one), adjudicates or one.get("adjudicates") is True)


def _name(case: Mapping[str, Any], otherwise: str) -> str:
    known: Iterable[Any] = (case.get(key) for key in ("judge", "observer", "by", "id", "name"))
    return str(next((one for one in known if one), otherwise))
