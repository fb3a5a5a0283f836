"""A table that is sorted by a click on a heading, with a whole row to choose; nothing in it can be edited."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui import theme
from ui.icons import icon_for
from ui.widgets.tips import plain

_ID = int(Qt.ItemDataRole.UserRole) + 1
_ROW = 40


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a cell shows.

    Attributes:
        order: by what it is sorted; nothing known comes last.
        said: for who cannot see it and as its tooltip; the text, if left out.
    """

    text: str
    order: Any = None
    icon: str = ""
    tone: str = "unknown"
    said: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the id of what it is about, and its cells."""

    id: str
    cells: tuple[TableCell, ...] = field(default=())


class _Item(QTableWidgetItem):
    """Sorted by what it means and not by its letters."""

    def __init__(self, cell: TableCell) -> None:
        super().__init__(cell.text)
        self.order = cell.order

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, theirs = self.order, getattr(other, "order", None)
        if mine is None or theirs is None:
            return mine is not None
        return bool(mine < theirs)


class SortedTable(QTableWidget):
    """`chosen` carries the id of the row that was clicked, or on which Enter was pressed."""

    chosen = Signal(str)

    def __init__(self, name: str, said: str, *, sorts: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._sorts = sorts
        self.cellClicked.connect(lambda row, _column: self._choose(row))

    def show_rows(self, headings: Sequence[str], rows: Sequence[TableRow]) -> None:
        """Fill the table; the chosen row stays chosen, and the order as it was."""
        chosen = self.chosen_id
        self.setSortingEnabled(False)
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            self.setRowHeight(place, theme.scaled(_ROW))
            for column, cell in enumerate(row.cells):
                self.setItem(place, column, self._item(row.id, cell))
        self.setSortingEnabled(self._sorts)
        if chosen:
            self.choose(chosen)
        self.updateGeometry()

    def _item(self, row_id: str, cell: TableCell) -> QTableWidgetItem:
        item = _Item(cell)
        said = cell.said or cell.text
        item.setToolTip(plain(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(_ID, row_id)
        if cell.icon:
            item.setIcon(icon_for(self, cell.icon, cell.tone))
        return item

    @property
    def chosen_id(self) -> str:
        """The id of the chosen row; empty for none."""
        item = self.item(self.currentRow(), 0)
        return str(item.data(_ID)) if item is not None else ""

    @property
    def ids(self) -> list[str]:
        """Ids of all rows, in the order that is shown."""
        items = (self.item(row, 0) for row in range(self.rowCount()))
        return [str(item.data(_ID)) for item in items if item is not None]

    def choose(self, row_id: str) -> None:
        """Choose a row without saying so."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(_ID) == row_id:
                self.setCurrentCell(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as all its rows."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + self.horizontalHeader().sizeHint().height() + bar + 4)

    def minimumSizeHint(self) -> QSize:
        """A short table is shown whole; a long one scrolls."""
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), theme.scaled(12 * _ROW)))

    def _choose(self, row: int) -> None:
        item = self.item(row, 0)
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))
