"""A piece of free text that tells who somebody is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of text is."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    PASSPORT = "passport"
    SNILS = "snils"
    INN = "inn"
    CARD = "card"
    SECRET = "secret"  # noqa: S105 - a kind, no password


@dataclass(frozen=True, slots=True)
class Trace:
    """One piece: characters `start` to `end` of the text it was found in."""

    kind: Kind
    start: int
    end: int
    words: str


def apart(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """The traces in the order of their text, without those that overlap an earlier one of the given order."""
    kept: list[Trace] = []
    for trace in traces:
        if all(trace.end <= other.start or trace.start >= other.end for other in kept):
            kept.append(trace)
    return tuple(sorted(kept, key=lambda one: one.start))


def masked(text: str, traces: Iterable[Trace], label: Callable[[Trace], str]) -> str:
    """The text with a label in the place of each of these traces, which are apart."""
    for trace in sorted(traces, key=lambda one: one.start, reverse=True):
        text = text[: trace.start] + label(trace) + text[trace.end :]
    return text
