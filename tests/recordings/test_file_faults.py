"""A file that somebody takes away, and a disk that does not confirm what it was given, cost one file, not a session."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from recordings import manifest, repair
from recordings.assembling import assemble
from recordings.messages import Failed, Health, SegmentOpened
from recordings.plan import SourcePlan
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def opened(steered: Steered) -> list[str]:
    """The files that were begun so far."""
    return [fact.file for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)]


def recording(steered: Steered, folder: Path, *sources: SourcePlan) -> None:
    """Record until every file is there."""
    steered.engine.arm(a_plan(folder, *sources))
    steered.engine.start()
    steered.until(lambda: opened(steered) and all((folder / name).exists() for name in opened(steered)))


def seconds_of_sound(path: Path) -> float:
    """How much sound a file carries, decoded to its end."""
    with av.open(str(path)) as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


@pytest.mark.allow_warning_logs
def test_that_a_file_that_somebody_takes_away_is_followed_by_another_and_is_a_gap(
    steered: Steered, tmp_path: Path
) -> None:
    recording(steered, tmp_path, SCREEN, VOICE)
    (tmp_path / "screen.mkv").unlink()
    steered.until((tmp_path / "screen.002.mkv").exists)
    steered.engine.stop()
    said = [(failed.code, failed.facts["file"], failed.harmless) for failed in steered.of(Failed)]
    assert said == [("media_taken", "screen.mkv", True)]
    made = manifest.read(tmp_path)
    files = {track.source: [segment.file for segment in track.segments] for track in made.tracks}
    assert files == {"screen": ["screen.002.mkv"], "voice": ["screen.002.mkv"]}
    begun_us = made.tracks[0].segments[0].origin_us
    assert {(gap.source, gap.reason) for gap in made.gaps} == {("screen", "file_gone"), ("voice", "file_gone")}
    assert all(abs(gap.to_us - begun_us) < 100_000 for gap in made.gaps)


@pytest.mark.allow_warning_logs
def test_that_a_file_that_was_moved_can_be_put_back(steered: Steered, tmp_path: Path) -> None:
    recording(steered, tmp_path, SCREEN)
    elsewhere = tmp_path / "elsewhere.keep"
    (tmp_path / "screen.mkv").rename(elsewhere)
    steered.until((tmp_path / "screen.002.mkv").exists)
    steered.engine.stop()
    elsewhere.rename(tmp_path / "screen.mkv")
    manifest.write(tmp_path, assemble(tmp_path))
    assert not manifest.read(tmp_path).gaps
    assert repair.finish(tmp_path).lost == ()


@pytest.mark.allow_warning_logs
def test_that_a_file_of_sound_alone_is_followed_by_another(steered: Steered, tmp_path: Path) -> None:
    recording(steered, tmp_path, VOICE)
    (tmp_path / "voice.mka").unlink()
    steered.until((tmp_path / "voice.002.mka").exists)
    again = steered.facts("segment")[-1].at_us
    steered.until(lambda: steered.engine.lineup and _now_us(steered) - again > 1_000_000)
    steered.engine.stop()
    assert seconds_of_sound(tmp_path / "voice.002.mka") > 0.5


def _now_us(steered: Steered) -> int:
    return max((health.at_us for health in steered.of(Health)), default=0)


class Disk:
    """What the system says when a media file is to be brought to the disk."""

    def __init__(self) -> None:
        self.fails = False

    def sync(self, descriptor: int) -> None:
        """The real thing, or an error."""
        if self.fails:
            raise OSError(errno.EIO, "Input/output error")
        os.fsync(descriptor)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk under the media files that can be made to fail."""
    disk = Disk()
    monkeypatch.setattr("recordings.writer._sync", disk.sync)
    return disk


@pytest.mark.allow_warning_logs
def test_that_a_disk_that_does_not_confirm_is_told_once_and_what_follows_lies_in_a_new_file(
    steered: Steered, tmp_path: Path, disk: Disk
) -> None:
    recording(steered, tmp_path, SCREEN, VOICE)
    disk.fails = True
    steered.until((tmp_path / "screen.002.mkv").exists)
    disk.fails = False
    steered.until(lambda: steered.engine._run and steered.engine._run.segments.saved_us({"screen"}) > _last(steered))
    assert steered.engine.state == "recording"
    steered.engine.stop()
    said = [(failed.code, failed.facts["file"], failed.harmless) for failed in steered.of(Failed)]
    assert said == [("sync_failed", "screen.mkv", True)]
    made = manifest.read(tmp_path)
    assert not made.gaps
    assert [segment.file for segment in made.tracks[0].segments] == ["screen.mkv", "screen.002.mkv"]
    for segment in made.tracks[0].segments:
        with av.open(str(tmp_path / segment.file)) as container:
            assert sum(1 for _ in container.decode(video=0)) == segment.frames


def _last(steered: Steered) -> int:
    """When the file was begun that is written now."""
    fact = steered.facts("segment")[-1]
    assert isinstance(fact, SegmentOpened)
    return fact.origin_us


@pytest.mark.allow_warning_logs
def test_that_a_disk_that_never_confirms_is_not_filled_with_small_files(
    steered: Steered, tmp_path: Path, disk: Disk
) -> None:
    disk.fails = True
    recording(steered, tmp_path, SCREEN)
    steered.until(lambda: len([failed for failed in steered.of(Failed) if failed.code == "sync_failed"]) == 2)
    begun = steered.facts("segment")[-1].at_us
    steered.until(lambda: _now_us(steered) - begun > 2_000_000)
    steered.engine.stop()
    assert opened(steered) == ["screen.mkv", "screen.002.mkv"]
    assert manifest.read(tmp_path).ended == "normal"
