"""The observers' stream as an engine makes it from synthetic devices, in real time."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from av import VideoFrame

from recordings.messages import (
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    MEDIA_STREAM_VEIL,
    TRACK_LOW,
    TRACK_MAIN,
    TRACK_SOUND,
    VEILED,
    Observe,
)
from recordings.observers.picture import Message
from recordings.plan import Shows
from tests.recordings.filming import rgb_of
from tests.recordings.observers.stream_reading import (
    beginnings_us,
    clock_in,
    fragments,
    loudest_us,
    of_track,
    pictures,
    sounds,
)
from tests.recordings.recording_here import CAMERA, SCREEN, VOICE, Steered, a_plan

ALL: frozenset[Shows] = frozenset({"screen", "face", "voice"})
WIDE = SCREEN.model_copy(update={"device": "1920x1080", "fps": 15})


class Watched(Steered):
    """An engine that is watched."""

    def stream(self, track: int) -> list[Message]:
        """What came of one track, from the last time on that it began to show something or nothing."""
        messages = [one for one in of_track(list(self.stills), track) if one[0].kind >= MEDIA_STREAM_INIT]
        begins = [n for n, (header, _) in enumerate(messages) if header.kind == MEDIA_STREAM_VEIL]
        return messages[begins[-1] + 1 :] if begins else []

    def veil(self, track: int) -> bytes | None:
        """What was said last of that track."""
        veils = [
            payload
            for header, payload in list(self.stills)
            if header.kind == MEDIA_STREAM_VEIL and header.track == track
        ]
        return veils[-1] if veils else None

    def until_streamed(self, track: int, count: int) -> list[Message]:
        """Wait for so many pictures or packets since the track began."""
        self.until(lambda: len(fragments(self.stream(track))) >= count)
        return self.stream(track)


@pytest.fixture
def watched() -> Iterator[Watched]:
    """An engine to whose observers a line is open."""
    watched = Watched()
    watched.engine.onlookers.line(is_open=True)
    yield watched
    watched.engine.close()


def is_slate(frame: VideoFrame) -> bool:
    """Whether a picture shows nothing at all."""
    return bool(np.ptp(rgb_of(frame)) <= 4)


def test_that_observers_see_and_hear_everything_on_the_session_clock(watched: Watched, tmp_path: Path) -> None:
    plan = a_plan(tmp_path, WIDE, CAMERA, VOICE)
    watched.engine.arm(plan)
    watched.engine.onlookers.heed(Observe(main=True, low=True, sound=True, shows=ALL))
    main = watched.until_streamed(TRACK_MAIN, 12)
    # The clock of a sound card is judged for a second before its sound counts.
    beeps = watched.until(lambda: beginnings_us(sounds(watched.stream(TRACK_SOUND))))
    seen = pictures(main)
    assert {(frame.width, frame.height) for _, frame in seen} == {(1280, 720)}
    assert {(frame.width, frame.height) for _, frame in pictures(watched.stream(TRACK_LOW))} == {(640, 360)}
    assert rgb_of(seen[-1][1])[-160:, -280:].min() < 10, "the camera's picture, with its clock, lies in the corner"
    begins = (beeps[0] + plan.origin_us) % 1_000_000
    assert min(begins, 1_000_000 - begins) < 12_000


def test_that_a_picture_bears_the_time_that_it_shows(watched: Watched, tmp_path: Path) -> None:
    plan = a_plan(tmp_path, SCREEN, CAMERA)
    watched.engine.arm(plan)
    watched.engine.onlookers.heed(Observe(main=True, shows=frozenset({"screen"})))
    seen = pictures(watched.until_streamed(TRACK_MAIN, 20))
    assert {(frame.width, frame.height) for _, frame in seen} == {(640, 360)}, "it is never enlarged"
    assert max(abs(clock_in(frame) - plan.origin_us - at_us) for at_us, frame in seen) <= 500
    assert all(rgb_of(frame)[-80:, -140:].min() > 20 for _, frame in seen), "no face without consent"


def test_that_a_blind_stream_shows_and_tells_nothing_until_it_sees_again(watched: Watched, tmp_path: Path) -> None:
    watched.engine.arm(a_plan(tmp_path, SCREEN, VOICE))
    seeing = Observe(main=True, sound=True, shows=ALL)
    watched.engine.onlookers.heed(seeing)
    watched.until_streamed(TRACK_MAIN, 3)
    watched.until_streamed(TRACK_SOUND, 3)
    watched.engine.onlookers.heed(seeing.model_copy(update={"blind": True}))
    watched.until(lambda: watched.veil(TRACK_MAIN) == watched.veil(TRACK_SOUND) == VEILED)
    slates = watched.until_streamed(TRACK_MAIN, 3)
    silence = watched.until_streamed(TRACK_SOUND, 60)
    assert [header.kind for header, _ in slates[:2]] == [MEDIA_STREAM_INIT, MEDIA_STREAM_KEY]
    assert all(is_slate(frame) for _, frame in pictures(slates))
    assert loudest_us(sounds(silence)) == []
    watched.engine.onlookers.heed(seeing)
    watched.until(lambda: watched.veil(TRACK_MAIN) != VEILED)
    again = watched.until_streamed(TRACK_MAIN, 3)
    assert again[0][0].kind == MEDIA_STREAM_INIT
    assert not any(is_slate(frame) for _, frame in pictures(again))


def test_that_nothing_is_made_while_nobody_watches_and_a_new_line_gets_where_to_begin(
    watched: Watched, tmp_path: Path
) -> None:
    watched.engine.onlookers.line(is_open=False)
    watched.engine.arm(a_plan(tmp_path, SCREEN))
    watched.engine.onlookers.heed(Observe(main=True, shows=ALL))
    watched.until(lambda: watched.engine.lineup and watched.engine.lineup.pictures()[0].latest)
    assert watched.stream(TRACK_MAIN) == []
    watched.engine.onlookers.line(is_open=True)
    watched.until_streamed(TRACK_MAIN, 2)
    watched.stills.clear()
    watched.engine.onlookers.line(is_open=True)
    kinds = [header.kind for header, _ in watched.until_streamed(TRACK_MAIN, 2)[:2]]
    assert kinds == [MEDIA_STREAM_INIT, MEDIA_STREAM_KEY]
    watched.engine.onlookers.heed(Observe())
    pipeline = watched.engine.lineup.pictures()[0] if watched.engine.lineup else None
    assert pipeline is not None
    watched.until(lambda: pipeline.looked is None)
    count = len(watched.stills)
    before = pipeline.latest
    watched.until(lambda: pipeline.latest is not before)
    assert len(watched.stills) == count


@pytest.mark.soak
def test_that_a_pause_is_a_slate_and_recording_goes_on_with_the_picture(watched: Watched, tmp_path: Path) -> None:
    watched.engine.arm(a_plan(tmp_path, SCREEN))
    watched.engine.onlookers.heed(Observe(main=True, shows=ALL))
    watched.engine.start()
    watched.until_streamed(TRACK_MAIN, 3)
    watched.engine.pause()
    assert watched.until(lambda: is_slate(last(watched)))
    watched.engine.resume()
    assert watched.until(lambda: not is_slate(last(watched)))


def last(watched: Watched) -> VideoFrame:
    """The newest picture, decoded from where its form was said last."""
    messages = watched.stream(TRACK_MAIN)
    begins = max(n for n, (header, _) in enumerate(messages) if header.kind == MEDIA_STREAM_INIT)
    return pictures(messages[begins:])[-1][1]


@pytest.mark.soak
def test_that_a_screen_that_is_lost_leaves_a_slate_and_another_begins_in_its_own_size(
    watched: Watched, tmp_path: Path
) -> None:
    watched.engine.arm(a_plan(tmp_path, SCREEN, CAMERA))
    watched.engine.onlookers.heed(Observe(main=True, shows=ALL))
    watched.until_streamed(TRACK_MAIN, 3)
    watched.engine.choose("screen", "nothing of the kind")
    assert watched.until(lambda: is_slate(last(watched))), "and not the camera in its place"
    watched.engine.choose("screen", "800x450")
    watched.until(lambda: (last(watched).width, last(watched).height) == (800, 450))
    inits = [header for header, _ in watched.stream(TRACK_MAIN) if header.kind == MEDIA_STREAM_INIT]
    assert len(inits) > 1
