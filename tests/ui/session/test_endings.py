"""A session ends otherwise than by finishing it: from its own screen and from the palette."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.booking import Booking
from lab.domain.consent import Consent, Scope
from lab.domain.session import SessionState
from lab.live.messages import Move
from lab.services.session_view import Inventory, plan_in
from tests.ui.held import stage
from tests.ui.held.ended import confirm
from tests.ui.held.furnished import Furnished, furnished
from tests.ui.held.stage import Room
from ui.session.session_screen import SessionScreen
from ui.widgets.empty import EmptyState

NOTHING = Inventory((), (), (), ())


@pytest.fixture
def desk(qapp: object, tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch) -> Iterator[Furnished]:
    for module in ("session_screen", "loading"):
        monkeypatch.setattr(f"ui.session.{module}.devices_here", lambda **_how: NOTHING)
    with furnished(tmp_path / "lab", room) as made:
        yield made
        assert made.unhandled == []


@pytest.fixture
def booking(desk: Furnished) -> Booking:
    return desk.booking()


@pytest.fixture
def screen(
    desk: Furnished, booking: Booking, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SessionScreen]:
    """The session is ready: its devices are being checked."""
    made = SessionScreen(desk.desk)
    qtbot.addWidget(made)
    made.open_subject({"booking": booking.id})
    made.resize(1072, 800)
    made.show()
    qtbot.waitUntil(lambda: made.check is not None)
    assert made.session is not None
    monkeypatch.setattr(stage, "SESSION", made.session.id)
    room.tell = desk.bridge.room_said
    room.ready()
    take_in(desk, booking, room)
    yield made
    made.dispose()


def take_in(desk: Furnished, booking: Booking, room: Room) -> None:
    session = desk.lab.scheduling.booking(booking.id).session_id
    assert session is not None
    desk.lab.sessions.ingest(session, room.kept)


def moves(room: Room) -> list[tuple[SessionState, str]]:
    return [(one.to, one.reason) for one in room.requests if isinstance(one, Move)]


def choose(screen: SessionScreen, name: str) -> None:
    """Press the button, choose from its menu."""
    menu = screen.ending_menu.menu_of_ways
    next(action for action in menu.actions() if action.objectName() == name).trigger()


def pages(screen: SessionScreen) -> list[EmptyState]:
    return [page for page in screen.findChildren(EmptyState) if page.isVisible()]


def test_that_who_does_not_come_after_the_check_is_marked_so(
    screen: SessionScreen, desk: Furnished, booking: Booking, room: Room, qtbot: QtBot
) -> None:
    state: Callable[[], SessionState] = lambda: desk.lab.scheduling.booking(booking.id).state  # noqa: E731
    choose(screen, "no_show")
    qtbot.waitUntil(lambda: state() is SessionState.NO_SHOW)
    assert moves(room) == [(SessionState.PLANNED, "")]
    assert desk.lab.scheduling.booking(booking.id).session_id is None
    assert not list(desk.lab.folder.sessions.iterdir())
    qtbot.waitUntil(lambda: screen.session is None and bool(pages(screen)))
    qtbot.waitUntil(lambda: bool(desk.said))
    desk.said[-1].choices[0].do()
    qtbot.waitUntil(lambda: state() is SessionState.PLANNED)


def test_that_a_checked_session_is_put_back_into_the_schedule(
    screen: SessionScreen, desk: Furnished, booking: Booking, qtbot: QtBot
) -> None:
    choose(screen, "put_back")
    qtbot.waitUntil(lambda: desk.steps.went == [("schedule", {"booking": booking.id})])
    assert desk.lab.scheduling.booking(booking.id).state is SessionState.PLANNED


def test_that_a_running_session_is_broken_off_with_a_reason(
    screen: SessionScreen, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    room.kept.clear()
    room.run()
    qtbot.waitUntil(lambda: screen.session is not None and screen.session.state is SessionState.RUNNING)
    choose(screen, "break_off")
    confirm(screen.endings.dialog, "fire alarm")
    qtbot.waitUntil(lambda: moves(room) == [(SessionState.ABORTED, "fire alarm")])
    qtbot.waitUntil(lambda: screen.board is None and bool(pages(screen)))
    assert desk.steps.went == []


def test_that_withdrawing_asks_for_the_code_and_takes_everything_off_the_screen(
    screen: SessionScreen, desk: Furnished, booking: Booking, room: Room, qtbot: QtBot
) -> None:
    entries = {entry.text: entry for entry in screen.palette_entries()}
    entries["P01: Participant withdraws…"].do()
    assert screen.endings.dialog is not None
    screen.endings.dialog.field.setText("P02")
    assert not screen.endings.dialog.act.isEnabled()
    screen.endings.dialog.field.clear()
    confirm(screen.endings.dialog, "p01")
    qtbot.waitUntil(lambda: desk.lab.scheduling.booking(booking.id).state is SessionState.WITHDRAWN)
    assert moves(room) == [(SessionState.WITHDRAWN, "")]
    qtbot.waitUntil(lambda: screen.session is None and bool(pages(screen)))
    assert screen.check is None
    assert not screen.ending_menu.isVisible()
    qtbot.waitUntil(lambda: any("P01 has withdrawn" in alert.text for alert in desk.said))


def test_that_recording_pauses_while_it_is_asked_whether_the_participant_withdraws(
    screen: SessionScreen, room: Room, qtbot: QtBot
) -> None:
    room.kept.clear()
    room.run()
    qtbot.waitUntil(lambda: screen.session is not None and screen.session.state is SessionState.RUNNING)
    choose(screen, "withdraw")
    qtbot.waitUntil(lambda: moves(room) == [(SessionState.PAUSED, "")])
    assert screen.endings.dialog is not None
    screen.endings.dialog.reject()
    qtbot.waitUntil(lambda: moves(room) == [(SessionState.PAUSED, ""), (SessionState.RUNNING, "")])


def test_that_a_session_does_not_start_on_a_consent_that_was_narrowed_since(
    screen: SessionScreen, desk: Furnished, booking: Booking, room: Room, qtbot: QtBot
) -> None:
    narrowed = Consent("1", "en", booking.starts.date(), frozenset({Scope.TAKE_PART, Scope.VOICE}), on_paper=True)
    desk.lab.planning.give_consent(booking.participant_id, narrowed)
    assert screen.check is not None
    assert screen.session is not None
    first = screen.session.id
    screen.check.start.click()
    qtbot.waitUntil(lambda: screen.session is not None and screen.session.id != first)
    assert SessionState.RUNNING not in [to for to, _reason in moves(room)]
    session = desk.lab.scheduling.booking(booking.id).session_id
    assert session is not None
    plan = plan_in(desk.lab.sessions.folder_of(session))
    assert plan.consent.scopes == (Scope.TAKE_PART, Scope.VOICE)


def test_that_a_session_whose_plan_holds_starts(screen: SessionScreen, room: Room, qtbot: QtBot) -> None:
    assert screen.check is not None
    screen.check.start.click()
    qtbot.waitUntil(lambda: moves(room) == [(SessionState.RUNNING, "")])
