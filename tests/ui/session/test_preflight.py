"""The check before the start: numbers on the screens, what goes on, what was found, and when it no longer holds."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from lab.domain.errors import RuleError
from lab.domain.events import CheckFault, DevicesChecked
from lab.live.messages import CheckDevices, CheckFound, RecorderCondition
from lab.services.session_view import SourcePlan
from recordings.opencv import cv2
from tests.ui.held.stage import SESSION, Room, sample_plan
from ui.held.running import RunningSession
from ui.session.cue import Cue, expected
from ui.session.preflight import Preflight, Standing

SCREEN = SourcePlan(id="screen", kind="screen", device="default", shows="screen")
CAMERA = SourcePlan(id="camera", kind="camera", device="/dev/video0", shows="face")
Make = Callable[..., Preflight]


@pytest.fixture
def room() -> Room:
    """A room that keeps what is put."""
    return Room()


@pytest.fixture
def make(qtbot: QtBot, room: Room) -> Iterator[Make]:
    made: list[Preflight] = []

    def one(*sources: SourcePlan) -> Preflight:
        session = RunningSession(sample_plan(sources=list(sources)), room, "Anna")
        room.tell = session.hear
        preflight = Preflight(session)
        qtbot.addWidget(preflight)
        made.append(preflight)
        return preflight

    yield one
    for preflight in made:
        preflight.dispose()


def hear(preflight: Preflight, state: str | None) -> None:
    """The recorder is in another state."""
    preflight._session.hear(RecorderCondition.model_validate({"session": SESSION, "state": state}))


def found(*codes: str) -> CheckFound:
    """What the check found at the camera."""
    faults = [{"source": "camera", "code": code, "facts": {"shows": "face", "known": ["a"]}} for code in codes]
    return CheckFound.model_validate({"session": SESSION, "found": {"faults": faults}})


def test_that_the_numbers_are_shown_while_the_recorder_records_on_trial(make: Make, room: Room) -> None:
    preflight = make(SCREEN, CAMERA)
    assert not preflight.is_passed
    preflight.check.click()
    (asked,) = [message for message in room.requests if isinstance(message, CheckDevices)]
    assert asked.numbers == {"screen": 1}
    assert preflight.cues.shown == []
    hear(preflight, "checking")
    assert [cue.number for cue in preflight.cues.shown] == list(range(1, len(QGuiApplication.screens()) + 1))
    assert not preflight.bar.isHidden()
    preflight._session.hear(found())
    assert preflight.standing is Standing.READY
    assert preflight.cues.shown == []
    assert preflight.bar.isHidden()
    hear(preflight, "armed")
    assert preflight.words.text() == "Checked: ready."


def test_that_faults_are_said_with_what_to_do(make: Make) -> None:
    preflight = make(CAMERA)
    preflight.begin()
    hear(preflight, "checking")
    preflight._session.hear(found("preflight_dark"))
    assert "Open the lens" in preflight.words.text()
    assert preflight.words.property("tone") == "bad"
    assert not preflight.is_passed


def test_that_other_devices_are_not_those_that_were_checked(make: Make) -> None:
    preflight = make(SCREEN)
    preflight.begin()
    preflight._session.hear(found())
    assert preflight.is_passed
    preflight._session.rearm((CAMERA,))
    assert preflight.standing is Standing.OPEN


def test_that_what_was_found_before_this_window_came_still_holds(make: Make, room: Room) -> None:
    fault = CheckFault(source="camera", code="preflight_dark", facts={"shows": "face"})
    room.ready()
    room.keep(DevicesChecked(id="c", at_us=0, author="recorder", faults=(fault,)))
    session = RunningSession(sample_plan(sources=[CAMERA]), room, "Anna")
    session.seed(room.record)
    preflight = Preflight(session)
    assert (preflight.standing, preflight.faults) == (Standing.FAULTY, (fault,))


@pytest.mark.parametrize("state", ["armed", None])
def test_that_a_check_that_is_broken_off_can_be_made_again(make: Make, state: str | None) -> None:
    preflight = make(CAMERA)
    preflight.begin()
    hear(preflight, "checking")
    hear(preflight, state)
    assert preflight.standing is Standing.OPEN
    assert "broken off" in preflight.words.text()
    assert preflight.check.isEnabled()


def test_that_a_check_that_is_refused_can_be_made_again(make: Make) -> None:
    preflight = make(CAMERA)
    preflight.begin()
    preflight._session.refused.emit(RuleError("recorder_not_ready"))
    assert preflight.standing is Standing.OPEN


def test_that_a_session_that_records_nothing_needs_no_check(make: Make) -> None:
    preflight = make()
    assert preflight.is_passed
    assert preflight.isHidden()


def test_that_a_device_that_is_not_a_screen_of_ours_is_expected_to_show_no_number() -> None:
    assert expected((CAMERA, CAMERA.model_copy(update={"id": "screen", "shows": "screen"}))) == {}


@pytest.mark.parametrize("place", [QRect(0, 0, 1920, 1080), QRect(40, 30, 300, 200)])
def test_that_a_machine_reads_the_number_on_the_screen(place: QRect, qtbot: QtBot) -> None:
    cue = Cue(7, place)
    qtbot.addWidget(cue)
    assert place.contains(cue.geometry())
    drawn = cue.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), drawn.bytesPerLine())
    desktop = np.full((480, 640), 200, np.uint8)
    desktop[20 : 20 + drawn.height(), 30 : 30 + drawn.width()] = rows[:, : drawn.width()]
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    _corners, numbers, _rejected = cv2.aruco.ArucoDetector(dictionary).detectMarkers(desktop)
    assert np.ravel(numbers).tolist() == [7]
