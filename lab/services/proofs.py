"""Evidence that is no annotation: a document, a measured figure, a line of a log; added, and taken out again."""

import hashlib
from dataclasses import replace
from pathlib import Path

from lab.domain.errors import WorldError
from lab.domain.finding import Finding, Proof, ProofKind
from lab.domain.ids import FindingId
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.days import today
from lab.services.finding_shelf import FindingShelf


class Proofs:
    """Keeps what findings rest on besides annotations."""

    def __init__(self, shelf: FindingShelf) -> None:
        self._shelf = shelf

    def add(self, finding_id: FindingId, kind: ProofKind, text: str, source: str, by: str) -> Finding:
        """A named person says what else shows a finding.

        Args:
            source: where it lies. Of the path of a file the name is kept, with the SHA-256 of its bytes, so that it
                can be told later whether a file is the one that was meant; the file stays where it is.

        Raises:
            InputError: `finding_unknown`, `fields_wrong`.
            WorldError: `file_unreadable`.
        """
        checks = Checks()
        text = checks.text("shows", text, longest=LONGEST_TEXT)
        source, by = checks.text("source", source, needed=False), checks.text("by", by)
        checks.done()
        name, sha256 = _file(source)
        made = Proof(kind, text, name, sha256, by, today())
        return self._shelf.change(finding_id, lambda kept: replace(kept, proofs=(*kept.proofs, made)))

    def remove(self, finding_id: FindingId, proof: Proof) -> Finding:
        """Take one out again. Raises InputError `finding_unknown`."""
        return self._shelf.change(
            finding_id, lambda kept: replace(kept, proofs=tuple(one for one in kept.proofs if one != proof))
        )

    def put_back(self, finding_id: FindingId, proof: Proof) -> Finding:
        """Put back what was taken out. Raises InputError `finding_unknown`."""
        return self._shelf.change(finding_id, lambda kept: replace(kept, proofs=(*kept.proofs, proof)))


def _file(source: str) -> tuple[str, str]:
    """Name and SHA-256 of the file that `source` is a path of; anything else as it is."""
    path = Path(source)
    try:
        if not source or not path.is_absolute() or not path.is_file():
            return source, ""
        with path.open("rb") as file:
            return path.name, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WorldError("file_unreadable", path=source, reason=error.strerror or str(error)) from error
