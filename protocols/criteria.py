"""The criteria of all standards that one protocol pins, and how a reference finds one of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from protocols.faults import FaultCode
from protocols.standard import Criterion, Standard
from protocols.tree import FaultList, Location

Shelf = Mapping[tuple[str, str], Callable[[], Standard]]
"""The standards that a protocol may pin, by id and version; each is read only when it is pinned."""


def shelf_of(standards: Iterable[Standard]) -> Shelf:
    """A shelf with standards that are read already."""
    return {(standard.id, standard.version): partial(_itself, standard) for standard in standards}


class ChosenShelf(Mapping[tuple[str, str], Callable[[], Standard]]):
    """A shelf for a round that chose other versions than its protocol pins: whatever version is asked for, the chosen
    one is taken.
    """

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._chosen = {standard.id: standard for standard in standards}

    def __getitem__(self, key: tuple[str, str]) -> Callable[[], Standard]:
        return partial(_itself, self._chosen[key[0]])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter((one.id, one.version) for one in self._chosen.values())

    def __len__(self) -> int:
        return len(self._chosen)


def _itself(standard: Standard) -> Standard:
    return standard


@dataclass
class PinnedCriteria:
    """Grows while the pins are read.

    Attributes:
        criteria: bare id → the criterion, of all pinned standards.
        unknown: ids of pinned standards that we do not have; what refers to them is not faulted again.
        incomplete: a pin could not be read, so an unknown bare id may well be one of its criteria.
    """

    standards: dict[str, Standard] = field(default_factory=dict)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    incomplete: bool = False
    _owners: dict[str, str] = field(default_factory=dict)

    def pin(self, standard: Standard) -> None:
        """Add the criteria of a standard; of an id that two of them have, the first stays."""
        self.standards[standard.id] = standard
        for criterion in standard.criteria:
            self.criteria.setdefault(criterion.id, criterion)
            self._owners.setdefault(criterion.id, standard.id)

    def owner_of(self, criterion_id: str) -> str:
        """Id of the pinned standard that has this criterion."""
        return self._owners[criterion_id]

    def resolve(self, reference: str, location: Location, faults: FaultList) -> str | None:
        """The bare id of the criterion that is meant; None, with a fault noted, when there is none."""
        standard_id, colon, bare = reference.rpartition(":")
        if colon and standard_id not in self.standards:
            if standard_id not in self.unknown:
                faults.add(
                    location,
                    FaultCode.STANDARD_NOT_PINNED,
                    value=standard_id[:80],
                    **faults.choice(standard_id, self.standards),
                )
            return None
        known = self.standards[standard_id].criteria if colon else tuple(self.criteria.values())
        criterion = next((one for one in known if one.id == bare), None)
        if criterion is None:
            self._note_unknown(bare, tuple(one.id for one in known), bool(colon), location, faults)
            return None
        if criterion.obsolete:
            faults.add(location, FaultCode.OBSOLETE_CRITERION, value=bare)
        return bare

    def _note_unknown(
        self, bare: str, known: tuple[str, ...], qualified: bool, location: Location, faults: FaultList
    ) -> None:
        if qualified or not self.incomplete:
            faults.add(location, FaultCode.UNKNOWN_CRITERION, value=bare[:80], **faults.choice(bare, known))
