"""Every text is there in Russian, with all its plural forms and the same placeholders."""

import string

import pytest
from babel.messages.catalog import Message

from scripts.compile_catalogues import PAGE, missing, texts_of, translations

RUSSIAN_FORMS = 3


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one per plural form."""
    return tuple(message.string) if message.pluralizable else (str(message.string),)


def placeholders(text: str) -> set[str]:
    """Names in braces."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("room", ["lab", "ui"])
def test_that_every_text_is_translated(room: str) -> None:
    known = translations()
    missing = [text for text in texts_of(room) if text not in known or not all(forms(known[text])) or known[text].fuzzy]
    assert sorted(map(str, missing)) == []


def test_that_the_page_has_its_texts_in_its_own_catalogues() -> None:
    assert texts_of(PAGE)
    assert missing() == []


def test_that_plurals_have_all_russian_forms() -> None:
    short = [
        message.id
        for message in translations().values()
        if message.pluralizable and len(forms(message)) != RUSSIAN_FORMS
    ]
    assert short == []


def test_that_translations_keep_their_placeholders() -> None:
    wrong = []
    for message in translations().values():
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
    assert sorted(str(key) for key in translations() if key not in used) == []


def test_that_an_outcome_of_a_task_has_one_word() -> None:
    known = translations()
    listed = str(known[None, "Task ended: success, with help, failed, gave up"].string)
    for key in (("attempt", "failed"), (None, "gave up")):
        word = str(known[key].string)
        assert str(known[None, f"Task ended: {key[1]}"].string) == f"Задание окончено: {word}"
        assert word in listed
