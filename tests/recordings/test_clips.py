"""Clips begin and end exactly, hold nothing from outside their span, and are what browsers play."""

import struct
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from recordings import clips
from recordings.clicks import SHOWN_US, Click
from recordings.clip_captions import CaptionStrip
from recordings.errors import RecordingError
from recordings.playback import open_recording
from tests.recordings.filming import RATE, Film, Studio, beep_starts, beeps, number_in, rgb_of, seconds_of

SHOTS = [(at_ms, number) for number, at_ms in enumerate(range(0, 12_000, 33))]
FRAME_US = 40_000


def boxes(content: bytes) -> list[str]:
    """The names of an MP4's outermost boxes in order."""
    found, at = [], 0
    while at + 8 <= len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        if size == 1:
            (size,) = struct.unpack(">Q", content[at + 8 : at + 16])
        found.append(name.decode("latin-1"))
        at += size
    return found


def numbers_shown(path: Path) -> list[tuple[int, int]]:
    """(µs, number) of every picture."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [(round(seconds_of(frame) * 1e6), number_in(rgb_of(frame))) for frame in container.decode(stream)]


def heard(path: Path) -> npt.NDArray[np.int16]:
    """The sound as a player that obeys the edit list plays it, from time 0."""
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
        assert frames[0].pts == 0
        sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return np.asarray(np.clip(sound, -1, 1) * 32_767).astype(np.int16)


def _seconds_long(stream: VideoStream | AudioStream) -> float:
    assert stream.duration is not None
    assert stream.time_base is not None
    return float(stream.duration * stream.time_base)


@pytest.fixture
def folder(studio: Studio) -> Path:
    sound = beeps([2_000_000, 5_300_000], 12_000_000)
    screen = Film(SHOTS, sound=[(0, sound)], width=480, height=270)
    face = Film([(at_ms, 4095) for at_ms in range(0, 12_000, 100)], width=160, height=120)
    return studio.film("screen", (1_000_000, screen)).film("camera", (1_000_000, face), kind="synthetic_camera").done()


@pytest.mark.parametrize(("from_us", "to_us"), [(3_000_000, 5_000_000), (3_141_592, 4_271_828), (6_290_000, 6_310_000)])
def test_that_a_clip_shows_its_span_and_nothing_else(folder: Path, tmp_path: Path, from_us: int, to_us: int) -> None:
    out = tmp_path / "clip.mp4"
    with open_recording(folder) as recording:
        clip = clips.cut(recording, from_us, to_us, out, "screen", None, sound=True)
    pictures = numbers_shown(out)
    wanted = [(from_us + shown_us - 1_000_000) // 33_000 for shown_us, _ in pictures]
    assert [number for _, number in pictures] == wanted
    assert [shown_us for shown_us, _ in pictures] == [number * FRAME_US for number in range(len(pictures))]
    assert len(pictures) == -(-(to_us - from_us) // FRAME_US)
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert abs(_seconds_long(video) * 1e6 - (to_us - from_us)) < 100
        assert abs(_seconds_long(audio) * 1e6 - (to_us - from_us)) < 1000  # edit lists count ms
    assert (clip.from_us, clip.to_us, clip.width, clip.height, clip.sound) == (from_us, to_us, 480, 270, True)
    assert abs(len(heard(out)) - (to_us - from_us) * RATE / 1e6) <= 1024


def test_that_the_sound_of_a_clip_is_where_the_pictures_are(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    with open_recording(folder) as recording:
        clips.cut(recording, 2_500_000, 6_700_000, out, "screen", None, sound=True)
    starts = beep_starts(heard(out), RATE)
    assert len(starts) == 2
    assert abs(starts[0] - 0.5) < 0.001
    assert abs(starts[1] - 3.8) < 0.001


def test_that_a_clip_lets_be_heard_what_may_be(studio: Studio, tmp_path: Path) -> None:
    film = Film([(at_ms, at_ms // 33) for at_ms in range(0, 3_000, 33)], sound=[(0, beeps([500_000], 3_000_000))])
    alone = Film(sound=[(0, beeps([1_500_000], 3_000_000))])
    studio.film("screen", (0, film)).borrowed("voice", "screen").film("aloud", (0, alone), kind="synthetic_microphone")
    out = tmp_path / "clip.mp4"
    with open_recording(studio.done()) as recording:
        for sources, begins in ((None, [0.5, 1.5]), (("aloud",), [1.5])):
            assert clips.cut(recording, 0, 2_500_000, out, "screen", heard=sources).sound
            assert beep_starts(heard(out), RATE) == pytest.approx(begins, abs=0.001)
        assert not clips.cut(recording, 0, 2_500_000, out, "screen", heard=("face",)).sound


def test_that_browsers_get_what_they_can_play(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    with open_recording(folder) as recording:
        clips.cut(recording, 2_000_000, 4_000_000, out, "screen", None, sound=True)
    content = out.read_bytes()
    names = boxes(content)
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")
    assert not [name for name in (b"Lavf", b"Lavc", b"x264") if name in content]
    with av.open(str(out)) as container:
        video = container.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.codec_context.colorspace, video.codec_context.color_range) == (1, 1)
        assert container.streams.audio[0].codec_context.name == "aac"
        assert video.average_rate == 25
        assert set(container.metadata) <= {"major_brand", "minor_version", "compatible_brands"}


def test_that_the_inset_lies_in_the_lower_right_corner(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    with open_recording(folder) as recording:
        clips.cut(recording, 5_095_000, 5_400_000, out, "screen", "camera", sound=False)
        bare = recording.track("screen").frame_at(5_095_000)
    assert bare is not None
    with av.open(str(out)) as container:
        assert not container.streams.audio
        rgb = rgb_of(next(container.decode(video=0)))
    difference = np.abs(rgb.astype(int) - bare.rgb.astype(int)).max(axis=2) > 60
    rows, columns = np.flatnonzero(difference.any(axis=1)), np.flatnonzero(difference.any(axis=0))
    assert rows.min() > 180
    assert columns.min() > 360
    assert rgb[235, 440].min() > 200  # the camera's pictures are white


def test_that_captions_stand_below_the_picture_while_they_last(folder: Path, tmp_path: Path) -> None:
    out, bare = tmp_path / "clip.mp4", tmp_path / "bare.mp4"
    captions = [clips.Caption(2_500_000, 3_000_000, "Не нашёл «Оплатить»"), clips.Caption(2_800_000, 3_200_000, "why?")]
    with open_recording(folder) as recording:
        made = clips.cut(recording, 2_000_000, 3_500_000, out, "screen", sound=False, captions=captions)
        without = clips.cut(recording, 2_000_000, 3_500_000, bare, "screen", sound=False)
    assert (made.width, without.height) == (without.width, 270)
    assert made.height > without.height
    written: list[int] = []
    with av.open(str(out)) as container, av.open(str(bare)) as plain:
        for frame, picture in zip(container.decode(video=0), plain.decode(video=0), strict=True):
            rgb = rgb_of(frame)
            difference = np.abs(rgb[: without.height - 8].astype(int) - rgb_of(picture)[: without.height - 8])
            assert np.percentile(difference, 99) < 24  # coded anew, nothing drawn over it
            written.append(int((rgb[without.height + 4 :].max(axis=2) > 160).sum()))
    moments = [2_000_000 + number * FRAME_US for number in range(len(written))]
    assert all((ink > 0) == (2_500_000 <= at < 3_200_000) for at, ink in zip(moments, written, strict=True))
    both, first = moments.index(2_880_000), moments.index(2_600_000)
    assert written[both] > written[first]


def test_that_words_without_end_stay_in_two_lines() -> None:
    strip = CaptionStrip(320, [clips.Caption(0, 1, "долго " * 200), clips.Caption(2, 3, "ы" * 500)])
    for at_us in (0, 2):
        drawn = strip.at(at_us)
        assert drawn is not None
        lit = drawn[0] > 128
        assert lit.any()
        assert not lit[:, -2:].any()
        assert not lit[-2:].any()


def test_that_a_gap_in_the_span_is_grey_and_not_an_older_picture(studio: Studio, tmp_path: Path) -> None:
    early = [(at_ms, 1) for at_ms in range(0, 2_001, 100)]
    late = [(at_ms, 4095) for at_ms in range(0, 2_001, 100)]
    folder = studio.film("screen", (0, Film(early)), (4_000_000, Film(late))).done()
    out = tmp_path / "clip.mp4"
    with open_recording(folder) as recording:
        clips.cut(recording, 1_600_000, 5_000_000, out, "screen", None, sound=False)
        with pytest.raises(RecordingError) as caught:
            clips.cut(recording, 2_500_000, 3_500_000, tmp_path / "none.mp4", "screen", None, sound=False)
    assert caught.value.code == "no_picture"
    with av.open(str(out)) as container:
        seen = [(1_600_000 + round(seconds_of(f) * 1e6), rgb_of(f)) for f in container.decode(video=0)]
    for at_us, rgb in seen:
        if 2_000_000 < at_us < 4_000_000:
            assert rgb.max() < 60
        else:
            assert number_in(rgb) == (1 if at_us <= 2_000_000 else 4095)


def test_that_a_clip_is_scaled_and_stays_even(folder: Path, tmp_path: Path) -> None:
    with open_recording(folder) as recording:
        clip = clips.cut(
            recording, 2_000_000, 2_200_000, tmp_path / "c.mp4", "screen", None, sound=False, max_width=321
        )
    assert (clip.width, clip.height) == (320, 180)
    assert [number for _, number in numbers_shown(tmp_path / "c.mp4")] == [30, 31, 32, 33, 35]


def test_that_a_cancelled_or_failed_clip_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    done: list[float] = []
    room = tmp_path / "clips"
    room.mkdir()
    with open_recording(folder) as recording:
        with pytest.raises(RecordingError) as caught:
            clips.cut(
                recording, 2_000_000, 9_000_000, room / "c.mp4", "screen", None, sound=True,
                progress=done.append, cancelled=lambda: len(done) >= 3,
            )  # fmt: skip
        assert caught.value.code == "cancelled"
        assert list(room.iterdir()) == []
        with pytest.raises(RecordingError) as unwritable:
            clips.cut(recording, 2_000_000, 3_000_000, room / "none" / "c.mp4", "screen", None, sound=True)
        assert unwritable.value.code == "clip_unwritable"
        with pytest.raises(RecordingError) as empty:
            clips.cut(recording, 3_000_000, 3_000_000, room / "c.mp4", "screen", None, sound=True)
    assert empty.value.code == "span_empty"
    assert done == sorted(done)


@pytest.mark.parametrize("name", ["still.jpg", "still.png"])
def test_that_a_still_is_the_picture_of_its_moment(folder: Path, tmp_path: Path, name: str) -> None:
    with open_recording(folder) as recording:
        made = clips.still(recording, "screen", 4_000_000, tmp_path / name, 240)
        shown = recording.track("screen").frame_at(4_000_000)
    assert shown is not None
    assert made.time_us == shown.time_us
    with av.open(str(made.path)) as container:
        rgb = rgb_of(next(container.decode(video=0)))
    assert b"Lavc" not in made.path.read_bytes()
    assert (made.width, made.height) == (240, 136) == (rgb.shape[1], rgb.shape[0])
    assert number_in(rgb) == number_in(shown.rgb)
    assert abs(int(rgb[:60].max()) - 235) < 12


def test_that_stills_of_another_format_or_before_the_first_picture_are_refused(folder: Path, tmp_path: Path) -> None:
    with open_recording(folder) as recording:
        with pytest.raises(RecordingError) as format_refused:
            clips.still(recording, "screen", 4_000_000, tmp_path / "still.tiff", 240)
        with pytest.raises(RecordingError) as too_early:
            clips.still(recording, "screen", 0, tmp_path / "still.jpg", 240)
    assert [format_refused.value.code, too_early.value.code] == ["still_format", "no_picture"]
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_that_clicks_are_ringed_in_the_clip_for_a_while(folder: Path, tmp_path: Path) -> None:
    out, plain = tmp_path / "clicks.mp4", tmp_path / "plain.mp4"
    click = Click(at_us=3_200_000, source="screen", button=1, x=400, y=200)
    elsewhere = click.model_copy(update={"source": "camera"})
    with open_recording(folder) as recording:
        clips.cut(recording, 3_000_000, 4_500_000, out, "screen", sound=False, clicks=[click, elsewhere])
        clips.cut(recording, 3_000_000, 4_500_000, plain, "screen", sound=False)
    ringed = []
    with av.open(str(out)) as marked, av.open(str(plain)) as bare:
        for ours, theirs in zip(marked.decode(video=0), bare.decode(video=0), strict=True):
            off = np.abs(rgb_of(ours).astype(int) - rgb_of(theirs)).max(axis=2) > 60
            if off.any():
                ringed.append(round(seconds_of(ours) * 1e6))
                rows, columns = np.nonzero(off)
                assert abs(rows.mean() - 200) < 2
                assert abs(columns.mean() - 400) < 2
                assert not off[200, 400]  # what was clicked is not hidden
    assert ringed[0] == 200_000
    assert ringed[-1] == 200_000 + SHOWN_US - FRAME_US + FRAME_US // 2
