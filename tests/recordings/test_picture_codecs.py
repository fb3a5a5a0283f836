"""Who encodes pictures: x264, else the first that opens here."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from av import VideoFrame

from recordings import manifest, picture_codecs
from recordings.clip_writer import ClipWriter
from recordings.errors import RecordingError
from recordings.picture_codecs import CANDIDATES, PictureCodec, check_codec, first_that_opens, picture_codec
from recordings.picture_encoder import PictureTrack
from recordings.plan import Quality, SourcePlan
from recordings.record import record
from recordings.sources.base import Picture
from recordings.sources.synthetic import draw_pattern, pattern_clock_us
from recordings.writer import MediaWriter
from tests.recordings.filming import rgb_of
from tests.recordings.recording_here import a_plan

X264 = CANDIDATES[0]
ABSENT = PictureCodec("h264_of_nobody", X264.options)
NO_FORM = PictureCodec("libx264", X264.options, pixels="rgb0")
"""There is such an encoder, but it does not open for such pixels."""

OTHER = PictureCodec("mpeg4", lambda _quality: {"b": "4000000", "bf": "0"}, format="mpeg4")
"""An encoder that every build has; it writes something else, so that files tell who wrote them."""

FROM_CARD = PictureCodec("libx264", X264.options, pixels="nv12")
"""x264 takes the pixels of graphics cards as well."""

QUALITIES: tuple[Quality, ...] = ("small", "balanced", "archive")
ORIGIN_US = 7_000_000_000


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """This process has not looked yet for an encoder, and forgets afterwards what it found."""
    picture_codec.cache_clear()
    yield monkeypatch
    picture_codec.cache_clear()


def these(only: pytest.MonkeyPatch, *candidates: PictureCodec) -> None:
    only.setattr(picture_codecs, "CANDIDATES", candidates)


def test_that_x264_is_the_first_choice() -> None:
    assert first_that_opens(CANDIDATES).name == "libx264"


@pytest.mark.parametrize("before", [[ABSENT], [NO_FORM], [ABSENT, NO_FORM]])
def test_that_what_is_not_there_or_does_not_open_is_passed_over(before: Sequence[PictureCodec]) -> None:
    assert first_that_opens([*before, OTHER, X264]) is OTHER


def test_that_the_encoders_of_absent_graphics_cards_do_no_harm() -> None:
    others = [codec for codec in CANDIDATES if codec.name != "libx264"]
    assert len(others) >= 5
    assert first_that_opens([*others, X264]) in (*others, X264)


def test_that_no_encoder_is_said_with_all_that_were_tried() -> None:
    with pytest.raises(RecordingError) as fault:
        first_that_opens([ABSENT, NO_FORM])
    assert (fault.value.code, fault.value.facts["codec"]) == ("encoder_missing", "h264_of_nobody, libx264")


def test_that_encoders_are_tried_once_in_a_process(only: pytest.MonkeyPatch) -> None:
    these(only, ABSENT, OTHER)
    assert picture_codec() is OTHER
    these(only, X264)
    assert picture_codec() is OTHER


@pytest.mark.parametrize("codec", CANDIDATES, ids=lambda codec: codec.name)
def test_that_every_encoder_has_other_options_for_each_quality_and_holds_no_picture_back(codec: PictureCodec) -> None:
    told = [codec.options(quality) for quality in QUALITIES]
    assert len({tuple(options.items()) for options in told}) == 3
    name, value = {"libx264": ("tune", "zerolatency"), "libopenh264": ("allow_skip_frames", "0")}.get(
        codec.name, ("bf", "0")
    )
    assert [options[name] for options in told] == [value] * 3


@pytest.mark.parametrize("codec", [OTHER, FROM_CARD], ids=["mpeg4", "nv12"])
def test_that_what_another_encoder_wrote_shows_each_picture_at_its_time(
    codec: PictureCodec, only: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    these(only, ABSENT, codec)
    writer = MediaWriter(tmp_path / "a.mkv", ORIGIN_US, PictureTrack(320, 180, 25), sound=False)
    moments = [ORIGIN_US + number * 40_000 for number in range(120)]
    for moment in moments:
        drawn = np.full((180, 320, 3), 60, np.uint8)
        draw_pattern(drawn, moment)
        writer.add_picture(Picture(moment, VideoFrame.from_ndarray(drawn, format="bgr24")))
    writer.close(moments[-1])
    with av.open(str(tmp_path / "a.mkv")) as container:
        assert container.streams.video[0].codec_context.name == codec.format
        frames = [(frame.pts, frame.key_frame, pattern_clock_us(rgb_of(frame))) for frame in container.decode(video=0)]
    assert [shown for _pts, _key, shown in frames] == moments
    assert [pts for pts, key, _shown in frames if key] == [0, 4000]


def test_that_the_recording_says_who_encoded_it(only: pytest.MonkeyPatch, tmp_path: Path) -> None:
    these(only, NO_FORM, OTHER)
    record(a_plan(tmp_path, SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=10)), 0.5)
    (segment,) = manifest.read(tmp_path).tracks[0].segments
    assert (segment.codec, segment.encoder) == ("mpeg4", "mpeg4")


def test_that_sharp_colours_are_refused_before_anything_is_written(only: pytest.MonkeyPatch, tmp_path: Path) -> None:
    these(only, OTHER)
    sharp = SourcePlan(id="screen", kind="synthetic_screen", shows="screen", sharp_colours=True)
    with pytest.raises(RecordingError) as fault:
        record(a_plan(tmp_path, sharp), 0.5)
    assert (fault.value.code, fault.value.facts["codec"]) == ("sharp_colours_impossible", "mpeg4")
    assert list(tmp_path.iterdir()) == []


def test_that_an_encoder_which_only_says_that_it_knows_sharp_colours_is_found_out(only: pytest.MonkeyPatch) -> None:
    these(only, PictureCodec("mpeg4", OTHER.options, sharp=True, format="mpeg4"))
    check_codec(sharp_colours=False)
    with pytest.raises(RecordingError, match="sharp_colours_impossible"):
        check_codec(sharp_colours=True)


def test_that_a_clip_is_written_by_whoever_encodes_here(tmp_path: Path, only: pytest.MonkeyPatch) -> None:
    these(only, ABSENT, FROM_CARD)
    writer = ClipWriter(tmp_path / "clip.mp4", 320, 180, 400_000, sound=False)
    for number in range(10):
        array = np.full((180, 320, 3), 60, np.uint8)
        draw_pattern(array, ORIGIN_US + number * 40_000)
        writer.add_picture(VideoFrame.from_ndarray(array, format="bgr24").reformat(format="yuv420p"))
    writer.finish()
    with av.open(str(tmp_path / "clip.mp4")) as container:
        shown = [pattern_clock_us(rgb_of(frame)) for frame in container.decode(video=0)]
    assert shown == [ORIGIN_US + number * 40_000 for number in range(10)]


def test_that_a_clip_that_nobody_encodes_is_not_begun(tmp_path: Path, only: pytest.MonkeyPatch) -> None:
    these(only, ABSENT)
    with pytest.raises(RecordingError, match="encoder_missing"):
        ClipWriter(tmp_path / "clip.mp4", 320, 180, 400_000, sound=False)
    assert list(tmp_path.iterdir()) == []
