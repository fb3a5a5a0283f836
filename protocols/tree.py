"""A YAML file as plain values with the place of each, and a list that collects what is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from protocols.faults import Fault, FaultCode, Place, near_miss, remedy_for

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""Scalars stay as they are written: `1.10` is not 1.1 and `no` is not false. The models give them their types."""

MOST_BYTES = 512 * 1024
"""The most that a file may hold: ten times the largest standard we ship; reading this much takes about a second."""

Location = tuple[str | int, ...]
"""The way from the root to a value, through keys and positions."""


@dataclass
class Tree:
    """The values of one file.

    Attributes:
        root: the outermost mapping.
        keys: where the key (or the list item) of each location stands.
        values: where the value of each location stands.
    """

    root: dict[str, Value] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)
    values: dict[Location, Place] = field(default_factory=dict)

    def place(self, location: Location, *, of_key: bool) -> Place:
        """Where a value (or its key) stands; for one that is not there, where the nearest thing around it stands."""
        first, second = (self.keys, self.values) if of_key else (self.values, self.keys)
        for length in range(len(location), -1, -1):
            around = location[:length]
            if length < len(location):
                first, second = self.keys, self.values
            place = first.get(around) or second.get(around)
            if place is not None:
                return place
        return (1, 1)


MOST_NEAR_MISSES = 200
"""Looking for near misses is slow, and nobody reads more of them; a file with 20,000 wrong words stays cheap."""


class FaultList:
    """Collects the faults of one file, each at its place.

    `stopped` says that the file could not be read to its end: what seems to be missing may follow further down.
    """

    def __init__(self, file: str, tree: Tree) -> None:
        self.file = file
        self.tree = tree
        self.faults: list[Fault] = []
        self.stopped = False
        self._locations: set[Location] = set()
        self._near_misses = 0

    def add(self, location: Location, code: FaultCode, **facts: str | float) -> None:
        """Note a fault of the value at `location`."""
        self.add_at(self.tree.place(location, of_key=False), location, code, **facts)

    def add_to_key(self, location: Location, code: FaultCode, **facts: str | float) -> None:
        """Note a fault of the key at `location`, whatever its value."""
        self.add_at(self.tree.place(location, of_key=True), location, code, **facts)

    def add_at(self, place: Place, location: Location, code: FaultCode, **facts: str | float) -> None:
        """Note a fault at a place in the text."""
        self._locations.add(location)
        self.faults.append(Fault(self.file, place[0], place[1], key_path(location), code, facts, remedy_for(code)))

    def near_miss(self, word: str, known: Iterable[str]) -> str:
        """The known word that was probably meant; empty when none is near."""
        self._near_misses += 1
        return near_miss(word, known) if self._near_misses <= MOST_NEAR_MISSES else ""

    def choice(self, word: str, known: Iterable[str]) -> dict[str, str]:
        """Facts for "did you mean …; there are …"."""
        names = list(known)
        listed = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
        return {"did_you_mean": self.near_miss(word, names), "allowed": listed}

    def concerns(self, location: Location) -> bool:
        """Whether this very value already has a fault, so that a second one would only repeat it."""
        return location in self._locations


def key_path(location: Location) -> str:
    """A location as people write it: `tasks[1].title.ru`, list items counted from 1."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step + 1}]"
        else:
            path += f".{step[:80]}" if path else step[:80]
    return path


def entries(values: Value, *steps: str) -> Iterator[tuple[Location, dict[str, Value]]]:
    """All mappings in the list that lies under these keys, with their locations; what has another shape is passed."""
    for location, value in items(values, *steps):
        if isinstance(value, dict):
            yield location, value


def items(values: Value, *steps: str) -> Iterator[tuple[Location, Value]]:
    """All items of the list that lies under these keys, with their locations."""
    for step in steps:
        values = values.get(step) if isinstance(values, dict) else None
    if isinstance(values, list):
        for position, value in enumerate(values):
            yield (*steps, position), value
