"""Buttons: text with an icon that follows the theme, and icon buttons that say their name."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import theme
from ui.icons import icon, icon_for
from ui.widgets.tips import plain

_ICON_GAP = 8
"""px between icon and text, half of it on either side of the icon."""


class Button(QPushButton):
    """A button with text and, if wanted, an icon. `kind`: normal, primary, plain, danger, link, row, rail."""

    def __init__(
        self, text: str, do: Callable[[], object] | None = None, *, icon_name: str = "", kind: str = "normal"
    ) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.icon_name = icon_name
        self._draw_icon()
        if do is not None:
            self.clicked.connect(lambda _checked=False: do())

    def set_words(self, text: str, icon_name: str | None = None) -> None:
        """Another text, and another icon if one is given."""
        self.setText(text)
        self.setAccessibleName(text)
        if icon_name is not None:
            self.icon_name = icon_name
            self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._draw_icon()

    def _draw_icon(self) -> None:
        if not getattr(self, "icon_name", ""):
            return
        kind = self.property("kind")
        size = theme.scaled(theme.ICON)
        gap = _ICON_GAP if self.text() else 0
        self.setIconSize(QSize(size + gap, size))
        colours = theme.colours_of(self)
        if kind == "primary":
            self.setIcon(icon(self.icon_name, colours.on_accent, disabled=colours.control))
        else:
            self.setIcon(icon_for(self, self.icon_name, {"link": "info", "danger": "bad"}.get(str(kind))))


def emphasize(button: Button, *, primary: bool) -> None:
    """Make it the one thing to do next, or no more than possible."""
    kind = "primary" if primary else "normal"
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)
        button.set_words(button.text(), button.icon_name)


class IconButton(Button):
    """A button that shows only an icon; its name is its tooltip and what a screen reader says."""

    def __init__(self, name: str, icon_name: str, do: Callable[[], object] | None = None) -> None:
        super().__init__("", do, icon_name=icon_name, kind="plain")
        self.setAccessibleName(name)
        self.setToolTip(plain(name))
        side = theme.scaled(theme.CONTROL_HEIGHT)
        self.setFixedSize(side, side)
        self.setStyleSheet("padding: 0;")

    def rename(self, name: str, icon_name: str) -> None:
        """Another name and icon."""
        self.icon_name = icon_name
        self.setAccessibleName(name)
        self.setToolTip(plain(name))
        self._draw_icon()
