"""Which characters our fonts can show: archives (PDF/A) refuse a page with a character that no font has."""

import re
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of the tables of characters that speak Unicode (OpenType, "cmap")."""


def font_folders() -> tuple[Path, ...]:
    """Our own fonts, and DejaVu Sans for signs and other alphabets: it comes with matplotlib."""
    spec = find_spec("matplotlib")
    places = spec.submodule_search_locations if spec is not None else None
    return (FONTS, *(Path(place) / "mpl-data" / "fonts" / "ttf" for place in places or ()))


def shown(text: str) -> str:
    """The text with a sign in the place of every character that cannot be shown."""
    return _unknown().sub(REPLACEMENT, text)


@cache
def _unknown() -> re.Pattern[str]:
    """Every character that none of our fonts has."""
    found = {ord("\n"), ord("\t")}
    for folder in font_folders():
        for name in ("PTS55F.ttf", "DejaVuSans.ttf"):
            if (folder / name).is_file():
                found.update(_code_points((folder / name).read_bytes()))
    ranges = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _ranges(sorted(found)))
    return re.compile(f"[^{ranges}]")


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _code_points(font: bytes) -> Iterator[int]:
    """The code points of a font's Unicode tables, formats 4 and 12."""
    base = next(
        struct.unpack_from(">I", font, 12 + 16 * n + 8)[0]
        for n in range(struct.unpack_from(">H", font, 4)[0])
        if font[12 + 16 * n : 16 + 16 * n] == b"cmap"
    )
    for n in range(struct.unpack_from(">H", font, base + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, base + 4 + 8 * n)
        if (platform, encoding) not in _UNICODE:
            continue
        start = base + offset
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 4:
            yield from _segments(font, start)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last = struct.unpack_from(">II", font, start + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(font: bytes, start: int) -> Iterator[int]:
    n = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{n}H", font, start + 14)
    firsts = struct.unpack_from(f">{n}H", font, start + 16 + 2 * n)
    for first, last in zip(firsts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
