"""How the parts of a standard fit together."""

from protocols.faults import FaultCode
from protocols.rules import ids, note_repeated, note_unknown
from protocols.tree import FaultList, Location, Value, entries


def check_standard(root: dict[str, Value], faults: FaultList) -> None:
    """Note repeated ids, repeated severities, and criteria of groups that do not exist."""
    note_repeated(ids(root, "groups"), faults)
    note_repeated(ids(root, "criteria"), faults)
    note_repeated(_values(root, "severity_scale", "value"), faults)
    groups = [name for _, name in ids(root, "groups")]
    note_unknown(_values(root, "criteria", "group"), groups, FaultCode.UNKNOWN_GROUP, faults)


def _values(root: dict[str, Value], steps: str, key: str) -> list[tuple[Location, str]]:
    found: list[tuple[Location, str]] = []
    for location, entry in entries(root, steps):
        value = entry.get(key)
        if isinstance(value, str):
            found.append(((*location, key), value))
    return found
