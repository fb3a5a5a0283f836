"""A recording as MP4: the same packets at the same times, an index in front, and never half a file."""

from pathlib import Path

import av
import pytest

from recordings.errors import RecordingError
from recordings.remux import to_mp4
from tests.recordings.filming import Film, beeps, number_in, rgb_of, seconds_of, write_film
from tests.recordings.test_clips import boxes

SHOTS = [(at_ms, at_ms // 40) for at_ms in (40, 80, 120, 1_000, 1_500, 2_750)]


def packet_list(path: Path) -> list[tuple[str, int, int]]:
    """(kind, µs, bytes) of every packet in the order of time."""
    with av.open(str(path)) as container:
        found = [
            (packet.stream.type, round(float(packet.pts * packet.time_base) * 1e6), packet.size)
            for packet in container.demux()
            if packet.pts is not None and packet.time_base is not None
        ]
    return sorted(found)


@pytest.fixture(params=[False, True], ids=["closed", "killed"])
def media(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A file of the recorder: its pictures come when something changes."""
    path = tmp_path / "screen.mkv"
    write_film(path, Film(SHOTS, sound=[(0, beeps([1_000_000], 3_000_000))], killed=request.param))
    return path


def test_that_every_packet_is_there_at_its_time(media: Path, tmp_path: Path) -> None:
    out = to_mp4(media, tmp_path / "screen.mp4")
    was, now = packet_list(media), packet_list(out)
    assert [(kind, size) for kind, _at, size in now] == [(kind, size) for kind, _at, size in was]
    assert all(abs(one[1] - other[1]) <= 1_000 for one, other in zip(was, now, strict=True))


def test_that_the_index_lies_in_front_and_nothing_tells_who_made_it(media: Path, tmp_path: Path) -> None:
    out = to_mp4(media, tmp_path / "screen.mp4")
    content = out.read_bytes()
    order = boxes(content)
    assert order.index("moov") < order.index("mdat")
    assert b"Lavf" not in content
    with av.open(str(out)) as container:
        assert "creation_time" not in container.metadata


def test_that_the_pictures_are_the_same_and_the_last_one_lasts_to_the_end(media: Path, tmp_path: Path) -> None:
    out = to_mp4(media, tmp_path / "screen.mp4")
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        shown = [(round(seconds_of(frame) * 1000), number_in(rgb_of(frame))) for frame in container.decode(stream)]
        assert container.duration is not None
        assert stream.start_time is not None
        assert stream.duration is not None
        assert stream.time_base is not None
        sound_ends = max(at for kind, at, _size in packet_list(out) if kind == "audio") / 1e6
        assert container.duration / 1e6 >= sound_ends
        assert float((stream.start_time + stream.duration) * stream.time_base) >= sound_ends
    with av.open(str(media)) as container:
        recorded = [(round(seconds_of(frame) * 1000), number_in(rgb_of(frame))) for frame in container.decode(video=0)]
    assert shown == recorded
    assert recorded == SHOTS[: len(recorded)]


def test_that_nothing_is_left_of_a_copy_that_was_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "screen.mkv"
    write_film(path, Film([(at_ms, 1) for at_ms in range(0, 20_000, 33)], width=96, height=54))
    before = set(tmp_path.iterdir())
    with pytest.raises(RecordingError, match="cancelled"):
        to_mp4(path, tmp_path / "screen.mp4", cancelled=lambda: True)
    assert set(tmp_path.iterdir()) == before


def test_that_progress_rises_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "screen.mkv"
    write_film(path, Film([(at_ms, 1) for at_ms in range(0, 60_000, 33)], width=96, height=54, grain=True))
    told: list[float] = []
    to_mp4(path, tmp_path / "screen.mp4", progress=told.append)
    assert told == sorted(told)
    assert 0.5 < told[-1] <= 1.0


def test_that_a_file_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "screen.mkv").write_bytes(b"")
    with pytest.raises(RecordingError, match="media_unreadable"):
        to_mp4(tmp_path / "screen.mkv", tmp_path / "screen.mp4")
    with pytest.raises(RecordingError, match="media_missing"):
        to_mp4(tmp_path / "camera.mkv", tmp_path / "camera.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["screen.mkv"]


def test_that_a_goal_that_cannot_be_written_is_said(media: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="mp4_unwritable"):
        to_mp4(media, tmp_path / "missing" / "screen.mp4")


def test_that_a_codec_that_mp4_does_not_hold_is_said(tmp_path: Path) -> None:
    path = tmp_path / "screen.mkv"
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("libvpx", rate=10, width=64, height=48, pix_fmt="yuv420p")
        for number in range(3):
            frame = av.VideoFrame(64, 48, "yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(RecordingError, match="mp4_unwritable"):
        to_mp4(path, tmp_path / "screen.mp4")
    assert [one.name for one in tmp_path.iterdir()] == ["screen.mkv"]
