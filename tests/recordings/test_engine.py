"""The engine with synthetic sources, a camera that goes and comes back, and a disk that is full."""

import errno
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from recordings import manifest
from recordings.errors import RecordingError
from recordings.fact_log import read_facts
from recordings.folder_lock import FolderLock
from recordings.messages import (
    TRACK_CAMERA,
    TRACK_SCREEN,
    Armed,
    Failed,
    Health,
    Levels,
    RecordingClosed,
    SegmentOpened,
    Stills,
)
from recordings.plan import SourcePlan
from recordings.playback import open_recording
from recordings.repair import finish
from recordings.sources.synthetic import pattern_clock_us
from recordings.writer import MediaWriter
from tests.recordings.fake_camera import FakeCamera, fake_camera
from tests.recordings.filming import RATE, beep_starts, rgb_of, seconds_of
from tests.recordings.recording_here import CAMERA, CAPTURED, SCREEN, VOICE, Steered, a_plan


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed at the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    """A network camera."""
    with fake_camera() as camera:
        yield camera


def written(steered: Steered, source: str) -> int:
    """Pictures of a source that the last health told of."""
    healths = steered.of(Health)
    return healths[-1].sources[source].written if healths and source in healths[-1].sources else 0


def test_that_every_sound_after_the_first_has_a_file_of_its_own(steered: Steered, tmp_path: Path) -> None:
    moderator = VOICE.model_copy(update={"id": "moderator"})
    aloud = VOICE.model_copy(update={"id": "aloud", "shows": "system_sound"})
    names = {"voice", "moderator", "aloud"}
    steered.engine.arm(a_plan(tmp_path, VOICE, SCREEN, moderator, aloud))
    steered.until(lambda: any(set(levels.levels) == names for levels in steered.of(Levels)))
    steered.engine.start()
    steered.until(lambda: steered.of(Health) and steered.of(Health)[-1].saved_us > 700_000)
    steered.engine.pause()
    steered.engine.resume()
    steered.until(
        lambda: (
            {fact.file for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)}
            >= {"screen.002.mkv", "aloud.002.mka"}
        )
    )
    assert names < set(steered.of(Health)[-1].sources)
    steered.engine.choose("aloud", "another")
    steered.until(lambda: steered.of(Health)[-1].saved_us > 2_000_000)
    steered.engine.stop()
    tracks = {track.source: track for track in manifest.read(tmp_path).tracks}
    files = {source: [segment.file for segment in track.segments] for source, track in tracks.items()}
    assert files["voice"] == files["screen"] == ["screen.mkv", "screen.002.mkv"]
    assert files["moderator"] == ["moderator.mka", "moderator.002.mka"]
    assert files["aloud"] == ["aloud.mka", "aloud.002.mka"]
    with open_recording(tmp_path) as recording:
        end_us = recording.duration_us
        starts = [beep_starts(track.sound(end_us - 900_000, end_us), RATE) for track in recording.sounds]
    assert starts[0] == pytest.approx(starts[1], abs=0.002)


def test_that_sounds_of_a_killed_recorder_are_found_again(steered: Steered, tmp_path: Path) -> None:
    steered.engine.arm(a_plan(tmp_path, SCREEN, VOICE, VOICE.model_copy(update={"id": "moderator"})))
    steered.engine.start()
    steered.until(lambda: steered.of(Health) and steered.of(Health)[-1].saved_us > 500_000)
    killed = tmp_path / "killed"
    shutil.copytree(tmp_path, killed, ignore=shutil.ignore_patterns("killed", "recorder.lock"))
    steered.engine.stop()
    report = finish(killed)
    assert set(report.found) == {"screen.mkv", "moderator.mka"}
    tracks = {track.source: track.segments[0] for track in manifest.read(killed).tracks}
    assert tracks["moderator"].duration_us > 400_000
    assert tracks["voice"].file == "screen.mkv"


def test_that_nothing_is_written_while_armed(steered: Steered, tmp_path: Path) -> None:
    steered.engine.arm(a_plan(tmp_path, SCREEN, VOICE))
    steered.engine.onlookers.heed(Stills(on=True))
    steered.until(lambda: steered.stills and steered.of(Levels) and len(steered.of(Health)) > 1)
    assert {path.name for path in tmp_path.iterdir()} == {"recorder.lock"}
    steered.engine.stop()
    assert steered.engine.state == "idle"
    assert list(tmp_path.iterdir()) == []


def test_that_each_picture_lies_at_the_time_it_shows(steered: Steered, tmp_path: Path) -> None:
    plan = a_plan(tmp_path, SCREEN)
    steered.engine.arm(plan)
    steered.engine.start()
    steered.until(lambda: written(steered, "screen") > 20)
    steered.engine.stop()
    segment = manifest.read(tmp_path).tracks[0].segments[0]
    with av.open(str(tmp_path / segment.file)) as container:
        frames = list(container.decode(video=0))[:-1]  # the last shows the one before until the end
    assert len(frames) > 20
    for frame in frames:
        session_us = segment.origin_us + seconds_of(frame) * 1e6
        shown_us = pattern_clock_us(rgb_of(frame)) - plan.origin_us
        assert session_us == pytest.approx(shown_us, abs=1_501)


@pytest.mark.parametrize(
    ("sources", "carrier", "files"),
    [
        ((CAMERA, SCREEN, VOICE), "screen", {"screen.mkv", "camera.mkv"}),
        ((CAMERA, CAPTURED, VOICE), "capture", {"capture.mkv", "camera.mkv"}),
        ((CAMERA, VOICE), "camera", {"camera.mkv"}),
        ((VOICE,), "voice", {"voice.mka"}),
        (
            (SourcePlan(id="screen", kind="camera", device="/dev/none", shows="screen"), CAMERA, VOICE),
            "camera",
            {"camera.mkv"},
        ),
    ],
    ids=["screen", "captured screen", "camera", "alone", "next in the row"],
)
def test_that_sound_lies_beside_the_picture_it_belongs_to(
    steered: Steered, tmp_path: Path, sources: tuple[SourcePlan, ...], carrier: str, files: set[str]
) -> None:
    steered.engine.arm(a_plan(tmp_path, *sources))
    steered.engine.start()
    steered.until(lambda: {fact.file for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)} == files)
    steered.until(lambda: len(steered.of(Health)) > 3)
    steered.engine.stop()
    opened = [fact for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)]
    assert [(fact.source, fact.sound_source) for fact in opened if fact.sound] == [(carrier, "voice")]
    path = tmp_path / next(fact.file for fact in opened if fact.sound)
    with av.open(str(path)) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) > 48_000
    assert {path.name for path in tmp_path.glob("*.mk?")} == files


def test_that_a_camera_that_goes_is_a_gap_and_everything_else_goes_on(
    steered: Steered, tmp_path: Path, camera: FakeCamera
) -> None:
    away = SourcePlan(id="camera", kind="camera", device=camera.url("/video"), shows="face")
    steered.engine.arm(a_plan(tmp_path, SCREEN, away, VOICE))
    steered.engine.start()
    steered.until(lambda: written(steered, "camera") > 5)
    camera.unplug()
    steered.until(lambda: steered.facts("lost"))
    screen_before = written(steered, "screen")
    steered.until(lambda: written(steered, "screen") > screen_before + 20)
    camera.plug()
    steered.until(lambda: steered.facts("restored") and steered.facts("gap"))
    camera_before = written(steered, "camera")
    steered.until(lambda: written(steered, "camera") > camera_before + 5)
    steered.engine.stop()
    made = manifest.read(tmp_path)
    assert [gap.source for gap in made.gaps] == ["camera"]
    assert {track.source: len(track.segments) for track in made.tracks} == {"screen": 1, "camera": 2, "voice": 1}
    assert made.ended == "normal"
    assert not steered.of(Failed)


def test_that_absent_devices_are_said_before_the_start(steered: Steered, tmp_path: Path) -> None:
    absent = SourcePlan(id="camera", kind="camera", device="/dev/none", shows="face")
    steered.engine.arm(a_plan(tmp_path, SCREEN, absent))
    armed = steered.of(Armed)[-1]
    assert [(source.id, source.ready) for source in armed.sources] == [("screen", True), ("camera", False)]
    assert [(fault.source, fault.code) for fault in armed.faults] == [("camera", "camera_unknown")]
    steered.engine.choose("camera", "elsewhere")
    assert steered.of(Armed)[-1].sources[1].device == "elsewhere"


def test_that_a_command_out_of_place_changes_nothing(steered: Steered, tmp_path: Path) -> None:
    for command in (steered.engine.start, steered.engine.pause, steered.engine.resume):
        with pytest.raises(RecordingError, match="not_now"):
            command()
    steered.engine.arm(a_plan(tmp_path, SCREEN))
    with pytest.raises(RecordingError, match="source_unknown"):
        steered.engine.choose("hands", "0")
    with pytest.raises(RecordingError, match="not_now"):
        steered.engine.resume()
    assert steered.engine.state == "armed"


def test_that_a_folder_that_another_recorder_holds_is_waited_for(steered: Steered, tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert lock.take()
    steered.engine._interrupted.set()
    with pytest.raises(RecordingError, match="interrupted"):
        steered.engine.arm(a_plan(tmp_path, SCREEN))
    lock.release()
    steered.engine.arm(a_plan(tmp_path, SCREEN))
    assert steered.engine.state == "armed"


def test_that_a_folder_that_cannot_be_written_is_said(steered: Steered, tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="folder_unwritable"):
        steered.engine.arm(a_plan(tmp_path / "missing", SCREEN))
    assert steered.engine.state == "idle"


@pytest.mark.allow_warning_logs
def test_that_a_full_disk_ends_the_recording_in_good_order(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steered.engine.arm(a_plan(tmp_path, SCREEN, CAMERA))
    steered.engine.start()
    steered.until(lambda: written(steered, "screen") > 5 and written(steered, "camera") > 5)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(MediaWriter, "_mux", full)
    steered.until(lambda: steered.of(Failed))
    monkeypatch.undo()
    assert steered.of(Failed)[-1].code == "disk_full"
    assert steered.engine.state == "closed"
    made = manifest.read(tmp_path)
    assert [track.segments[0].frames > 5 for track in made.tracks] == [True, True]
    assert read_facts(tmp_path)[-1].type == "closed"


@pytest.mark.allow_warning_logs
def test_that_a_nearly_full_disk_is_refused_at_the_start_and_ends_what_runs(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steered.engine.arm(a_plan(tmp_path, SCREEN))
    assert steered.engine._monitor is not None
    free = steered.engine._monitor.disk_free_bytes
    steered.engine._monitor.disk_free_bytes = 1_000
    with pytest.raises(RecordingError, match="disk_full"):
        steered.engine.start()
    steered.engine._monitor.disk_free_bytes = free
    steered.engine.start()
    steered.until(lambda: written(steered, "screen") > 5)
    monkeypatch.setattr("recordings.monitor.free_bytes", lambda _: 200_000_000)
    steered.until(lambda: steered.of(RecordingClosed))
    assert steered.facts("disk_low")
    assert steered.of(Failed)[-1].code == "disk_full"


def test_that_a_second_recording_can_follow_the_first(steered: Steered, tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        steered.engine.arm(a_plan(folder, SCREEN))
        steered.engine.start()
        steered.until((folder / "screen.mkv").exists)
        steered.engine.stop()
        assert manifest.read(folder).ended == "normal"


def test_that_of_several_cameras_the_one_that_shows_the_screen_is_the_screen_to_those_who_look_on(
    steered: Steered, tmp_path: Path
) -> None:
    hands = CAMERA.model_copy(update={"id": "hands", "device": "322x182", "shows": "hands"})
    captured = CAPTURED.model_copy(update={"device": "320x180"})
    steered.engine.arm(a_plan(tmp_path, CAMERA, hands, captured))
    steered.engine.onlookers.heed(Stills(on=True))
    further = TRACK_CAMERA + 1
    steered.until(lambda: {header.track for header, _ in steered.stills} == {TRACK_SCREEN, TRACK_CAMERA, further})
    steered.until(lambda: len(steered.stills) > 12)
    sizes = {(header.track, _size(jpeg)) for header, jpeg in steered.stills}
    assert sizes == {(TRACK_SCREEN, (320, 180)), (TRACK_CAMERA, (640, 360)), (further, (322, 182))}


def _size(jpeg: bytes) -> tuple[int, int]:
    with av.open(io.BytesIO(jpeg), format="jpeg_pipe") as container:
        stream = container.streams.video[0]
        return stream.width, stream.height
