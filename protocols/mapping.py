"""Which rows of other standards ask for the same: read from the places that criteria name, many to many.

A place is a document and the number or name of the requirement there. Two criteria are mapped when one names the other,
or when both name the same place. The editions of WCAG kept their numbers, so a row of WCAG 2.1 is the row of WCAG 2.2
with its number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from protocols.standard import Criterion, Standard

_WCAG = "wcag"
Place = tuple[str, str]
"""A document, and the reference there."""


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A criterion of another standard that asks for the same.

    Attributes:
        through: the place that both name, such as ("wcag", "1.4.3"); None when one names the other.
    """

    standard: Standard
    criterion: Criterion
    through: Place | None = None


@dataclass(frozen=True, slots=True)
class LooseClause:
    """A criterion names a row that the document, which is there, does not have."""

    criterion: str
    document: str
    reference: str


class Mapping:
    """The mapping among some standards, one version of each."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._standards = {standard.id: standard for standard in standards}
        self._naming: dict[Place, list[tuple[str, Criterion]]] = defaultdict(list)
        self._owning: dict[Place, list[tuple[str, Criterion]]] = defaultdict(list)
        for standard in self._standards.values():
            for criterion in standard.criteria:
                own = _own_places(standard, criterion)
                for place in own:
                    self._owning[place].append((standard.id, criterion))
                for place in _named_places(criterion) - own:
                    self._naming[place].append((standard.id, criterion))

    def rows(self, standard: Standard, criterion: Criterion) -> tuple[MappedRow, ...]:
        """The rows of the other standards, those that are named outright first; then in the order of the standards."""
        own = _own_places(standard, criterion)
        named = _named_places(criterion) - own
        found: dict[tuple[str, str], MappedRow] = {}
        outright = [one for place in named for one in self._owning[place]]
        outright += [one for place in own for one in self._naming[place]]
        for standard_id, other in outright:
            found.setdefault((standard_id, other.id), MappedRow(self._standards[standard_id], other))
        for place in sorted(named):
            for standard_id, other in self._naming[place]:
                found.setdefault((standard_id, other.id), MappedRow(self._standards[standard_id], other, place))
        kept = [row for (standard_id, _id), row in found.items() if standard_id != standard.id]
        places = {name: number for number, name in enumerate(self._standards)}
        return tuple(sorted(kept, key=lambda row: (row.through is not None, places[row.standard.id])))

    def loose(self, standard: Standard) -> tuple[LooseClause, ...]:
        """Clauses that lead nowhere though the document they name is there, in the order of the file."""
        there = {document for document, _reference in self._owning}
        return tuple(
            LooseClause(criterion.id, clause.document, clause.reference)
            for criterion in standard.criteria
            for clause in criterion.clauses
            if (place := _place(clause.document, clause.reference))[0] in there
            and place not in self._owning
            and not _is_own(standard, clause.document)
            and not _is_name_in_wcag(place)
        )


def _own_places(standard: Standard, criterion: Criterion) -> set[Place]:
    """The places that are the criterion itself: its number, and the other names it has in its own document."""
    own = {_place(document, criterion.id) for document in _names(standard)}
    clauses = (clause for clause in criterion.clauses if _is_own(standard, clause.document))
    return own | {_place(clause.document, clause.reference) for clause in clauses}


def _named_places(criterion: Criterion) -> set[Place]:
    return {_place(clause.document, clause.reference) for clause in criterion.clauses}


def _names(standard: Standard) -> tuple[str, str]:
    """What clauses call this standard: by its id, or by id and version."""
    return (standard.id, f"{standard.id}-{standard.version}")


def _is_own(standard: Standard, document: str) -> bool:
    return document in _names(standard)


def _place(document: str, reference: str) -> Place:
    """A place of WCAG is its number alone, whatever the edition; the names of the editions differ."""
    if document.startswith(f"{_WCAG}-2.") and _is_number(reference):
        return (_WCAG, reference)
    return (document, reference)


def _is_name_in_wcag(place: Place) -> bool:
    """Whether a row of WCAG is named by a word: only our list of its own edition knows those."""
    document, reference = place
    return document.startswith(f"{_WCAG}-") and not _is_number(reference)


def _is_number(reference: str) -> bool:
    return all(part.isdecimal() for part in reference.split("."))
