"""Compile every text catalogue whose source is newer than its compiled file."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "lab" / "locale"


def main() -> None:
    """Write `<room>.mo` beside each `<room>.po`."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)


if __name__ == "__main__":
    main()
