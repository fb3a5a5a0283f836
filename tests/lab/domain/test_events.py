"""Events travel as JSON and keep free words in their body."""

import typing

import pytest
from pydantic import ValidationError

from lab.domain.events import EVENT, AnyEvent, Event, TagPut

CLASSES: tuple[type[Event], ...] = typing.get_args(typing.get_args(AnyEvent)[0])
FREE_WORDS = {"text", "note", "quote", "reason", "comment", "name", "organisation"}


@pytest.mark.parametrize("kind", CLASSES)
def test_that_every_free_word_is_in_the_body(kind: type[Event]) -> None:
    assert FREE_WORDS & set(kind.model_fields) == kind.BODY


def test_that_an_event_comes_back_from_json_as_it_was() -> None:
    tag = TagPut(
        id="e1",
        at_us=5,
        author="Анна",
        annotation="a1",
        pressed_us=5,
        lead_us=3,
        lag_us=7,
        criterion="CC-24",
        severity=3,
        words={"en": "refusal unexplained", "ru": "отказ без объяснения"},
        note="растерялась",
    )
    assert EVENT.validate_json(tag.model_dump_json()) == tag


@pytest.mark.parametrize("bad", [{"severity": 5}, {"severity": -1}, {"note": "x" * 10_001}, {"unknown": 1}, {"id": ""}])
def test_that_an_event_outside_its_bounds_is_refused(bad: dict[str, object]) -> None:
    good = {"type": "tag.put", "id": "e1", "at_us": 5, "author": "A", "annotation": "a", "pressed_us": 5}
    with pytest.raises(ValidationError):
        EVENT.validate_python({**good, "lead_us": 1, "lag_us": 1, **bad})
