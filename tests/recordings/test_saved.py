"""How far everything is safe on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings.fact_log import FactLog
from recordings.picture_encoder import PictureTrack
from recordings.segments import PictureCounts, Segment, Segments
from recordings.syncer import Syncer
from tests.recordings.recording_here import CAMERA, SCREEN, a_plan

TRACK = PictureTrack(64, 64, 30)


class Files:
    """The open files of a screen and a camera, and how far each is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.plan = a_plan(folder, SCREEN, CAMERA)
        self._log = FactLog(folder, self.plan.origin_us, lambda _: None)
        self._syncer = Syncer(lambda *_: None)
        self.segments = Segments(self.plan, self._log, self._syncer)
        self.screen, self.camera = (
            self.segments.open(source, self.plan.origin_us, TRACK, None, PictureCounts()) for source in (SCREEN, CAMERA)
        )

    def save(self, segment: Segment, session_us: int) -> None:
        """Let a file be on the disk up to that session time."""
        segment.writer.saved_us = self.plan.origin_us + session_us

    def close(self) -> None:
        """Close the files and end the thread."""
        for segment in (self.screen, self.camera):
            segment.writer.close(self.plan.origin_us)
        self._syncer.close()
        self._log.close()


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    """Two open files."""
    files = Files(tmp_path)
    yield files
    files.close()


def test_that_no_more_is_called_saved_than_every_delivering_file_holds(files: Files) -> None:
    files.save(files.screen, 9_000_000)
    files.save(files.camera, 4_000_000)
    assert files.segments.saved_us({"screen", "camera", "voice"}) == 4_000_000


def test_that_a_lost_source_does_not_hold_the_others_back(files: Files) -> None:
    files.save(files.screen, 9_000_000)
    files.save(files.camera, 4_000_000)
    assert files.segments.saved_us({"screen"}) == 9_000_000
    assert files.segments.saved_us(()) == 9_000_000


def test_that_what_was_saved_stays_saved_when_a_source_comes_back(files: Files) -> None:
    files.save(files.screen, 9_000_000)
    files.save(files.camera, 4_000_000)
    assert files.segments.saved_us({"screen"}) == 9_000_000
    assert files.segments.saved_us({"screen", "camera"}) == 9_000_000
    files.save(files.camera, 9_600_000)
    files.save(files.screen, 9_800_000)
    assert files.segments.saved_us({"screen", "camera"}) == 9_600_000


def test_that_closed_files_are_saved_to_their_end(files: Files) -> None:
    files.save(files.screen, 2_000_000)
    for segment in (files.screen, files.camera):
        segment.writer.saved_us = files.plan.origin_us
        files.segments.close(segment, files.plan.origin_us + 3_000_000, PictureCounts())
    assert files.segments.saved_us(()) == files.screen.writer.saved_us - files.plan.origin_us
