"""The standards, questionnaires and protocols that come with the program, as YAML files beside this one."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.reading import read_protocol, read_questionnaire, read_standard
from protocols.standard import Standard
from protocols.text import Text


@dataclass(frozen=True)
class Shipped:
    """A file of the library: what it is, and the SHA-256 of its bytes."""

    id: str
    version: str
    title: Text
    file: str
    sha256: str


@cache
def _files() -> dict[str, bytes]:
    """File name → bytes, sorted by name."""
    folder = files(__name__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {name: folder.joinpath(name).read_bytes() for name in names}


def _of_format(wanted: str) -> list[tuple[str, bytes]]:
    """The shipped files of one format; it stands in their first line."""
    first = f"format: {wanted}".encode()
    return [(name, raw) for name, raw in _files().items() if raw.splitlines()[0] == first]


@cache
def _standards() -> dict[str, Standard]:
    return {name: read_standard(raw, name) for name, raw in _of_format("standard/1")}


@cache
def _questionnaires() -> dict[str, Questionnaire]:
    return {name: read_questionnaire(raw, name) for name, raw in _of_format("questionnaire/1")}


@cache
def _protocols() -> dict[str, Protocol]:
    known, asked = all_standards(), all_questionnaires()
    return {name: read_protocol(raw, name, known, asked) for name, raw in _of_format("protocol/1")}


def _shipped(file: str, thing: Standard | Questionnaire | Protocol) -> Shipped:
    return Shipped(thing.id, thing.version, thing.title, file, sha256(_files()[file]).hexdigest())


def standards() -> tuple[Shipped, ...]:
    """The shipped standards."""
    return tuple(_shipped(file, thing) for file, thing in _standards().items())


def questionnaires() -> tuple[Shipped, ...]:
    """The shipped questionnaires."""
    return tuple(_shipped(file, thing) for file, thing in _questionnaires().items())


def protocols() -> tuple[Shipped, ...]:
    """The shipped protocols."""
    return tuple(_shipped(file, thing) for file, thing in _protocols().items())


def all_standards() -> tuple[Standard, ...]:
    """The shipped standards, read."""
    return tuple(_standards().values())


def all_questionnaires() -> tuple[Questionnaire, ...]:
    """The shipped questionnaires, read."""
    return tuple(_questionnaires().values())


def standard(standard_id: str, version: str | None = None) -> Standard:
    """A shipped standard; without a version, the one that is there. Raises KeyError when there is none such."""
    for thing in _standards().values():
        if thing.id == standard_id and version in {None, thing.version}:
            return thing
    raise KeyError(standard_id, version)


def questionnaire(questionnaire_id: str) -> Questionnaire:
    """A shipped questionnaire. Raises KeyError when there is none with this id."""
    for thing in _questionnaires().values():
        if thing.id == questionnaire_id:
            return thing
    raise KeyError(questionnaire_id)


def protocol(protocol_id: str) -> Protocol:
    """A shipped protocol. Raises KeyError when there is none with this id."""
    for thing in _protocols().values():
        if thing.id == protocol_id:
            return thing
    raise KeyError(protocol_id)


def text_of(thing_id: str) -> bytes:
    """The bytes of the shipped file with this id: what a round pins and keeps. Raises KeyError."""
    for shipped in (*standards(), *questionnaires(), *protocols()):
        if shipped.id == thing_id:
            return _files()[shipped.file]
    raise KeyError(thing_id)
