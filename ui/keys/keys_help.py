"""All keys of the session, over the window; goes with Esc, F1 or a click."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.keys.chords import chord_lines
from ui.keys.keymap import TAGS, USUAL, Keymap, words_of
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, fixed, heading, quiet


class KeysHelp(QFrame):
    """The list of keys."""

    def __init__(self, parent: QWidget, keymap: Keymap, change: Callable[[], None], *, chords: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.setObjectName("keys_help")
        self.setAccessibleName(_("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.addWidget(heading(_("All keys")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setColumnStretch(1, 1)
        for keys, words in _lines(keymap, chords=chords):
            place = grid.rowCount()
            grid.addWidget(fixed(keys, "strong"), place, 0)
            grid.addWidget(body(words), place, 1)
        column.addLayout(grid)
        off = _("Single keys are switched off in the settings. Everything can be reached with Tab and Space.")
        on = _("The place of the key counts, not its letter: any keyboard layout will do. While you type they rest.")
        column.addWidget(quiet(on if keymap.on else off))
        self.change = Button(_("Change the keys…"), change)
        self.leave = Button(_("Close"), self.close, kind="primary")
        column.addLayout(row(1, self.change, self.leave))

    def open(self) -> None:
        """Show it in the middle of the window."""
        outer = self.parentWidget()
        assert outer is not None
        width = min(theme.scaled(560), outer.width() - 2 * theme.MARGIN)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((outer.width() - width) // 2, max(theme.GRID, (outer.height() - self.height()) // 3))
        self.show()
        self.raise_()
        self.leave.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _lines(keymap: Keymap, *, chords: bool) -> list[tuple[str, str]]:
    lines = [(keymap.labels(act), words_of(act)) for act in USUAL if act not in TAGS and keymap.labels(act)]
    tags = [keymap.label(act) for act in TAGS]
    first, last = tags[0], tags[-1]
    if first and last:
        lines.insert(1, (f"{first}–{last}" if all(tags) else first, _("Tag with the button of the pad")))
    if not keymap.on:
        lines = []
    if chords:
        lines.extend(chord_lines())
    lines.append(("Ctrl+K", _("Any action, person, session, criterion")))
    lines.append((_("Space"), _("Press the button that has the focus")))
    lines.append(("Esc", _("From a note back to the session")))
    return lines
