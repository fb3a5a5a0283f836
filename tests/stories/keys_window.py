"""The session's board in a window of its own, for `test_keys`: says in JSON lines what the room keeps."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lab.live.messages import EventKept, Message
from tests.ui.held.stage import Clock, Room, sample_plan
from tests.ui.second_room.company_stage import nobody
from ui.alerts import Alerts
from ui.background import Background
from ui.held.running import RunningSession
from ui.keys.keymap import keymap_of
from ui.preferences import Preferences
from ui.session.board import SessionBoard
from ui.session.chord_hold import ChordHold
from ui.session.session_head import SessionHead

TITLE = "keys-story"


def say(**words: object) -> None:
    """One line to the test."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def say_focus(focus: bool, board: SessionBoard) -> None:
    """Whether this program has the focus, and whether the board says that it has not."""
    say(focus=focus, notice=board.notice.isVisible())


def main() -> int:
    """Show the board; arguments: changed keys as JSON, and what is on: single keys ("on"), chords too ("chords"), or
    nothing ("off").
    """
    changed, switch = json.loads(sys.argv[1]), sys.argv[2]
    application = QApplication(sys.argv[:1])
    room = Room()
    session = RunningSession(sample_plan(), room, "Anna", Clock())

    def tell(message: Message) -> None:
        session.hear(message)
        if isinstance(message, EventKept):
            event = message.stamped.event.model_dump(mode="json")
            say(event=event["type"], button=event.get("button"), outcome=event.get("outcome"), note=event.get("note"))

    room.tell = tell
    room.run()
    window = QWidget()
    window.setWindowTitle(TITLE)
    head = SessionHead()
    background = Background(lambda error: say(error=str(error)))
    board = SessionBoard(session, head, background, lambda: keymap_of(changed, on=switch != "off"), nobody())
    with TemporaryDirectory() as home:
        preferences = Preferences(Path(home) / "person.toml")
        preferences.change(chords=switch == "chords")
    alerts = Alerts()
    alerts.raised.connect(lambda alert: say(alert=alert.text))
    ChordHold(board, preferences, alerts)
    board.help_requested.connect(lambda: say(asked="help"))
    column = QVBoxLayout(window)
    column.addWidget(head)
    column.addWidget(board)
    window.resize(1100, 760)
    window.show()
    board.setFocus()
    application.focusWindowChanged.connect(lambda now: QTimer.singleShot(50, lambda: say_focus(now is not None, board)))
    application.focusChanged.connect(lambda _old, new: say(at=new.objectName() if new is not None else ""))
    # Keys that no act uses bring the focus to where a test wants it.
    for key, widget in (("F2", board.pad.note), ("F3", board.tasks.outcome_buttons["gave_up"]), ("F4", board)):
        QShortcut(QKeySequence(key), window, widget.setFocus)
    QTimer.singleShot(0, lambda: say(ready=True))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
