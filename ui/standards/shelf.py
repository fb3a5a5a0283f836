"""What the screen of standards shows: every version, and how a criterion is found by its words in either language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.wording.protocols import fault_sentence
from protocols.faults import ProtocolFaults
from protocols.standard import Criterion, Standard
from protocols.text import Text

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory
    from lab.services.standards import Held, Incoming

Key = tuple[str, str]
"""Id and version of a standard."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every version of every standard, the newest of each first."""

    versions: "tuple[Held, ...]"
    words: Mapping[tuple[Key, str], str]

    def held(self, key: Key) -> "Held | None":
        """The version with this key."""
        return next((one for one in self.versions if key_of(one.standard) == key), None)

    def newest(self, standard_id: str) -> "Held | None":
        """The newest version of a standard."""
        return next((one for one in self.versions if one.standard.id == standard_id), None)

    def of(self, standard_id: str) -> "tuple[Held, ...]":
        """Every version of a standard, the newest first."""
        return tuple(one for one in self.versions if one.standard.id == standard_id)

    def searched(self, chosen: Key) -> "Iterator[Held]":
        """Where words are looked for: the version that is shown, and the newest ones of all other standards."""
        seen = set()
        shown = self.held(chosen)
        for one in ((shown,) if shown is not None else ()) + self.versions:
            if one.standard.id not in seen:
                seen.add(one.standard.id)
                yield one

    def matches(self, standard: Standard, criterion: Criterion, typed: str) -> bool:
        """Whether every typed word stands in number, title or text, in English or in Russian."""
        text = self.words[key_of(standard), criterion.id]
        return all(word in text for word in typed.casefold().split())


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken in: a sentence for each fault, with its line."""

    file: str
    sentences: tuple[str, ...]


def key_of(standard: Standard) -> Key:
    """Id and version."""
    return (standard.id, standard.version)


def read_shelf(lab: "Laboratory") -> Shelf:
    """Read the library. In the background."""
    versions = lab.standards.versions()
    words = {
        (key_of(one.standard), criterion.id): _words(criterion)
        for one in versions
        for criterion in one.standard.criteria
    }
    return Shelf(versions, words)


def read_file(lab: "Laboratory", file: Path) -> "Incoming | Refused":
    """Read a file that may be taken in, or say everything that is wrong with it."""
    try:
        return lab.standards.read(file)
    except ProtocolFaults as faulty:
        return Refused(file.name, tuple(fault_sentence(fault) for fault in faulty.faults))


def _words(criterion: Criterion) -> str:
    texts: tuple[Text | None, ...] = (criterion.title, criterion.description, criterion.observe)
    return " ".join([criterion.id, *(f"{one.en} {one.ru}" for one in texts if one is not None)]).casefold()
