"""From wherever the recorder is, the desk leads it to where the session wants it."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from lab.domain.session import SessionState
from lab.live.hosted_session import HostedSession
from lab.live.recorder_link import RecorderLink
from lab.live.recording_desk import RecordingDesk
from recordings.messages import Arm, Command, RecorderState
from recordings.plan import RecordingPlan
from tests.lab.archive.sessions import SYNTHETIC

READY, RUNNING, PAUSED, DEBRIEF = (
    SessionState.READY,
    SessionState.RUNNING,
    SessionState.PAUSED,
    SessionState.DEBRIEF,
)


def session(name: str, state: SessionState) -> HostedSession:
    """What the desk looks at of a session."""
    made = SimpleNamespace(
        id=name,
        state=state,
        folder=Path("/sessions") / name,
        plan=SimpleNamespace(sources=SYNTHETIC),
        record=SimpleNamespace(recording=()),
        epoch=SimpleNamespace(origin_us=7),
        booked_end_us=1,
    )
    return cast("HostedSession", made)


@dataclass
class Recorder:
    """A recorder that obeys at once, and the words it was told."""

    state: RecorderState | None = "idle"
    plan: RecordingPlan | None = None
    told: list[str] = field(default_factory=list)

    def tell(self, command: Command) -> None:
        """Obey."""
        self.told.append(command.type.removeprefix("recorder."))
        after: dict[str, RecorderState] = {
            "arm": "armed", "start": "recording", "pause": "paused", "resume": "recording",
            "stop": "idle" if self.state in ("armed", "checking") else "closed",
        }  # fmt: skip
        self.state = after[self.told[-1]]
        if isinstance(command, Arm):
            self.plan = command.plan


def desk_for(recorder: Recorder, *sessions: HostedSession) -> RecordingDesk:
    return RecordingDesk(cast("RecorderLink", recorder), lambda: sessions)


def led(recorder: Recorder, *sessions: HostedSession) -> list[str]:
    """What the recorder is told until nothing more is due."""
    desk = desk_for(recorder, *sessions)
    before = -1
    while len(recorder.told) > before:
        before = len(recorder.told)
        desk.reconcile()
    return recorder.told


def holding(state: RecorderState, name: str = "a") -> Recorder:
    plan = RecordingPlan(folder=Path("/sessions") / name, origin_us=7, sources=SYNTHETIC)
    return Recorder(state=state, plan=plan)


@pytest.mark.parametrize(
    ("recorder", "wanted", "words"),
    [
        (Recorder(), READY, ["arm"]),
        (Recorder(), RUNNING, ["arm", "start"]),
        (Recorder(), DEBRIEF, []),
        (holding("armed"), READY, []),
        (holding("checking"), READY, []),
        (holding("checking"), RUNNING, ["arm", "start"]),
        (holding("checking"), DEBRIEF, ["stop"]),
        (holding("checking", "other"), READY, ["stop", "arm"]),
        (holding("armed"), RUNNING, ["start"]),
        (holding("recording"), RUNNING, []),
        (holding("recording"), PAUSED, ["pause"]),
        (holding("paused"), RUNNING, ["resume"]),
        (holding("recording"), DEBRIEF, ["stop"]),
        (holding("paused"), DEBRIEF, ["stop"]),
        (holding("armed"), DEBRIEF, ["stop"]),
        (holding("closed"), RUNNING, ["arm", "start"]),
        (holding("closed"), DEBRIEF, []),
        (holding("recording", "other"), RUNNING, ["stop", "arm", "start"]),
        (holding("armed", "other"), READY, ["stop", "arm"]),
        (Recorder(state=None), RUNNING, []),
    ],
)
def test_that_the_recorder_is_led_to_what_is_wanted(recorder: Recorder, wanted: SessionState, words: list[str]) -> None:
    assert led(recorder, session("a", wanted)) == words


@pytest.mark.parametrize("state", ["armed", "checking"])
def test_that_other_sources_are_armed_anew(state: RecorderState) -> None:
    recorder = holding(state)
    changed = session("a", READY)
    changed.plan.sources = SYNTHETIC[:1]  # type: ignore[misc]
    assert led(recorder, changed) == ["arm"]
    assert recorder.plan is not None
    assert recorder.plan.sources == SYNTHETIC[:1]


def test_that_the_running_session_comes_first_then_the_preferred_then_the_latest() -> None:
    ready, later, running = session("a", READY), session("b", READY), session("c", RUNNING)
    desk = desk_for(Recorder(), ready, later)
    assert desk.session is later
    desk.prefer("a")
    assert desk.session is ready
    assert desk_for(Recorder(), running, ready, later).session is running


def test_that_a_word_that_was_not_heeded_is_not_repeated_at_once() -> None:
    class Deaf(Recorder):
        def tell(self, command: Command) -> None:
            self.told.append(command.type)

    recorder = Deaf()
    desk = desk_for(recorder, session("a", READY))
    desk.reconcile()
    desk.reconcile()
    assert recorder.told == ["recorder.arm"]
