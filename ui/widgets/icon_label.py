"""An icon that stands in a line of text, in the colours of the theme, also after they have changed."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.icons import picture


class IconLabel(QLabel):
    """The icon `name` of our set in a tone (none: the colour of text), `size` px at 100 % text."""

    def __init__(self, name: str = "", tone: str | None = None, size: int = theme.ICON) -> None:
        super().__init__()
        self._shown = (name, tone)
        self._size = size
        self._draw()

    def show_icon(self, name: str, tone: str | None) -> None:
        """Another icon, or another tone."""
        self._shown = (name, tone)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_size"):
            self._draw()

    def _draw(self) -> None:
        name, tone = self._shown
        if name:
            self.setPixmap(picture(self, name, self._size, tone))
