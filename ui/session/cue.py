"""The number that is flashed on each screen while the devices are checked, for people and for the recording to read."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from lab.services.session_view import CUE_NUMBERS, cue_cells
from ui import theme
from ui.held.participant_screen import recorded_part, recorded_screen
from ui.held.planned import SourcePlan
from ui.session.overlay import Overlay

SIDE = 320
"""Side of the square on a screen that is large enough, px."""

PART_OF_SCREEN = 0.6
DIGIT_PART = 0.3
SHOWN_PART = 0.6
"""Of the time that is recorded: that it goes away again moves the picture too."""


def numbers(screens: Sequence[QScreen]) -> dict[int, QScreen]:
    """The number of each screen, from 1; of more screens than there are numbers the last have none."""
    return dict(zip(CUE_NUMBERS, screens, strict=False))


def expected(sources: Sequence[SourcePlan]) -> dict[str, int]:
    """Source → the number it should show: of those that record a screen of this machine."""
    of_screen = {screen: number for number, screen in numbers(QGuiApplication.screens()).items()}
    found = {source.id: recorded_screen((source,)) for source in sources}
    return {source: of_screen[screen] for source, screen in found.items() if screen in of_screen}


class Cue(Overlay):
    """One number over one screen."""

    def __init__(self, number: int, place: QRect) -> None:
        super().__init__()
        self.setObjectName(f"cue_{number}")
        self.setAccessibleName(_("Screen {number}").format(number=number))
        self.number = number
        side = int(min(SIDE, PART_OF_SCREEN * place.width(), PART_OF_SCREEN * place.height() / (1 + DIGIT_PART)))
        self._cells = cue_cells(number)
        self._cell = max(1, side // len(self._cells))
        self.setFixedSize(self._cell * len(self._cells), int(self._cell * len(self._cells) * (1 + DIGIT_PART)))
        self.move(place.center() - self.rect().center())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pattern, and below it the number for people."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.CUE_LIGHT))
        for row, line in enumerate(self._cells):
            for column, white in enumerate(line):
                if not white:
                    painter.fillRect(
                        column * self._cell, row * self._cell, self._cell, self._cell, QColor(theme.CUE_DARK)
                    )
        font = painter.font()
        digit = self.rect().adjusted(0, self.width(), 0, 0)
        font.setPixelSize(max(8, digit.height()))
        painter.setFont(font)
        painter.setPen(QColor(theme.CUE_DARK))
        painter.drawText(digit, Qt.AlignmentFlag.AlignCenter, str(self.number))


class Cues:
    """The numbers on all screens, for a while."""

    def __init__(self, parent: QWidget) -> None:
        self.shown: list[Cue] = []
        self._away = QTimer(parent, singleShot=True)
        self._away.timeout.connect(self.hide)

    def flash(self, sources: Sequence[SourcePlan], seconds: float) -> None:
        """Show them for their part of so many seconds; on a screen of which a part is recorded, in that part."""
        self.hide()
        parts = {recorded_screen((source,)): recorded_part(source) for source in sources}
        for number, screen in numbers(QGuiApplication.screens()).items():
            place = (parts.get(screen) or screen.geometry()).intersected(screen.geometry())
            cue = Cue(number, place)
            cue.show()
            self.shown.append(cue)
        self._away.start(int(seconds * SHOWN_PART * 1000))

    def hide(self) -> None:
        """Take them away."""
        self._away.stop()
        shown, self.shown = self.shown, []
        for cue in shown:
            cue.close()
