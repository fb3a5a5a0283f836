"""What pydantic says about a tree, in the words of our faults."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from protocols.faults import FaultCode
from protocols.text import LANGUAGES, Text
from protocols.tree import FaultList, Location

_CODES: Mapping[str, FaultCode] = {
    "extra_forbidden": FaultCode.UNKNOWN_KEY,
    "missing": FaultCode.MISSING_KEY,
    "string_type": FaultCode.NEEDS_TEXT,
    "string_too_short": FaultCode.EMPTY_VALUE,
    "string_too_long": FaultCode.TEXT_TOO_LONG,
    "int_type": FaultCode.NEEDS_WHOLE_NUMBER,
    "int_parsing": FaultCode.NEEDS_WHOLE_NUMBER,
    "int_parsing_size": FaultCode.NEEDS_WHOLE_NUMBER,
    "int_from_float": FaultCode.NEEDS_WHOLE_NUMBER,
    "float_type": FaultCode.NEEDS_NUMBER,
    "float_parsing": FaultCode.NEEDS_NUMBER,
    "finite_number": FaultCode.NEEDS_NUMBER,
    "bool_type": FaultCode.NEEDS_YES_OR_NO,
    "bool_parsing": FaultCode.NEEDS_YES_OR_NO,
    "tuple_type": FaultCode.NEEDS_LIST,
    "model_type": FaultCode.NEEDS_MAPPING,
    "model_attributes_type": FaultCode.NEEDS_MAPPING,
    "greater_than_equal": FaultCode.OUT_OF_RANGE,
    "less_than_equal": FaultCode.OUT_OF_RANGE,
    "too_short": FaultCode.TOO_FEW,
    "too_long": FaultCode.TOO_MANY,
    "literal_error": FaultCode.NOT_ONE_OF,
    "string_pattern_mismatch": FaultCode.BAD_NAME,
}
_PADS = ("tag_pad", "common_pad")


def note_model_faults(error: ValidationError, model: type[BaseModel], faults: FaultList) -> None:
    """Add every error of a validation to the faults, each at its line."""
    for details in error.errors(include_url=False, include_context=True, include_input=True):
        location: Location = tuple(details["loc"])
        if not _is_repetition(details, location, faults):
            _note(details, location, model, faults)


def _is_repetition(details: ErrorDetails, location: Location, faults: FaultList) -> bool:
    """Whether the error only follows from a fault that is noted anyway."""
    if details["type"] == "too_short" and isinstance(details["input"], list):
        # pydantic counts only the items that are right; those that are not have their own faults
        return len(details["input"]) >= int(details["ctx"]["min_length"])
    return faults.concerns(location) and details["type"] not in {"extra_forbidden", "missing"}


def _note(details: ErrorDetails, location: Location, model: type[BaseModel], faults: FaultList) -> None:
    code = _code(details, location, model)
    facts = dict(_facts(details, location, code, model, faults))
    add = faults.add_to_key if code is FaultCode.UNKNOWN_KEY else faults.add
    add(location, code, **facts)


def _code(details: ErrorDetails, location: Location, model: type[BaseModel]) -> FaultCode:
    kind, key, empty = details["type"], location[-1] if location else "", details["input"] is None
    code = _CODES.get(kind, FaultCode.INVALID_VALUE)
    if key in LANGUAGES and model_at(model, location[:-1]) is Text and (empty or _is_gap(code)):
        return FaultCode.MISSING_TRANSLATION
    if code is FaultCode.NEEDS_MAPPING and model_at(model, location) is Text:
        return FaultCode.NEEDS_LANGUAGES
    if code is FaultCode.TOO_MANY and key in _PADS:
        return FaultCode.TOO_MANY_BUTTONS
    if code is FaultCode.BAD_NAME and key == "url":
        return FaultCode.BAD_ADDRESS
    if empty and kind != "extra_forbidden":
        return FaultCode.EMPTY_VALUE
    if code is FaultCode.NOT_ONE_OF and not isinstance(details["input"], str):
        return FaultCode.NEEDS_TEXT
    return code


def _is_gap(code: FaultCode) -> bool:
    return code in {FaultCode.MISSING_KEY, FaultCode.EMPTY_VALUE}


def _facts(
    details: ErrorDetails, location: Location, code: FaultCode, model: type[BaseModel], faults: FaultList
) -> Iterator[tuple[str, str | float]]:
    context = details.get("ctx", {})
    key = str(location[-1]) if location else ""
    yield "name", key[:80]
    if isinstance(details["input"], str):
        yield "value", details["input"][:80]
    if code is FaultCode.UNKNOWN_KEY:
        owner = model_at(model, location[:-1])
        known = sorted(owner.model_fields) if owner else []
        yield "did_you_mean", faults.near_miss(key, known)
        yield "allowed", ", ".join(known)
    elif code is FaultCode.MISSING_TRANSLATION:
        yield "language", key
    elif code is FaultCode.NOT_ONE_OF:
        allowed = [choice.strip("'") for choice in _choices(str(context.get("expected", "")))]
        yield "allowed", ", ".join(allowed)
        yield "did_you_mean", faults.near_miss(str(details["input"]), allowed)
    elif code is FaultCode.OUT_OF_RANGE:
        yield from _bounds(model, location)
    elif code in {FaultCode.TOO_MANY, FaultCode.TOO_MANY_BUTTONS, FaultCode.TEXT_TOO_LONG}:
        yield "most", int(context["max_length"])
        yield "found", int(context.get("actual_length") or 0)
    elif code is FaultCode.TOO_FEW:
        yield "least", int(context["min_length"])


def _choices(expected: str) -> list[str]:
    """Pydantic words a closed list as "'a', 'b' or 'c'"."""
    return expected.replace(" or ", ", ").split(", ")


def _bounds(model: type[BaseModel], location: Location) -> Iterator[tuple[str, str | float]]:
    """The limits of a number, as its field declares them."""
    owner = model_at(model, location[:-1])
    if owner is None:
        return
    for rule in _rules(owner, str(location[-1])):
        for attribute, name in (("ge", "low"), ("le", "high")):
            limit = getattr(rule, attribute, None)
            if limit is not None:
                yield name, limit


def _rules(owner: type[BaseModel], name: str) -> Iterator[Any]:
    """The constraints of a field, also those inside `Annotated[…] | None`."""
    field = owner.model_fields[name]
    yield from field.metadata
    for part in get_args(field.annotation):
        for inner in getattr(part, "__metadata__", ()):
            yield from getattr(inner, "metadata", ())


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model that describes the mapping at a location; None where a plain value or a list is expected."""
    expected: Any = model
    for step in location:
        expected = _inside(expected, step)
    owner = _without_none(expected)
    return owner if isinstance(owner, type) and issubclass(owner, BaseModel) else None


def _inside(expected: Any, step: str | int) -> Any:
    owner = _without_none(expected)
    if isinstance(step, int):
        return get_args(owner)[0] if get_origin(owner) is tuple else None
    if isinstance(owner, type) and issubclass(owner, BaseModel):
        field = owner.model_fields.get(step)
        return field.annotation if field else None
    return None


def _without_none(expected: Any) -> Any:
    """The type itself, without `| None` and without `Annotated`."""
    if get_origin(expected) in {Union, UnionType}:
        expected = next(part for part in get_args(expected) if part is not type(None))
    return getattr(expected, "__origin__", expected) if hasattr(expected, "__metadata__") else expected
