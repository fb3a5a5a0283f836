"""Two screens, two cameras, two microphones and what the computer plays, through one whole session."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest

from lab.archive.verify import verify
from lab.domain.consent import Scope, may_record
from lab.domain.events import TaskEnded, TaskStarted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Alarm, CheckDevices, CheckFound, RecorderCondition
from recordings import clips, manifest
from recordings.plan import SourcePlan
from recordings.playback import open_recording
from tests import sound_server
from tests.lab.archive.sessions import tag
from tests.process.room_rig import Person, Rig, rig, wait_until
from tests.recordings.fake_camera import fake_camera
from tests.recordings.rtsp_camera import rtsp_camera
from tests.sound_server import RATE, SimulatedConverter, SoundServer, Tone, tell
from tests.virtual_display import virtual_display

ROOT = Path(__file__).parent.parent.parent
LOGIN, PASSWORD = "ann:bicycle", b"bicycle"
APART_US = 200_000
CHECKED_S = 3.0
PLAYED_HZ, FIRST_HZ, SECOND_HZ = 1000, 440, 660
OF_THE_SCREEN = frozenset({Scope.TAKE_PART, Scope.SCREEN})


def a_source(name: str, kind: str, shows: str, device: str = "default") -> SourcePlan:
    fields = {"id": name, "kind": kind, "shows": shows, "device": device, "fps": 10}
    return SourcePlan.model_validate(fields)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _is_armed(person: Person) -> bool:
    told = person.of(RecorderCondition)
    return bool(told) and told[-1].state == "armed" and all(source.ready for source in told[-1].sources)


def check_devices(anna: Person) -> None:
    """The trial recording of all devices finds nothing amiss."""
    anna.ask(CheckDevices(id=new_id(), session="s1", seconds=CHECKED_S))
    wait_until(lambda: bool(anna.of(CheckFound)), "what the check found")
    assert anna.of(CheckFound)[0].found.faults == ()
    wait_until(partial(_is_armed, anna), "devices that deliver again")


def held(lab: Rig, sources: tuple[SourcePlan, ...], seconds: int, *, checked: bool) -> Path:
    """A session from the check of the devices to its seal, with a task and a tag in it; its folder."""
    anna = lab.person("Anna")
    folder = lab.hosted(anna, sources=sources)
    wait_until(partial(_is_armed, anna), "devices that deliver")
    if checked:
        check_devices(anna)
    anna.move("s1", SessionState.RUNNING)
    wait_until(lambda: anna.is_recording("s1"), "recording")
    begun = TaskStarted(id=new_id(), at_us=1, author="Anna", attempt="a1", task="find", order=1)
    anna.client.put("s1", begun).result(30)
    anna.client.put("s1", tag(2)).result(30)
    anna.wait_for_health(seconds)
    anna.client.put("s1", TaskEnded(id=new_id(), at_us=3, author="Anna", attempt="a1")).result(30)
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    assert [(alarm.code, alarm.subject) for alarm in anna.of(Alarm)] == []
    return folder


def check_whole(folder: Path, sources: Sequence[SourcePlan], seconds: int) -> None:
    """Every source has its track, which says what it shows; all is decoded to its end, and equally long."""
    assert verify(folder).lies == ()
    made = manifest.read(folder)
    assert made.gaps == ()
    assert {(track.source, track.shows) for track in made.tracks} == {(one.id, one.shows) for one in sources}
    lasts_us = {track.source: sum(segment.duration_us for segment in track.segments) for track in made.tracks}
    assert max(lasts_us.values()) - min(lasts_us.values()) <= APART_US, lasts_us
    assert min(lasts_us.values()) > (seconds - 1) * 1_000_000
    for name in {segment.file for track in made.tracks for segment in track.segments}:
        with av.open(str(folder / name)) as container:
            counted = {stream.type: 0 for stream in container.streams}
            for packet in container.demux():
                counted[packet.stream.type] += len(packet.decode())
        assert min(counted.values()) > 3 * (seconds - 1), (name, counted)
    with open_recording(folder) as recording:
        half_us = (_begun_us(folder) + recording.duration_us) // 2
        for source in sources:
            track = recording.track(source.id)
            if source.is_sound:
                assert np.abs(track.sound(half_us - 1_000_000, half_us + 1_000_000)).max() > 0.05
            else:
                assert track.frame_at(half_us) is not None


def _begun_us(folder: Path) -> int:
    """Session time from which everything is recorded."""
    return max(segment.origin_us for track in manifest.read(folder).tracks for segment in track.segments)


def test_that_seven_sources_are_recorded_each_in_its_own_track(lab: Rig) -> None:
    sources = (
        a_source("screen", "synthetic_screen", "screen"),
        a_source("screen-2", "synthetic_screen", "screen", "320x240"),
        a_source("camera", "synthetic_camera", "face"),
        a_source("camera-2", "synthetic_camera", "room", "320x240"),
        a_source("microphone", "synthetic_microphone", "voice"),
        a_source("microphone-2", "synthetic_microphone", "voice"),
        a_source("system_sound", "synthetic_microphone", "system_sound"),
    )
    check_whole(held(lab, sources, 2, checked=False), sources, 2)


@contextmanager
def voice(pipe: Path, hz: int) -> Iterator[None]:
    """Somebody speaks into a microphone, half of the time, in a room that is not quite quiet."""
    dice = np.random.default_rng(hz)
    second = np.arange(RATE) / RATE
    hum = 0.004 * np.sin(2 * np.pi * 50 * second) + 0.001 * dice.standard_normal(RATE)
    heard = (hum + np.where(second % 0.5 < 0.25, 0.3, 0.0) * np.sin(2 * np.pi * hz * second)).tolist()
    converter = SimulatedConverter(pipe, lambda at_s: float(heard[int(at_s * RATE) % RATE]))
    try:
        yield
    finally:
        converter.stop()


@contextmanager
def moving_screen(left: int) -> Iterator[None]:
    """Something moves on the screen that begins so many px from the left."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "tests.process.pattern_window", "10", str(left)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        yield
    finally:
        assert child.stdin is not None
        child.stdin.close()
        child.wait()


@contextmanager
def room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SourcePlan, ...]]:
    """Two monitors, an MJPEG and an RTSP camera, two microphones and a loudspeaker that plays; all as sources."""
    with ExitStack() as stage:
        monkeypatch.setenv("DISPLAY", stage.enter_context(virtual_display(1280, 480)))
        for name, left in (("left", 0), ("right", 640)):
            subprocess.run(
                ["xrandr", "--setmonitor", name, f"640/170x480/127+{left}+0", "none"], check=True, capture_output=True
            )
            stage.enter_context(moving_screen(left))
        server: SoundServer = stage.enter_context(sound_server.sound_server(folder / "sound", loudspeaker=True))
        for variable, value in server.environment.items():
            monkeypatch.setenv(variable, value)
        second = folder / "second microphone"
        given = ("format=s16le", f"rate={RATE}", "channels=1")
        tell(server, "load-module", "module-pipe-source", "source_name=mic2", f'file="{second}"', *given)
        stage.enter_context(voice(server.pipe, FIRST_HZ))
        stage.enter_context(voice(second, SECOND_HZ))
        stage.enter_context(Tone(server))
        face, whole = stage.enter_context(fake_camera()), stage.enter_context(rtsp_camera(LOGIN))
        yield (
            a_source("screen", "screen", "screen", "left"),
            a_source("screen-2", "screen", "screen", "right"),
            a_source("camera", "camera", "face", face.url("/video")),
            a_source("camera-2", "camera", "room", whole.url(login=LOGIN)),
            a_source("microphone", "microphone", "voice", "pulse:mic"),
            a_source("microphone-2", "microphone", "voice", "pulse:mic2"),
            a_source("system_sound", "system_sound", "system_sound"),
        )


def tones(path: Path) -> dict[int, float]:
    """How strong each of the tones is in the sound of a file, against the strongest."""
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray().mean(axis=0) for frame in container.decode(audio=0)])
        rate = container.streams.audio[0].rate
    spectrum = np.abs(np.fft.rfft(sound))
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    found = {hz: float(spectrum[np.abs(hertz - hz) < 5].max()) for hz in (PLAYED_HZ, FIRST_HZ, SECOND_HZ)}
    return {hz: value / max(found.values()) for hz, value in found.items()}


def check_clip(folder: Path, out: Path, scopes: frozenset[Scope], heard: set[int]) -> None:
    """A clip holds the sounds that may be heard under these scopes, and no other."""
    with open_recording(folder) as recording:
        sounds = [track for track in recording.tracks if track.shows in ("voice", "system_sound")]
        agreed = [track.source for track in sounds if may_record(track.shows, scopes)]
        begun_us = _begun_us(folder)
        clips.cut(recording, begun_us, begun_us + 3_000_000, out, "screen", heard=agreed)
    assert {hz for hz, strength in tones(out).items() if strength > 0.1} == heard


@pytest.mark.soak
@pytest.mark.display
@pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")
def test_that_two_screens_two_cameras_two_microphones_and_the_computer_s_sound_go_through_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room(tmp_path, monkeypatch) as sources, rig(tmp_path / "lab") as lab:
        folder = held(lab, sources, 5, checked=True)
        check_whole(folder, sources, 5)
        check_clip(folder, tmp_path / "all.mp4", frozenset(Scope), {PLAYED_HZ, FIRST_HZ, SECOND_HZ})
        check_clip(folder, tmp_path / "screen.mp4", OF_THE_SCREEN, {PLAYED_HZ})
    files = [path for path in (tmp_path / "lab").rglob("*") if path.is_file()]
    assert not any(PASSWORD in path.read_bytes() for path in files)
