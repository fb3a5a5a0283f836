"""What an example expects beside what came out: do the two agree?"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]

NOT = "not_"
"""Begins the name of a value that must not come out."""

NO_FIGURE = ("n/a", "")
"""How a file may write that there is no such figure, beside null and not-a-number. Statistics packages call a median
that is never reached infinite: that is none as well.
"""

_ROUNDING = 1e-12
"""What floating point may do to a result that a file calls exact, relative to it."""


class Refused(str):
    """What we say of input that cannot be computed honestly. A file expects *that* it is refused, not our words."""

    __slots__ = ()


class Missing(str):
    """A figure that nobody computes under this name; it agrees with nothing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of one example."""

    example: str
    figure: str
    expected: object
    got: object
    agrees: bool


def compared(example: str, expected: Values, found: Values, tolerance: float) -> Iterator[Compared]:
    """Every expected figure beside the one that was found."""
    for name, wanted in expected.items():
        if name in found:
            yield Compared(example, name, wanted, found[name], agree(found[name], wanted, tolerance))
        elif name.removeprefix(NOT) in found:
            got = found[name.removeprefix(NOT)]
            yield Compared(example, name, wanted, got, got is not None and not agree(got, wanted, tolerance))
        else:
            yield Compared(example, name, wanted, Missing("no such figure"), agrees=False)


def agree(found: Any, wanted: Any, tolerance: float = 0.0) -> bool:
    """Whether two values, or all values of two sequences, are the same within the tolerance."""
    if isinstance(found, Refused):
        return wanted is True or (isinstance(wanted, str) and wanted != "")
    if isinstance(found, Missing):
        return False
    if _is_list(wanted) and _is_list(found):
        return len(found) == len(wanted) and all(map(agree, found, wanted, [tolerance] * len(wanted)))
    if found is None:
        return _is_no_figure(wanted) or wanted == math.inf
    if _is_nan(found):
        return _is_no_figure(wanted)
    if _is_number(wanted) and _is_number(found):
        return bool(found == wanted or abs(found - wanted) <= tolerance + _ROUNDING * max(1.0, abs(wanted)))
    if _is_list(wanted) and len(wanted) == 1 and _is_number(found):
        return agree(found, wanted[0], tolerance)
    return type(found) is type(wanted) and bool(found == wanted)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_no_figure(value: Any) -> bool:
    return value is None or _is_nan(value) or value in NO_FIGURE


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
