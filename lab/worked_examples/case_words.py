"""How a cases file may write its values: outcomes, verdicts, severities, days, promises, sets of names.

Files come from other hands. What means one thing only is taken however it is written; what means nothing here is
refused by name, so that nobody takes a case for tested that was not.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from lab.domain.finding import CATASTROPHE, Status, agreed_severity
from lab.domain.gate import Promise
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue

DESCRIBES = frozenset(
    {"id", "name", "title", "label", "note", "notes", "comment", "about", "source", "why", "because", "tags"}
)
"""Keys that only describe whatever they stand in."""

PERCENT = 100
_SYNONYMS = {
    "pass": "passed",
    "fail": "failed",
    "doubtful": "canttell",
    "cannottell": "canttell",
    "na": "inapplicable",
    "notapplicable": "inapplicable",
    "nottested": "untested",
}
_VERDICT_SYNONYMS = {"canttell": "cannottell", "inapplicable": "notapplicable", "na": "notapplicable"}
_VERDICT_SYNONYMS |= {"untested": "nottested", "partiallymet": "partlymet"}
_STATUS_SYNONYMS = {"duplicateof": "duplicate", "risk": "acceptedrisk", "accepted": "acceptedrisk"}

Word = TypeVar("Word", bound=StrEnum)


class CaseUnreadableError(ValueError):
    """A case says something that means nothing here."""


def only(case: Any, known: Iterable[str], where: str) -> Mapping[str, Any]:
    """The case, if it is a mapping of known keys. Raises CaseUnreadableError that names the others."""
    if not isinstance(case, Mapping):
        raise CaseUnreadableError(f"{where}: {case!r}")
    unknown = sorted(str(key) for key in case.keys() - DESCRIBES - set(known))
    if unknown:
        raise CaseUnreadableError(f"{where}: {', '.join(unknown)}?")
    return case


def items(value: Any, where: str) -> list[Any]:
    """A list of anything; none is an empty one. A mapping of names stands for its entries, each with its name."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [{"id": key, **(one if isinstance(one, Mapping) else {"value": one})} for key, one in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(value)
    raise CaseUnreadableError(f"{where}: {value!r}")


def outcome(written: Any) -> UnitOutcome:
    """The outcome of a unit, as EARL names it or as verdicts do."""
    return _word(UnitOutcome, written, _SYNONYMS)


def verdict(written: Any) -> VerdictValue:
    """A verdict; of a mapping the override, if there is one."""
    if isinstance(written, Mapping):
        said = only(written, ("verdict", "value", "override", "criterion", "gate", "weight", "kind"), "verdict")
        return verdict(said.get("override") or said.get("verdict", said.get("value")))
    return _word(VerdictValue, written, _VERDICT_SYNONYMS)


def status(written: Any) -> Status:
    """The status of a finding."""
    return _word(Status, written, _STATUS_SYNONYMS)


def _word(kind: type[Word], written: Any, synonyms: Mapping[str, str]) -> Word:
    plain = _plain(written.value if isinstance(written, StrEnum) else str(written).removeprefix("earl:"))
    wanted = synonyms.get(plain, plain)
    for one in kind:
        if _plain(one.value) == wanted:
            return one
    raise CaseUnreadableError(f"{written!r}: {' / '.join(one.value for one in kind)}")


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def severity(case: Mapping[str, Any], key: str = "severity") -> int | None:
    """The agreed severity: said as it is, or agreed upon from the ratings of several people."""
    ratings = case.get("ratings", case.get("severities"))
    if ratings is not None and case.get(key) is None:
        return agreed_severity([_rating(one) for one in items(ratings, "ratings")])
    return None if case.get(key) is None else _rating(case[key])


def _rating(written: Any) -> int:
    value = written.get("severity", written.get("value")) if isinstance(written, Mapping) else written
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= CATASTROPHE:
        raise CaseUnreadableError(f"severity {value!r}")
    return value


def count(value: Any, where: str) -> int:
    """A number of people."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise CaseUnreadableError(f"{where}: {value!r}")
    return value


def fraction(value: Any, where: str) -> float:
    """A share of one, or a percentage of more than one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= PERCENT:
        raise CaseUnreadableError(f"{where}: {value!r}")
    return value / PERCENT if value > 1 else float(value)


def day(written: Any, where: str) -> date:
    """A day, or the day of a moment."""
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        raise CaseUnreadableError(f"{where}: {written!r}") from None


def promise(written: Any) -> Promise | None:
    """An accepted action: of a named owner, by a day. What lacks either, or was not accepted, is none."""
    if not written:
        return None
    case = only(written, ("owner", "due", "done", "accepted", "accepted_by", "text", "status"), "action")
    refused = case.get("accepted") is False or ("accepted_by" in case and not _said(case["accepted_by"]))
    if refused or not _said(case.get("owner")) or not _said(case.get("due")):
        return None
    done = bool(case.get("done", False)) or case.get("status") == "done"
    return Promise(str(case["owner"]).strip(), day(case["due"], "due"), done)


def _said(value: Any) -> bool:
    return value is not None and bool(str(value).strip())
