"""Artefacts of inspected criteria: files copied into the laboratory folder with their hash, links and numbers."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lab.archive.atomic import sync_folder
from lab.database import artefacts, judging
from lab.database.store import Changed, Store
from lab.domain.artefact import Artefact, Condition
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.ids import RoundId, new_id
from lab.domain.judging import Inspection
from lab.domain.unit import UnitOutcome
from lab.folder import LabFolder
from lab.services.checking import Checks
from lab.services.rounds import RoundService

_PIECE = 1 << 20
_LONGEST_NAME = 100
_ATTACHABLE = frozenset({"conformance", "document", "round"})
ROUND = "round"
"""The unit of a criterion that is judged once for the whole round."""


class ArtefactService:
    """Keeps artefacts. An artefact that nobody has judged from yet leaves its unit untested: it was not looked at."""

    def __init__(self, store: Store, folder: LabFolder, rounds: RoundService) -> None:
        self._store = store
        self._folder = folder
        self._rounds = rounds

    def artefacts(self, round_id: RoundId) -> tuple[Artefact, ...]:
        """What is attached in a round, oldest first."""
        with self._store.reading() as db:
            return artefacts.artefacts(db, round_id)

    def attach_file(self, round_id: RoundId, criterion: str, unit: str, source: Path, by: str) -> Artefact:
        """Copy a file into the laboratory folder and attach it; nothing is left of a copy that was cut short.

        Args:
            unit: the page or document; empty: the file's name.

        Raises:
            InputError: `fields_wrong`, `criterion_unknown`, `artefact_not_a_file`.
            RuleError: `criterion_not_inspected`.
            WorldError: `artefact_unreadable`, `artefact_not_kept`.
        """
        if not source.is_file():
            raise InputError("artefact_not_a_file", path=str(source))
        made = self._checked(round_id, criterion, unit or source.name, source.name, by)
        sha256, size = self._copy(source, self.path_of(made))
        made = replace(made, sha256=sha256, size=size)
        self._attach(made)
        return made

    def attach_reference(self, round_id: RoundId, criterion: str, unit: str, reference: str, by: str) -> Artefact:
        """Attach a link or a document's number.

        Raises:
            InputError: `fields_wrong`, `criterion_unknown`.
            RuleError: `criterion_not_inspected`.
        """
        made = self._checked(round_id, criterion, unit or reference, reference, by)
        self._attach(made)
        return made

    def detach(self, artefact_id: str, by: str) -> Artefact:
        """Take an artefact off; its file stays, so that it can be attached again. As it was.

        Raises InputError `fields_wrong`, `artefact_unknown`.
        """
        checks = Checks()
        by = checks.text("by", by)
        checks.done()
        with self._store.reading() as db:
            known = artefacts.artefact(db, artefact_id)
        if known is None:
            raise InputError("artefact_unknown", id=artefact_id)
        with self._store.writing(Changed("verdict", (known.round_id,))) as db:
            artefacts.put_artefact(db, replace(known, detached_by=by))
            if not any(one.unit == known.unit and one.criterion == known.criterion
                       for one in artefacts.artefacts(db, known.round_id)):  # fmt: skip
                judging.forget_unjudged(db, known.round_id, known.criterion, known.unit)
        return known

    def attach_again(self, known: Artefact) -> None:
        """Put back an artefact that was taken off, as it was."""
        self._attach(replace(known, detached_by=""))

    def path_of(self, one: Artefact) -> Path:
        """Where the file of an artefact lies."""
        plain = re.sub(r"[^\w.-]+", "-", one.name).strip("-.")[-_LONGEST_NAME:] or "file"
        return self._folder.artefacts / one.round_id / f"{one.id}-{plain}"

    def condition(self, one: Artefact) -> Condition:
        """Whether the file still lies there as it was attached; reads all of it. A link or number always does.

        Raises WorldError `artefact_unreadable`.
        """
        if not one.is_file:
            return Condition.KEPT
        path = self.path_of(one)
        if not path.is_file():
            return Condition.MISSING
        with _reading(path):
            if path.stat().st_size != one.size:
                return Condition.CHANGED
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == one.sha256
        return Condition.KEPT if same else Condition.CHANGED

    def _checked(self, round_id: RoundId, criterion: str, unit: str, name: str, by: str) -> Artefact:
        known = {one.id: one.kind for one in self._rounds.criteria_in_scope(self._rounds.round(round_id))}
        if criterion not in known:
            raise InputError("criterion_unknown", id=criterion)
        if known[criterion] not in _ATTACHABLE:
            raise RuleError("criterion_not_inspected", criterion=criterion, kind=known[criterion])
        checks = Checks()
        by, name = checks.text("by", by), checks.text("reference", name)
        unit = ROUND if known[criterion] == "round" else checks.text("unit", unit)
        checks.done()
        return Artefact(new_id(), round_id, criterion, unit, name, "", 0, by, datetime.now(UTC))

    def _attach(self, one: Artefact) -> None:
        with self._store.writing(Changed("verdict", (one.round_id,))) as db:
            artefacts.put_artefact(db, one)
            if not any((said.criterion, said.unit) == (one.criterion, one.unit)
                       for said in judging.inspections(db, one.round_id)):  # fmt: skip
                waits = Inspection(one.criterion, one.unit, UnitOutcome.UNTESTED, one.by, one.at)
                judging.add_inspection(db, one.round_id, waits)

    def _copy(self, source: Path, target: Path) -> tuple[str, int]:
        """SHA-256 and size of what was copied; on the disk, whole, when this returns."""
        half = target.with_name(f".{target.name}.part")
        seen, size = hashlib.sha256(), 0
        try:
            with _keeping(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                with _reading(source):
                    file = source.open("rb")
                with file, half.open("wb") as copy:
                    while piece := _read(file, source):
                        seen.update(piece)
                        size += len(piece)
                        copy.write(piece)
                    copy.flush()
                    os.fsync(copy.fileno())
                half.replace(target)
                sync_folder(target.parent)
        finally:
            half.unlink(missing_ok=True)
        return seen.hexdigest(), size


def _read(file: BinaryIO, source: Path) -> bytes:
    with _reading(source):
        return file.read(_PIECE)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorldError("artefact_unreadable", path=str(path), reason=error.strerror or str(error)) from error


@contextmanager
def _keeping(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorldError("artefact_not_kept", path=str(path), reason=error.strerror or str(error)) from error
