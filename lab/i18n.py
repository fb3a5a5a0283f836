"""Choose a language; every text a person reads comes through here.

One catalogue per room (`locale/<language>/LC_MESSAGES/<room>.po`), joined when a language is loaded. Message ids are
the English sentences, so English needs a catalogue only for what differs. Compiled `.mo` files are used while they
are newer than their source, else the source itself is read: a translator sees a change at the next start.
"""

import gettext as gnu
import locale as system_locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

LANGUAGES = ("en", "ru")
_SAYING = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that say a person's language, the strongest first (POSIX and GNU gettext)."""

_LOCALE = Path(__file__).parent / "locale"

_chosen: list[str] = ["en"]
_override: ContextVar[str | None] = ContextVar("language", default=None)


def _read(po: Path) -> gnu.GNUTranslations:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        with mo.open("rb") as compiled:
            return gnu.GNUTranslations(compiled)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    compiled_in_memory = BytesIO()
    write_mo(compiled_in_memory, catalogue)
    compiled_in_memory.seek(0)
    return gnu.GNUTranslations(compiled_in_memory)


@cache
def catalogue(language: str) -> gnu.NullTranslations:
    """All catalogues of a language as one chain. Raises ValueError for a language we do not have."""
    if language not in LANGUAGES:
        msg = f"no such language: {language}"
        raise ValueError(msg)
    joined = gnu.NullTranslations()
    for po in sorted((_LOCALE / language / "LC_MESSAGES").glob("*.po")):
        room = _read(po)
        room.add_fallback(joined)
        joined = room
    return joined


def system_language() -> str:
    """The language this person's system speaks, of those we have; else English."""
    said = next((os.environ[name] for name in _SAYING if os.environ.get(name)), None)
    said = said or system_locale.getlocale()[0] or ""
    return "ru" if said.lower().startswith("ru") else "en"


def use_language(language: str) -> None:
    """Choose the language of this process."""
    catalogue(language)
    _chosen[0] = language


def language() -> str:
    """The language in force here: of the surrounding `in_language`, else of the process."""
    return _override.get() or _chosen[0]


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Inside the block texts come in `code`: a report may speak another language than the window."""
    catalogue(code)
    token = _override.set(code)
    try:
        yield
    finally:
        _override.reset(token)


def gettext(message: str) -> str:
    """The message in the language in force."""
    return catalogue(language()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message in the plural form that `n` asks for."""
    return catalogue(language()).ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """The message as it is said in `context`, where one English word has several translations."""
    return catalogue(language()).pgettext(context, message)
