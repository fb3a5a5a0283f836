"""Rules that any list of named things keeps.

They look at the plain tree, so that they find their faults also beside others.
"""

from collections.abc import Iterable

from protocols.faults import FaultCode
from protocols.tree import FaultList, Location, Value, entries, items


def texts(values: Value, *steps: str) -> list[tuple[Location, str]]:
    """All plain texts in the list under these keys, with their locations."""
    return [(location, value) for location, value in items(values, *steps) if isinstance(value, str)]


def ids(values: Value, *steps: str) -> list[tuple[Location, str]]:
    """The `id` of every mapping in the list under these keys, with its location."""
    found: list[tuple[Location, str]] = []
    for location, entry in entries(values, *steps):
        name = entry.get("id")
        if isinstance(name, str):
            found.append(((*location, "id"), name))
    return found


def note_repeated(named: Iterable[tuple[Location, str]], faults: FaultList) -> None:
    """Every name that stood before in the same list is a fault."""
    first: dict[str, Location] = {}
    for location, name in named:
        if name in first:
            line = faults.tree.place(first[name], of_key=False)[0]
            faults.add(location, FaultCode.DUPLICATE_ID, value=name[:80], first_line=line)
        else:
            first[name] = location


def note_unknown(
    named: Iterable[tuple[Location, str]], known: Iterable[str], code: FaultCode, faults: FaultList
) -> None:
    """Every name that is not among the known ones is a fault of this kind."""
    allowed = set(known)
    for location, name in named:
        if name not in allowed:
            faults.add(location, code, value=name[:80], **faults.choice(name, sorted(allowed)))


def number(value: Value) -> float | None:
    """The number a text stands for; None for everything else."""
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
