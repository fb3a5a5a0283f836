"""The library of standards, version by version: those that come with the program, and those that were taken in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.database import standards, studies
from lab.database.standards import TakenIn
from lab.database.store import Changed, Store
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.study import PinnedStandard
from protocols import library
from protocols.criteria import Shelf
from protocols.difference import Difference, difference
from protocols.loading import content_hash, load_standard, read_bytes
from protocols.mapping import LooseClause, Mapping
from protocols.reading import read_standard
from protocols.standard import Standard


@dataclass(frozen=True, slots=True)
class Held:
    """A version of a standard in the library.

    Attributes:
        added: when the laboratory took it in; None for one that comes with the program.
    """

    standard: Standard
    sha256: str
    added: datetime | None = None

    @property
    def pin(self) -> PinnedStandard:
        """What a round is pinned to that is judged against it."""
        return PinnedStandard(self.standard.id, self.standard.version, self.sha256)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A standard's file that was read whole and is not yet taken in.

    Attributes:
        before: the newest version that is there; None for a standard that is new.
        difference: what it has otherwise than `before`.
        loose: clauses that name a row of a standard in the library that is not there: no fault, worth a look.
        known: this very file is there already.
        taken: another file has this id and version: it cannot be taken in.
    """

    raw: bytes
    standard: Standard
    before: Standard | None
    difference: Difference | None
    loose: tuple[LooseClause, ...]
    known: bool = False
    taken: bool = False


class StandardService:
    """Keeps the library of standards. Without a store it is what comes with the program."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        # Documents are known by the hash of their bytes: what was read once stays true.
        self._read: dict[str, Standard] = {}

    def versions(self) -> tuple[Held, ...]:
        """Every version; those of one standard stand together, the newest first."""
        shipped = [Held(library.standard(one.id), one.sha256) for one in library.standards()]
        taken = [Held(self.of_hash(one.sha256), one.sha256, one.added) for one in self._taken_in()]
        names = dict.fromkeys(one.standard.id for one in (*shipped, *taken))
        ours = {(one.standard.id, one.standard.version) for one in taken}
        # A version that was taken in stays what it is when the program comes with one of its name later.
        newest_first = [*reversed(taken), *(one for one in shipped if _key(one) not in ours)]
        return tuple(one for name in names for one in newest_first if one.standard.id == name)

    def newest(self) -> tuple[Held, ...]:
        """The newest version of every standard."""
        found: dict[str, Held] = {}
        for one in self.versions():
            found.setdefault(one.standard.id, one)
        return tuple(found.values())

    def held(self, standard_id: str, version: str | None = None) -> Held:
        """A version, the newest if left out. Raises InputError `standard_unknown`, `standard_version_unknown`."""
        of_it = [one for one in self.versions() if one.standard.id == standard_id]
        if not of_it:
            known = ", ".join(dict.fromkeys(one.standard.id for one in self.versions()))
            raise InputError("standard_unknown", id=standard_id, known=known)
        for one in of_it:
            if version in {None, one.standard.version}:
                return one
        known = ", ".join(one.standard.version for one in of_it)
        raise InputError("standard_version_unknown", id=standard_id, version=str(version), known=known)

    def shelf(self) -> Shelf:
        """Every version, for a protocol that pins some of them; each is read only then."""
        taken = {(one.id, one.version): partial(self.of_hash, one.sha256) for one in self._taken_in()}
        return {**library.shelf(), **taken}

    def mapping(self, standard: Standard) -> Mapping:
        """The mapping between this version of a standard and the newest versions of all others."""
        others = [one.standard for one in self.newest() if one.standard.id != standard.id]
        return Mapping((standard, *others))

    def raw(self, held: Held | PinnedStandard) -> bytes:
        """The file as it was taken in or shipped, byte for byte. Raises InputError `standard_unknown`."""
        shipped = next((one.id for one in library.standards() if one.sha256 == held.sha256), None)
        return library.text_of(shipped) if shipped is not None else self._document(held.sha256)

    def of_hash(self, sha256: str) -> Standard:
        """The standard in the file of this hash, which is shipped, taken in, or pinned by a round."""
        if sha256 not in self._read:
            self._read[sha256] = library.standard_of_hash(sha256) or load_standard(self._document(sha256))
        return self._read[sha256]

    def read(self, file: Path) -> Incoming:
        """Read a file that may be taken in, and compare it. Raises ProtocolFaults with every fault, by line."""
        raw = read_bytes(file)
        standard = read_standard(raw, str(file))
        there = [one for one in self.versions() if one.standard.id == standard.id]
        same = next((one for one in there if one.standard.version == standard.version), None)
        known = same is not None and same.sha256 == content_hash(raw)
        before = same or (there[0] if there else None)
        return Incoming(
            raw=raw,
            standard=standard,
            before=None if before is None else before.standard,
            difference=None if before is None else difference(before.standard, standard),
            loose=self.mapping(standard).loose(standard),
            known=known,
            taken=same is not None and not known,
        )

    def write_out(self, held: Held, file: Path) -> None:
        """Write a version out, byte for byte as it was taken in or shipped.

        Raises:
            InputError: `file_there_already`: what is there is never replaced.
            WorldError: `file_unwritable`.
        """
        content = self.raw(held)
        if file.exists():
            raise InputError("file_there_already", path=str(file))
        try:
            write_atomically(file, content)
        except OSError as error:
            raise WorldError("file_unwritable", path=str(file), reason=error.strerror or str(error)) from error

    def take_in(self, incoming: Incoming) -> Held:
        """Take a file in beside the versions that are there; rounds keep theirs. One that is there stays as it is.

        Raises RuleError `standard_version_taken`: another file has this id and version.
        """
        standard, sha256 = incoming.standard, content_hash(incoming.raw)
        held = [one for one in self.versions() if _key(one) == (standard.id, standard.version)]
        if held and held[0].sha256 != sha256:
            raise RuleError("standard_version_taken", id=standard.id, version=standard.version)
        if held:
            return held[0]
        if self._store is None:
            raise RuleError("opened_read_only")
        one = TakenIn(standard.id, standard.version, sha256, datetime.now(UTC))
        with self._store.writing(Changed("standard", (standard.id,))) as db:
            standards.take_in(db, one, incoming.raw)
        return Held(standard, sha256, one.added)

    def _taken_in(self) -> tuple[TakenIn, ...]:
        if self._store is None:
            return ()
        with self._store.reading() as db:
            return standards.taken_in(db)

    def _document(self, sha256: str) -> bytes:
        content = None
        if self._store is not None:
            with self._store.reading() as db:
                content = studies.document(db, sha256)
        if content is None:
            raise InputError("standard_unknown", id=sha256, known="")
        return content


def _key(held: Held) -> tuple[str, str]:
    return (held.standard.id, held.standard.version)
