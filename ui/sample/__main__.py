"""The sample service as a program: `python -P -m ui.sample --language en|ru [--script FILE|-] [--geometry WxH+X+Y]`."""

import argparse
import json
import re
import sys
import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lab.i18n import LANGUAGES, use_language
from ui.sample.script import Participant
from ui.sample.service import SampleService

LARGEST = (1440, 960)
"""The window fills the screen up to this size, px."""

SETTLE_MS = 300
"""The window is painted before the participant begins, ms."""


class Lines(QObject):
    """Lines of a script, read in a thread of their own because standard input blocks.

    Signals:
        line_read: one line.
        ended: there are no more.
    """

    line_read = Signal(str)
    ended = Signal()

    def read_in_background(self) -> None:
        """Start reading standard input; the thread ends with its last line or with the process."""
        threading.Thread(target=self._read, name="script", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.line_read.emit(line)
        self.ended.emit()


def geometry(text: str) -> QRect:
    """A window's place, "WxH+X+Y". Raises ValueError, which argparse turns into a sentence."""
    found = re.fullmatch(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)", text)
    if found is None:
        raise ValueError(text)
    width, height, x, y = (int(part) for part in found.groups())
    return QRect(x, y, width, height)


def usual_place() -> QRect:
    """In the middle of the first screen, as large as it goes."""
    free = QGuiApplication.primaryScreen().availableGeometry()
    place = QRect(0, 0, min(free.width(), LARGEST[0]), min(free.height(), LARGEST[1]))
    place.moveCenter(free.center())
    return place


def answer(message: dict[str, object]) -> None:
    """One JSON line on standard output."""
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m ui.sample", description="The sample service.")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--script", help="JSON lines for the scripted participant; - reads standard input")
    parser.add_argument("--pace", type=float, default=1.0, help="2 takes twice as long")
    parser.add_argument("--geometry", type=geometry, help="WIDTHxHEIGHT+X+Y")
    return parser.parse_args()


def follow(script: str, participant: Participant, lines: Lines) -> None:
    """Begin the script: of a file, which ends the program with its last line, or of standard input."""
    participant.greet()
    if script == "-":
        lines.line_read.connect(participant.obey)
        lines.ended.connect(participant.quit_requested)
        lines.read_in_background()
        return
    participant.finished.connect(participant.quit_requested)
    participant.obey(*Path(script).read_text(encoding="utf-8").splitlines())


def main() -> int:
    """Show the service; with a script, act it out."""
    chosen = arguments()
    use_language(chosen.language)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    service = SampleService()
    service.setGeometry(chosen.geometry or usual_place())
    service.show()
    participant = Participant(service, answer, chosen.pace)
    lines = Lines()
    if chosen.script:
        begin = partial(follow, chosen.script, participant, lines)
        participant.quit_requested.connect(app.quit)
        QTimer.singleShot(SETTLE_MS, app, begin)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
