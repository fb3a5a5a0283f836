"""A recording is opened, and every moment shows exactly the last picture not later than it."""

import bisect
import gc
import threading
from pathlib import Path

import psutil
import pytest

from recordings.errors import RecordingError
from recordings.playback import open_recording
from tests.recordings.filming import RATE, Film, Studio, beeps, number_in

# Bursts of movement, stillness with a heartbeat each 500 ms, odd distances: as de-duplicated screens are recorded.
SHOTS = [(0, 1), (33, 2), (67, 3), (100, 4), (600, 4), (1100, 4), (1117, 5), (1118, 6), (1650, 7), (2150, 7)]
SHOTS += [(2200 + 33 * step, 8 + step) for step in range(60)] + [(4700, 68), (5200, 68)]


def shown(shots: list[tuple[int, int]], origin_us: int = 0) -> list[tuple[int, int]]:
    return [(origin_us + at_ms * 1000, number) for at_ms, number in shots]


def last_until(pictures: list[tuple[int, int]], moment_us: int) -> tuple[int, int] | None:
    found = bisect.bisect_right(pictures, moment_us, key=lambda picture: picture[0])
    return pictures[found - 1] if found else None


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("gop", [7, 250])
def test_that_every_moment_shows_the_last_picture_not_later_than_it(studio: Studio, gop: int, killed: bool) -> None:
    origin = 1_234_567
    folder = studio.film("screen", (origin, Film(SHOTS, gop=gop, killed=killed))).done()
    pictures = shown(SHOTS, origin)
    with open_recording(folder) as recording:
        track = recording.track("screen")
        assert track.frame_at(origin - 1) is None
        if killed:  # what the muxer still held is lost
            pictures = pictures[: len(track.picture_times())]
            assert len(pictures) >= len(SHOTS) - 2
        for time_us, _ in pictures + pictures[::-1] + pictures[::7]:
            for moment in (time_us - 1, time_us, time_us + 1, time_us + 499):
                picture = track.frame_at(moment)
                seen = None if picture is None else (picture.time_us, number_in(picture.rgb))
                assert seen == last_until(pictures, moment), moment


def test_that_no_microsecond_between_two_pictures_shows_another(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS[:8]))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        for moment in range(1_099_000, 1_119_000):
            picture = track.decoded_at(moment)
            assert picture is not None
            assert picture.time_us == (last_until(shown(SHOTS[:8]), moment) or (0, 0))[0]


def test_that_films_with_reordered_pictures_are_exact_too(studio: Studio) -> None:
    reordering = {"preset": "medium", "bf": "3", "crf": "30"}
    folder = studio.film("screen", (0, Film(SHOTS, options=reordering))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        for moment in [*range(0, 5_300_000, 47_111), *range(5_300_000, 0, -91_003)]:
            picture = track.frame_at(moment)
            assert picture is not None
            assert (picture.time_us, number_in(picture.rgb)) == last_until(shown(SHOTS), moment)


def test_that_segments_join_and_holes_between_them_are_called_stale(studio: Studio) -> None:
    later = [(at_ms, number + 100) for at_ms, number in SHOTS]
    folder = studio.film("screen", (0, Film(SHOTS)), (9_000_000, Film(later))).done()
    pictures = shown(SHOTS) + shown(later, 9_000_000)
    with open_recording(folder) as recording:
        track = recording.track("screen")
        for moment in (5_200_000, 5_200_001, 8_999_999, 9_000_000, 9_040_000, 14_200_000, 14_200_001, 300_000):
            picture = track.frame_at(moment)
            assert picture is not None
            assert (picture.time_us, number_in(picture.rgb)) == last_until(pictures, moment)
            assert picture.stale == (5_200_000 < moment < 9_000_000 or moment > 14_200_000)


def test_that_the_tail_of_a_file_gives_way_to_the_next(studio: Studio) -> None:
    later = [(at_ms, number + 100) for at_ms, number in SHOTS]
    folder = studio.film("screen", (0, Film(SHOTS)), (4_690_000, Film(later))).done()
    pictures = [shot for shot in shown(SHOTS) if shot[0] < 4_690_000] + shown(later, 4_690_000)
    with open_recording(folder) as recording:
        track = recording.track("screen")
        assert [(picture.time_us, number_in(picture.rgb)) for picture in track.frames(0)] == pictures
        assert list(track.picture_times()) == [time_us for time_us, _ in pictures]
        for moment in (4_689_999, 4_690_000, 4_700_000, 5_200_000):
            picture = track.frame_at(moment)
            assert picture is not None
            assert (picture.time_us, number_in(picture.rgb)) == last_until(pictures, moment)


def test_that_a_written_down_gap_is_called_stale(studio: Studio) -> None:
    folder = studio.film("camera", (0, Film(SHOTS)), kind="synthetic_camera").gap("camera", 700_000, 1_100_000).done()
    with open_recording(folder) as recording:
        seen = [recording.track("camera").frame_at(moment) for moment in (699_999, 700_000, 1_099_999, 1_100_000)]
    assert [picture and picture.stale for picture in seen] == [False, True, True, False]


def test_that_playing_shows_every_picture_once_across_segments(studio: Studio) -> None:
    later = [(at_ms, number + 100) for at_ms, number in SHOTS]
    folder = studio.film("screen", (500_000, Film(SHOTS)), (9_000_000, Film(later))).done()
    pictures = shown(SHOTS, 500_000) + shown(later, 9_000_000)
    with open_recording(folder) as recording:
        track = recording.track("screen")
        whole = [(picture.time_us, number_in(picture.rgb)) for picture in track.frames(0)]
        assert whole == pictures
        assert list(track.picture_times()) == [time_us for time_us, _ in pictures]
        from_middle = [picture.time_us for picture in track.frames(1_700_000)]
        assert from_middle == [time_us for time_us, _ in pictures if time_us >= 1_617_000 + 1_000]


def test_that_steps_back_and_forth_visit_the_neighbours(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS))).done()
    times = [time_us for time_us, _ in shown(SHOTS)]
    with open_recording(folder) as recording:
        track = recording.track("screen")
        visited = [times[-1]]
        while (picture := track.frame_before(visited[-1])) is not None:
            visited.append(picture.time_us)
        assert visited == times[::-1]
        assert track.frame_after(times[-1]) is None


def test_that_colours_come_back_as_recorded(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film([(0, 0b101)]))).done()
    with open_recording(folder) as recording:
        picture = recording.track("screen").frame_at(0)
    assert picture is not None
    assert picture.rgb.shape == (136, 240, 3)
    assert abs(int(picture.rgb[20, 10].mean()) - 235) < 6
    assert abs(int(picture.rgb[20, 30].mean()) - 20) < 6


def test_that_a_file_cut_at_any_byte_is_read_up_to_the_cut(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS, sound=[(0, beeps([0], 5_000_000))], killed=True))).done()
    path = folder / "screen.mkv"
    whole = path.read_bytes()
    pictures = shown(SHOTS)
    shortest = len(pictures)
    for size in range(len(whole), len(whole) // 3, -max(1, len(whole) // 150)):
        path.write_bytes(whole[:size])
        with open_recording(folder) as recording:
            track = recording.track("screen")
            times = [int(time) for time in track.picture_times()]
            assert times == [time_us for time_us, _ in pictures[: len(times)]]
            shortest = min(shortest, len(times))
            last = track.frame_at(10_000_000)
            assert last is not None
            assert (last.time_us, number_in(last.rgb)) == pictures[len(times) - 1]
            assert len(track.sound(0, 6_000_000)) == 6 * RATE
    assert 0 < shortest < len(pictures) // 2


def test_that_a_missing_or_empty_file_is_a_gap_and_is_told(studio: Studio) -> None:
    films = [(0, Film(SHOTS)), (9_000_000, Film(SHOTS)), (19_000_000, Film(SHOTS))]
    folder = studio.film("screen", *films).done()
    (folder / "screen.002.mkv").write_bytes(b"")
    (folder / "screen.003.mkv").unlink()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        picture = track.frame_at(23_000_000)
        assert picture is not None
        assert picture.time_us == 5_200_000
        assert list(track.picture_times()) == [time_us for time_us, _ in shown(SHOTS)]
        assert [fault.code for fault in track.faults] == ["media_missing", "media_unreadable"]


def test_that_preparing_can_be_cancelled_and_readers_go_on_meanwhile(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS, killed=True))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        with pytest.raises(RecordingError) as caught:
            track.prepare(lambda: True)
        assert caught.value.code == "cancelled"
        assert track.frame_at(100_000) is not None
        track.prepare(lambda: False)
        picture = track.frame_at(1_118_500)
    assert picture is not None
    assert number_in(picture.rgb) == 6


def test_that_many_threads_see_the_same_pictures(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS, sound=[(0, beeps([0], 5_000_000))]))).done()
    wrong: list[int] = []
    with open_recording(folder) as recording:
        track = recording.track("screen")

        def look(first: int) -> None:
            for moment in range(first, 5_000_000, 333_333):
                picture = track.frame_at(moment)
                track.sound(moment, moment + 20_000)
                if picture is None or (picture.time_us, number_in(picture.rgb)) != last_until(shown(SHOTS), moment):
                    wrong.append(moment)

        threads = [threading.Thread(target=look, args=(first * 77_777,)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_that_closing_gives_back_files_and_threads(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS, sound=[(0, beeps([0], 5_000_000))]))).done()
    process = psutil.Process()
    gc.collect()
    threads_before = process.num_threads()
    for _ in range(3):
        recording = open_recording(folder)
        recording.track("screen").frame_at(3_000_000)
        recording.track("screen").sound(0, 1_000_000)
        recording.close()
        recording.close()
    assert process.num_threads() <= threads_before
    assert [file.path for file in process.open_files() if file.path.startswith(str(folder))] == []
    with pytest.raises(RecordingError) as caught:
        recording.track("screen").frame_at(0)
    assert caught.value.code == "recording_closed"
    with pytest.raises(RecordingError):
        recording.track("screen").sound(0, 1000)


def test_that_an_unknown_source_and_an_empty_folder_are_named(studio: Studio, tmp_path: Path) -> None:
    folder = studio.film("screen", (0, Film(SHOTS))).done()
    with open_recording(folder) as recording, pytest.raises(RecordingError) as unknown:
        recording.track("camera")
    assert unknown.value.code == "source_unknown"
    with pytest.raises(RecordingError) as missing:
        open_recording(tmp_path)
    assert missing.value.code == "facts_missing"
