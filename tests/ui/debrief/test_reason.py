"""The debrief of a closed session is amended only with a reason."""

from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from tests.ui.held.furnished import Furnished
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen
from ui.held.amended import AmendedSession


def test_that_a_closed_session_is_judged_only_with_a_reason(
    screen: DebriefScreen, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    assert not screen.reason.isVisible()
    screen.close_session.click()
    desk.said[-1].choices[0].do()
    qtbot.waitUntil(lambda: isinstance(screen.session, AmendedSession))
    assert screen.session is not None
    session = SessionId(screen.session.plan.session_id)
    desk.lab.sessions.ingest(session, room.kept)
    assert screen.reason.isVisible()
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    assert screen.reason.fault.isVisible()
    assert not screen.criteria.rows["CC-10"].buttons["passed"].isChecked()
    screen.reason.field.setText("talked it over")
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    qtbot.waitUntil(lambda: bool(desk.lab.sessions.corrections(session)))
    assert [one.reason for one in desk.lab.sessions.corrections(session)] == ["talked it over"]
    assert [one.criterion for one in desk.lab.sessions.record_of(session).judgements] == ["CC-10"]
