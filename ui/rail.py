"""The left rail: the screens, each a button with icon and name; only icons when the window is narrow."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout

from lab.i18n import gettext as _
from ui import theme
from ui.screen import ScreenEntry
from ui.widgets.buttons import Button
from ui.widgets.texts import strong
from ui.widgets.tips import plain


class Rail(QFrame):
    """One button per screen; `go` is called with the screen's name."""

    def __init__(self, entries: Sequence[ScreenEntry], go: Callable[[str], None], find: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("box", "rail")
        self.setObjectName("rail")
        self.setAccessibleName(_("Screens"))
        self._words: dict[Button, str] = {}
        self._hints: dict[Button, str] = {}
        self._signs: dict[Button, str] = {}
        self._compact = False
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.MARGIN, theme.GRID, theme.MARGIN)
        column.setSpacing(theme.GRID // 2)
        self._product = strong(_("Usability Lab"))
        self._product.setWordWrap(False)
        self._product.setContentsMargins(theme.GRID, 0, 0, theme.GRID)
        column.addWidget(self._product)
        last = entries[-1] if entries else None
        for entry in entries:
            if entry is last:
                column.addStretch(1)
                column.addWidget(self._button(_("Find anything"), "magnifying-glass", "Ctrl+K", find))
            button = self._button(entry.title(), entry.icon, entry.keys, partial(go, entry.name))
            button.setCheckable(True)
            button.setObjectName(f"rail_{entry.name}")
            self._group.addButton(button)
            self._buttons[entry.name] = button
            column.addWidget(button)
        self.set_compact(compact=False)

    def _button(self, words: str, icon_name: str, keys: str, do: Callable[[], None]) -> Button:
        button = Button(words, do, icon_name=icon_name, kind="rail")
        self._words[button], self._hints[button] = words, f"{words} ({keys})" if keys else words
        button.setToolTip(plain(self._hints[button]))
        return button

    def show_current(self, name: str) -> None:
        """Mark the screen that is shown; none, if the rail does not offer it."""
        button = self._buttons.get(name)
        self._group.setExclusive(button is not None)
        for other in self._buttons.values():
            other.setChecked(other is button)

    def set_sign(self, name: str, sign: str, said: str = "", hint: str = "") -> None:
        """Show a sign behind the name of a screen, where there is room; empty for none.

        Args:
            said: the sign in words, for who hears the name. hint: in words, for who points at it.
        """
        button = self._buttons.get(name)
        if button is None:
            return
        self._signs[button] = sign
        spoken = f"{self._words[button]}, {said}" if said else self._words[button]
        if button.accessibleName() != spoken:
            button.setAccessibleName(spoken)
        button.setToolTip(plain("\n".join(filter(None, (self._hints[button], hint)))))
        button.setText(self._shown(button))

    def _shown(self, button: Button) -> str:
        sign = self._signs.get(button, "")
        if self._compact:
            return sign[:1]
        return f"{self._words[button]}  {sign}" if sign else self._words[button]

    def set_compact(self, *, compact: bool) -> None:
        """Only icons, or icons with names."""
        self._product.setVisible(not compact)
        self._compact = compact
        for button in self._words:
            button.setText(self._shown(button))
            button.setProperty("compact", "true" if compact else "false")
            button.style().unpolish(button)
            button.style().polish(button)
        if compact:
            self.setFixedWidth(theme.scaled(theme.RAIL_COMPACT_WIDTH))
        else:
            self.setFixedWidth(max(theme.scaled(theme.RAIL_WIDTH), self.sizeHint().width()))
