"""A moderator at the window, for `test_moderator`: checks devices, runs a session, debriefs, closes, reviews.

Acts on the real window with key presses and clicks, against the real room and recorder, and says in JSON what came of
it. Arguments: the laboratory folder, and the booking to begin with.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lab.domain.ids import BookingId, SessionId
from lab.folder import config_folder
from tests.stories.waiting import until
from ui.app import Application


def check_devices(preflight: Any) -> None:
    """Two seconds on trial: the number on the screen is found in what was decoded."""
    preflight.seconds = 2.0
    preflight.check.click()
    until(lambda: preflight.standing.name not in ("OPEN", "CHECKING"), "what the check found")
    if not preflight.is_passed:
        sys.exit(preflight.words.text())


def run_session(window: Any, booking: str) -> str:
    """From the booking to the end of the recording; the session's id."""
    window.go("session", booking=booking)
    screen = window.screen_named("session")
    until(lambda: screen.check is not None, "the devices check")
    until(lambda: screen.session.recorder is not None and screen.session.recorder.state == "armed", "the recorder")
    until(lambda: all(source.ready for source in screen.session.recorder.sources), "devices that deliver")
    check_devices(screen.check.preflight)
    screen.check.start.click()
    until(lambda: screen.board is not None and screen.board.isVisible(), "the board")
    session = screen.session
    until(lambda: session.recorder.state == "recording", "the recording")
    begun = session.now()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1):
        QTest.keyClick(screen.board, key)
    until(lambda: session.now() > begun + 1_500_000, "time to pass")
    QTest.keyClick(screen.board, Qt.Key.Key_F6)
    until(lambda: not session.waiting and bool(session.kept.attempts), "the task on the disk")
    screen.head.finish.click()
    next(bar for bar in window.message_bar.bars() if bar.alert.choices).alert.choices[0].do()
    until(lambda: window.current_name == "debrief", "the debrief")
    return str(session.id)


def debrief(window: Any) -> None:
    """Judge one criterion and close."""
    screen = window.screen_named("debrief")
    until(lambda: screen.criteria is not None and "CC-01" in screen.criteria.rows, "the criteria")
    screen.criteria.rows["CC-01"].severity.buttons[3].click()
    until(lambda: screen.session.record.judgements and not screen.session.waiting, "the judgement on the disk")
    screen.close_session.click()
    next(bar for bar in window.message_bar.bars() if bar.alert.choices).alert.choices[0].do()
    until(lambda: not hasattr(screen.session, "line"), "the seal")


def review(window: Any, session: str) -> dict[str, Any]:
    """Look at the tag's picture."""
    window.go("review", session=session)
    screen = window.screen_named("review")
    until(lambda: screen.review is not None, "the review")
    tag = screen.review.list.item(0).data(Qt.ItemDataRole.UserRole + 1)
    screen.review.choose_tag(tag)
    view = screen.review.pictures.views["screen"]
    anchor = screen.review.position_us
    until(
        lambda: view.shown is not None and view.shown.asked_us == anchor and view.shown.image is not None, "a picture"
    )
    return {"anchor_us": anchor, "picture_us": view.shown.time_us}


def choose(screen: Any, way: str) -> None:
    """A way to end the session otherwise, from the screen's menu."""
    until(screen.ending_menu.isVisible, "the ways to end it")
    next(one for one in screen.ending_menu.menu_of_ways.actions() if one.objectName() == way).trigger()


def put_back(window: Any, booking: str) -> None:
    """Check the devices, then nobody comes: back into the schedule."""
    window.go("session", booking=booking)
    screen = window.screen_named("session")
    until(lambda: screen.session is not None and screen.session.recorder is not None, "the room")
    until(lambda: screen.session.recorder.state == "armed", "the recorder")
    choose(screen, "put_back")
    until(lambda: window.current_name == "schedule" and screen.session is None, "the schedule")


def withdraw(window: Any) -> None:
    """The participant withdraws before the debrief is over."""
    screen = window.screen_named("debrief")
    choose(screen, "withdraw")
    screen.endings.dialog.field.setText("P01")
    screen.endings.dialog.act.click()
    until(lambda: any("has withdrawn" in bar.alert.text for bar in window.message_bar.bars()), "the end of it")


def told(lab: Any, session: str) -> dict[str, Any]:
    """What the laboratory has of the session."""
    record = lab.sessions.record_of(SessionId(session))
    return {
        "folder": str(lab.sessions.folder_of(SessionId(session))),
        "state": record.state,
        "attempts": [(one.task, one.outcome) for one in record.attempts],
        "tags": [(one.button, one.criterion) for one in record.annotations],
        "judged": [(one.criterion, one.outcome, one.severity) for one in record.judgements],
    }


def main() -> int:
    """Act, and say what came of it. After the folder and the booking: `review`, or `withdraw`."""
    folder, booking, how = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    application = QApplication(sys.argv[:1])
    program = Application(application, config_folder())
    program.preferences.change(name="Anna", language="en")
    program.start(folder)
    window: Any = program.window
    until(lambda: window.current_name == "today", "the first screen")
    lab = window._desk.lab
    seen: dict[str, Any] = {}
    if how == "withdraw":
        put_back(window, booking)
        session = run_session(window, booking)
        withdraw(window)
    else:
        session = run_session(window, booking)
        debrief(window)
        seen = review(window, session)
    wanted = {"withdraw": "withdrawn", "review": "closed"}[how]
    until(lambda: lab.scheduling.booking(BookingId(booking)).state == wanted, "the database")
    answer = told(lab, session) | seen
    window.close()
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
