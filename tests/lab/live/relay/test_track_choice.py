"""When a line goes down to the low track, and when it is offered the main one again."""

from lab.live.relay.track_choice import CLEAN_US, HELD_US, MOST_CLEAN_US, OVERFLOWS, TRIAL_US, WITHIN_US, TrackChoice


def back_after_us(choice: TrackChoice, now_us: int) -> int:
    """How long it is clean until the main track comes back."""
    steps = next(n for n in range(1000) if choice.should_rise(now_us + n * 1_000_000))
    return steps * 1_000_000


def test_that_a_line_goes_down_when_it_is_too_slow_often_or_the_picture_stands_still() -> None:
    seldom, often, stuck = (TrackChoice("main", 0) for _ in range(3))
    assert not any(seldom.too_slow(n * WITHIN_US, stuck=False) for n in range(2 * OVERFLOWS))
    assert [often.too_slow(n, stuck=False) for n in range(OVERFLOWS)] == [False] * (OVERFLOWS - 1) + [True]
    assert stuck.too_slow(0, stuck=True)
    assert (seldom.low, often.low, stuck.low) == (False, True, True)


def test_that_it_comes_back_after_a_clean_time_that_every_delay_begins_anew() -> None:
    choice = TrackChoice("main", 0)
    choice.too_slow(0, stuck=True)
    assert not choice.should_rise(CLEAN_US - 1)
    choice.too_slow(CLEAN_US - 1, stuck=True)
    choice.delayed(CLEAN_US)
    assert not choice.should_rise(2 * CLEAN_US - 1)
    assert choice.should_rise(2 * CLEAN_US)


def test_that_each_relapse_doubles_the_time_up_to_a_bound_and_holding_out_forgives() -> None:
    choice, now_us, waited = TrackChoice("main", 0), 0, []
    for _ in range(7):
        assert choice.too_slow(now_us, stuck=False) or choice.too_slow(now_us, stuck=True)
        waited.append(back_after_us(choice, now_us))
        now_us += waited[-1]
        choice.rose(now_us)
        now_us += TRIAL_US - 1
    assert waited == [min(MOST_CLEAN_US, CLEAN_US * 2**n) for n in range(7)]
    now_us += HELD_US
    assert not choice.too_slow(now_us, stuck=False), "the trial is over"
    assert choice.too_slow(now_us, stuck=True)
    assert back_after_us(choice, now_us) == CLEAN_US


def test_that_whoever_asked_for_the_low_track_keeps_it() -> None:
    choice = TrackChoice("low", 0)
    assert not choice.too_slow(1, stuck=True)
    assert choice.low
    assert not choice.should_rise(10 * MOST_CLEAN_US)
