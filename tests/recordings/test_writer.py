"""Media files: what is put in is found at its time."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from av import AudioFrame, VideoFrame

from recordings.picture_encoder import PictureTrack
from recordings.plan import Quality
from recordings.sources.base import Picture, SoundBlock
from recordings.sources.synthetic import RATE, beeping, draw_pattern, pattern_clock_us
from recordings.writer import MediaWriter
from tests.recordings.filming import rgb_of, seconds_of

ORIGIN_US = 7_000_000_000
TRACK = PictureTrack(320, 180, 25)
QUALITIES: tuple[Quality, ...] = ("small", "balanced", "archive")


def a_picture(clock_us: int, *, repeat: bool = False) -> Picture:
    array = np.full((180, 320, 3), 60, np.uint8)
    draw_pattern(array, clock_us)
    return Picture(clock_us, VideoFrame.from_ndarray(array, format="bgr24"), repeat)


def sound(from_us: int, to_us: int) -> list[SoundBlock]:
    moments = range(from_us, to_us, 10_000)
    return [SoundBlock(moment, beeping(moment, 480), RATE, fresh=moment == from_us) for moment in moments]


def beeps_in(path: Path) -> list[float]:
    """Where beeps begin, in seconds."""
    starts: list[float] = []
    last = -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            assert isinstance(frame, AudioFrame)
            for at in seconds_of(frame) + np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.1) / frame.sample_rate:
                if at - last > 0.3:
                    starts.append(float(at))
                last = float(at)
    return starts


def test_that_pictures_keep_their_time_to_half_a_millisecond(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=False)
    moments = [ORIGIN_US + number * 40_123 for number in range(30)]
    for moment in moments:
        writer.add_picture(a_picture(moment))
    assert writer.close(moments[-1]) == pytest.approx(29 * 40_123, abs=500)
    assert writer.frames == 30
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        found = [(seconds_of(frame), pattern_clock_us(rgb_of(frame))) for frame in container.decode(stream)]
    assert len(found) == 30
    for at_s, shown_us in found:
        assert ORIGIN_US + at_s * 1e6 == pytest.approx(shown_us, abs=501)


def test_that_a_file_has_a_key_picture_every_four_seconds_only(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=False)
    for number in range(20):
        writer.add_picture(a_picture(ORIGIN_US + number * 500_000))
    writer.close(ORIGIN_US + 9_500_000)
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.is_keyframe]
        keys = [float((packet.pts or 0) * packet.time_base) for packet in packets]
    assert keys == [0.0, 4.0, 8.0]


def test_that_the_last_picture_is_shown_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=False)
    writer.add_picture(a_picture(ORIGIN_US))
    assert writer.close(ORIGIN_US + 3_000_000) == 3_000_000
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == [0.0, 3.0]
    assert pattern_clock_us(rgb_of(frames[1])) == ORIGIN_US


def test_that_two_pictures_of_one_moment_rise_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=False)
    for clock_us in (ORIGIN_US - 5_000, ORIGIN_US, ORIGIN_US, ORIGIN_US + 100):
        writer.add_picture(a_picture(clock_us))
    writer.close(ORIGIN_US + 100)
    with av.open(str(path)) as container:
        assert [round(frame.time * 1000) for frame in container.decode(video=0)] == [0, 1, 2, 3]


def test_that_beeps_lie_where_they_were_heard(tmp_path: Path) -> None:
    path = tmp_path / "a.mka"
    writer = MediaWriter(path, ORIGIN_US, None, sound=True)
    for block in sound(ORIGIN_US - 300_000, ORIGIN_US + 3_500_000):
        assert writer.add_sound(block)
    writer.close(ORIGIN_US + 3_500_000)
    assert beeps_in(path) == pytest.approx([0.0, 1.0, 2.0, 3.0], abs=0.002)


@pytest.mark.parametrize("away_us", [400_000, 30_000_000], ids=["short", "long"])
def test_that_sound_after_a_hole_lies_where_it_was_heard(tmp_path: Path, away_us: int) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=True)
    writer.add_picture(a_picture(ORIGIN_US))
    for block in sound(ORIGIN_US, ORIGIN_US + 1_500_000):
        writer.add_sound(block)
    back_us = ORIGIN_US + 1_500_000 + away_us
    writer.add_picture(a_picture(back_us))
    for block in sound(back_us, back_us + 1_500_000):
        writer.add_sound(block)
    writer.close(back_us + 1_500_000)
    third_s = 2.0 if away_us < 1_000_000 else 32.0
    assert beeps_in(path)[:3] == pytest.approx([0.0, 1.0, third_s], abs=0.002)


def test_that_a_closed_file_takes_nothing_more_and_closing_twice_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=True)
    writer.add_picture(a_picture(ORIGIN_US))
    assert writer.close(ORIGIN_US + 40_000) == writer.close(ORIGIN_US + 90_000)
    assert not writer.add_sound(sound(ORIGIN_US, ORIGIN_US + 10_000)[0])
    writer.add_picture(a_picture(ORIGIN_US + 80_000))
    writer.sync()
    assert writer.frames == 2
    assert writer.saved_us == ORIGIN_US + 40_000


def test_that_most_of_a_file_can_be_read_while_it_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    writer = MediaWriter(path, ORIGIN_US, TRACK, sound=True)
    for number, block in enumerate(sound(ORIGIN_US, ORIGIN_US + 4_000_000)):
        writer.add_sound(block)
        if number % 4 == 0:
            writer.add_picture(a_picture(ORIGIN_US + number * 10_000))
    writer.sync()
    with av.open(str(path)) as container:
        last = max(
            float(packet.pts * packet.time_base) for packet in container.demux(video=0) if packet.pts is not None
        )
    assert last > 3.4
    assert (writer.saved_us - ORIGIN_US) / 1e6 <= last
    writer.close(ORIGIN_US + 4_000_000)


def written(path: Path, track: PictureTrack, pixels: "npt.NDArray[np.uint8]") -> tuple[int, str, float]:
    """Size of a file of ten pictures that move, form of its pixels, and how far the first is from what it was."""
    writer = MediaWriter(path, ORIGIN_US, track, sound=False)
    for number in range(10):
        moved = np.ascontiguousarray(np.roll(pixels, number, axis=1))
        writer.add_picture(Picture(ORIGIN_US + number * 40_000, VideoFrame.from_ndarray(moved, format="rgb24")))
    writer.close(ORIGIN_US + 400_000)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        away = np.abs(rgb_of(frame).astype(int) - pixels).mean()
        return path.stat().st_size, frame.format.name, float(away)


def test_that_a_screen_that_stands_still_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    page = np.random.default_rng(1).integers(0, 2, (180, 320, 1), dtype=np.uint8).repeat(3, axis=2) * 255
    writer = MediaWriter(path, ORIGIN_US, replace(TRACK, drawn=True), sound=False)
    for number in range(10):
        shown = VideoFrame.from_ndarray(page, format="rgb24")
        writer.add_picture(Picture(ORIGIN_US + number * 40_000, shown, repeat=number > 0))
    writer.close(ORIGIN_US + 360_000)
    with av.open(str(path)) as container:
        first, *others = [packet.size for packet in container.demux(video=0) if packet.size]
    assert sum(others) < first / 100


@pytest.mark.parametrize("drawn", [True, False])
def test_that_what_is_to_be_saved_can_be_chosen(tmp_path: Path, drawn: bool) -> None:
    grey = np.random.default_rng(1).integers(0, 255, (180, 320, 1), dtype=np.uint8).repeat(3, axis=2)
    small, balanced, archive = (
        written(tmp_path / f"{quality}.mkv", replace(TRACK, quality=quality, drawn=drawn), grey)
        for quality in QUALITIES
    )
    assert small[0] < balanced[0]
    assert archive[2] < balanced[2]
    assert {small[1], balanced[1], archive[1]} == {"yuv420p"}


def test_that_sharp_colours_are_sharp(tmp_path: Path) -> None:
    stripes = np.zeros((180, 320, 3), np.uint8)
    stripes[:, :, 2] = 200
    stripes[:, ::3] = (200, 0, 0)
    _size, form, usual = written(tmp_path / "usual.mkv", TRACK, stripes)
    _size, sharp_form, sharp = written(tmp_path / "sharp.mkv", replace(TRACK, sharp_colours=True), stripes)
    assert (form, sharp_form) == ("yuv420p", "yuv444p")
    assert sharp < usual / 3
