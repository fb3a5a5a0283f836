"""What a recorder says becomes alarms that a moderator understands, in whole sentences, and can act on."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from lab.domain.session import SessionState
from lab.folder import LabFolder
from lab.live.connection import Connection
from lab.live.hosted_session import HostedSession
from lab.live.messages import Alarm, parse_message
from lab.live.room import Room
from lab.wording import sentence_for
from recordings.judging import SoundSpan
from recordings.messages import (
    Failed,
    Health,
    Hello,
    Report,
    SourceHealth,
    StateChanged,
    Trouble,
)
from recordings.plan import RecordingPlan, SourcePlan
from ui.session.health import HealthWord, alarm_words

CAPTURE = SourcePlan(id="screen", kind="camera", device="1", shows="screen")
FACE = SourcePlan(id="camera", kind="camera", device="0", shows="face")
VOICE = SourcePlan(id="microphone", kind="microphone", shows="voice")
SOURCES = (CAPTURE, FACE, VOICE)


class Listener:
    """A client that said hello, and the alarms that it heard."""

    greeted = True
    wants_stills = False

    def __init__(self) -> None:
        self.heard: list[Alarm] = []
        self.shown: dict[str, Alarm] = {}

    def send_text(self, text: str) -> None:
        """Hear."""
        message = parse_message(text)
        if isinstance(message, Alarm):
            self.heard.append(message)
            self.shown.pop(f"{message.code}:{message.subject}", None)
            if not message.over:
                self.shown[f"{message.code}:{message.subject}"] = message

    @property
    def words(self) -> list[HealthWord]:
        """The alarms as the window shows them."""
        return list(alarm_words(self.shown))


class Stage:
    """A room with one session that runs, the recorder's words, and somebody who listens."""

    def __init__(self, path: Path) -> None:
        self.room = Room(LabFolder.create(path), 1)
        self.folder = self.room.folder.sessions / "s"
        session = SimpleNamespace(
            id="s",
            state=SessionState.RUNNING,
            folder=self.folder,
            plan=SimpleNamespace(sources=SOURCES, code="P01", consent=SimpleNamespace(scopes=())),
            record=SimpleNamespace(recording=(), blinded=False),
            epoch=SimpleNamespace(origin_us=0),
            last_seq=1,
            booked_end_us=1,
        )
        self.room._sessions["s"] = cast("HostedSession", session)
        self.listener = Listener()
        self.room.connections.add(cast("Connection", self.listener))
        plan = RecordingPlan(folder=self.folder, origin_us=0, sources=SOURCES)
        self.say(Hello(pid=7, state="recording", plan=plan, segment=1))

    def say(self, report: Report) -> None:
        """Let the recorder say something."""
        self.room.link._hear(report.model_dump_json())


DEAD = SoundSpan(floor_db=-96, speech_db=-96, peak_db=-96, spread_db=0, likeness=0, clipped=0)


def health(
    *troubles: Trouble,
    rate: int = 100_000,
    free: int = 90_000_000_000,
    still_s: float = 0.0,
    sound: SoundSpan | None = None,
) -> Health:
    def source(**more: object) -> SourceHealth:
        counts = {"fps": 30, "captured": 1, "written": 1, "dropped": 0, "duplicates": 0, "late": 0}
        return SourceHealth.model_validate({**counts, **more})

    sources = {
        "screen": source(still_s=still_s),
        "camera": source(still_s=still_s),
        "microphone": source(sound=sound),
    }
    return Health(
        at_us=0, sources=sources, disk_free_bytes=free, bytes_per_s=rate, saved_us=0, troubles=tuple(troubles)
    )


@pytest.fixture
def on_stage(tmp_path: Path) -> Callable[[Callable[[Stage], None]], None]:
    """Play something in a room, on an event loop."""

    def play(scene: Callable[[Stage], None]) -> None:
        async def playing() -> None:
            scene(Stage(tmp_path / "lab"))

        asyncio.run(playing())

    return play


Play = Callable[[Callable[[Stage], None]], None]


def test_that_what_does_not_end_a_recording_is_said_as_what_it_is_and_can_be_put_away(on_stage: Play) -> None:
    def scene(stage: Stage) -> None:
        facts: dict[str, object] = {"file": "screen.mkv", "source": "screen", "path": str(stage.folder)}
        stage.say(Failed(code="media_taken", facts=facts, harmless=True))
        (word,) = stage.listener.words
        assert word.words.startswith("The media file screen.mkv was taken away while it was written.")
        assert (word.past, word.folder, word.device_of) == ("media_taken:screen.mkv", str(stage.folder), None)

    on_stage(scene)


@pytest.mark.parametrize("code", ["not_now", "interrupted"])
def test_that_a_word_at_the_wrong_moment_is_no_alarm(on_stage: Play, code: str) -> None:
    def scene(stage: Stage) -> None:
        stage.say(Failed(code=code, facts={"command": "start", "state": "idle"}, harmless=True))
        assert stage.listener.heard == []

    on_stage(scene)


@pytest.mark.parametrize(
    ("code", "begins"), [("disk_unreadable", "The disk of /disk does not say"), ("stills_failed", "The live picture")]
)
def test_that_a_trouble_is_an_alarm_until_the_recorder_tells_it_no_more(on_stage: Play, code: str, begins: str) -> None:
    def scene(stage: Stage) -> None:
        trouble = Trouble(code=code, facts={"path": "/disk", "why": "no answer"})
        for _ in range(3):
            stage.say(health(trouble))
        assert [word.words[: len(begins)] for word in stage.listener.words] == [begins]
        stage.say(health())
        assert [alarm.over for alarm in stage.listener.heard] == [False, True]

    on_stage(scene)


@pytest.mark.allow_warning_logs
def test_that_a_recording_that_has_stopped_says_why_until_something_is_written_again(on_stage: Play) -> None:
    def scene(stage: Stage) -> None:
        stage.say(Failed(code="disk_full", facts={"path": str(stage.folder)}))
        stage.say(StateChanged(state="closed"))
        (word,) = stage.listener.words
        assert word.words == (
            f"Nothing is recorded now. The disk of {stage.folder} is full. What was recorded is safe. Make room before "
            "recording on. It is tried again by itself; tasks and tags are still kept."
        )
        assert word.folder == str(stage.folder)
        stage.say(health(rate=0))
        assert len(stage.listener.words) == 1
        stage.say(health())
        assert stage.listener.words == []

    on_stage(scene)


def test_that_a_disk_without_a_rate_tells_the_room_that_is_left(on_stage: Play) -> None:
    def scene(stage: Stage) -> None:
        stage.say(health(rate=0, free=640_000_000))
        (word,) = stage.listener.words
        assert word.words == "The disk is nearly full: 600 MB are free. Delete what is not needed."
        assert word.folder == str(stage.folder)
        stage.say(health(rate=1_000_000, free=420_000_000))
        (word,) = stage.listener.words
        assert word.words.startswith("The disk is nearly full: room for 2 more minutes")

    on_stage(scene)


def test_that_a_source_is_named_by_what_it_shows_and_a_filmed_screen_may_stand_still(on_stage: Play) -> None:
    def scene(stage: Stage) -> None:
        stage.say(health(still_s=60, sound=DEAD))
        words = {word.device_of: word.words for word in stage.listener.words}
        assert words == {
            "camera": "Camera: the picture stands still. Unplug the camera and plug it in again.",
            "microphone": "Sound: nothing is heard, not even the room. Check the microphone’s switch and plug.",
        }

    on_stage(scene)


def test_that_an_alarm_about_nobody_in_particular_has_a_sentence_all_the_same() -> None:
    assert sentence_for("source_lost", {"source": "hands2", "shows": "hands"}).startswith("Hands camera: ")
    assert sentence_for("source_lost", {"source": "hands2"}).startswith("Hands2: ")


def test_that_a_monitor_that_is_gone_is_said_to_be_so_and_that_no_other_is_recorded() -> None:
    for reason in ("screen_gone", "screen_replaced"):
        words = sentence_for("source_lost", {"source": "screen", "shows": "screen", "reason": reason})
        assert words.startswith("Screen: the chosen monitor is gone, and no other is recorded for it.")
