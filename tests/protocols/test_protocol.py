"""A protocol in the hand: texts, tasks, and the order in which participants meet them."""

import pytest
from pydantic import ValidationError

from protocols import loading
from protocols.protocol import Protocol, task_order
from protocols.text import Text
from tests.protocols.broken_files import PROTOCOL, edited


def with_tasks(count: int, order: str) -> Protocol:
    """The small protocol with so many tasks in this order."""
    protocol = loading.load_protocol(PROTOCOL.encode())
    tasks = tuple(protocol.tasks[0].model_copy(update={"id": f"t{n}"}) for n in range(count))
    return protocol.model_copy(update={"tasks": tasks, "task_order": order})


@pytest.mark.parametrize("code", ["ru", "RU", "ru_RU", "ru-RU"])
def test_that_a_text_speaks_russian_to_russian_readers(code: str) -> None:
    assert Text(en="round", ru="тур").in_language(code) == "тур"


@pytest.mark.parametrize("code", ["en", "en_GB", "de", "", "rum"])
def test_that_a_text_speaks_english_to_everybody_else(code: str) -> None:
    assert Text(en="round", ru="тур").in_language(code) == "round"


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_that_neither_language_may_be_empty(empty: str) -> None:
    with pytest.raises(ValidationError):
        Text(en="round", ru=empty)


def test_that_objects_cannot_be_changed() -> None:
    protocol = loading.load_protocol(PROTOCOL.encode())
    with pytest.raises(ValidationError):
        protocol.tasks[0].critical = False  # type: ignore[misc]
    assert hash(protocol) == hash(loading.load_protocol(PROTOCOL.encode()))


def test_that_a_fixed_order_is_the_same_for_everybody() -> None:
    protocol = with_tasks(4, "fixed")
    assert {task_order(protocol, index) for index in range(9)} == {("t0", "t1", "t2", "t3")}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
def test_that_rotated_orders_form_a_latin_square(count: int) -> None:
    orders = [task_order(with_tasks(count, "rotated"), index) for index in range(count)]
    for rows in (orders, list(zip(*orders, strict=True))):
        assert all(sorted(row) == [f"t{n}" for n in range(count)] for row in rows)


def test_that_the_square_begins_again_after_its_last_row() -> None:
    protocol = with_tasks(3, "rotated")
    assert task_order(protocol, 3) == task_order(protocol, 0) == ("t0", "t1", "t2")
    assert task_order(protocol, 1) == ("t1", "t2", "t0")


def test_that_there_is_no_participant_before_the_first() -> None:
    with pytest.raises(ValueError, match="-1"):
        task_order(with_tasks(3, "rotated"), -1)


def test_that_tasks_are_found_by_id() -> None:
    protocol = loading.load_protocol(PROTOCOL.encode())
    assert protocol.task("find").critical
    with pytest.raises(KeyError):
        protocol.task("lose")


def test_that_a_reference_with_its_standard_becomes_the_bare_id() -> None:
    raw = edited(PROTOCOL, "exposes: [CC-01]", "exposes: ['client-centricity:CC-01', 'wcag-2.2:2.4.4', CC-02]")
    raw = edited(raw.decode(), "criterion: CC-01", "criterion: 'client-centricity:CC-01'")
    protocol = loading.load_protocol(raw)
    assert protocol.tasks[0].exposes == ("CC-01", "2.4.4", "CC-02")
    assert protocol.tasks[0].tag_pad[0].criterion == "CC-01"


def test_that_the_hash_is_of_the_bytes() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert loading.content_hash(b"") == empty
    assert loading.content_hash(PROTOCOL.encode()) != loading.content_hash(PROTOCOL.encode() + b"\n")
