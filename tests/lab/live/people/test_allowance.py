"""How much one person may say."""

from lab.live.people.allowance import BURST, PER_S, Allowance
from tests.lab.live.people.rooms import Clock


def verdicts(allowance: Allowance, count: int) -> list[str]:
    return [allowance.say() for _ in range(count)]


def test_that_sixty_at_once_are_heard_and_the_next_is_held_up() -> None:
    assert verdicts(Allowance(Clock()), BURST + 1) == ["hear"] * BURST + ["pause"]


def test_that_twenty_a_second_are_heard_for_ever() -> None:
    clock = Clock()
    allowance = Allowance(clock)
    verdicts(allowance, BURST)
    for _ in range(1000):
        clock.pass_s(1 / PER_S)
        assert allowance.say() == "hear"


def test_that_whoever_goes_on_while_held_up_or_at_once_after_it_is_cut_off() -> None:
    clock = Clock()
    allowance = Allowance(clock)
    verdicts(allowance, BURST)
    assert verdicts(allowance, 2) == ["pause", "cut_off"]
    allowance = Allowance(clock)
    verdicts(allowance, BURST + 1)
    clock.pass_s(1)
    assert verdicts(allowance, PER_S + 1) == ["hear"] * PER_S + ["cut_off"]


def test_that_whoever_was_held_up_once_and_then_kept_to_it_is_forgiven() -> None:
    clock = Clock()
    allowance = Allowance(clock)
    verdicts(allowance, BURST + 1)
    clock.pass_s(10)
    assert verdicts(allowance, BURST + 1) == ["hear"] * BURST + ["pause"]
