"""The session screen leads from the booking through the devices check and the session to the debrief."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lab.domain.booking import Setup
from lab.domain.session import SessionState
from lab.live.messages import CheckFound, Host, Move, Rearm, RecorderCondition
from lab.services.session_view import Inventory, SourcePlan, plan_in
from lab.settings import LabSettings
from recordings.devices import Microphone, Screen
from tests.ui.conftest import Dress
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished, furnished
from tests.ui.held.stage import Room
from tests.ui.session.test_pure import told
from ui.session.proposing import keep_used, last_used
from ui.session.session_screen import SessionScreen
from ui.widgets.decision_dialog import DecisionDialog

FOUND = Inventory(
    (
        Screen("S0", "First", 0, 0, 1920, 1080, primary=True),
        Screen("S1", "Second", 1920, 0, 1280, 1024, primary=False),
    ),
    (),
    (Microphone("0", "Table", 1, 48_000, default=True),),
    (),
)
Show = Callable[..., SessionScreen]


def checked(screen: SessionScreen, *faults: str) -> CheckFound:
    """What the check found at the camera."""
    assert screen.session is not None
    told = [{"source": "camera", "code": code, "facts": {"shows": "face"}} for code in faults]
    return CheckFound.model_validate({"session": screen.session.id, "found": {"faults": told}})


@pytest.fixture
def desk(qapp: object, tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch) -> Iterator[Furnished]:
    for module in ("session_screen", "loading"):
        monkeypatch.setattr(f"ui.session.{module}.devices_here", lambda **_how: FOUND)
    with furnished(tmp_path / "lab", room) as made:
        yield made
        assert made.unhandled == []


@pytest.fixture
def show(desk: Furnished, qtbot: QtBot) -> Iterator[Show]:
    shown: list[SessionScreen] = []

    def show_one(**subject: Any) -> SessionScreen:
        screen = SessionScreen(desk.desk)
        shown.append(screen)
        qtbot.addWidget(screen)
        if subject:
            screen.open_subject(subject)
        screen.resize(1072, 800)
        screen.show()
        return screen

    yield show_one
    for screen in shown:
        screen.dispose()


@pytest.fixture
def checking(show: Show, desk: Furnished, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SessionScreen:
    """A booking was opened: its session is prepared and its devices are being checked."""
    booking = desk.booking(Setup.TWO_SCREENS)
    screen = show(booking=booking.id)
    qtbot.waitUntil(lambda: screen.check is not None)
    assert screen.session is not None
    monkeypatch.setattr(stage, "SESSION", screen.session.id)
    room.tell = desk.bridge.room_said
    return screen


def test_that_without_a_session_it_leads_to_today(show: Show, desk: Furnished, qtbot: QtBot) -> None:
    from ui.widgets.buttons import Button
    from ui.widgets.empty import EmptyState

    screen = show()
    qtbot.waitUntil(lambda: bool(screen.findChildren(EmptyState)))
    screen.findChildren(EmptyState)[0].findChildren(Button)[0].click()
    assert desk.steps.went == [("today", {})]


def test_that_a_booking_is_prepared_with_what_its_setup_proposes_and_hosted(
    checking: SessionScreen, room: Room
) -> None:
    (hosted,) = [message for message in room.requests if isinstance(message, Host)]
    plan = plan_in(Path(hosted.folder))
    assert [(source.id, source.device) for source in plan.sources] == [("screen", "S1"), ("microphone", "0")]
    assert room.stills


def test_that_another_device_is_armed_before_the_start(checking: SessionScreen, room: Room) -> None:
    assert checking.check is not None
    row = checking.check.rows["screen"]
    row.device.setCurrentIndex(1)
    row.device.activated.emit(1)
    (rearm,) = [message for message in room.requests if isinstance(message, Rearm)]
    assert [(source.id, source.device) for source in rearm.sources] == [("screen", "S0"), ("microphone", "0")]


def test_that_the_devices_are_remembered_with_which_a_session_began(
    checking: SessionScreen, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    assert checking.check is not None
    row = checking.check.rows["screen"]
    row.device.setCurrentIndex(1)
    row.device.activated.emit(1)
    checking.check.preflight.begin()
    desk.bridge.room_said(checked(checking))
    checking.check.start.click()
    qtbot.waitUntil(lambda: any(isinstance(message, Move) for message in room.requests))
    (screen, _sound) = last_used(desk.desk.memory)["two_screens"]
    assert (screen.id, screen.device) == ("screen", "S0")


def decision_of(screen: SessionScreen) -> DecisionDialog:
    """The question that is open."""
    (found,) = [one for one in screen.findChildren(DecisionDialog) if one.isVisible()]
    return found


def test_that_a_session_starts_despite_a_fault_only_with_a_reason_that_is_kept(
    checking: SessionScreen, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    assert checking.check is not None
    room.ready()
    checking.check.preflight.begin()
    desk.bridge.room_said(checked(checking, "preflight_dark"))
    checking.check.start.click()
    asked = decision_of(checking)
    assert not asked.act.isEnabled()
    asked.field.setText("The face does not matter today.")
    asked.act.click()
    qtbot.waitUntil(lambda: room.record.state is SessionState.RUNNING)
    override = room.record.override
    assert override is not None
    assert override.reason == "The face does not matter today."
    assert [fault.code for fault in override.faults] == ["preflight_dark"]


def test_that_a_session_starts_unchecked_only_with_a_reason(checking: SessionScreen, room: Room, qtbot: QtBot) -> None:
    assert checking.check is not None
    room.ready()
    checking.check.start.click()
    asked = decision_of(checking)
    asked.leave.click()
    assert not any(isinstance(message, Move) for message in room.requests)
    checking.check.start.click()
    asked = decision_of(checking)
    asked.field.setText("The participant waits.")
    asked.act.click()
    qtbot.waitUntil(lambda: room.record.state is SessionState.RUNNING)
    assert room.record.override is not None
    assert room.record.override.faults == ()


def test_that_a_session_is_prepared_with_the_devices_of_the_last_one(show: Show, desk: Furnished, qtbot: QtBot) -> None:
    last = SourcePlan(id="camera", kind="camera", device="rtsp://10.0.0.7/live", shows="face")
    keep_used(desk.desk.memory, "two_screens", (last,))
    screen = show(booking=desk.booking(Setup.TWO_SCREENS).id)
    qtbot.waitUntil(lambda: screen.check is not None)
    assert screen.check is not None
    assert screen.check.rows["camera"].device.currentText() == "rtsp://10.0.0.7/live"


def test_that_a_session_is_recorded_as_the_laboratory_wants_it_whatever_the_last_one_asked_for(
    show: Show, desk: Furnished, qtbot: QtBot
) -> None:
    desk.lab.change_settings(LabSettings(quality="small", sharp_colours=True))
    last = SourcePlan(id="screen", kind="screen", device="S1", shows="screen", quality="archive")
    keep_used(desk.desk.memory, Setup.OWN_DEVICE, [last])
    screen = show(booking=desk.booking().id)
    qtbot.waitUntil(lambda: screen.check is not None)
    assert screen.session is not None
    pictures = [one for one in screen.session.plan.sources if not one.is_sound]
    assert [(one.device, one.quality, one.sharp_colours) for one in pictures] == [("S1", "small", True)]


def test_that_what_does_not_deliver_is_said(checking: SessionScreen, desk: Furnished) -> None:
    assert checking.check is not None
    assert checking.session is not None
    desk.bridge.room_said(
        RecorderCondition.model_validate(
            {
                "session": checking.session.id,
                "state": "armed",
                "sources": [
                    {"id": "screen", "kind": "screen", "shows": "screen", "device": "S1", "name": "", "ready": True}
                    | {"width": 1280, "height": 1024, "fps": 30},
                    {"id": "microphone", "kind": "microphone", "shows": "voice", "device": "0", "name": ""}
                    | {"ready": False},
                ],
                "faults": [{"source": "microphone", "code": "microphone_busy", "facts": {"device": "0"}}],
            }
        )
    )
    assert "1280 × 1024" in checking.check.rows["screen"].state.text()
    assert checking.check.rows["microphone"].state.property("tone") == "bad"
    assert checking.check.summary.property("tone") == "careful"


def test_that_the_session_starts_runs_and_finishes_into_the_debrief(
    checking: SessionScreen, desk: Furnished, room: Room
) -> None:
    assert checking.check is not None
    room.run()
    assert checking.board is not None
    assert checking.check is None
    checking.board.verbs.start(checking.board.session.now(), "find-service")
    assert checking.head is not None
    checking.head.finish.click()
    question = desk.said[-1]
    question.choices[0].do()
    assert [message.to for message in room.requests if isinstance(message, Move)] == [SessionState.DEBRIEF]
    assert room.record.attempts[0].end_us is not None
    assert checking.session is not None
    assert desk.steps.went == [("debrief", {"session": checking.session.id})]
    assert not room.stills


def test_that_a_new_window_lands_in_the_running_session_and_says_so(
    checking: SessionScreen, show: Show, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    room.run()
    assert checking.session is not None
    desk.lab.sessions.ingest(checking.session.id, room.kept)  # type: ignore[arg-type]
    desk.link.dialled = False
    landed = show()
    qtbot.waitUntil(lambda: landed.board is not None)
    assert any("P01" in alert.text for alert in desk.said)


def test_that_a_screen_built_anew_knows_that_it_is_recorded_and_tells_no_story(
    checking: SessionScreen, show: Show, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    room.run()
    assert checking.session is not None
    desk.lab.sessions.ingest(checking.session.id, room.kept)  # type: ignore[arg-type]
    desk.link.told = (RecorderCondition(state="recording", session=checking.session.id),)
    anew = show()
    qtbot.waitUntil(lambda: anew.board is not None)
    assert anew.head is not None
    assert anew.head.state.text() == "● recording"
    assert not any("without this window" in alert.text for alert in desk.said)


@pytest.mark.parametrize(("scale", "language"), [(1.0, "en"), (1.0, "ru"), (2.0, "en"), (2.0, "ru")])
def test_that_head_and_health_of_a_running_session_are_seen_whole(
    checking: SessionScreen, desk: Furnished, room: Room, dress: Dress, qtbot: QtBot, scale: float, language: str,
    show: Show,
) -> None:  # fmt: skip
    dress(scale=scale, language=language)
    room.run()
    assert checking.session is not None
    desk.lab.sessions.ingest(checking.session.id, room.kept)  # type: ignore[arg-type]
    screen = show()
    qtbot.waitUntil(lambda: screen.board is not None)
    assert screen.head is not None
    assert screen.board is not None
    assert screen.session is not None
    screen.session.health_changed.emit(told())
    finish, health = screen.head.finish, screen.board.health
    qtbot.waitUntil(lambda: whole(finish))
    if scale == 1.0:
        qtbot.waitUntil(lambda: whole(health))


def whole(widget: QWidget) -> bool:
    """Whether all of it is seen, and it is not empty."""
    return widget.height() > 0 and widget.visibleRegion().boundingRect().size() == widget.size()


def test_that_the_picture_is_asked_for_only_while_it_is_seen(checking: SessionScreen, room: Room) -> None:
    checking.hide()
    assert not room.stills
    checking.show()
    assert room.stills


def test_that_the_palette_finds_tasks_and_criteria(checking: SessionScreen, room: Room) -> None:
    assert checking.palette_entries() == ()
    room.run()
    entries = {entry.text: entry for entry in checking.palette_entries()}
    entries["Start: Find the service"].do()
    next(entry for text, entry in entries.items() if "CC-24" in text).do()
    assert [attempt.task for attempt in room.record.attempts] == ["find-service"]
    assert [tag.criterion for tag in room.record.annotations] == ["CC-24"]


def test_that_f1_shows_all_keys_over_the_session(checking: SessionScreen, room: Room) -> None:
    from ui.keys.keys_help import KeysHelp

    room.run()
    assert checking.board is not None
    checking.board.help_requested.emit()
    (shown,) = checking.findChildren(KeysHelp)
    assert shown.isVisible()
    shown.close()
