"""The real recorder process, steered over a real socket, killed for real."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from recordings import clock, manifest, repair
from recordings.fact_log import read_facts
from recordings.folder_lock import LOCK_NAME
from recordings.messages import (
    MEDIA_STILL,
    Arm,
    Armed,
    Choose,
    Command,
    Failed,
    Health,
    Hello,
    Levels,
    Pause,
    Ping,
    Pong,
    Quit,
    RecordingClosed,
    Resume,
    SegmentClosed,
    SegmentOpened,
    Start,
    Stills,
    Stop,
)
from recordings.plan import RecordingPlan, SourcePlan
from recordings.process import RecorderProcess
from tests.process.fake_room import TOKEN, FakeRoom, fake_room

SCREEN = SourcePlan(id="screen", kind="synthetic_screen", shows="screen")
CAMERA = SourcePlan(id="camera", kind="synthetic_camera", shows="face", fps=10)
VOICE = SourcePlan(id="voice", kind="synthetic_microphone", shows="voice")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty session folder."""
    folder = tmp_path / "session"
    folder.mkdir()
    return folder


@pytest.fixture
def address(tmp_path: Path) -> Path:
    """Where the room will write its address."""
    return tmp_path / "address.json"


@pytest.fixture
def room(address: Path) -> Iterator[FakeRoom]:
    """A room that waits for a recorder."""
    with fake_room(address) as room:
        yield room


@pytest.fixture
def recorder(room: FakeRoom, address: Path, tmp_path: Path) -> Iterator[RecorderProcess]:
    """A recorder on its way to the room."""
    process = RecorderProcess.start(address, TOKEN, tmp_path / "recorder.log")
    yield process
    process.kill()
    process.wait(10)


def a_plan(folder: Path, *sources: SourcePlan, segment: int = 1) -> RecordingPlan:
    """A plan whose session begins now."""
    return RecordingPlan(
        folder=folder, origin_us=clock.now_us(), sources=sources or (SCREEN, CAMERA, VOICE), segment=segment
    )


def record_a_while(room: FakeRoom, plan: RecordingPlan) -> None:
    """Arm, start, and wait until something has been written by every source of pictures."""
    room.say(Arm(plan=plan))
    room.wait_for_state("armed")
    room.say(Start())
    room.wait_for(lambda: any(_all_written(report) for report in room.of(Health)))


def _all_written(health: Health) -> bool:
    return bool(health.sources) and all(source.written > 10 for source in health.sources.values())


@pytest.mark.usefixtures("recorder")
def test_that_a_recording_goes_from_hello_to_a_manifest(room: FakeRoom, folder: Path) -> None:
    hello = room.wait_for_report(Hello)
    assert (hello.state, hello.plan, hello.segment) == ("idle", None, 0)
    plan = a_plan(folder)
    record_a_while(room, plan)
    assert [source.ready for source in room.wait_for_report(Armed).sources] == [True] * 3
    assert "voice" in room.wait_for_report(Levels).levels
    room.say(Ping(id=7))
    assert room.wait_for_report(Pong).id == 7
    room.say(Stop())
    closed = room.wait_for_report(RecordingClosed)
    assert Path(closed.manifest) == folder / "recording.json"
    made = manifest.read(folder)
    assert [track.source for track in made.tracks] == ["screen", "camera", "voice"]
    assert made.ended == "normal"
    assert room.of(Failed) == []
    assert not (folder / LOCK_NAME).exists()


def test_that_quit_is_obeyed_only_when_nothing_is_recorded(
    room: FakeRoom, recorder: RecorderProcess, folder: Path
) -> None:
    record_a_while(room, a_plan(folder, SCREEN))
    room.say(Quit())
    refused = room.wait_for_report(Failed)
    assert (refused.code, refused.facts["state"]) == ("not_now", "recording")
    room.say(Stop())
    room.wait_for_report(RecordingClosed)
    room.say(Quit())
    assert recorder.wait(20) == 0


@pytest.mark.usefixtures("recorder")
def test_that_stills_come_only_while_somebody_looks(room: FakeRoom, folder: Path) -> None:
    room.say(Arm(plan=a_plan(folder, SCREEN, CAMERA)))
    room.wait_for_report(Health)
    assert room.stills == []
    room.say(Stills(on=True))
    room.wait_for(lambda: {header.track for header, _ in room.stills} == {0, 1})
    header, jpeg = room.stills[0]
    assert header.kind == MEDIA_STILL
    assert jpeg.startswith(b"\xff\xd8")
    assert jpeg.endswith(b"\xff\xd9")
    room.say(Stills(on=False))
    room.say(Ping(id=1))
    room.wait_for_report(Pong)
    room.wait_for_report(Health, len(room.of(Health)) + 1)
    count = len(room.stills)
    room.wait_for_report(Health, len(room.of(Health)) + 1)
    assert len(room.stills) == count


@pytest.mark.usefixtures("recorder")
def test_that_a_pause_closes_the_files_and_resuming_opens_others(room: FakeRoom, folder: Path) -> None:
    record_a_while(room, a_plan(folder))
    room.say(Pause())
    room.wait_for_state("paused")
    assert len(room.facts("segment_closed")) == 2
    size = (folder / "screen.mkv").stat().st_size
    room.say(Resume())
    room.wait_for_fact("segment", 4)
    room.say(Stop())
    room.wait_for_report(RecordingClosed)
    assert (folder / "screen.mkv").stat().st_size == size
    screen = manifest.read(folder).tracks[0]
    first, second = screen.segments
    assert [first.file, second.file] == ["screen.mkv", "screen.002.mkv"]
    paused, resumed = room.wait_for_fact("paused"), room.wait_for_fact("resumed")
    assert first.end_us <= paused.at_us <= resumed.at_us <= second.origin_us


@pytest.mark.usefixtures("recorder")
def test_that_another_device_goes_to_a_new_file_while_the_others_go_on(room: FakeRoom, folder: Path) -> None:
    record_a_while(room, a_plan(folder))
    room.say(Choose(source="camera", device="320x240"))
    room.wait_for(lambda: [fact for fact in room.facts("segment") if _is(fact, "camera", 2)])
    room.say(Stop())
    room.wait_for_report(RecordingClosed)
    made = {track.source: track for track in manifest.read(folder).tracks}
    assert [segment.width for segment in made["camera"].segments] == [640, 320]
    assert len(made["screen"].segments) == 1


def _is(fact: object, source: str, n: int) -> bool:
    return isinstance(fact, SegmentOpened) and (fact.source, fact.n) == (source, n)


def test_that_a_killed_recorder_is_followed_by_another_in_a_new_segment(
    room: FakeRoom, recorder: RecorderProcess, folder: Path, address: Path, tmp_path: Path
) -> None:
    plan = a_plan(folder)
    record_a_while(room, plan)
    killed_us = clock.now_us() - plan.origin_us
    recorder.kill()
    recorder.wait(10)
    second = RecorderProcess.start(address, TOKEN, tmp_path / "second.log")
    try:
        room.wait_for_report(Hello, 2)
        room.say(Arm(plan=plan.model_copy(update={"segment": 2})))
        room.wait_for(lambda: room.reports[-1].type == "recorder.health")
        room.say(Start())
        room.wait_for(lambda: [fact for fact in room.facts("segment") if _is(fact, "screen", 2)])
        room.wait_for(lambda: [fact for fact in room.facts("segment") if _is(fact, "camera", 2)])
        room.say(Stop())
        room.wait_for_report(RecordingClosed)
    finally:
        second.terminate()
        assert second.wait(20) == 0
    made = manifest.read(folder)
    first, after = made.tracks[0].segments
    assert first.end_us > killed_us - 1_000_000
    assert after.origin_us > killed_us
    assert made.ended == "repaired"
    assert [gap.reason for gap in made.gaps] == ["recorder_restarted"] * 3
    assert [fact.seq for fact in read_facts(folder)] == list(range(1, len(read_facts(folder)) + 1))


def test_that_repair_finishes_what_a_killed_recorder_left(
    room: FakeRoom, recorder: RecorderProcess, folder: Path
) -> None:
    record_a_while(room, a_plan(folder))
    recorder.kill()
    recorder.wait(10)
    with (folder / "recording.jsonl").open("ab") as log:
        log.write(b'{"seq": 99, "at_u')
    bytes_before = (folder / "screen.mkv").read_bytes()
    report = repair.finish(folder)
    assert report.found == ("camera.mkv", "screen.mkv")
    assert report.completed == report.found
    assert report.lost == ()
    assert manifest.read(folder).ended == "repaired"
    assert len([fact for fact in read_facts(folder) if isinstance(fact, SegmentClosed)]) == 2
    assert not repair.finish(folder).changed
    assert (folder / "screen.mkv").read_bytes() == bytes_before


def test_that_a_recorder_finds_a_room_that_came_back_elsewhere(address: Path, folder: Path, tmp_path: Path) -> None:
    with fake_room(address) as first:
        recorder = RecorderProcess.start(address, TOKEN, tmp_path / "recorder.log")
        try:
            plan = a_plan(folder, SCREEN)
            record_a_while(first, plan)
            first.die()
            with fake_room(address) as second:
                hello = second.wait_for_report(Hello)
                assert (hello.state, hello.plan, hello.segment) == ("recording", plan, 1)
                second.wait_for_fact("segment")
                assert [fact.seq for fact in second.facts("opened")] == [1]
                second.say(Stop())
                second.wait_for_report(RecordingClosed)
                assert second.wait_for_fact("closed").seq == len(read_facts(folder))
        finally:
            recorder.terminate()
            assert recorder.wait(20) == 0


def test_that_sigterm_closes_the_files(room: FakeRoom, recorder: RecorderProcess, folder: Path) -> None:
    record_a_while(room, a_plan(folder))
    recorder.terminate()
    room.wait_for_report(RecordingClosed)
    assert recorder.wait(20) == 0
    assert manifest.read(folder).ended == "normal"
    with av.open(str(folder / "screen.mkv")) as container:
        assert container.duration


@pytest.mark.usefixtures("recorder")
def test_that_a_word_that_is_no_command_is_refused_and_nothing_else_happens(room: FakeRoom, folder: Path) -> None:
    room.say_text("nonsense")
    assert room.wait_for_report(Failed).code == "not_a_command"
    wrong: Command = Choose(source="camera", device="x")
    room.say(wrong)
    assert room.wait_for_report(Failed, 2).code == "not_now"
    room.say(Arm(plan=a_plan(folder / "nowhere", SCREEN)))
    assert room.wait_for_report(Failed, 3).code == "folder_unwritable"
    room.say(Arm(plan=a_plan(folder, SCREEN)))
    room.wait_for_state("armed")


def test_that_nonsense_on_stdin_ends_with_exit_code_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recordings"], input="nonsense\n", capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "stdin" in done.stderr


def test_that_the_token_is_in_no_argument_and_no_log(room: FakeRoom, recorder: RecorderProcess, tmp_path: Path) -> None:
    room.wait_for_report(Hello)
    assert TOKEN not in Path(f"/proc/{recorder.pid}/cmdline").read_text()
    assert TOKEN not in Path(f"/proc/{recorder.pid}/environ").read_text()
    assert TOKEN not in (tmp_path / "recorder.log").read_text()
    assert json.loads((tmp_path / "address.json").read_text()).keys() == {"url", "pid"}
