"""A field that takes the next physical key that is pressed."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

from lab.i18n import gettext as _
from ui.keys.keymap import NEVER
from ui.keys.physical_keys import key_of, label_of
from ui.widgets.buttons import Button


class KeyField(Button):
    """Shows a key; a click waits for another one. Escape leaves it as it was."""

    def __init__(self, act_words: str, key: str, chosen: Callable[[str], None]) -> None:
        super().__init__("", self._wait)
        self._act_words = act_words
        self._key = key
        self._chosen = chosen
        self._waiting = False
        self._show()

    def _show(self) -> None:
        shown = _("Press a key …") if self._waiting else label_of(self._key) if self._key else _("none")
        self.setText(shown)
        self.setAccessibleName(_("Key for “{what}”: {key}").format(what=self._act_words, key=shown))

    def _wait(self) -> None:
        self._waiting = True
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key, if one is waited for."""
        if not self._waiting:
            super().keyPressEvent(event)
            return
        key = key_of(event)
        if key == "Escape":
            self._waiting = False
        elif key is not None and key not in NEVER:
            self._waiting = False
            self._key = key
            self._chosen(key)
        self._show()
