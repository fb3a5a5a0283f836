"""From the bytes of a file that anybody may have written to plain values, safely.

Only the events of the parser are used: nothing is constructed, nothing is expanded, and reading stops at the first
sign of a file that no person wrote. Anchors, aliases and tags have no use in these files and are faults.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from protocols.faults import FaultCode, Place
from protocols.tree import MOST_BYTES, FaultList, Location, Tree, Value

MOST_VALUES = 20_000
DEEPEST = 20

_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_PARSER_BREAKS = (YAMLError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What the parser raises for input that its authors did not think of, such as an escape beyond Unicode. Only the
parser itself runs where these are caught."""

_PROBLEMS: tuple[tuple[str, FaultCode], ...] = (
    ("mapping values are not allowed", FaultCode.YAML_COLON),
    ("found character '\\t'", FaultCode.YAML_TAB),
    ("unexpected end of stream", FaultCode.YAML_UNCLOSED),
    ("but found '<stream end>'", FaultCode.YAML_UNCLOSED),
    ("expected ',' or", FaultCode.YAML_BRACKET),
    ("expected <block end>", FaultCode.YAML_INDENTATION),
    ("could not find expected ':'", FaultCode.YAML_INDENTATION),
    ("undefined alias", FaultCode.YAML_ALIAS),
)


_OPENED_EARLIER = {FaultCode.YAML_UNCLOSED, FaultCode.YAML_BRACKET}
"""Faults that people look for where something was opened, not where the parser gave up."""


class _StopReadingError(Exception):
    """The rest of the file is not worth reading; why is already noted."""


def read_tree(raw: bytes, file: str) -> tuple[Tree, FaultList]:
    """The values of a YAML file and what is wrong with its writing. Never raises for any content."""
    tree = Tree()
    faults = FaultList(file, tree)
    try:
        text = _decoded(raw, faults)
        reader = _Reader(tree, faults)
        _parse(text, reader, faults)
        reader.finish()
    except _StopReadingError:
        faults.stopped = True
    return tree, faults


def _decoded(raw: bytes, faults: FaultList) -> str:
    if len(raw) > MOST_BYTES:
        _stop(faults, (0, 0), FaultCode.FILE_TOO_LARGE, most_kib=MOST_BYTES // 1024)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        _stop(faults, (line, column), FaultCode.NOT_UTF8, byte=f"0x{raw[error.start]:02x}")
    if strange := _CONTROL.search(text):
        place = _place_of(text, strange.start())
        _stop(faults, place, FaultCode.CONTROL_CHARACTER, character=f"U+{ord(strange[0]):04X}")
    if directive := re.search(r"^%", text, re.MULTILINE):
        _stop(faults, _place_of(text, directive.start()), FaultCode.YAML_DIRECTIVE)
    return text


def _stop(faults: FaultList, place: Place, code: FaultCode, **facts: str | float) -> NoReturn:
    faults.add_at(place, (), code, **facts)
    raise _StopReadingError


def _place_of(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _parse(text: str, reader: "_Reader", faults: FaultList) -> None:
    events = YAML(typ="safe", pure=True).parse(text)
    place = (1, 1)
    while True:
        try:
            event = next(events, None)
        except MarkedYAMLError as error:
            _note_syntax(error, text, faults)
            raise _StopReadingError from error
        except _PARSER_BREAKS as error:
            faults.add_at(place, (), FaultCode.YAML_SYNTAX, problem=str(error)[:200])
            raise _StopReadingError from error
        if event is None:
            return
        reader.take(event)
        place = (event.end_mark.line + 1, event.end_mark.column + 1)


def _note_syntax(error: MarkedYAMLError, text: str, faults: FaultList) -> None:
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(error.problem or error.context or "")
    code = next((code for words, code in _PROBLEMS if words in problem), FaultCode.YAML_SYNTAX)
    lines = text.splitlines()
    around = lines[max(0, place[0] - 2) : place[0]]
    if code not in _OPENED_EARLIER and any(re.match(r" *\t", line) for line in around):
        code = FaultCode.YAML_TAB
    if code in _OPENED_EARLIER and error.context_mark:
        place = (error.context_mark.line + 1, error.context_mark.column + 1)
    faults.add_at(place, (), code, problem=problem[:200])


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; `key` is the one that waits for its value."""

    location: Location
    values: "dict[str, Value] | list[Value]"
    key: str | None = None
    repeated: bool = False


class _Reader:
    """Builds the tree from events, one at a time, without recursion."""

    def __init__(self, tree: Tree, faults: FaultList) -> None:
        self._tree = tree
        self._faults = faults
        self._open: list[_Open] = []
        self._values = 0
        self._documents = 0
        self._root_seen = False
        self._aliases: set[str] = set()

    def take(self, event: Event) -> None:
        """Take the next event. Raises _StopReadingError when the rest is not worth reading."""
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(place, FaultCode.YAML_SEVERAL_DOCUMENTS)
        elif isinstance(event, ScalarEvent | AliasEvent | SequenceStartEvent | MappingStartEvent):
            self._count(place)
            self._note_specials(event, place)
            self._take_value(event, place)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self._open.pop()

    def finish(self) -> None:
        """Note what is wrong with the file as a whole."""
        if not self._root_seen:
            self._stop((0, 0), FaultCode.FILE_EMPTY)

    def _stop(self, place: Place, code: FaultCode, **facts: int) -> None:
        self._faults.add_at(place, self._next_location(), code, **facts)
        raise _StopReadingError

    def _count(self, place: Place) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._stop(place, FaultCode.TOO_MANY_VALUES, most=MOST_VALUES)

    def _next_location(self) -> Location:
        if not self._open:
            return ()
        top = self._open[-1]
        if isinstance(top.values, list):
            return (*top.location, len(top.values))
        return top.location if top.key is None else (*top.location, top.key)

    def _note_specials(self, event: Event, place: Place) -> None:
        if isinstance(event, AliasEvent):
            if event.anchor not in self._aliases:  # a bomb has thousands: each name is told once
                self._aliases.add(event.anchor)
                self._faults.add_at(place, self._next_location(), FaultCode.YAML_ALIAS)
            return
        if getattr(event, "anchor", None) is not None:
            self._faults.add_at(place, self._next_location(), FaultCode.YAML_ANCHOR)
        if getattr(event, "ctag", None) is not None:
            self._faults.add_at(place, self._next_location(), FaultCode.YAML_TAG)
        if isinstance(event, ScalarEvent) and (strange := _CONTROL.search(event.value)):
            # written as an escape such as "\\e": it would reach terminals and reports as it is
            event.value = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", event.value)
            character = f"U+{ord(strange[0]):04X}"
            self._faults.add_at(place, self._next_location(), FaultCode.CONTROL_CHARACTER, character=character)

    def _take_value(self, event: Event, place: Place) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.values, dict) and top.key is None:
            self._take_key(top, event, place)
            return
        location = self._next_location()
        value = self._value_of(event)
        if not self._open:
            self._take_root(value, place)
        elif top is not None:
            self._put(top, location, value, place)
        if isinstance(value, dict | list):
            if len(self._open) >= DEEPEST:
                self._stop(place, FaultCode.TOO_DEEP, most=DEEPEST)
            self._open.append(_Open(location, value))

    def _take_root(self, value: Value, place: Place) -> None:
        self._root_seen = True
        if not isinstance(value, dict):
            self._stop(place, FaultCode.FILE_EMPTY if value is None else FaultCode.NOT_A_MAPPING)
        else:
            self._tree.root = value
            self._tree.values[()] = place

    def _take_key(self, top: _Open, event: Event, place: Place) -> None:
        if not isinstance(event, ScalarEvent):
            self._stop(place, FaultCode.YAML_KEY)
            return
        top.key = event.value
        location = (*top.location, event.value)
        top.repeated = event.value in top.values
        if top.repeated:
            first = self._tree.keys[location][0]
            self._faults.add_at(place, location, FaultCode.DUPLICATE_KEY, first_line=first)
        else:
            self._tree.keys.setdefault(location, place)

    def _put(self, top: _Open, location: Location, value: Value, place: Place) -> None:
        """Keep a value; of a key written twice, the first one."""
        if isinstance(top.values, list):
            top.values.append(value)
            self._tree.keys[location] = place
        elif top.key is not None:
            if not top.repeated:
                top.values[top.key] = value
            top.key = None
        self._tree.values.setdefault(location, place)

    @staticmethod
    def _value_of(event: Event) -> Value:
        if isinstance(event, MappingStartEvent):
            return {}
        if isinstance(event, SequenceStartEvent):
            return []
        if isinstance(event, ScalarEvent):
            plain = not event.style
            return None if plain and event.value in _NULLS else str(event.value)
        return None
