"""The base of every screen, and the entry by which the main window knows it.

A screen loads what it shows in the background when it is shown (`load`), shows it (`show_loaded`), and does so again
when something that it shows has changed. Nothing is loaded for a screen that nobody looks at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.widgets.texts import quiet, title

Subject = Mapping[str, str | int]
_BAR_WIDTH = 12
_SETTLE_MS = 30
"""Changes that come together are shown together."""


class Screen(QWidget):
    """One screen: a header with its title and its actions, and a body that scrolls when it must.

    Subclasses fill `self.body` (a vertical layout) and override `load`, `show_loaded`, and when they need to
    `open_subject`, `concerns` and `palette_entries`.
    """

    def __init__(self, desk: Desk, name: str, heading: str, *, scrolls: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(name)
        self.setAccessibleName(heading)
        self._stale = True
        self._loading = False
        self._outdated = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._load_now)
        self._header(heading)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, theme.MARGIN)
        self.body.setSpacing(theme.MARGIN)
        self._pages = QStackedWidget()
        if scrolls:
            area = scrolling(self.content)
            area.verticalScrollBar().rangeChanged.connect(self._leave_room_for_bar)
            self._pages.addWidget(area)
        else:
            self._pages.addWidget(self.content)
        self._empty: QWidget | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.header)
        whole.addWidget(self._pages, 1)
        desk.bridge.changed.connect(self._changed)

    def _header(self, heading: str) -> None:
        self.title_label = title(heading)
        self.subtitle = quiet("")
        self.subtitle.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title_label)
        words.addWidget(self.subtitle)
        self._action_box = QWidget()
        self.action_row = QHBoxLayout(self._action_box)
        self.action_row.setContentsMargins(0, 0, 0, 0)
        self.action_row.setSpacing(theme.GRID)
        self.header = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.header.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self.header.setSpacing(theme.MARGIN)
        self.header.addLayout(words, 1)
        self.header.addWidget(self._action_box)
        self._arrange_header(self.header.direction())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep title and actions apart."""
        super().resizeEvent(event)
        self.fit_header()

    def event(self, event: QEvent) -> bool:
        """A title or an action that has changed asks for another layout, and perhaps for another place."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit_header()
        return super().event(event)

    def fit_header(self) -> None:
        """The actions stand beside the title while there is room for both, else under it."""
        words = self.title_label.fontMetrics().horizontalAdvance(self.title_label.text())
        wanted = words + self.action_row.sizeHint().width() + 3 * theme.MARGIN
        direction = QBoxLayout.Direction.TopToBottom if wanted > self.width() else QBoxLayout.Direction.LeftToRight
        if direction is not self.header.direction():
            self._arrange_header(direction)

    def _arrange_header(self, direction: QBoxLayout.Direction) -> None:
        """Beside the actions the title takes what width is left, above them no more height than it needs.

        Aligned sideways, the row of actions does not bind the header, and so the title, to its own width; aligned to
        the top as well, it would be as high as one line, though below the title it may need two.
        """
        narrow = direction is QBoxLayout.Direction.TopToBottom
        self.header.setDirection(direction)
        self.header.setStretch(0, 0 if narrow else 1)
        beside = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        self.header.setAlignment(self._action_box, Qt.AlignmentFlag.AlignLeft if narrow else beside)

    def _leave_room_for_bar(self, _least: int, most: int) -> None:
        """The scroll bar takes its room from the margin: what stands below the header stays in line with it."""
        right = theme.MARGIN - _BAR_WIDTH if most else theme.MARGIN
        self.body.setContentsMargins(theme.MARGIN, 0, right, theme.MARGIN)

    def set_subtitle(self, text: str) -> None:
        """A quiet line under the title; empty hides it."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    # -- what a screen loads and shows

    def load(self) -> Any:
        """Fetch what the screen shows. Runs in the background: touches no widget."""
        return None

    def show_loaded(self, loaded: Any) -> None:
        """Show what `load` brought. On the GUI thread."""

    def concerns(self, change: Any) -> bool:
        """Whether this change of the store alters what the screen shows."""
        del change
        return True

    def open_subject(self, subject: Subject) -> None:
        """Show this rather than what was shown last (ids by name)."""

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """What the palette can find here while the screen is shown: its actions."""
        return ()

    def may_leave(self) -> bool:
        """Whether another screen may be shown now; a screen that says no says why."""
        return True

    def recoloured(self) -> None:
        """Other colours are in force: widgets paint themselves anew; show anew what carries colours in its items."""

    def dispose(self) -> None:
        """The screen is about to be deleted: let go of what outlives it."""

    # -- loading

    def refresh(self, *, another: bool = False) -> None:
        """Load and show anew: now if the screen is seen, else when it is shown. `another`: something else is to be
        shown than before; what is being loaded is for nobody any more.
        """
        self._stale = True
        self._outdated = (another and self._loading) or self._outdated
        if self.isVisible():
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the screen up to date."""
        super().showEvent(event)
        if self._stale:
            self._load_now()

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown is what was loaded last, and nothing waits to be loaded."""
        return not (self._stale or self._loading or self._settle.isActive())

    def _changed(self, change: object) -> None:
        if self.concerns(change):
            self.refresh()

    def _load_now(self) -> None:
        if self._loading:
            return
        self._stale, self._loading = False, True
        operation = self.desk.background.read(self.load).owned_by(self)
        operation.on_done(self._arrived).finally_do(self._loaded).start()

    def _arrived(self, loaded: Any) -> None:
        if not self._outdated:
            self.show_loaded(loaded)

    def _loaded(self) -> None:
        self._outdated = False
        self._loading = False
        if self._stale and self.isVisible():
            self._settle.start()

    # -- empty

    def show_empty(self, empty: QWidget) -> None:
        """Show a page that says what the screen is for and how to begin."""
        self.show_body()
        self._empty = empty
        self._pages.addWidget(empty)
        self._pages.setCurrentWidget(empty)

    def show_body(self) -> None:
        """Show the body again instead of the empty page, which asks for no more room from now on."""
        self._pages.setCurrentIndex(0)
        if self._empty is not None:
            self._pages.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None


def scrolling(content: QWidget) -> QScrollArea:
    """A widget that scrolls up and down when there is too little room, and never sideways."""
    content.setProperty("box", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def clear(layout: QLayout) -> None:
    """Delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """How the main window knows a screen.

    Attributes:
        name: for `Navigator.go`. title: made when it is shown, so that it follows the language.
        build: makes the screen when it is first shown; imports what it needs then.
        keys: shortcut, such as "Ctrl+1". in_rail: whether the rail offers it. in_palette: whether the palette does;
            what the rail offers it always does.
    """

    name: str
    title: Callable[[], str]
    icon: str
    build: Callable[[Desk], Screen]
    keys: str = ""
    in_rail: bool = True
    in_palette: bool = False
