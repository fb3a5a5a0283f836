"""A QR code, drawn from its modules at whatever size there is, with its quiet zone."""

import segno
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.i18n import gettext as _
from ui import theme

QUIET = 4
"""Modules of ground around the code, as ISO/IEC 18004 asks."""
_SIDE, _LEAST = 280, 180


def modules_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, dark ones True, without quiet zone. Error correction M: a sheen on a screen is no fault."""
    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


class QrCode(QWidget):
    """Dark on light in every theme: many cameras read no other. Its text is its accessible description."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setObjectName("qr_code")
        self.setAccessibleName(_("QR code of the address"))
        self._modules: tuple[tuple[bool, ...], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Draw another text; nothing for an empty one."""
        self._modules = modules_of(text) if text else ()
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough for a phone at arm's length, however small the text."""
        side = max(_LEAST, min(theme.scaled(_SIDE), 2 * _LEAST))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole pixels for every module: edges stay sharp."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.CUE_LIGHT))
        if not self._modules:
            return
        across = len(self._modules) + 2 * QUIET
        size = max(1, min(self.width(), self.height()) // across)
        left = (self.width() - size * len(self._modules)) // 2
        top = (self.height() - size * len(self._modules)) // 2
        dark = QColor(theme.CUE_DARK)
        for y, row in enumerate(self._modules):
            for x, module in enumerate(row):
                if module:
                    painter.fillRect(QRect(left + x * size, top + y * size, size, size), dark)
