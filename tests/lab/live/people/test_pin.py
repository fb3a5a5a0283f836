"""The PIN: how often it can be guessed, whom guessing stops, and what it gives away."""

import asyncio
import hmac
from pathlib import Path

import pytest

from lab.domain.errors import RuleError
from lab.live.people.pin import LIFE_US, MOST_FAILURES, Pin
from tests.lab.live.people.rooms import Clock, News, desk_at, invited, said


def refused(pin: Pin, digits: str, address: str = "10.0.0.7") -> str:
    """With which code a guess is refused."""
    try:
        pin.check(digits, address)
    except RuleError as error:
        return error.code
    return ""


def wrong(pin: Pin) -> str:
    return "000000" if pin.digits != "000000" else "111111"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def pin(clock: Clock, news: News) -> Pin:
    return Pin(news.new_pin, clock)


def test_that_it_has_six_digits_and_lets_whoever_knows_it_in_again_and_again(pin: Pin) -> None:
    assert len(pin.digits) == 6
    assert pin.digits.isdigit()
    assert [refused(pin, pin.digits) for _ in range(50)] == [""] * 50


def test_that_after_ten_minutes_there_is_another_and_the_old_one_is_as_wrong_as_any(
    pin: Pin, clock: Clock, news: News
) -> None:
    old = pin.digits
    clock.pass_s(LIFE_US / 1e6 - 1)
    pin.renew_if_old()
    assert pin.digits == old
    clock.pass_s(1)
    assert refused(pin, old) == "pin_wrong"
    assert news.pins == 1
    assert pin.left_us == LIFE_US


def test_that_after_five_wrong_ones_an_address_waits_even_with_the_right_one_and_others_do_not(
    pin: Pin, clock: Clock
) -> None:
    assert [refused(pin, wrong(pin)) for _ in range(6)] == ["pin_wrong"] * 5 + ["wait"]
    assert refused(pin, pin.digits) == "wait"
    assert refused(pin, pin.digits, "10.0.0.8") == ""
    with pytest.raises(RuleError) as told:
        pin.check(pin.digits, "10.0.0.7")
    clock.pass_s(float(str(told.value.facts["seconds"])))
    assert refused(pin, pin.digits) == ""


def test_that_after_twenty_wrong_ones_there_is_another_and_for_a_minute_everybody_waits(
    pin: Pin, clock: Clock, news: News
) -> None:
    before = pin.digits
    for guess in range(MOST_FAILURES):
        assert refused(pin, wrong(pin), f"10.0.1.{guess}") == "pin_wrong"
    assert news.pins == 1
    assert pin.digits != before or refused(pin, before, "10.0.2.1") == "wait"
    assert refused(pin, pin.digits, "10.0.2.1") == "wait"
    clock.pass_s(60)
    assert refused(pin, pin.digits, "10.0.2.1") == ""


def test_that_addresses_of_one_home_count_together(pin: Pin) -> None:
    guesses = [refused(pin, wrong(pin), f"2001:db8::{host:x}") for host in range(6)]
    assert guesses == ["pin_wrong"] * 5 + ["wait"]
    assert refused(pin, pin.digits, "2001:db8:0:1::1") == ""
    mapped = [refused(pin, wrong(pin), address) for address in ["::ffff:10.0.0.9"] * 5 + ["10.0.0.9"]]
    assert mapped == ["pin_wrong"] * 5 + ["wait"]


@pytest.mark.parametrize("address", ["10.0.0.7", "many"])
def test_that_nobody_guesses_more_than_twenty_times_in_the_life_of_a_pin(pin: Pin, clock: Clock, address: str) -> None:
    """Half an hour of ten guesses a second, all wrong."""
    lives: dict[int, int] = {}
    life, known = 0, pin.digits
    for guess in range(18_000):
        if pin.digits != known:
            life, known = life + 1, pin.digits
        home = address if address != "many" else f"10.{guess % 250}.{guess % 199}.1"
        if refused(pin, "nothing", home) == "pin_wrong":
            lives[life] = lives.get(life, 0) + 1
        clock.pass_s(0.1)
    assert max(lives.values()) <= MOST_FAILURES
    assert len(lives) >= 3


@pytest.mark.parametrize("offered", ["", "12345", "1234567", "１２３４５６", "\u202e123456", "a" * 10_000, "\ud800"])
def test_that_what_is_no_pin_is_wrong_like_any_other(pin: Pin, offered: str) -> None:
    assert refused(pin, offered) == "pin_wrong"


def test_that_a_crowd_of_guessers_keeps_nobody_out_who_was_invited(tmp_path: Path) -> None:
    async def guessed() -> None:
        desk = desk_at(tmp_path)
        lives: dict[str, int] = {}
        codes: list[str] = []
        for guess in range(300):
            offered = "000000" if desk.pin.digits != "000000" else "111111"
            life = desk.pin.digits
            with pytest.raises(RuleError) as refused:
                await desk.join_by_pin(offered, f"10.0.{guess}.1", said("Mallory"))
            codes.append(refused.value.code)
            if codes[-1] == "pin_wrong":
                lives[life] = lives.get(life, 0) + 1
        assert max(lives.values()) <= MOST_FAILURES
        assert codes[-1] == "wait"
        person, _token = await invited(desk)
        assert person.admitted

    asyncio.run(guessed())


def test_that_it_is_compared_in_a_time_that_tells_nothing(pin: Pin, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == b"424242"

    monkeypatch.setattr(hmac, "compare_digest", compare)
    right = pin.digits if pin.digits != "424242" else ""
    assert [refused(pin, "424242"), refused(pin, right)] == ["", "pin_wrong"]
    assert [one for one, _other in compared] == [b"424242", right.encode()]
