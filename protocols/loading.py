"""The door to files: a path or bytes in, a checked object out, or every fault of the file at once.

What a protocol refers to is looked up among the standards and questionnaires handed in; left out, among the
shipped ones.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from protocols import library
from protocols.criteria import Shelf, shelf_of
from protocols.faults import Fault, FaultCode, ProtocolFaults, remedy_for
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.reading import read_any, read_protocol, read_standard
from protocols.standard import Standard
from protocols.tree import MOST_BYTES

BYTES_NAME = "<bytes>"
"""How faults name a file of which only the bytes were handed in."""


def load_protocol(
    source: Path | bytes,
    standards: Iterable[Standard] | Shelf | None = None,
    questionnaires: Iterable[Questionnaire] | None = None,
) -> Protocol:
    """Read a protocol. Raises ProtocolFaults with all its faults."""
    return read_protocol(*_bytes_of(source), _shelf(standards), _questionnaire_ids(questionnaires))


def load_standard(source: Path | bytes) -> Standard:
    """Read a standard. Raises ProtocolFaults with all its faults."""
    return read_standard(*_bytes_of(source))


def load_any(
    source: Path | bytes,
    standards: Iterable[Standard] | Shelf | None = None,
    questionnaires: Iterable[Questionnaire] | None = None,
) -> Protocol | Standard | Questionnaire:
    """Read whatever the file says it is. Raises ProtocolFaults with all its faults."""
    return read_any(*_bytes_of(source), _shelf(standards), _questionnaire_ids(questionnaires))


def read_bytes(file: Path) -> bytes:
    """The bytes of a file, one more than may be read at most. Raises ProtocolFaults."""
    return _bytes_of(file)[0]


def _shelf(standards: Iterable[Standard] | Shelf | None) -> Shelf:
    if standards is None:
        return library.shelf()
    return standards if isinstance(standards, Mapping) else shelf_of(standards)


def _questionnaire_ids(questionnaires: Iterable[Questionnaire] | None) -> tuple[str, ...]:
    if questionnaires is None:
        return library.questionnaire_ids()
    return tuple(questionnaire.id for questionnaire in questionnaires)


def content_hash(raw: bytes) -> str:
    """SHA-256 of a file's bytes in hexadecimal: what a round pins."""
    return sha256(raw).hexdigest()


def _bytes_of(source: Path | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, BYTES_NAME
    try:
        if source.exists() and not source.is_file():
            raise _file_fault(source, FaultCode.NOT_A_FILE)
        with source.open("rb") as stream:
            return stream.read(MOST_BYTES + 1), str(source)
    except FileNotFoundError as error:
        raise _file_fault(source, FaultCode.FILE_MISSING) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _file_fault(source, FaultCode.FILE_UNREADABLE, reason=reason) from error


def _file_fault(source: Path, code: FaultCode, **facts: str) -> ProtocolFaults:
    return ProtocolFaults([Fault(str(source), 0, 0, "", code, facts, remedy_for(code))])
