"""How long an export of the large round takes: without clips against 3 s, its clips against FFmpeg's own program."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.reports.evidence import Shot, shots
from lab.reports.facts import Audience
from lab.reports.gathering import gather_facts
from lab.services.exporting import ExportService
from lab.services.laboratory import Laboratory
from tests.lab.large_round import LENGTH_S, make_large_round
from tests.recordings.filming import Film, Studio, beeps

LONGEST_S, AGAINST_FFMPEG = 3.0, 1.1
EVERY = 4
"""FFmpeg cuts every fourth clip: all are as long, and it need not take a quarter of an hour."""
SECOND = 1_000_000
REPEATS = 5
pytestmark = pytest.mark.benchmark


def recording(folder: Path) -> Path:
    """A screen of 1280 × 720 with ten pictures a second that change, a face of 640 × 360, and sound."""
    folder.mkdir()
    shots = [(ms, ms // 100) for ms in range(0, LENGTH_S * 1000, 100)]
    sound = [(0, beeps(range(SECOND, LENGTH_S * SECOND, 2 * SECOND), LENGTH_S * SECOND))]
    screen = Film(shots, sound=sound, width=1280, height=720, grain=True)
    face = Film([(ms, ms // 100) for ms in range(0, LENGTH_S * 1000, 100)], width=640, height=360)
    studio = Studio(folder).film("screen", (0, screen)).borrowed("microphone", "screen")
    return studio.film("camera", (0, face), kind="synthetic_camera").done()


def test_that_a_report_without_clips_takes_three_seconds_at_most(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab)
        times = []
        for turn in range(REPEATS + 1):
            begun = time.perf_counter()
            service = ExportService(lab)
            service.hits(made.round.id)
            service.job(made.round.id, ["html", "json", "csv"], tmp_path / "out", "en").run()
            if turn:  # the first turn loads libraries
                times.append(time.perf_counter() - begun)
    print(f"report of the large round without clips: {sorted(times)} s")
    record_property("seconds", sorted(times))
    assert min(times) <= LONGEST_S


def test_that_clips_take_no_longer_than_ffmpeg_does(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    source = recording(tmp_path / "recording")
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab, source)
        facts = gather_facts(lab, made.round.id)
        wanted = [shot for shot in shots(facts, Audience.INTERNAL) if shot.picture is not None]
        assert len(wanted) == 120
        begun = time.perf_counter()
        written = ExportService(lab).job(made.round.id, ["html"], tmp_path / "out", "en").run()
        ours = time.perf_counter() - begun
    assert written.clips == len(wanted)
    begun = time.perf_counter()
    for shot in wanted[::EVERY]:
        cut_by_ffmpeg(shot, source, tmp_path / "theirs.mp4")
    theirs = (time.perf_counter() - begun) * EVERY
    print(f"120 clips with all of the report: {ours:.1f} s; by ffmpeg alone: {theirs:.1f} s; {ours / theirs:.2f}")
    record_property("ratio", ours / theirs)
    assert ours <= AGAINST_FFMPEG * theirs


def cut_by_ffmpeg(shot: Shot, source: Path, out: Path) -> None:
    """The same cut, face, words, sound and encoder settings."""
    start, length = shot.span.start_us / SECOND, (shot.span.end_us - shot.span.start_us) / SECOND
    drawn = (
        "[0:v]scale=1280:-2,pad=iw:ih+80:0:0:white[screen];[1:v]scale=256:-2[face];"
        "[screen][face]overlay=W-w-16:H-h-96,fps=25,format=yuv420p[picture]"
    )
    cut = ["-ss", f"{start:.3f}", "-t", f"{length:.3f}"]
    command = ["ffmpeg", "-v", "error", "-y", *cut, "-i", source / "screen.mkv", *cut, "-i", source / "camera.mkv"]
    command += ["-filter_complex", drawn, "-map", "[picture]", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast"]
    command += ["-crf", "22", "-bf", "0", "-g", "50", "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", out]
    subprocess.run([str(part) for part in command], check=True)
