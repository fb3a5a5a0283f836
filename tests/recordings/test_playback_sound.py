"""Sound comes back where it was on the session clock, to a millisecond."""

import itertools

import numpy as np
import pytest

from recordings.errors import RecordingError
from recordings.playback import open_recording
from tests.recordings.filming import RATE, Film, Studio, beep_starts, beeps

HEARTBEAT = [(at_ms, 1) for at_ms in range(0, 20_000, 500)]
BEEPS_US = [0, 1_000_000, 2_345_678, 7_000_123, 11_111_111, 17_777_777]
MILLISECOND = 0.001


def beeping(shift_us: int = 0, killed: bool = False) -> Film:
    return Film(HEARTBEAT, sound=[(shift_us, beeps(BEEPS_US, 19_000_000))], killed=killed)


def assert_beeps(found: list[float], wanted_us: list[int], rate: int = RATE) -> None:
    assert len(found) == len(wanted_us)
    for start, wanted in zip(found, wanted_us, strict=True):
        assert abs(start - wanted / 1e6) < MILLISECOND


@pytest.mark.parametrize("killed", [False, True])
def test_that_sound_lies_where_it_was_on_the_session_clock(studio: Studio, killed: bool) -> None:
    folder = studio.film("screen", (3_210_987, beeping(killed=killed))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        heard = track.sound(0, 22_000_000)
        assert len(heard) == 22 * RATE
        assert_beeps(beep_starts(heard, RATE), [3_210_987 + beep for beep in BEEPS_US])
        for beep in (*BEEPS_US[::-1], *BEEPS_US[::2]):
            begin = 3_210_987 + beep - 400_000
            assert_beeps(beep_starts(track.sound(begin, begin + 800_000), RATE), [400_000])


def test_that_sound_that_begins_late_stays_late(studio: Studio) -> None:
    folder = studio.film("screen", (0, beeping(shift_us=537_000))).done()
    with open_recording(folder) as recording:
        heard = beep_starts(recording.track("screen").sound(0, 22_000_000), RATE)
    assert_beeps(heard, [537_000 + beep for beep in BEEPS_US])


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_that_another_rate_shifts_nothing(studio: Studio, rate: int) -> None:
    folder = studio.film("screen", (500_000, beeping())).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        assert_beeps(beep_starts(track.sound(0, 22_000_000, rate), rate), [500_000 + beep for beep in BEEPS_US])
        assert_beeps(beep_starts(track.sound(7_300_000, 7_700_000, rate), rate), [200_123])


@pytest.mark.parametrize("step_us", [33_333, 100_000, 1_700_001])
def test_that_pieces_read_one_after_the_other_have_no_seam(studio: Studio, step_us: int) -> None:
    tone = (np.sin(np.arange(10 * RATE) * 2 * np.pi * 440 / RATE) * 20_000).astype(np.int16)
    folder = studio.film("screen", (0, Film(HEARTBEAT, sound=[(0, tone)]))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        whole = track.sound(2_000_000, 8_000_000)
        edges = [*range(2_000_000, 8_000_000, step_us), 8_000_000]
        pieces = [track.sound(begin, end) for begin, end in itertools.pairwise(edges)]
    joined = np.concatenate(pieces)
    assert len(joined) == len(whole)
    assert np.abs(joined.astype(int) - whole.astype(int)).max() <= 1
    assert np.abs(np.diff(joined.astype(int))).max() < 20_000 * 2 * np.pi * 440 / RATE * 1.2


def test_that_a_seek_finds_the_same_samples_as_reading_through(studio: Studio) -> None:
    noise = (np.random.default_rng(7).normal(0, 3_000, 12 * RATE)).astype(np.int16)
    folder = studio.film("screen", (0, Film(HEARTBEAT, sound=[(0, noise)]))).done()
    with open_recording(folder) as recording, open_recording(folder) as other:
        whole = recording.track("screen").sound(0, 12_000_000).astype(int)
        for begin_s in (9, 4, 11, 0, 6):
            piece = other.track("screen").sound(begin_s * 1_000_000, begin_s * 1_000_000 + 500_000).astype(int)
            assert np.abs(piece - whole[begin_s * RATE : begin_s * RATE + RATE // 2]).max() <= 2


def test_that_holes_in_and_between_segments_are_silent(studio: Studio) -> None:
    holed = Film(HEARTBEAT, sound=[(0, beeps([500_000], 2_000_000)), (9_000_000, beeps([500_000], 2_000_000))])
    folder = studio.film("screen", (0, holed), (30_000_000, beeping())).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        assert track.sound(3_000_000, 8_000_000).any() == np.False_
        assert track.sound(20_500_000, 30_000_000).any() == np.False_
        heard = beep_starts(track.sound(0, 50_000_000), RATE)
        assert_beeps(heard, [500_000, 9_500_000] + [30_000_000 + beep for beep in BEEPS_US])


def test_that_sound_of_two_files_is_never_laid_one_over_the_other(studio: Studio) -> None:
    loud = np.full(5 * RATE, 20_000, np.int16)
    films = [(0, Film(HEARTBEAT[:11], sound=[(0, loud)])), (3_000_000, Film(HEARTBEAT[:11], sound=[(0, loud)]))]
    folder = studio.film("screen", *films).done()
    with open_recording(folder) as recording:
        heard = recording.track("screen").sound(2_500_000, 3_500_000)
    assert 18_000 < heard[1000:20_000].min() < heard[28_000:].max() < 22_000


def test_that_a_microphone_alone_is_found(studio: Studio) -> None:
    alone = Film(sound=[(0, beeps(BEEPS_US, 19_000_000))])
    folder = studio.film("microphone", (1_000_000, alone), kind="synthetic_microphone").done()
    with open_recording(folder) as recording:
        [track] = recording.sounds
        assert track.frame_at(5_000_000) is None
        assert list(track.picture_times()) == []
        assert_beeps(beep_starts(track.sound(0, 22_000_000), RATE), [1_000_000 + beep for beep in BEEPS_US])
        assert_beeps(beep_starts(track.sound(12_000_000, 13_000_000), RATE), [111_111])


def test_that_a_microphone_in_the_screens_file_is_heard_and_shows_nothing(studio: Studio) -> None:
    folder = studio.film("screen", (1_000_000, beeping())).borrowed("microphone", "screen").done()
    with open_recording(folder) as recording:
        [track] = recording.sounds
        assert track.source == "microphone"
        assert track.frame_at(5_000_000) is None
        assert_beeps(beep_starts(track.sound(0, 22_000_000), RATE), [1_000_000 + beep for beep in BEEPS_US])


def test_that_the_waveform_is_loud_where_the_beeps_are(studio: Studio) -> None:
    folder = studio.film("screen", (0, beeping())).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        buckets = recording.duration_us // 100_000
        loudness = track.waveform(buckets)
        with pytest.raises(RecordingError) as caught:
            track.waveform(buckets, lambda: True)
    assert caught.value.code == "cancelled"
    assert len(loudness) == buckets
    loud = {int(bucket) for bucket in np.flatnonzero(loudness > 0.3)}
    assert {beep // 100_000 for beep in BEEPS_US} <= loud
    assert len(loud) <= 2 * len(BEEPS_US)
    assert 0.6 < loudness.max() <= 1.0


def test_that_two_sounds_are_heard_together_and_each_alone(studio: Studio) -> None:
    film = Film(sound=[(0, beeps([3_000_000], 5_000_000))])
    studio.film("screen", (1_000_000, Film(sound=[(0, beeps([1_000_000], 5_000_000))])))
    studio.borrowed("microphone", "screen").film("moderator", (1_000_000, film), kind="synthetic_microphone")
    with open_recording(studio.done()) as recording:
        assert [track.source for track in recording.sounds] == ["microphone", "moderator"]
        for sources, starts in ((None, [2_000_000, 4_000_000]), (["moderator"], [4_000_000]), (["nobody"], None)):
            heard = recording.heard(sources)
            assert (heard is None) == (starts is None)
            if heard is not None and starts is not None:
                assert_beeps(beep_starts(heard.sound(0, 6_000_000), RATE), starts)
                assert (heard.waveform(6) > 0.1).sum() == len(starts)
