"""Events reach a client exactly once and in order, whatever the room repeats or leaves out."""

import random

from hypothesis import given
from hypothesis import strategies as st

from lab.domain.events import Stamped
from lab.domain.session import SessionState
from lab.live.feed_order import FeedOrder
from lab.live.messages import EventKept, Feed, Hosted
from tests.lab.archive.sessions import tag

EVENTS = [Stamped(seq=seq, event=tag(seq)) for seq in range(1, 31)]


def one(seq: int) -> EventKept:
    return EventKept(session="s", stamped=EVENTS[seq - 1])


def page(first: int, last: int) -> Feed:
    return Feed(session="s", events=tuple(EVENTS[first - 1 : last]), more=False)


def numbers(order: FeedOrder, message: EventKept | Feed) -> list[int]:
    found: list[int] = []
    for news in order.take(message):
        found.extend([news.stamped.seq] if isinstance(news, EventKept) else [each.seq for each in news.events])
    return found


def test_that_what_is_known_is_not_handed_on_again() -> None:
    order = FeedOrder({"s": 3})
    assert numbers(order, one(3)) == []
    assert numbers(order, page(1, 5)) == [4, 5]
    assert numbers(order, page(2, 5)) == []


def test_that_a_hole_is_asked_for_once_and_nothing_jumps_it() -> None:
    order = FeedOrder({})
    assert numbers(order, one(3)) == []
    asked = order.missing("s", 2)
    assert asked is not None
    assert (asked.session, asked.seq) == ("s", 0)
    assert order.missing("s", 2) is None
    order.reconnected()
    assert order.missing("s", 2) is not None


def test_that_missing_events_of_hosted_sessions_are_asked_for() -> None:
    order = FeedOrder({"s": 5})
    hosted = Hosted(
        session_id="s", code="P01", folder="f", state=SessionState.READY, origin_us=0, last_seq=7, recording=False
    )
    assert [asked.seq for asked in order.missing_of((hosted,))] == [5]
    assert list(order.missing_of((hosted.model_copy(update={"last_seq": 5}),))) == []


@given(st.integers())
def test_that_any_disorder_gives_every_event_once_in_order(seed: int) -> None:
    draw = random.Random(seed)
    order = FeedOrder({})
    got: list[int] = []
    while len(got) < len(EVENTS):
        known = order.known.get("s", 0)
        if draw.random() < 0.5:
            message: EventKept | Feed = one(draw.randint(1, len(EVENTS)))
        else:
            first = draw.randint(1, known + 1)
            message = page(min(first, len(EVENTS)), draw.randint(known + 1, len(EVENTS)))
        got += numbers(order, message)
    assert got == [stamped.seq for stamped in EVENTS]
