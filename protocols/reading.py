"""From the bytes of a file to a protocol, a standard or a questionnaire, or to all its faults at once."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from protocols.criteria import Shelf
from protocols.faults import FaultCode, ProtocolFaults
from protocols.model_faults import note_model_faults
from protocols.protocol import Protocol
from protocols.protocol_rules import check_protocol
from protocols.questionnaire import Questionnaire
from protocols.questionnaire_rules import check_questionnaire
from protocols.standard import Standard
from protocols.standard_rules import check_standard
from protocols.text import Frozen
from protocols.tree import FaultList, Value

Kind = TypeVar("Kind", bound=Frozen)

FORMATS: tuple[str, ...] = ("protocol/1", "standard/1", "questionnaire/1")


def read_protocol(raw: bytes, file: str, shelf: Shelf, questionnaire_ids: Iterable[str]) -> Protocol:
    """The protocol in these bytes; `file` is the name faults carry. Raises ProtocolFaults."""
    root, faults = _root(raw, file, "protocol/1")
    return _protocol(root, faults, shelf, questionnaire_ids)


def read_standard(raw: bytes, file: str) -> Standard:
    """The standard in these bytes. Raises ProtocolFaults."""
    return _standard(*_root(raw, file, "standard/1"))


def read_questionnaire(raw: bytes, file: str) -> Questionnaire:
    """The questionnaire in these bytes. Raises ProtocolFaults."""
    return _questionnaire(*_root(raw, file, "questionnaire/1"))


def read_any(
    raw: bytes, file: str, shelf: Shelf, questionnaire_ids: Iterable[str]
) -> Protocol | Standard | Questionnaire:
    """Whatever these bytes say they are. Raises ProtocolFaults."""
    root, faults = _root(raw, file, None)
    if root["format"] == "standard/1":
        return _standard(root, faults)
    if root["format"] == "questionnaire/1":
        return _questionnaire(root, faults)
    return _protocol(root, faults, shelf, questionnaire_ids)


def _protocol(root: dict[str, Value], faults: FaultList, shelf: Shelf, questionnaire_ids: Iterable[str]) -> Protocol:
    return _built(Protocol, check_protocol(root, faults, shelf, questionnaire_ids), faults)


def _standard(root: dict[str, Value], faults: FaultList) -> Standard:
    check_standard(root, faults)
    return _built(Standard, root, faults)


def _questionnaire(root: dict[str, Value], faults: FaultList) -> Questionnaire:
    check_questionnaire(root, faults)
    return _built(Questionnaire, root, faults)


def _root(raw: bytes, file: str, expected: str | None) -> tuple[dict[str, Value], FaultList]:
    from protocols.yaml_reading import read_tree  # brings a YAML library along, which a window starts without

    tree, faults = read_tree(raw, file)
    _check_format(tree.root, faults, expected)
    return tree.root, faults


def _check_format(root: dict[str, Value], faults: FaultList, expected: str | None) -> None:
    """Raise with what is known so far when the file breaks off, or is of another kind: all else would look wrong."""
    if faults.stopped:
        raise ProtocolFaults(faults.faults)
    found = root.get("format")
    wanted = (expected,) if expected else FORMATS
    if found in wanted:
        return
    allowed = ", ".join(wanted)
    if not isinstance(found, str):
        faults.add_to_key(("format",), FaultCode.FORMAT_MISSING, allowed=allowed)
    elif found in FORMATS:
        faults.add(("format",), FaultCode.FORMAT_OTHER, value=found, needed=allowed)
    elif _is_newer(found):
        faults.add(("format",), FaultCode.FORMAT_NEWER, value=found[:80], known=allowed)
    else:
        hint = faults.near_miss(found, wanted)
        faults.add(("format",), FaultCode.FORMAT_UNKNOWN, value=found[:80], allowed=allowed, did_you_mean=hint)
    raise ProtocolFaults(faults.faults)


def _is_newer(found: str) -> bool:
    kind, _, number = found.partition("/")
    ours = {known.partition("/")[0]: int(known.partition("/")[2]) for known in FORMATS}
    return kind in ours and number.isascii() and number.isdigit() and number.strip("0") not in {"", "1"}


def _built(model: type[Kind], root: dict[str, Value], faults: FaultList) -> Kind:
    try:
        built = model.model_validate(root)
    except ValidationError as error:
        note_model_faults(error, model, faults)
    else:
        if not faults.faults:
            return built
    raise ProtocolFaults(faults.faults)
