"""What a participant's screen shows, for benchmarks: `python screen_content.py MODE`. Prints `ready`.

still: a form with a page of text around it, in which the text cursor blinks. typing: the same with five keystrokes a
second. scrolling: the page moves 6 px thirty times a second. moving: every pixel is another thirty times a second. A
real window on a real X server, painted by Qt as the services are that are tested.
"""

import random
import sys

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

FIELD = QRect(390, 290, 700, 40)
SCROLL_PX = 6
CURSOR = QRect(400, 300, 2, 22)
PERIOD_MS = {"still": 500, "typing": 200, "scrolling": 33, "moving": 33}
SCENES = 8
"""Pictures that follow each other in `moving`."""

SCREENS_LONG = 4
LINE_PX = 22

_WORDS = (
    "child benefit application family household income certificate address region account number "
    "please attach a copy of the document within ten working days "
    "the decision will be sent to your personal account"
)


def _some_words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS.split(), k=count))


def draw_page(width: int, height: int) -> QPixmap:
    """Lines of text in a few colours, with a coloured box now and then."""
    chance = random.Random(7)
    page = QPixmap(width, height)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.setFont(QFont("DejaVu Sans", 11))
    y = 40
    while y < height - 140:
        if chance.random() < 0.1:
            painter.fillRect(60, y, 520, 110, QColor.fromHsv(chance.randrange(360), 120, 230))
            y += 130
        painter.setPen(QColor(chance.choice(["#202020", "#202020", "#202020", "#1a0dab", "#b00020"])))
        painter.drawText(60, y, _some_words(chance, 26))
        y += LINE_PX
    painter.end()
    return page


def draw_scene(number: int, width: int, height: int) -> QPixmap:
    """A gradient of many colours under four hundred boxes, another for each number."""
    chance = random.Random(number)
    scene = QPixmap(width, height)
    painter = QPainter(scene)
    gradient = QLinearGradient(0, 0, width, height)
    for stop in range(9):
        gradient.setColorAt(stop / 8, QColor.fromHsv((stop * 40 + number * 45) % 360, 200, 200))
    painter.fillRect(0, 0, width, height, gradient)
    for _ in range(400):
        colour = QColor.fromHsv(chance.randrange(360), 255, chance.randrange(255))
        painter.fillRect(chance.randrange(width), chance.randrange(height), 60, 40, colour)
    painter.end()
    return scene


class Content(QWidget):
    """The window that fills the screen."""

    def __init__(self, mode: str, width: int, height: int) -> None:
        super().__init__()
        self._mode = mode
        self._page = draw_page(width, height * SCREENS_LONG)
        self._scenes = [draw_scene(number, width, height) for number in range(SCENES if mode == "moving" else 0)]
        self._range_px = height * (SCREENS_LONG - 1)
        self._step = 0
        self._text = ""
        self._chance = random.Random(3)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(0, 0, width, height)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)
        self._timer.start(PERIOD_MS[mode])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint the page, and the field with what has been typed."""
        painter = QPainter(self)
        if self._mode == "scrolling":
            painter.drawPixmap(0, -(self._step * SCROLL_PX % self._range_px), self._page)
            return
        if self._mode == "moving":
            painter.drawPixmap(0, 0, self._scenes[self._step % SCENES])
            return
        painter.drawPixmap(event.rect(), self._page, event.rect())
        painter.fillRect(FIELD, QColor("#eef2ff"))
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(QFont("DejaVu Sans", 14))
        painter.drawText(FIELD.left() + 6, FIELD.bottom() - 11, self._text)
        if self._mode == "still" and self._step % 2:
            painter.fillRect(CURSOR, Qt.GlobalColor.black)

    def _move(self) -> None:
        self._step += 1
        if self._mode == "typing":
            self._text = (self._text + self._chance.choice("abcdefgh ijklmnop"))[-60:]
            self.update(FIELD)
        elif self._mode == "still":
            self.update(CURSOR)
        else:
            self.update()


def main() -> int:
    """Show the content until the process is ended."""
    app = QApplication(sys.argv)
    width, height = app.primaryScreen().size().toTuple()
    window = Content(sys.argv[1], width, height)
    window.showFullScreen()
    QTimer.singleShot(500, lambda: print("ready", flush=True))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
