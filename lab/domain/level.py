"""A principle's verdict, and the level of client-centricity of a round (rules 5 and 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lab.domain.verdict import DECIDED, Verdict, VerdictValue
from protocols.standard import Standard

WORST_FIRST = (
    VerdictValue.NOT_MET,
    VerdictValue.PARTLY_MET,
    VerdictValue.CANNOT_TELL,
    VerdictValue.NOT_TESTED,
    VerdictValue.MET,
    VerdictValue.NOT_APPLICABLE,
)

CLIENT_CENTRICITY = "client-centricity"
"""The checklist whose criteria make the level; other standards have figures of their own."""

_WORTH = {VerdictValue.MET: 1.0, VerdictValue.PARTLY_MET: 0.5, VerdictValue.NOT_MET: 0.0}


@dataclass(frozen=True, slots=True)
class Level:
    """A number for trends; it never overrides a verdict. All in percent.

    Attributes:
        level: 100 · Σv / decided (met 1, partly ½, not 0); None when nothing was decided.
        low, high: the same if everything undecided were not met, or met.
        coverage: decided of all that are applicable.
        decided, applicable: numbers of criteria.
    """

    level: float | None
    low: float
    high: float
    coverage: float
    decided: int
    applicable: int


def principle_verdict(verdicts: Iterable[VerdictValue]) -> VerdictValue:
    """The worst of a principle's criteria; not tested when it has none."""
    found = frozenset(verdicts)
    return next((value for value in WORST_FIRST if value in found), VerdictValue.NOT_TESTED)


def level_of(standards: Iterable[Standard], verdicts: Mapping[str, Verdict]) -> Level:
    """The same number of any standards. `verdicts`: of the criteria in scope, by id."""
    counted = (one.id for standard in standards for one in standard.counted)
    return level(verdicts[one].value for one in counted if one in verdicts)


def client_centricity(standards: Iterable[Standard], verdicts: Mapping[str, Verdict]) -> Level:
    """The level of client-centricity of a round; `standards` and `verdicts` as the round has them."""
    return level_of((one for one in standards if one.id == CLIENT_CENTRICITY), verdicts)


def level(verdicts: Iterable[VerdictValue]) -> Level:
    """The level over the verdicts in scope; not applicable ones are left out."""
    counted = [value for value in verdicts if value is not VerdictValue.NOT_APPLICABLE]
    decided = [value for value in counted if value in DECIDED]
    if not counted:
        return Level(None, 0.0, 100.0, 0.0, 0, 0)
    worth = sum(_WORTH[value] for value in decided)
    undecided = len(counted) - len(decided)
    return Level(
        level=100 * worth / len(decided) if decided else None,
        low=100 * worth / len(counted),
        high=100 * (worth + undecided) / len(counted),
        coverage=100 * len(decided) / len(counted),
        decided=len(decided),
        applicable=len(counted),
    )
