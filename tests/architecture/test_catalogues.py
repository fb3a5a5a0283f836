"""Every text is there in Russian, with all its plural forms and the same placeholders."""

import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
LOCALE = ROOT / "lab" / "locale"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
RUSSIAN_FORMS = 3


def texts_of(room: str) -> set[tuple[str | None, object]]:
    """Context and message id of every text that the sources of a room ask for."""
    found = extract_from_dir(str(ROOT / room), METHODS, keywords=KEYWORDS)
    return {(context, message) for _file, _line, message, _comments, context in found}


def russian() -> dict[tuple[str | None, object], Message]:
    """All Russian messages by context and id (a pair of ids for plurals)."""
    messages: dict[tuple[str | None, object], Message] = {}
    for source in sorted((LOCALE / "ru" / "LC_MESSAGES").glob("*.po")):
        catalogue: Catalog = read_po(BytesIO(source.read_bytes()), locale="ru")
        for message in catalogue:
            if message.id:
                messages[message.context, message.id] = message
    return messages


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one per plural form."""
    return tuple(message.string) if message.pluralizable else (str(message.string),)


def placeholders(text: str) -> set[str]:
    """Names in braces."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("room", ["lab", "ui"])
def test_that_every_text_is_translated(room: str) -> None:
    known = russian()
    missing = [text for text in texts_of(room) if text not in known or not all(forms(known[text])) or known[text].fuzzy]
    assert sorted(map(str, missing)) == []


def test_that_plurals_have_all_russian_forms() -> None:
    short = [
        message.id for message in russian().values() if message.pluralizable and len(forms(message)) != RUSSIAN_FORMS
    ]
    assert short == []


def test_that_translations_keep_their_placeholders() -> None:
    wrong = []
    for message in russian().values():
        ids = message.id if message.pluralizable else (message.id,)
        wanted = set().union(*(placeholders(str(one)) for one in ids))
        wrong += [
            message.id
            for form in forms(message)
            if not placeholders(form) <= wanted or (placeholders(form) ^ wanted and not message.pluralizable)
        ]
    assert wrong == []


def test_that_no_translation_is_left_over() -> None:
    used = texts_of("lab") | texts_of("ui")
    assert sorted(str(key) for key in russian() if key not in used) == []


def test_that_an_outcome_of_a_task_has_one_word() -> None:
    known = russian()
    listed = str(known[None, "Task ended: success, with help, failed, gave up"].string)
    for key in (("attempt", "failed"), (None, "gave up")):
        word = str(known[key].string)
        assert str(known[None, f"Task ended: {key[1]}"].string) == f"Задание окончено: {word}"
        assert word in listed
