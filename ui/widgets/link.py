"""A sentence that leads somewhere: an icon and words that wrap, in the colour of links."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import theme
from ui.icons import picture

_PAD = 4
_LEAST_TEXT = 120
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class LinkLine(QAbstractButton):
    """As wide as there is room, as high as its words need."""

    def __init__(self, text: str, do: Callable[[], object], icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: do())

    @property
    def _indent(self) -> int:
        return theme.scaled(theme.ICON) + theme.GRID + _PAD

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped words, at least as high as the icon."""
        room = QRect(0, 0, max(_LEAST_TEXT, width - self._indent - _PAD), 10_000)
        words = self.fontMetrics().boundingRect(room, int(_WRAP), self.text())
        return max(words.height(), theme.scaled(theme.ICON)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """All words in one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._indent + 2 * _PAD
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow; the height follows the width."""
        return QSize(self._indent + _LEAST_TEXT, theme.scaled(theme.ICON) + 2 * _PAD)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words, and the ring of the focus."""
        del event
        colours = theme.colours_of(self)
        painter = QPainter(self)
        painter.drawPixmap(_PAD, _PAD, picture(self, self._icon_name, theme.ICON, "info"))
        font = QFont(self.font())
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        painter.drawText(self.rect().adjusted(self._indent, _PAD, -_PAD, -_PAD), int(_WRAP), self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
