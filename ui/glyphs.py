"""Paints the glyphs of the icon font. The font is the one that qtawesome ships; qtawesome itself is not imported.

Importing it costs a quarter of the time to a usable window, for eleven more icon sets and an adapter to other Qt
bindings (docs/decisions/0014).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

GLYPH_SHARE = 0.875
"""Height of the glyph within its icon: room for the font's bearings, as qtawesome has it."""


TRANSPARENT = (0, 0, 0, 0)
"""Red, green, blue, opacity."""


class GlyphEngine(QIconEngine):
    """Paints one glyph at whatever size is asked for; greyed where the icon is disabled."""

    def __init__(self, glyph: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._glyph, self._colour, self._disabled = glyph, QColor(colour), QColor(disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Qt's own."""
        font = QFont(_family())
        font.setPixelSize(max(1, round(GLYPH_SHARE * rect.height())))
        painter.save()
        painter.setPen(self._disabled if mode is QIcon.Mode.Disabled else self._colour)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt's own."""
        drawn = QPixmap(size)
        drawn.fill(QColor(*TRANSPARENT))
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn


def glyph(name: str) -> str:
    """The character of the icon `name` in the font. Raises KeyError for a name that the set does not have."""
    return chr(int(_charmap()[name], 16))


def _fonts() -> Path:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "fonts"


@cache
def _charmap() -> Mapping[str, str]:
    (path,) = _fonts().glob("phosphor-charmap-*.json")
    names: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names


@cache
def _family() -> str:
    """The family of the icon font, registered with the application on first use."""
    (path,) = _fonts().glob("phosphor-[0-9]*.ttf")
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0]
