"""Icons from one set (Phosphor, as qtawesome ships it), in the colours of the theme. None is drawn by hand."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.glyphs import GlyphEngine, glyph


def icon(name: str, colour: str, *, disabled: str | None = None) -> QIcon:
    """The icon `name` of the set in a colour. Raises KeyError for a name that the set does not have."""
    return QIcon(GlyphEngine(glyph(name), colour, disabled or colour))


def icon_for(widget: QWidget, name: str, tone: str | None = None) -> QIcon:
    """The icon in the text colour of a widget, or in a tone."""
    colours = theme.colours_of(widget)
    return icon(name, theme.tone_colour(colours, tone) if tone else colours.text, disabled=colours.control)


def picture(widget: QWidget, name: str, size: int, tone: str | None = None) -> QPixmap:
    """The icon as a picture, `size` px at 100 % text, sharp on the widget's screen."""
    grown = theme.scaled(size)
    return icon_for(widget, name, tone).pixmap(QSize(grown, grown), widget.devicePixelRatioF())
