"""An hour of recording is looked at without reading all of it."""

import sys
from pathlib import Path

import pytest

from recordings.playback import open_recording
from tests.recordings.filming import Film, Studio, number_in

SHOTS = [(at_ms, at_ms // 500 % 4096) for at_ms in range(0, 3_600_000, 500)]
SEEKS_US = [3_599_700_000, 1_000_000, 1_800_250_000, 2_700_499_999, 900_000_000]


def bytes_read() -> int:
    """What this process has read from files so far."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("rchar")).split()[1])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts bytes by /proc")
def test_that_seeking_in_an_hour_reads_little_of_it(studio: Studio) -> None:
    folder = studio.film("screen", (0, Film(SHOTS[::4], gop=2, width=144, height=82, grain=True))).done()
    size = (folder / "screen.mkv").stat().st_size
    with open_recording(folder) as recording:
        track = recording.track("screen")
        before = bytes_read()
        pictures = [track.frame_at(moment) for moment in SEEKS_US]
        read = bytes_read() - before
    assert [picture and number_in(picture.rgb) for picture in pictures] == [m // 2_000_000 * 4 % 4096 for m in SEEKS_US]
    assert read < size / 10, (read, size)


@pytest.mark.parametrize("prepared", [False, True])
def test_that_an_hour_of_a_killed_recorder_is_exact_too(studio: Studio, prepared: bool) -> None:
    folder = studio.film("screen", (0, Film(SHOTS, gop=8, width=96, height=54, killed=True))).done()
    with open_recording(folder) as recording:
        track = recording.track("screen")
        if prepared:
            track.prepare()
        pictures = [track.frame_at(moment) for moment in SEEKS_US[1:]]
    assert [picture and number_in(picture.rgb) for picture in pictures] == [m // 500_000 % 4096 for m in SEEKS_US[1:]]
