"""One button of the tag pad: its key as a key cap, and its words, which wrap."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QToolTip

from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import PadButton
from ui import theme
from ui.icons import picture
from ui.widgets.buttons import Button
from ui.widgets.tips import plain

LONG_PRESS_MS = 600
"""A button held so long shows how its criterion is observed, and does not tag."""

CAP = 20
HEIGHT = 52
SIZES = (theme.BODY, theme.SMALL, theme.SMALL - 2)
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class PadKey(Button):
    """A pad button.

    Signals:
        pressed_for: PadButton, for a short press.
    """

    pressed_for = Signal(object)

    def __init__(self, button: PadButton, key: str, observed: str) -> None:
        super().__init__("", kind="pad")
        self.button = button
        self._key = key
        self._words = button.words.in_language(language())
        positive = button.polarity == "positive"
        name = _("{words} (positive)").format(words=self._words) if positive else self._words
        self.setAccessibleName(name)
        self.setAccessibleDescription(observed)
        self.setToolTip(plain(observed))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._held = QTimer(self, singleShot=True, interval=LONG_PRESS_MS)
        self._held.timeout.connect(self._show_observed)
        self._shown = False
        self.pressed.connect(self._on_pressed)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Qt's own: two lines of words."""
        return QSize(theme.scaled(150), theme.scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(theme.scaled(96), theme.scaled(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button, the key cap, the words, and a thumb where the tag is a good one."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        room = self.rect().adjusted(theme.GRID, 2, -theme.GRID, -2)
        if self._key:
            room.setLeft(self._draw_cap(painter, room) + theme.GRID)
        if self.button.polarity == "positive":
            side = theme.scaled(theme.ICON - 4)
            thumb = picture(self, "thumbs-up", theme.ICON - 4, "good")
            painter.drawPixmap(QRect(room.right() - side, room.center().y() - side // 2, side, side), thumb)
            room.setRight(room.right() - side - 4)
        painter.setFont(self._fitting(painter, room))
        painter.setPen(QColor(theme.colours_of(self).text))
        painter.drawText(room, _WRAP, self._words)

    def _draw_cap(self, painter: QPainter, room: QRect) -> int:
        side = theme.scaled(CAP)
        cap = QRect(
            room.left(),
            room.center().y() - side // 2,
            max(side, painter.fontMetrics().horizontalAdvance(self._key) + 8),
            side,
        )
        colours = theme.colours_of(self)
        painter.setPen(QColor(colours.control))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(cap, 4, 4)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        return cap.right()

    def _fitting(self, painter: QPainter, room: QRect) -> QFont:
        """The largest font in which the words fit."""
        font = QFont(self.font())
        for size in SIZES:
            font.setPixelSize(theme.scaled(size))
            painter.setFont(font)
            needed = painter.boundingRect(room, _WRAP, self._words)
            if needed.height() <= room.height() and needed.width() <= room.width():
                break
        return font

    def _on_pressed(self) -> None:
        self._shown = False
        self._held.start()

    def _on_clicked(self) -> None:
        self._held.stop()
        if not self._shown:
            self.pressed_for.emit(self.button)

    def _show_observed(self) -> None:
        if self.isDown() and self.toolTip():
            self._shown = True
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)
