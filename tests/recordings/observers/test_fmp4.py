"""Fragmented MP4, by its bytes and by those who read it."""

import struct

import numpy as np
import pytest

from recordings.messages import (
    MEDIA_STREAM_DELTA,
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    TRACK_MAIN,
    TRACK_SOUND,
    pack_init,
    pack_media,
    unpack_media,
)
from recordings.observers.fmp4 import PictureForm, SoundForm, fragment, picture_init, sound_init
from recordings.observers.nal_units import sample_of, units_of
from recordings.observers.picture import MAIN, PictureTrack
from recordings.observers.sound import FRAME, SoundTrack
from tests.recordings.observers.stream_reading import (
    boxes,
    clock_in,
    filmed,
    fragments,
    keys,
    loudest_us,
    pictures,
    sounds,
    unpack_init,
)
from tests.recordings.synthetic_stream import beep

SPS, PPS = bytes.fromhex("6742c01fda01402ec8"), bytes.fromhex("68ce3c80")
LATE_US = 9 * 3600 * 1_000_000 + 123_457
"""Nine hours into a session: times no longer fit into 32 bits."""


def test_that_the_boxes_of_a_picture_track_say_what_a_player_must_know() -> None:
    form = PictureForm(1280, 720, SPS, PPS)
    found = {box.path: box.body for box in boxes(picture_init(form))}
    assert list(found)[:2] == ["ftyp", "moov"]
    assert {"moov/mvhd", "moov/mvex/trex", "moov/trak/tkhd", "moov/trak/mdia/minf/stbl/stco"} <= found.keys()
    entry = found["moov/trak/mdia/minf/stbl/stsd"][8:]
    assert entry[4:8] == b"avc1"
    assert struct.unpack_from(">HH", entry, 32) == (1280, 720)
    assert entry[86:][4:8] == b"avcC"
    assert entry[94:] == b"\x01\x42\xc0\x1f\xff\xe1\x00\x09" + SPS + b"\x01\x00\x04" + PPS
    assert struct.unpack_from(">I", found["moov/trak/mdia/mdhd"], 12) == (90_000,)
    assert form.mime == 'video/mp4; codecs="avc1.42C01F"'


def test_that_the_boxes_of_a_sound_track_say_what_a_player_must_know() -> None:
    form = SoundForm(bytes.fromhex("118856e500"))
    found = {box.path: box.body for box in boxes(sound_init(form))}
    entry = found["moov/trak/mdia/minf/stbl/stsd"][8:]
    assert entry[4:8] == b"mp4a"
    assert struct.unpack_from(">H", entry, 24) == (1,)
    assert struct.unpack_from(">I", entry, 32) == (48_000 << 16,)
    assert b"\x05\x05" + form.config in entry
    assert struct.unpack_from(">I", found["moov/trak/mdia/mdhd"], 12) == (48_000,)


@pytest.mark.parametrize("sync", [True, False])
def test_that_a_fragment_says_when_how_long_where_and_whether_a_player_can_begin(sync: bool) -> None:
    starts = 9 * 3600 * 90_000
    data = fragment(7, starts, 3600, b"picture", sync=sync)
    found = {box.path: box.body for box in boxes(data)}
    assert found["moof/mfhd"][4:] == struct.pack(">I", 7)
    assert found["moof/traf/tfdt"] == b"\x01\0\0\0" + struct.pack(">Q", starts)
    assert found["moof/traf/tfhd"] == b"\0\x02\0\0" + struct.pack(">I", 1)
    count, place, lasts, size, flags = struct.unpack(">IiIII", found["moof/traf/trun"][4:])
    assert (count, lasts, data[place : place + size]) == (1, 3600, b"picture")
    assert flags == (0x02000000 if sync else 0x01010000)


def test_that_units_are_told_apart_and_parameter_sets_left_out() -> None:
    stream = b"\0\0\0\1" + SPS + b"\0\0\0\1" + PPS + b"\0\0\1\x65\x88\x84\0\0\3\1"
    assert units_of(stream) == [SPS, PPS, b"\x65\x88\x84\0\0\3\1"]
    assert sample_of(units_of(stream)) == b"\0\0\0\x07\x65\x88\x84\0\0\3\1"


def test_that_pictures_decode_at_their_session_time_also_late_and_at_any_pace() -> None:
    moments = [
        LATE_US + us for us in (0, 40_000, 81_000, 581_000, 1_081_000, 1_100_500, 1_600_500, 2_100_500, 2_140_000)
    ]
    messages = filmed(PictureTrack(TRACK_MAIN, MAIN), moments)
    decoded = pictures(messages)
    assert len(decoded) == len(moments)
    assert max(abs(at_us - moment) for (at_us, _), moment in zip(decoded, moments, strict=True)) <= 500
    assert [clock_in(frame) for _, frame in decoded] == moments
    assert [header.at_us for header in fragments(messages)] == moments
    assert [header.at_us for header in keys(messages)] == [moments[0], moments[7]]


def test_that_a_player_can_begin_with_any_key_picture() -> None:
    moments = [40_000 * n for n in range(1, 110)]
    messages = filmed(PictureTrack(TRACK_MAIN, MAIN), moments, size=(320, 180))
    init = messages[0]
    key = [n for n, (header, _) in enumerate(messages) if header.kind == MEDIA_STREAM_KEY][1]
    decoded = pictures([init, *messages[key:]])
    assert [clock_in(frame) for _, frame in decoded] == [header.at_us for header in fragments(messages[key:])]


def test_that_another_size_begins_the_track_anew_and_times_go_on() -> None:
    track = PictureTrack(TRACK_MAIN, MAIN)
    before = filmed(track, [1_000_000, 1_040_000])
    after = filmed(track, [1_040_000, 1_120_000], size=(320, 240))
    assert [header.kind for header, _ in after] == [MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, MEDIA_STREAM_DELTA]
    assert fragments(after)[0].at_us > fragments(before)[-1].at_us
    assert {(frame.width, frame.height) for _, frame in pictures(after)} == {(320, 240)}


def test_that_a_picture_after_a_long_silence_is_one_to_begin_with() -> None:
    messages = filmed(PictureTrack(TRACK_MAIN, MAIN), [1_000_000, 1_040_000, 1_900_000])
    assert [header.at_us for header in keys(messages)] == [1_000_000, 1_900_000]


def test_that_sound_decodes_at_its_session_time() -> None:
    starts = 3600 * 48_000 - 20 * FRAME
    track, origin_us = SoundTrack(starts), 5_000_000
    messages = [one for n in range(40) for one in track.messages(beep(starts + n * FRAME, origin_us))]
    loud = loudest_us(sounds(messages))
    assert {header.track for header, _ in messages} == {TRACK_SOUND}
    # At each whole second of the machine clock, and so of this session's: 0.1 s long.
    assert abs(min(loud) - 3_600_000_000) < 1_500
    assert abs(max(loud) - 3_600_100_000) < 1_500
    assert np.allclose(np.diff([header.at_us for header in fragments(messages)]), FRAME / 48_000 * 1e6, atol=1)


def test_that_a_message_of_the_stream_can_be_unpacked_again() -> None:
    messages = filmed(PictureTrack(TRACK_MAIN, MAIN), [1_000_000])
    for header, payload in messages:
        assert unpack_media(pack_media(header, payload)) == (header, payload)
    assert unpack_init(pack_init("video/mp4", b"ftyp")) == ("video/mp4", b"ftyp")
