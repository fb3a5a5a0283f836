"""`seal.json`: what a closed session folder consists of. After it is written nothing in the folder changes.

It is canonical JSON and carries the SHA-256 of itself (without that line), so that a changed byte in the seal is found
as surely as one in any file. It shows that nothing changed since sealing; it does not show who sealed.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lab.archive import folder_layout
from lab.archive.atomic import write_atomically
from lab.archive.canonical import canonical

FORMAT = "seal/1"


class SealedFile(BaseModel):
    """Size in bytes and SHA-256 of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    size: int = Field(ge=0)
    sha256: str


class Seal(BaseModel):
    """The seal of a session folder.

    Attributes:
        events: how many events the journal holds; `head` is the hash of the last.
        files: by relative name.
        erased: files that were here and went with a withdrawal.
        sealed_at: ISO 8601, UTC.
        digest: SHA-256 of the canonical JSON of all the rest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    format: Literal["seal/1"] = "seal/1"
    session_id: str
    events: int = Field(ge=0)
    head: str
    files: dict[str, SealedFile]
    erased: tuple[str, ...] = ()
    sealed_at: str
    digest: str = ""


class BrokenSealError(Exception):
    """The seal itself does not hold. `fault`: `not_json`, `newer`, `digest` or `spelling`."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def fingerprint(path: Path) -> SealedFile:
    """Size and SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return SealedFile(size=file.tell(), sha256=digest)


def write_seal(folder: Path, session_id: str, events: int, head: str, erased: tuple[str, ...] = ()) -> Seal:
    """Seal a folder in which nothing is open any more. Raises OSError."""
    seal = Seal(
        session_id=session_id,
        events=events,
        head=head,
        files={name: fingerprint(folder / name) for name in folder_layout.record_files(folder)},
        erased=erased,
        sealed_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    sealed = seal.model_copy(update={"digest": digest_of(seal)})
    write_atomically(folder / folder_layout.SEAL, content_of(sealed))
    return sealed


def read_seal(folder: Path) -> Seal:
    """The seal of a folder, checked in itself.

    Raises:
        FileNotFoundError: the folder is not sealed.
        BrokenSealError: the seal was changed.
    """
    content = (folder / folder_layout.SEAL).read_bytes()
    try:
        seal = Seal.model_validate_json(content)
    except ValidationError as error:
        newer = any(fault["loc"] == ("format",) for fault in error.errors())
        raise BrokenSealError("newer" if newer else "not_json") from error
    if digest_of(seal) != seal.digest:
        raise BrokenSealError("digest")
    if content_of(seal) != content:
        raise BrokenSealError("spelling")
    return seal


def is_sealed(folder: Path) -> bool:
    """Whether there is a seal, whatever it says."""
    return (folder / folder_layout.SEAL).exists()


def digest_of(seal: Seal) -> str:
    """The digest that the seal must carry."""
    return hashlib.sha256(canonical(seal.model_dump(mode="json", exclude={"digest"})).encode()).hexdigest()


def content_of(seal: Seal) -> bytes:
    """The bytes of the seal's file."""
    return (canonical(seal.model_dump(mode="json")) + "\n").encode()
