"""The palette: Ctrl+K, type a few letters, Enter. It lies over the window and goes with Escape."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.icons import icon_for
from ui.palette_entries import PaletteEntry, matching
from ui.widgets.tips import plain

_WIDTH, _HEIGHT = 640, 420
_LIST_KEYS = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class Palette(QFrame):
    """Finds any action, person, session or criterion. `entries` is asked each time it opens."""

    def __init__(self, parent: QWidget, entries: Callable[[], tuple[PaletteEntry, ...]]) -> None:
        super().__init__(parent)
        self._ask = entries
        self._entries: tuple[PaletteEntry, ...] = ()
        self._shown: tuple[PaletteEntry, ...] = ()
        self._came_from: QWidget | None = None
        self.setProperty("box", "card")
        self.setObjectName("palette")
        self.setProperty("typing", "yes")
        self.setAccessibleName(_("Find anything"))
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Find anything"))
        self.field.setPlaceholderText(_("Find an action, a session, a person, a criterion …"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        # A session's key filter gives a key that belongs to typing to the field itself, past the field's own filters.
        self.field.returnPressed.connect(self._do)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.list.itemActivated.connect(lambda _item: self._do())
        self.list.itemClicked.connect(lambda _item: self._do())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.hide()

    def reload(self) -> None:
        """More can be found now: ask again, and keep what was typed and where one stands."""
        if self.isVisible():
            row = self.list.currentRow()
            chosen = self._shown[row] if 0 < row < len(self._shown) else None
            self._entries = self._ask()
            self._filter(self.field.text())
            same = (
                n for n, one in enumerate(self._shown) if chosen and (one.text, one.kind) == (chosen.text, chosen.kind)
            )
            self.list.setCurrentRow(next(same, 0))

    def open(self) -> None:
        """Show the palette with everything that can be found now."""
        self._came_from = self.window().focusWidget()
        self._entries = self._ask()
        outer = self.parentWidget()
        assert outer is not None
        width = min(theme.scaled(_WIDTH), outer.width() - 2 * theme.MARGIN)
        height = min(theme.scaled(_HEIGHT), outer.height() - 6 * theme.MARGIN)
        self.setGeometry((outer.width() - width) // 2, 4 * theme.MARGIN, width, height)
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def leave(self) -> None:
        """Go, and give the focus back."""
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the typing goes on; Enter does, Escape leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do()
                return True
            if event.key() in _LIST_KEYS:
                self.list.event(event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from anywhere within."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _filter(self, typed: str) -> None:
        self._shown = matching(self._entries, typed)
        self.list.clear()
        for entry in self._shown:
            words = f"{entry.text}   ·   {entry.kind}" + (f"   ·   {entry.keys}" if entry.keys else "")
            item = QListWidgetItem(icon_for(self.list, entry.icon), words)
            item.setToolTip(plain(entry.text))
            self.list.addItem(item)
        if not self._shown:
            nothing = QListWidgetItem(_("Nothing was found."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            self.leave()
            self._shown[row].do()
