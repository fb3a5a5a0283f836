"""Compile every text catalogue whose source is newer than its compiled file.

With `--missing`: print instead, as entries of a catalogue, the texts that the sources ask for and Russian lacks.
"""

import sys
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "lab" / "locale"
PAGE = "lab/live/page"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "n_": (1, 2), "pgettext": ((1, "c"), 2)}
"""How texts are asked for; `n_` is `ngettext` in the page's JavaScript."""
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
    ("**.js", "javascript"),
]

Key = tuple[str | None, object]
"""Context and message id; of a plural a pair of ids."""


@cache
def texts_of(folder: str) -> frozenset[Key]:
    """Every text that the sources below a folder ask for."""
    found = extract_from_dir(str(ROOT / folder), METHODS, keywords=KEYWORDS)
    return frozenset((context, message) for _file, _line, message, _comments, context in found)


def translations(language: str = "ru", pattern: str = "*.po") -> dict[Key, Message]:
    """Every message of the catalogues of a language."""
    messages: dict[Key, Message] = {}
    for source in sorted((LOCALE / language / "LC_MESSAGES").glob(pattern)):
        catalogue: Catalog = read_po(BytesIO(source.read_bytes()), locale=language)
        messages.update({(message.context, message.id): message for message in catalogue if message.id})
    return messages


def missing() -> list[Key]:
    """What no Russian catalogue has, and what the page asks for and its own catalogues lack."""
    of_page, known = texts_of(PAGE), translations()
    pages = translations(pattern="page*.po")
    lacking = {key for key in texts_of("lab") | texts_of("ui") if key not in known}
    return sorted(lacking | {key for key in of_page if key not in pages}, key=str)


def entries(keys: list[Key]) -> str:
    """The texts as entries of a catalogue, still without a translation."""
    catalogue = Catalog(locale="ru")
    for context, message in keys:
        catalogue.add(message, context=context)  # type: ignore[arg-type]
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, width=0)
    return written.getvalue().decode()


def compile_all() -> None:
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
    if sys.argv[1:] == ["--missing"]:
        print(entries(missing()), end="")
    else:
        compile_all()
