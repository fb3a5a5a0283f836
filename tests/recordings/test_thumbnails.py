"""Thumbnails and loudness of a recording: what they show, and that broken-off work goes on where it stood."""

from pathlib import Path

import av
import numpy as np
import pytest

from recordings.errors import RecordingError
from recordings.loudness import read_loudness, write_loudness
from recordings.playback import open_recording
from recordings.thumbnails import read_thumbnails, write_thumbnails
from tests.recordings.filming import Film, Pixels, Studio, beeps, number_in, rgb_of

SECONDS = 320
"""Longer than one sheet."""


@pytest.fixture
def folder(studio: Studio) -> Path:
    """A screen that says its second; nothing was recorded from 100 s to 120 s."""
    shots = [(second * 1000, second) for second in range(SECONDS)]
    return studio.film("screen", (0, Film(shots, gop=8))).gap("screen", 100_000_000, 120_000_000).done()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Where it is made."""
    (tmp_path / "derived").mkdir()
    return tmp_path / "derived"


def thumbnail(folder: Path, session_us: int) -> Pixels:
    found = read_thumbnails(folder)
    assert found is not None
    name, left, top = found.place_of(session_us)
    with av.open(str(folder / name)) as container:
        sheet = rgb_of(next(container.decode(video=0)))
    return sheet[top : top + found.height, left : left + found.width]


def test_that_every_thumbnail_shows_its_moment(folder: Path, made: Path) -> None:
    with open_recording(folder) as recording:
        write_thumbnails(recording, "screen", made)
    shown = [number_in(thumbnail(made, second * 1_000_000)[4:-4]) for second in (0, 4, 5, 64, 299, 300, 319)]
    assert shown == [0, 0, 5, 60, 295, 300, 315]


def test_that_a_thumbnail_of_a_gap_shows_nothing(folder: Path, made: Path) -> None:
    with open_recording(folder) as recording:
        write_thumbnails(recording, "screen", made)
    assert int(np.ptp(thumbnail(made, 110_000_000))) <= 4


def test_that_the_first_thumbnail_is_of_the_first_seconds_that_were_recorded(studio: Studio, made: Path) -> None:
    shots = [(second * 1000, second) for second in range(8)]
    with open_recording(studio.film("screen", (1_500_000, Film(shots))).done()) as recording:
        write_thumbnails(recording, "screen", made)
    assert [number_in(thumbnail(made, moment_us)[4:-4]) for moment_us in (0, 5_000_000)] == [3, 3]


def test_that_work_broken_off_goes_on_where_it_stood(folder: Path, made: Path) -> None:
    asked = iter([False] * 61 + [True])
    with open_recording(folder) as recording:
        with pytest.raises(RecordingError, match="cancelled"):
            write_thumbnails(recording, "screen", made, cancelled=lambda: next(asked))
        assert read_thumbnails(made) is None
        (first,) = made.iterdir()
        before = first.stat().st_mtime_ns
        write_thumbnails(recording, "screen", made)
    assert first.stat().st_mtime_ns == before
    assert sorted(path.name for path in made.iterdir()) == [
        "thumbnails-000.jpg", "thumbnails-001.jpg", "thumbnails.json",
    ]  # fmt: skip


def test_that_a_source_without_pictures_is_refused(studio: Studio, made: Path) -> None:
    sound = [(0, beeps([500_000], 1_000_000))]
    folder = studio.film("microphone", (0, Film(sound=sound)), kind="synthetic_microphone").done()
    with open_recording(folder) as recording, pytest.raises(RecordingError, match="no_picture"):
        write_thumbnails(recording, "microphone", made)
    assert list(made.iterdir()) == []


def test_that_what_is_no_index_counts_as_nothing(made: Path) -> None:
    assert read_thumbnails(made) is None
    assert read_loudness(made) is None
    for name in ("thumbnails.json", "loudness.json"):
        (made / name).write_text("[", encoding="utf-8")
    assert read_thumbnails(made) is None
    assert read_loudness(made) is None


def test_that_loudness_is_kept_as_it_is_heard(studio: Studio, made: Path) -> None:
    film = Film([(at_ms, 1) for at_ms in range(0, 4_001, 500)], sound=[(0, beeps([1_000_000, 2_500_000], 4_000_000))])
    with open_recording(studio.film("screen", (0, film)).done()) as recording:
        write_loudness(recording, made)
        heard = recording.heard()
        assert heard is not None
        wanted = heard.waveform(40)
    found = read_loudness(made)
    assert found is not None
    assert np.allclose(found.in_parts(40), wanted, atol=1 / 200)
    loud = [part for part, peak in enumerate(found.in_parts(8)) if peak > 0.5]
    assert loud == [2, 5]


def test_that_loudness_needs_sound(folder: Path, made: Path) -> None:
    with open_recording(folder) as recording, pytest.raises(RecordingError, match="no_sound"):
        write_loudness(recording, made)
