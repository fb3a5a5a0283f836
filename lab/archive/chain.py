"""The hash chain of a journal.

    commitment = SHA-256(salt ‖ body)
    hash       = SHA-256(previous ‖ head ‖ commitment)

`head` and `body` are canonical JSON as UTF-8, `previous` and `commitment` enter as their 32 bytes. Free words lie only
in the body: when body and salt are erased the commitment stays, the chain holds, and without the salt nobody can tell
by guessing what the words were.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from lab.archive.canonical import canonical
from lab.domain.events import EVENT, AnyEvent, Stamped

GENESIS = "0" * 64
"""`previous` of the first event."""

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table `event`; hashes and salt as hexadecimal text. `body` and `salt` are None once erased."""

    seq: int
    id: str
    type: str
    at_us: int
    author: str
    head: str
    body: str | None
    salt: str | None
    commitment: str
    previous: str
    hash: str


class BrokenChainError(Exception):
    """A row that does not hold.

    Attributes:
        seq: its number.
        fault: `number`, `previous`, `commitment`, `hash`, `columns` or `event`.
    """

    def __init__(self, seq: int, fault: str) -> None:
        super().__init__(seq, fault)
        self.seq = seq
        self.fault = fault


def split(event: AnyEvent) -> tuple[str, str]:
    """Head and body of an event as canonical JSON."""
    fields = event.model_dump(mode="json")
    body = {name: fields.pop(name) for name in event.BODY}
    return canonical(fields), canonical(body)


def commit(salt: str, body: str) -> str:
    """The commitment to a body."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


def link(previous: str, head: str, commitment: str) -> str:
    """The hash of an event."""
    return hashlib.sha256(bytes.fromhex(previous) + head.encode() + bytes.fromhex(commitment)).hexdigest()


def row_of(event: AnyEvent, seq: int, previous: str) -> Row:
    """The row that keeps an event as number `seq` after the event with the hash `previous`."""
    head, body = split(event)
    salt = secrets.token_hex(SALT_BYTES)
    commitment = commit(salt, body)
    return Row(
        seq=seq,
        id=event.id,
        type=event.type,
        at_us=event.at_us,
        author=event.author,
        head=head,
        body=body,
        salt=salt,
        commitment=commitment,
        previous=previous,
        hash=link(previous, head, commitment),
    )


def says_the_same(row: Row, event: AnyEvent) -> bool:
    """Whether a row keeps this very event; of an erased row the head alone can tell."""
    head, body = split(event)
    if head != row.head and head != split(_event(row))[0]:  # a row of an earlier version may lack fields that are new
        return False
    return row.salt is None or commit(row.salt, body) == row.commitment


def checked(row: Row, seq: int, previous: str) -> Stamped:
    """The event of a row that must be number `seq` after `previous`. Raises BrokenChainError."""
    if row.seq != seq:
        raise BrokenChainError(seq, "number")
    if row.previous != previous:
        raise BrokenChainError(seq, "previous")
    try:
        if row.body is not None and commit(row.salt or "", row.body) != row.commitment:
            raise BrokenChainError(seq, "commitment")
        if link(row.previous, row.head, row.commitment) != row.hash:
            raise BrokenChainError(seq, "hash")
    except (TypeError, ValueError) as error:
        raise BrokenChainError(seq, "hash") from error
    return Stamped(seq=seq, event=_event(row))


def _event(row: Row) -> AnyEvent:
    try:
        fields: dict[str, Any] = _object(row.head)
        if row.body is not None:
            fields |= _object(row.body)
        event = EVENT.validate_python(fields, strict=False)
    except ValueError as error:
        raise BrokenChainError(row.seq, "event") from error
    if (event.id, event.type, event.at_us, event.author) != (row.id, row.type, row.at_us, row.author):
        raise BrokenChainError(row.seq, "columns")
    return event


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)  # noqa: TRY004 - a broken row, like any other text that is no event
    return value
