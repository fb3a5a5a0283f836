"""The clap test in the devices check: flashes, what is said, what is kept, and that nobody is asked twice a day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from lab.domain.clap import ClapMeasure
from lab.domain.errors import RuleError
from lab.domain.events import ClapTested
from lab.live.messages import CheckDevices, CheckFound, RecorderCondition
from lab.services.clap_tests import ClapTests
from lab.services.session_view import SourcePlan
from tests.ui.held.stage import SESSION, Room, sample_plan
from ui.background import Background
from ui.held.running import RunningSession
from ui.session import clap_test
from ui.session.clap_test import ClapStanding, ClapTest

SCREEN = SourcePlan(id="screen", kind="screen", device="default", shows="screen")
CAMERA = SourcePlan(id="camera", kind="camera", device="/dev/video0", shows="face")
VOICE = SourcePlan(id="microphone", kind="microphone", device="0", shows="voice")
ALL = (SCREEN, CAMERA, VOICE)
Make = Callable[..., ClapTest]


@pytest.fixture
def room() -> Room:
    """A room that keeps what is put into a session that is ready."""
    room = Room()
    room.ready()
    return room


@pytest.fixture
def make(qtbot: QtBot, room: Room, tmp_path: Path) -> Iterator[Make]:
    background = Background(lambda _error: None)
    made: list[ClapTest] = []

    def one(*sources: SourcePlan) -> ClapTest:
        session = RunningSession(sample_plan(sources=list(sources)), room, "Anna")
        session.seed(room.record)
        room.tell = session.hear
        test = ClapTest(session, ClapTests(tmp_path), background)
        qtbot.addWidget(test)
        made.append(test)
        return test

    yield one
    for test in made:
        test.dispose()
    background.close()


def hear(test: ClapTest, state: str | None, *sources: SourcePlan) -> None:
    """The recorder is in this state, and these deliver."""
    states = [
        {
            "id": one.id,
            "kind": one.kind,
            "shows": one.shows,
            "device": one.device,
            "name": one.id.title(),
            "ready": True,
        }
        for one in sources
    ]
    told = {"session": SESSION, "state": state, "sources": states}
    test._session.hear(RecorderCondition.model_validate(told))


def found(test: ClapTest, *offsets: tuple[str, float | None], faults: tuple[str, ...] = ()) -> None:
    """The recorder has measured this."""
    claps = [
        {"source": source, "after": "screen"} | ({} if ms is None else {"claps": 5, "offset_ms": ms, "spread_ms": 4.2})
        for source, ms in offsets
    ]
    told: dict[str, Any] = {"claps": claps}
    told["faults"] = [
        {"source": "microphone", "code": code, "facts": {"shows": "voice", "noticed": 1, "claps": 5}} for code in faults
    ]
    test._session.hear(CheckFound.model_validate({"session": SESSION, "found": told}))


def kept(room: Room) -> list[ClapTested]:
    """What stands in the journal of it."""
    return [stamped.event for stamped in room.kept if isinstance(stamped.event, ClapTested)]


def test_that_what_was_measured_is_said_kept_with_the_session_and_remembered(
    make: Make, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    test = make(*ALL)
    hear(test, "armed", *ALL)
    assert "Not measured today" in test.words.text()
    test.button.click()
    (asked,) = [message for message in room.requests if isinstance(message, CheckDevices)]
    assert len(asked.claps) == 5
    assert not test.button.isEnabled()
    hear(test, "checking", *ALL)
    found(test, ("microphone", 12.4), ("camera", None))
    assert test.standing is ClapStanding.MEASURED
    assert "sound 12 ms after the picture (±\u00a04\u00a0ms)" in test.words.text()
    assert "does not see the light" in test.words.text()
    (event,) = kept(room)
    assert event.measures == test.measures
    assert [one.device for one in event.measures] == ["Microphone (0)"]
    today = datetime.now(UTC).astimezone().date()
    qtbot.waitUntil(lambda: ClapTests(tmp_path).of_day(today) == event.measures)


def test_that_nobody_is_asked_again_on_the_same_day_for_the_same_devices(
    make: Make, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    measure = ClapMeasure(
        source="microphone-2", after="screen", shows="voice", device="Microphone (0)",
        after_device="Screen (default)", claps=5, offset_ms=-9.0, spread_ms=2.0, measured=datetime.now(UTC),
    )  # fmt: skip
    ClapTests(tmp_path).keep([measure])
    test = make(*ALL)
    hear(test, "armed", *ALL)
    qtbot.waitUntil(lambda: test.standing is ClapStanding.MEASURED)
    assert "Measured today: sound 9 ms before the picture (±\u00a02\u00a0ms)." in test.words.text()
    (event,) = kept(room)
    assert [one.source for one in event.measures] == ["microphone"]
    hear(test, "armed", *ALL)
    assert len(kept(room)) == 1
    test._session.rearm((SCREEN, CAMERA))
    hear(test, "armed", SCREEN, CAMERA)
    assert kept(room)[-1].measures == ()
    assert test.standing is ClapStanding.OPEN


def test_that_the_measure_of_another_day_or_another_device_does_not_hold(
    make: Make, room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    measure = ClapMeasure(
        source="microphone", after="screen", shows="voice", device="Headset (1)", after_device="Screen (default)",
        claps=5, offset_ms=-9.0, spread_ms=2.0, measured=datetime.now(UTC),
    )  # fmt: skip
    old = measure.model_copy(update={"device": "Microphone (0)", "measured": datetime.now(UTC) - timedelta(days=2)})
    ClapTests(tmp_path).keep([old, measure])
    test = make(*ALL)
    hear(test, "armed", *ALL)
    qtbot.waitUntil(lambda: test._known != ())
    assert test.standing is ClapStanding.OPEN
    assert kept(room) == []


def test_that_what_is_noticed_is_warned_about(make: Make) -> None:
    test = make(SCREEN, VOICE)
    hear(test, "armed", SCREEN, VOICE)
    test.begin()
    found(test, ("microphone", 62.0))
    assert "More than 40 ms is noticed." in test.words.text()
    assert test.words.property("tone") == "careful"


def test_that_a_beep_that_was_not_heard_is_said_with_what_to_do(make: Make, room: Room) -> None:
    test = make(SCREEN, VOICE)
    hear(test, "armed", SCREEN, VOICE)
    test.begin()
    found(test, faults=("clap_no_beep",))
    hear(test, "armed", SCREEN, VOICE)
    assert test.standing is ClapStanding.FAILED
    assert test.words.text() == (
        "Sound: 1 of 5 beeps were heard. Turn the loudspeaker up or bring the microphone nearer, then measure again."
    )
    assert kept(room) == []


@pytest.mark.parametrize("state", ["armed", None])
def test_that_a_test_that_is_broken_off_can_be_made_again(make: Make, state: str | None) -> None:
    test = make(SCREEN, VOICE)
    test.begin()
    hear(test, "checking", SCREEN, VOICE)
    hear(test, state)
    assert "broken off" in test.words.text()
    assert test.button.isEnabled()
    assert test.flashes.shown == []


def test_that_a_test_that_is_refused_can_be_made_again(make: Make) -> None:
    test = make(SCREEN, VOICE)
    test.begin()
    test._session.refused.emit(RuleError("recorder_not_ready"))
    assert test.standing is ClapStanding.OPEN


@pytest.mark.parametrize("sources", [(CAMERA, VOICE), (SCREEN,), ()])
def test_that_it_is_not_offered_where_nothing_can_be_measured(make: Make, sources: tuple[SourcePlan, ...]) -> None:
    assert make(*sources).isHidden()


def test_that_the_recorded_screen_flashes_at_the_moments_that_the_recorder_was_told(
    make: Make, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clap_test, "clap_moments", lambda now_us, _fps: (now_us + 300_000, now_us + 900_000))
    test = make(*ALL)
    test.begin()
    hear(test, "checking", *ALL)
    (flash,) = test.flashes.shown
    lit: list[bool] = []
    for expected in (False, True, False, True, False):
        qtbot.waitUntil(lambda expected=expected: flash.lit is expected)  # type: ignore[misc]
        lit.append(flash.grab().toImage().pixelColor(2, 2) == QColor("white"))
    assert lit == [False, True, False, True, False]
    assert len(test.flashes.late_us) == 2
    test.flashes.late_us = [15_000, 21_000]  # the window was busy: its flashes made the sound seem so much earlier
    found(test, ("microphone", 1.0), ("camera", 5.0))
    assert [one.offset_ms for one in test.measures] == [19.0, 5.0]
    assert test.flashes.shown == []
