"""The head of the session: its clock is everybody's, and its buttons stay where they are."""

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.session import SessionState
from lab.domain.timeline import clock_text
from tests.ui.conftest import Dress
from tests.ui.held.stage import Clock
from ui.held.running import RunningSession
from ui.held.verbs import TagContent, Verbs
from ui.keys.keymap import Keymap
from ui.session.session_head import SessionHead


def shown(head: SessionHead, session: RunningSession, width: int) -> list[tuple[int, int, int]]:
    """Where the buttons stand while the session is as it is."""
    head.show_state(session, Keymap())
    head.tick(session)
    head.resize(width or head.sizeHint().width(), head.heightForWidth(width or head.sizeHint().width()))
    layout = head.layout()
    assert layout is not None
    layout.activate()
    layout.setGeometry(head.rect())
    return [(button.x(), button.y(), button.width()) for button in (head.pause, head.blind, head.finish)]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [0, 420])
def test_that_no_button_moves_whatever_the_head_says(
    qtbot: QtBot, session: RunningSession, machine: Clock, dress: Dress, language: str, width: int
) -> None:
    dress(language=language)
    head = SessionHead()
    qtbot.addWidget(head)
    head.show()
    places = [shown(head, session, width)]
    session.move(SessionState.PAUSED)
    places.append(shown(head, session, width))
    assert "‖" in head.state.text()
    session.connection(connected=False)
    machine.pass_seconds(4000)
    places.append(shown(head, session, width))
    assert len({tuple(one) for one in places}) == 1, places


def test_that_head_and_feed_tell_one_time(qtbot: QtBot, session: RunningSession, machine: Clock) -> None:
    head = SessionHead()
    qtbot.addWidget(head)
    machine.pass_seconds(60)
    session.move(SessionState.PAUSED)
    machine.pass_seconds(132)
    session.move(SessionState.RUNNING)
    Verbs(session).tag(session.now(), TagContent(note="now"))
    head.tick(session)
    assert head.clock.text() == "3:12" == clock_text(session.record.annotations[0].pressed_us)
    assert "1:00" in head.clock.toolTip()
