"""What the room passes on of picture and sound, to whom, and what it keeps back."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from lab.domain.consent import Scope
from lab.domain.session import SessionState
from lab.live.relay.track_choice import CLEAN_US, OVERFLOWS, TrackChoice
from lab.live.relay.viewer import STUCK_US, Viewer
from recordings.media_queue import MOST_BYTES
from recordings.messages import (
    MEDIA_STILL,
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    TRACK_LOW,
    TRACK_MAIN,
    TRACK_SOUND,
    Observe,
)
from tests.lab.live.relay.theatre import EVERYTHING, NOW_US, Theatre, begun, delta, media, seen

Play = Callable[[Theatre], Awaitable[None]]
ALL = frozenset({"screen", "face", "voice"})


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., None]:
    """Runs a test's story in a theatre of its own."""

    def run(story: Play, scopes: frozenset[Scope] = EVERYTHING) -> None:
        async def on_stage() -> None:
            await story(Theatre(tmp_path / "lab", scopes))

        asyncio.run(on_stage())

    return run


def test_that_whoever_joins_begins_with_what_is_there(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        first = theatre.watcher()
        main, sound = begun(at_us=2_000), begun(TRACK_SOUND)
        theatre.say(*begun(at_us=1), delta(500), *main, delta(2_040), *sound)
        later = theatre.watcher()
        assert seen(later) == [*main[1:], delta(2_040), *sound[1:]]
        assert len(seen(first)) == 8
        theatre.say(delta(2_080))
        assert seen(later) == seen(first) == [delta(2_080)]

    play(story)


def test_that_the_recorder_makes_what_somebody_takes_and_nothing_else(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        assert theatre.told == [Observe()]
        one, other = theatre.watcher(), theatre.watcher()
        assert theatre.told == [Observe(main=True, sound=True, shows=ALL, anew=True)]
        low = theatre.watcher("low")
        assert theatre.told == [Observe(main=True, low=True, sound=True, shows=ALL)]
        for viewer in (one, other, low):
            theatre.room.relay.leave(viewer)
        assert theatre.told[-1] == Observe()

    play(story)


def test_that_blind_takes_effect_at_once_and_only_what_shows_nothing_passes(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        viewer = theatre.watcher()
        theatre.say(*begun(), *begun(TRACK_SOUND), delta(1))
        theatre.blind(on=True)
        theatre.say(delta(2), media(MEDIA_STREAM_KEY, TRACK_SOUND, 2), media(MEDIA_STREAM_KEY, TRACK_MAIN, 3))
        assert seen(viewer) == [], "neither what waited nor what came before the recorder had heard of it"
        assert theatre.told[-1].blind
        assert seen(theatre.watcher()) == []
        slate = begun(at_us=4, blind=True)
        theatre.say(*slate, media(MEDIA_STREAM_KEY, TRACK_SOUND, 5))
        assert seen(viewer) == slate[1:]
        theatre.blind(on=False)
        theatre.room.tell_sessions()
        assert not theatre.told[-1].blind
        again = begun(at_us=6)
        theatre.say(*again)
        assert seen(viewer) == again[1:]

    play(story)


def test_that_a_room_that_begins_blind_shows_nothing_until_the_recorder_says_so(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        theatre.blind(on=True)
        theatre.room.tell_sessions()
        viewer = theatre.watcher()
        theatre.say(media(MEDIA_STREAM_INIT), media(MEDIA_STREAM_KEY))
        assert seen(viewer) == []
        assert theatre.told[-1] == Observe(main=True, sound=True, blind=True, shows=ALL, anew=True)

    play(story)


def test_that_viewers_go_on_with_a_recorder_that_comes_in_the_place_of_another(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        viewer = theatre.watcher()
        theatre.say(*begun(at_us=1))
        theatre.recorder_goes()
        assert seen(theatre.watcher()) == []
        seen(viewer)
        theatre.recorder_comes()
        assert theatre.told[-1] == Observe(main=True, sound=True, shows=ALL, anew=True)
        another = begun(at_us=5_000_000)
        theatre.say(*another)
        assert seen(viewer) == another[1:]

    play(story)


@pytest.mark.parametrize(
    ("scopes", "shows", "sound"),
    [
        (EVERYTHING, ALL, True),
        (EVERYTHING - {Scope.FACE}, {"screen", "voice"}, True),
        (EVERYTHING - {Scope.VOICE}, {"screen", "face"}, False),
    ],
)
def test_that_nothing_is_made_that_the_participant_did_not_agree_to(
    play: Callable[..., None], scopes: frozenset[Scope], shows: set[str], sound: bool
) -> None:
    async def story(theatre: Theatre) -> None:
        theatre.watcher()
        wish = theatre.told[-1]
        assert (wish.main, wish.sound, wish.shows) == (True, sound, shows)

    play(story, scopes)


def test_that_whoever_may_not_watch_gets_nothing_from_the_moment_on(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        theatre.watcher(may=False)
        assert theatre.told[-1] == Observe(), "nothing is made for somebody who may not watch"
        allowed = [True]
        viewer = Viewer(TrackChoice("main", 0), lambda: allowed[0], theatre.room.relay, theatre.faring.append)
        theatre.room.relay.join(viewer)
        theatre.say(*begun())
        allowed[0] = False
        theatre.room.tell_people()
        theatre.say(delta(1))
        assert seen(viewer) == []
        assert theatre.told[-1] == Observe()

    play(story)


def test_that_nothing_is_shown_of_a_session_that_does_not_run(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        viewer = theatre.watcher()
        theatre.say(*begun())
        theatre.session.__dict__["state"] = SessionState.DEBRIEF
        theatre.room.tell_sessions()
        theatre.say(*begun(at_us=2))
        assert seen(viewer) == []
        assert theatre.told[-1] == Observe()

    play(story)


def test_that_who_is_slow_goes_on_with_a_key_picture_and_at_last_with_the_low_track(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        slow, other = theatre.watcher(), theatre.watcher()
        theatre.say(*begun(), *begun(TRACK_SOUND))
        size = MOST_BYTES // 4
        for round_ in range(OVERFLOWS):
            theatre.say(media(MEDIA_STREAM_KEY, at_us=round_))
            for at_us in range(5):
                theatre.say(delta(at_us, size))
                assert slow.waiting_bytes <= MOST_BYTES
                seen(other)
            assert slow.overflows == round_ + 1
        assert other.overflows == 0
        assert slow.picture == TRACK_LOW
        assert theatre.told[-1].low
        low = begun(TRACK_LOW, 9)
        theatre.say(*low, delta(10))
        inits = begun()[1], begun(TRACK_SOUND)[1]
        assert [one for one in seen(slow) if one not in inits] == low[1:]

    play(story)


def test_that_who_was_too_slow_gets_the_main_track_again_from_a_key_picture(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        slow = theatre.watcher()
        theatre.say(*begun(at_us=1))
        theatre.clock_us += STUCK_US + 1
        theatre.say(delta(2))
        assert slow.picture == TRACK_LOW, "what waits for a second is shown to nobody"
        low = begun(TRACK_LOW, 3)
        theatre.say(*low)
        assert [one for one in seen(slow) if one not in begun(at_us=1)] == low[1:]
        assert theatre.told[-1].main is False

        theatre.clock_us += CLEAN_US + 1
        more = media(MEDIA_STREAM_KEY, TRACK_LOW, 4), media(MEDIA_STREAM_KEY, TRACK_LOW, 5)
        theatre.say(more[0])
        assert theatre.told[-1].main
        assert theatre.told == []
        main = begun(at_us=6)
        theatre.say(main[0], main[1], more[1], main[2])
        assert seen(slow) == [*more, *main[1:]], "the smaller picture goes on until the other one is there"
        assert slow.picture == TRACK_MAIN
        assert theatre.told[-1].low is False
        assert [one.overflows for one in theatre.faring] == [1, 1]

    play(story)


def test_that_what_waits_a_little_is_no_time_to_offer_more(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        slow = theatre.watcher()
        theatre.say(*begun(at_us=1))
        theatre.clock_us += STUCK_US + 1
        theatre.say(delta(2), *begun(TRACK_LOW, 3))
        theatre.clock_us += CLEAN_US // 2
        seen(slow)
        theatre.say(media(MEDIA_STREAM_KEY, TRACK_LOW, 4))
        theatre.clock_us += STUCK_US // 2
        theatre.say(media(MEDIA_STREAM_KEY, TRACK_LOW, 5))
        seen(slow)
        theatre.clock_us += CLEAN_US // 2 + 1
        theatre.say(media(MEDIA_STREAM_KEY, TRACK_LOW, 6))
        assert not slow.recovering
        seen(slow)
        theatre.clock_us += CLEAN_US // 2
        theatre.say(media(MEDIA_STREAM_KEY, TRACK_LOW, 7))
        assert slow.recovering

    play(story)


def test_that_stills_are_made_while_somebody_asks_and_none_while_blind(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre) -> None:
        asked = asyncio.ensure_future(theatre.room.relay.still.newest())
        await asyncio.sleep(0)
        assert theatre.room.relay.still.is_wanted
        theatre.say(media(MEDIA_STILL, 0, 7, b"jpeg"))
        assert await asked == (7, b"jpeg")
        theatre.say(media(MEDIA_STILL, 1, 8, b"face"))
        assert await theatre.room.relay.still.newest() == (7, b"jpeg"), "of the screen alone"
        theatre.blind(on=True)
        theatre.say(media(MEDIA_STILL, 0, 9, b"password"))
        asked = asyncio.ensure_future(theatre.room.relay.still.newest())
        await asyncio.sleep(0)
        assert not asked.done()
        theatre.blind(on=False)
        theatre.say(media(MEDIA_STILL, 0, NOW_US - 1, b"password"), media(MEDIA_STILL, 0, NOW_US, b"again"))
        assert await asked == (NOW_US, b"again")

    play(story)
