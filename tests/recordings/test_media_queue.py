"""Messages on their way to somebody slow."""

from hypothesis import given
from hypothesis import strategies as st

from recordings.media_queue import MediaQueue
from recordings.messages import (
    MEDIA_STREAM_DELTA,
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    TRACK_MAIN,
    TRACK_SOUND,
    MediaHeader,
    kind_and_track,
    pack_media,
)

KINDS = (MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, MEDIA_STREAM_DELTA)


def message(kind: int, track: int = TRACK_MAIN, at_us: int = 0, size: int = 100) -> bytes:
    return pack_media(MediaHeader(kind, track, at_us), bytes(size))


def taken(queue: MediaQueue) -> list[bytes]:
    return list(iter(queue.take, None))


def test_that_what_fits_comes_in_order() -> None:
    queue = MediaQueue()
    put = [message(MEDIA_STREAM_INIT), message(MEDIA_STREAM_KEY), message(MEDIA_STREAM_DELTA, at_us=40)]
    assert all(queue.put(one) for one in put)
    assert taken(queue) == put
    assert (queue.waiting_bytes, queue.overflows) == (0, 0)


def test_that_a_picture_that_needs_others_is_passed_over_until_a_player_can_begin() -> None:
    queue = MediaQueue()
    queue.put(message(MEDIA_STREAM_DELTA))
    assert taken(queue) == []


def test_that_too_much_is_dropped_up_to_the_next_key_picture_and_sound_goes_on_at_once() -> None:
    queue = MediaQueue(most_bytes=400)
    init, sound_init = message(MEDIA_STREAM_INIT, size=10), message(MEDIA_STREAM_INIT, TRACK_SOUND, size=10)
    queue.put(init)
    queue.put(sound_init)
    queue.put(message(MEDIA_STREAM_KEY))
    queue.put(message(MEDIA_STREAM_KEY, TRACK_SOUND))
    assert not queue.put(message(MEDIA_STREAM_DELTA, at_us=1, size=200))
    assert queue.overflows == 1
    queue.put(message(MEDIA_STREAM_DELTA, at_us=2))
    sound, key = message(MEDIA_STREAM_KEY, TRACK_SOUND, at_us=3), message(MEDIA_STREAM_KEY, at_us=4)
    queue.put(sound)
    queue.put(key)
    assert taken(queue) == [init, sound_init, sound, key]


def test_that_the_key_picture_that_is_too_much_is_where_it_goes_on() -> None:
    queue = MediaQueue(most_bytes=300)
    queue.put(message(MEDIA_STREAM_KEY, size=250))
    key = message(MEDIA_STREAM_KEY, at_us=1, size=5000)
    assert not queue.put(key)
    delta = message(MEDIA_STREAM_DELTA, at_us=2)
    assert not queue.put(delta), "one picture may be more than all that may wait; then nothing waits beside it"
    assert taken(queue) == []


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from((TRACK_MAIN, TRACK_SOUND)), st.booleans())))
def test_that_a_player_can_make_something_of_everything_it_is_given(steps: list[tuple[int, int, bool]]) -> None:
    queue, given_ = MediaQueue(most_bytes=1000), []
    number = {TRACK_MAIN: 0, TRACK_SOUND: 0}
    for kind, track, takes in steps:
        number[track] += 1
        queue.put(message(kind, track, number[track], size=200))
        assert queue.waiting_bytes <= 1000
        if takes and (one := queue.take()) is not None:
            given_.append(one)
    given_ += taken(queue)
    for track in number:
        of_track = [one for one in given_ if kind_and_track(one)[1] == track]
        numbers = [int.from_bytes(one[6:14], "big") for one in of_track]
        assert numbers == sorted(numbers)
        fragments = [
            (kind_and_track(one)[0], at)
            for one, at in zip(of_track, numbers, strict=True)
            if one[4] != MEDIA_STREAM_INIT
        ]
        for place, (kind, _) in enumerate(fragments):
            assert place or kind == MEDIA_STREAM_KEY, "the first is one from which a player can begin"
