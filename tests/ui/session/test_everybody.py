"""The board and the devices check: everything has a name, is reached by Tab and can be read, also at 200 %."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lab.live.messages import Alarm
from lab.services.clap_tests import ClapTests
from tests.ui.conftest import Dress
from tests.ui.held.stage import SECOND, SESSION, Clock, Room, sample_plan
from tests.ui.second_room.company_stage import nobody
from tests.ui.session.test_pure import devices, told
from tests.ui.walking import cut, nameless, overlapping, unreachable
from ui.background import Background
from ui.held.running import RunningSession
from ui.held.verbs import TagContent
from ui.keys.keymap import Keymap
from ui.session.board import SessionBoard
from ui.session.devices_check import DevicesCheck
from ui.session.session_head import SessionHead
from ui.widgets.boxes import boxed, column

LOOKS = [(language, scale) for language in ("en", "ru") for scale in (1.0, 2.0)]


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background(lambda error: pytest.fail(str(error)))
    yield made
    made.close()


def in_window(qtbot: QtBot, widget: QWidget) -> QScrollArea:
    """As the screen holds it: as wide as the window, as high as it needs."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(widget)
    qtbot.addWidget(area)
    area.resize(1072, 724)
    area.show()
    qtbot.waitExposed(area)
    return area


@pytest.mark.parametrize(("language", "scale"), LOOKS)
@pytest.mark.parametrize("state", ["before", "running", "ended", "alarm", "away"])
def test_that_the_board_is_for_everybody(
    qtbot: QtBot,
    dress: Dress,
    room: Room,
    machine: Clock,
    background: Background,
    language: str,
    scale: float,
    state: str,
) -> None:
    dress(language=language, scale=scale)
    session = RunningSession(sample_plan(language=language), room, "Anna", machine)
    room.tell = session.hear
    room.run()
    head = SessionHead()
    board = SessionBoard(session, head, background, Keymap, nobody())
    window = in_window(qtbot, boxed(column(head, board)))
    if state != "before":
        board.verbs.start(SECOND, "fill-form")
        board.tag_now(TagContent(session.plan.protocol.tasks[1].tag_pad[3]))
        session.health_changed.emit(told())
    if state == "ended":
        board.verbs.end(2 * SECOND, None)
    if state == "alarm":
        session.hear(Alarm(session=SESSION, code="nothing_heard", facts={"source": "microphone", "seconds": 15}))
    if state == "away":
        session.connection(connected=False)
    qtbot.waitUntil(
        lambda: not (overlapping(window) or cut(window))
    )  # nested layouts ask each other again before they rest
    assert nameless(window) == []
    assert unreachable(window) == []
    assert cut(window) == []
    assert window.horizontalScrollBar().maximum() == 0
    board.dispose()


@pytest.mark.parametrize(("language", "scale"), LOOKS)
def test_that_the_devices_check_is_for_everybody(
    qtbot: QtBot,
    dress: Dress,
    session: RunningSession,
    background: Background,
    tmp_path: Path,
    language: str,
    scale: float,
) -> None:
    dress(language=language, scale=scale)
    window = in_window(qtbot, DevicesCheck(session, devices(2, 1, 1), background, ClapTests(tmp_path)))
    assert nameless(window) == []
    assert unreachable(window) == []
    assert cut(window) == []
    assert overlapping(window) == []
    assert window.horizontalScrollBar().maximum() == 0
