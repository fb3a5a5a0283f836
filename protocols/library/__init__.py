"""The standards, questionnaires and protocols that come with the program, as YAML files beside this one.

Each file is read when somebody asks for it, and once: a window that needs one standard does not wait for nine.
"""

from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files

from protocols.criteria import Shelf
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.reading import read_protocol, read_questionnaire, read_standard
from protocols.standard import Standard
from protocols.text import Text

SAMPLE = "sample-child-benefit"
"""The protocol of the sample service: whoever runs it tries the laboratory, and no service of anybody's is tested."""


@dataclass(frozen=True)
class Shipped:
    """A file of the library: what it is, and the SHA-256 of its bytes."""

    id: str
    version: str
    title: Text
    file: str
    sha256: str


@dataclass(frozen=True)
class _Head:
    """What the first three lines of a shipped file say; a test holds them to it."""

    format: str
    id: str
    version: str
    file: str


def standards() -> tuple[Shipped, ...]:
    """The shipped standards."""
    return tuple(_shipped(head, _read_standard(head.file)) for head in _heads("standard/1"))


def questionnaires() -> tuple[Shipped, ...]:
    """The shipped questionnaires."""
    return tuple(_shipped(head, _read_questionnaire(head.file)) for head in _heads("questionnaire/1"))


def protocols() -> tuple[Shipped, ...]:
    """The shipped protocols."""
    return tuple(_shipped(head, _read_protocol(head.file)) for head in _heads("protocol/1"))


def standard(standard_id: str, version: str | None = None) -> Standard:
    """A shipped standard; without a version, the one that is there. Raises KeyError when there is none such."""
    head = _head("standard/1", standard_id)
    if version not in {None, head.version}:
        raise KeyError(standard_id, version)
    return _read_standard(head.file)


def standard_of_hash(sha256_hex: str) -> Standard | None:
    """The shipped standard in the file of this hash; None when no file has it. Reads that file alone."""
    for head in _heads("standard/1"):
        if sha256(_files()[head.file]).hexdigest() == sha256_hex:
            return _read_standard(head.file)
    return None


def questionnaire(questionnaire_id: str) -> Questionnaire:
    """A shipped questionnaire. Raises KeyError when there is none with this id."""
    return _read_questionnaire(_head("questionnaire/1", questionnaire_id).file)


def protocol(protocol_id: str) -> Protocol:
    """A shipped protocol. Raises KeyError when there is none with this id."""
    return _read_protocol(_head("protocol/1", protocol_id).file)


def text_of(thing_id: str) -> bytes:
    """The bytes of the shipped file with this id: what a round pins and keeps. Raises KeyError."""
    for head in _all_heads():
        if head.id == thing_id:
            return _files()[head.file]
    raise KeyError(thing_id)


def shelf() -> Shelf:
    """The shipped standards, for a protocol that pins some of them."""
    return {(head.id, head.version): partial(_read_standard, head.file) for head in _heads("standard/1")}


def questionnaire_ids() -> tuple[str, ...]:
    """Ids of the shipped questionnaires."""
    return tuple(head.id for head in _heads("questionnaire/1"))


@cache
def _files() -> dict[str, bytes]:
    """File name → bytes, sorted by name."""
    folder = files(__name__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {name: folder.joinpath(name).read_bytes() for name in names}


@cache
def _all_heads() -> tuple[_Head, ...]:
    heads = []
    for name, raw in _files().items():
        values = [line.split(": ", 1)[1].strip("'") for line in raw.decode().splitlines()[:3]]
        heads.append(_Head(values[0], values[1], values[2], name))
    return tuple(heads)


def _heads(wanted: str) -> tuple[_Head, ...]:
    return tuple(head for head in _all_heads() if head.format == wanted)


def _head(wanted: str, thing_id: str) -> _Head:
    for head in _heads(wanted):
        if head.id == thing_id:
            return head
    raise KeyError(thing_id)


@cache
def _read_standard(file: str) -> Standard:
    return read_standard(_files()[file], file)


@cache
def _read_questionnaire(file: str) -> Questionnaire:
    return read_questionnaire(_files()[file], file)


@cache
def _read_protocol(file: str) -> Protocol:
    return read_protocol(_files()[file], file, shelf(), questionnaire_ids())


def _shipped(head: _Head, thing: Standard | Questionnaire | Protocol) -> Shipped:
    return Shipped(thing.id, thing.version, thing.title, head.file, sha256(_files()[head.file]).hexdigest())
