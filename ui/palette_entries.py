"""What the palette (Ctrl+K) can find: any action, person, session or criterion."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to find.

    Attributes:
        text: what it is called. kind: what it is, in a word ("Session", "Criterion"). icon: of our set.
        keys: its shortcut, as it is shown. also: words by which it is found though they are not shown.
    """

    text: str
    kind: str
    icon: str
    do: Callable[[], None]
    keys: str = ""
    also: str = ""


def matching(entries: tuple[PaletteEntry, ...], typed: str, limit: int = 50) -> tuple[PaletteEntry, ...]:
    """The entries in which every typed word stands; first those whose text begins with a word, then those in whose
    text some word begins with it.
    """
    words = typed.casefold().split()
    found = []
    for place, entry in enumerate(entries):
        text = entry.text.casefold()
        if all(word in f"{text} {entry.kind.casefold()} {entry.also.casefold()}" for word in words):
            score = sum(2 * text.startswith(word) + (f" {word}" in text) for word in words)
            found.append((-score, place, entry))
    return tuple(entry for _score, _place, entry in sorted(found, key=lambda item: item[:2])[:limit])
