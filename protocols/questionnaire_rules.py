"""How the items of a questionnaire fit together and fit the method that scores them."""

from collections.abc import Mapping
from dataclasses import dataclass

from protocols.faults import FaultCode
from protocols.rules import ids, note_repeated, number
from protocols.tree import FaultList, Location, Value, entries


@dataclass(frozen=True)
class Shape:
    """What a scoring method can score: so many items, each on this scale."""

    items: int
    minimum: int
    maximum: int


SHAPES: Mapping[str, Shape] = {
    "sus": Shape(items=10, minimum=1, maximum=5),
    "seq": Shape(items=1, minimum=1, maximum=7),
    "umux_lite": Shape(items=2, minimum=1, maximum=7),
    "nasa_tlx": Shape(items=6, minimum=0, maximum=20),
    "csat": Shape(items=1, minimum=1, maximum=5),
    "ces": Shape(items=1, minimum=1, maximum=7),
    "nps": Shape(items=1, minimum=0, maximum=10),
}
"""`mean` scores any number of items that share one scale."""


def check_questionnaire(root: dict[str, Value], faults: FaultList) -> None:
    """Note repeated ids, scales upside down, and items that the scoring method cannot score."""
    note_repeated(ids(root, "items"), faults)
    scales = _scales(root)
    for location, (low, high) in scales:
        if low >= high:
            faults.add((*location, "maximum"), FaultCode.SCALE_UPSIDE_DOWN, minimum=low, maximum=high)
    method = root.get("scoring")
    if isinstance(method, str):
        upright = [(location, scale) for location, scale in scales if scale[0] < scale[1]]
        _check_method(method, root, upright, faults)


def _scales(root: dict[str, Value]) -> list[tuple[Location, tuple[float, float]]]:
    found: list[tuple[Location, tuple[float, float]]] = []
    for location, item in entries(root, "items"):
        low, high = number(item.get("minimum")), number(item.get("maximum"))
        if low is not None and high is not None:
            found.append((location, (low, high)))
    return found


def _check_method(
    method: str,
    root: dict[str, Value],
    scales: list[tuple[Location, tuple[float, float]]],
    faults: FaultList,
) -> None:
    shape = SHAPES.get(method)
    count = len(list(entries(root, "items")))
    if shape is not None and count != shape.items:
        faults.add(("scoring",), FaultCode.SCORING_NEEDS_ITEMS, method=method, items=shape.items, found=count)
    expected = (shape.minimum, shape.maximum) if shape else (scales[0][1] if scales else (0, 0))
    for location, scale in scales:
        if scale != expected and (shape or method == "mean"):
            faults.add(
                (*location, "minimum"),
                FaultCode.SCORING_NEEDS_SCALE,
                method=method,
                minimum=expected[0],
                maximum=expected[1],
            )
