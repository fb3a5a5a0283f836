"""Icons from one set (Phosphor, as qtawesome ships it), in the colours of the theme. None is drawn by hand."""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.glyphs import GlyphEngine, glyph


def icon(name: str, colour: str, *, disabled: str | None = None) -> QIcon:
    """The icon `name` of the set in a colour. Raises KeyError for a name that the set does not have."""
    return _made(name, colour, disabled or colour)


@cache
def _made(name: str, colour: str, disabled: str) -> QIcon:
    """Made once and kept for good: when Qt deletes an engine that is written in Python, PySide now and then releases
    its wrapper twice, and the program dies while a button is drawn anew.
    """
    return QIcon(GlyphEngine(glyph(name), colour, disabled))


def icon_for(widget: QWidget, name: str, tone: str | None = None) -> QIcon:
    """The icon in the text colour of a widget, or in a tone."""
    colours = theme.colours_of(widget)
    return icon(name, theme.tone_colour(colours, tone) if tone else colours.text, disabled=colours.control)


def picture(widget: QWidget, name: str, size: int, tone: str | None = None) -> QPixmap:
    """The icon as a picture, `size` px at 100 % text, sharp on the widget's screen."""
    grown = theme.scaled(size)
    return icon_for(widget, name, tone).pixmap(QSize(grown, grown), widget.devicePixelRatioF())
