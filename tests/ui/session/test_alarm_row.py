"""Every alarm in the health row has the one thing that can be done about it, and what is over can be put away."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from lab.live.messages import Alarm
from tests.ui.conftest import Dress
from tests.ui.held.stage import SESSION
from tests.ui.second_room.company_stage import nobody
from tests.ui.session.test_everybody import in_window
from tests.ui.walking import cut, nameless, unreachable
from ui.background import Background
from ui.held.running import RunningSession
from ui.keys.keymap import Keymap
from ui.session.board import SessionBoard
from ui.session.session_head import SessionHead
from ui.widgets.boxes import boxed, column

FULL: dict[str, object] = {"why": "disk_full", "details": {"path": "/lab/sessions/2026-05-04-P01"}}
TAKEN: dict[str, object] = {"file": "screen.mkv", "source": "screen", "path": "/lab/sessions/2026-05-04-P01"}
LOST: dict[str, object] = {"source": "camera", "shows": "face", "reason": "camera_silent"}


@pytest.fixture
def board(qtbot: QtBot, session: RunningSession) -> Iterator[SessionBoard]:
    background = Background(lambda error: pytest.fail(str(error)))
    made = SessionBoard(session, SessionHead(), background, Keymap, nobody())
    qtbot.addWidget(made)
    qtbot.addWidget(made.head)
    made.resize(1072, 760)
    made.show()
    yield made
    made.dispose()
    background.close()


def alarm(code: str, facts: dict[str, object], *, past: bool = False) -> Alarm:
    return Alarm(session=SESSION, code=code, subject=str(facts.get("file", "")), facts=facts, past=past)


def buttons(board: SessionBoard) -> dict[str, QPushButton]:
    return {one.accessibleName(): one for one in board.health.findChildren(QPushButton) if one.isVisible()}


def test_that_an_alarm_of_the_disk_opens_its_folder(
    qtbot: QtBot, session: RunningSession, board: SessionBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    session.hear(alarm("recording_failed", FULL))
    qtbot.waitUntil(lambda: list(buttons(board)) == ["Open the folder"])
    buttons(board)["Open the folder"].click()
    assert opened == ["/lab/sessions/2026-05-04-P01"]


def test_that_a_lost_source_offers_another_device(qtbot: QtBot, session: RunningSession, board: SessionBoard) -> None:
    session.hear(alarm("source_lost", LOST))
    qtbot.waitUntil(lambda: list(buttons(board)) == ["Choose another…"])
    with qtbot.waitSignal(board.choose_requested) as asked:
        buttons(board)["Choose another…"].click()
    assert asked.args == ["camera"]


def test_that_what_is_over_is_put_away_and_what_is_not_stays(
    qtbot: QtBot, session: RunningSession, board: SessionBoard
) -> None:
    session.hear(alarm("media_taken", TAKEN, past=True))
    session.hear(alarm("media_taken", TAKEN | {"file": "camera.mkv"}, past=True))
    session.hear(alarm("source_lost", LOST))
    for left in (3, 2):
        assert len(session.alarms) == left
        qtbot.waitUntil(lambda: "Put away" in buttons(board))
        buttons(board)["Put away"].click()
    assert [one.code for one in session.alarms.values()] == ["source_lost"]


@pytest.mark.parametrize(
    ("language", "scale"), [(language, scale) for language in ("en", "ru") for scale in (1.0, 2.0)]
)
def test_that_many_alarms_are_for_everybody(
    qtbot: QtBot, dress: Dress, session: RunningSession, language: str, scale: float
) -> None:
    dress(language=language, scale=scale)
    background = Background(lambda error: pytest.fail(str(error)))
    board = SessionBoard(session, SessionHead(), background, Keymap, nobody())
    window = in_window(qtbot, boxed(column(board.head, board)))
    session.hear(alarm("recording_failed", FULL))
    session.hear(alarm("media_taken", TAKEN, past=True))
    session.hear(alarm("source_lost", LOST))
    qtbot.waitUntil(lambda: len(buttons(board)) > 2)
    assert nameless(window) == []
    assert unreachable(window) == []
    qtbot.waitUntil(lambda: cut(window) == [])
    assert window.horizontalScrollBar().maximum() == 0
    board.dispose()
    background.close()
