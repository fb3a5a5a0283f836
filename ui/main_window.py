"""The frame: rail, message bar, stack of screens, palette. Screens own themselves."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.alerts import Alerts
from ui.desk import Desk
from ui.focus_keeper import FocusKeeper
from ui.palette import Palette
from ui.palette_entries import PaletteEntry
from ui.rail import Rail
from ui.screen import Screen, ScreenEntry
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from ui.palette_index import PaletteIndex

_NARROW = 1200
"""px at 100 % text: below it the rail shows only icons."""
_FIRST_SIZE = (1280, 800)
_LEAST_SIZE = (960, 600)


class MainWindow(QMainWindow):
    """Shows one screen at a time. Is the `Navigator` of its screens; `closing` says that it is about to close.

    `may_close`: asked before; whoever answers no says why.
    """

    closing = Signal()

    def __init__(self, entries: Sequence[ScreenEntry], alerts: Alerts, memory: QSettings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._entries = {entry.name: entry for entry in entries}
        self._alerts = alerts
        self._memory = memory
        self._desk: Desk | None = None
        self._index: PaletteIndex | None = None  # not imported before a laboratory is open: the frame comes first
        self._page: QWidget | None = None
        self._build_page: Callable[[], QWidget] | None = None
        self._screens: dict[str, Screen] = {}
        self._trail: list[str] = []
        self._shortcuts: list[QShortcut] = []
        self.may_close: Callable[[], bool] = lambda: True
        self.setMinimumSize(*_LEAST_SIZE)
        self.focus_keeper = FocusKeeper(self, lambda: self.current)
        self._remembered_geometry()
        self._build_frame()

    # -- frame

    def _build_frame(self) -> None:
        self.setWindowTitle(_("Usability Lab"))
        offered = [entry for entry in self._entries.values() if entry.in_rail]
        self.rail = Rail(offered, self.go, self.open_palette)
        self.stack = QStackedWidget()
        middle = QWidget()
        self.message_bar = MessageBar(self._alerts, middle)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.palette_box = Palette(whole, self._palette_entries)
        self._bind_keys()
        self._fit_rail()

    def _bind_keys(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = [QShortcut(QKeySequence("Ctrl+K"), self, self.open_palette)]
        for entry in self._entries.values():
            if entry.keys:
                self._shortcuts.append(QShortcut(QKeySequence(entry.keys), self, partial(self.go, entry.name)))
        self._shortcuts.append(QShortcut(QKeySequence("Alt+Left"), self, self.back))

    def show_page(self, build: Callable[[], QWidget]) -> None:
        """Show something that is no screen, before a laboratory is open."""
        self._drop_page()
        self._build_page = build
        self._page = page = build()
        self.rail.hide()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.message_bar.stand_over(None, None, None)

    def furnish(self, desk: Desk, first: str) -> None:
        """The laboratory is open: screens can be built now. Show the first one."""
        self._desk = desk
        from ui.palette_index import PaletteIndex

        self._index = PaletteIndex(desk)
        self._index.changed.connect(self._more_is_found)
        self.go(first)
        self._drop_page()
        self.stack.setFocus()

    def knows(self, name: str) -> bool:
        """Whether there is a screen of this name."""
        return name in self._entries

    def _drop_page(self) -> None:
        if self._page is not None:
            self.stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = self._build_page = None
        self.rail.show()

    def rebuild(self) -> None:
        """Language or text size have changed: build the frame and what it shows anew. Colours need none of this."""
        current, page = self.current_name, self._build_page
        if self._index is not None:
            self._index.forget()
        self._page = None
        for screen in self._screens.values():
            screen.dispose()
        self._screens.clear()
        old = self.takeCentralWidget()
        self._build_frame()
        if old is not None:
            old.deleteLater()
        if page is not None:
            self.show_page(page)
        elif current:
            self._show(current)

    def recolour(self) -> None:
        """Other colours are in force; everything that is open stays open."""
        for screen in self._screens.values():
            screen.recoloured()

    # -- navigation

    @property
    def current_name(self) -> str:
        """The name of the screen that is shown; empty before the first."""
        return self._trail[-1] if self._trail else ""

    @property
    def current(self) -> Screen | None:
        """The screen that is shown."""
        return self._screens.get(self.current_name)

    def screen_named(self, name: str) -> Screen:
        """The screen, built if it was not yet. Raises KeyError for an unknown one."""
        if name not in self._screens:
            assert self._desk is not None, "the window is furnished before anybody navigates"
            screen = self._entries[name].build(self._desk)
            self._screens[name] = screen
            self.stack.addWidget(screen)
        return self._screens[name]

    def go(self, screen: str, **subject: str | int) -> None:
        """Show a screen, and what it is to show there."""
        if self._desk is None:
            return
        if screen != self.current_name:
            if self.current is not None and not self.current.may_leave():
                self.rail.show_current(self.current_name)
                return
            self._trail.append(screen)
        if subject:
            self.screen_named(screen).open_subject(subject)
        self._show(screen)

    def back(self) -> None:
        """Show the screen that was shown before this one."""
        if len(self._trail) > 1 and (self.current is None or self.current.may_leave()):
            self._trail.pop()
            self._show(self.current_name)

    def _show(self, name: str) -> None:
        screen = self.screen_named(name)
        self.stack.setCurrentWidget(screen)
        self.message_bar.stand_over(screen, screen.header, screen.action_row)
        self.rail.show_current(name)
        self.setWindowTitle(f"{self._entries[name].title()} – {_('Usability Lab')}")

    # -- palette

    def open_palette(self) -> None:
        """Open the palette; what is in the laboratory is read while it is open."""
        if self._index is not None:
            self._index.bring_up_to_date()
        self.palette_box.open()

    def _more_is_found(self) -> None:
        self.palette_box.reload()

    def _palette_entries(self) -> tuple[PaletteEntry, ...]:
        here = self.current.palette_entries() if self.current is not None else ()
        screens = tuple(
            PaletteEntry(entry.title(), _("Screen"), entry.icon, partial(self.go, entry.name), entry.keys)
            for entry in self._entries.values()
            if entry.in_rail or entry.in_palette
        )
        elsewhere = tuple(
            found
            for screen in self._screens.values()
            if screen is not self.current
            for found in screen.palette_entries()
        )
        index = self._index.entries() if self._index is not None else ()
        found = {(entry.text, entry.kind): entry for entry in reversed(here + screens + elsewhere + index)}
        return tuple(reversed(found.values()))

    # -- window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rail to the width."""
        super().resizeEvent(event)
        self._fit_rail()
        if self.palette_box.isVisible():
            self.palette_box.leave()

    def _fit_rail(self) -> None:
        self.rail.set_compact(compact=self.width() < theme.scaled(_NARROW))

    def _remembered_geometry(self) -> None:
        geometry = self._memory.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_FIRST_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was; a screen may refuse to be left."""
        stays = self.current is not None and not self.current.may_leave()
        if stays or not self.may_close():
            event.ignore()
            return
        self._memory.setValue("window/geometry", self.saveGeometry())
        # First what runs is stopped: whoever hears of the closing waits for the threads.
        for screen in self._screens.values():
            screen.dispose()
        self.closing.emit()
        event.accept()
