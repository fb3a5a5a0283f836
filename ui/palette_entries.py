"""What the palette (Ctrl+K) can find: any action, person, session or criterion."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to find.

    Attributes:
        text: what it is called. kind: what it is, in a word ("Session", "Criterion"). icon: of our set.
        keys: its shortcut, as it is shown.
    """

    text: str
    kind: str
    icon: str
    do: Callable[[], None]
    keys: str = ""


def matching(entries: tuple[PaletteEntry, ...], typed: str, limit: int = 50) -> tuple[PaletteEntry, ...]:
    """The entries in which every typed word begins some word or stands somewhere; those that begin with it first."""
    words = typed.casefold().split()
    found = []
    for place, entry in enumerate(entries):
        haystack = f"{entry.text} {entry.kind}".casefold()
        if all(word in haystack for word in words):
            starts = sum(haystack.startswith(word) or f" {word}" in haystack for word in words)
            found.append((-starts, place, entry))
    return tuple(entry for _starts, _place, entry in sorted(found, key=lambda item: item[:2])[:limit])
