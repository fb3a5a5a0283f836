"""Participants across, what they hit down: what a table of marks answers, only for the cells that are seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from ui import theme
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MARK = Role.UserRole
SEVERITY, NAME, SHARE, FIRST_PERSON = 0, 1, 2, 3
UNRATED, EXPOSED = "unrated", "exposed"
"""Marks that are no severity: nobody rated; came there and did not have it."""
NOWHERE = QModelIndex()

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Head:
    """The line above a group."""

    words: str


class PeopleModel(QAbstractTableModel, Generic[Line]):
    """Rows are heads and lines, columns severity, name, share and the participants by their codes."""

    def __init__(self, view: QObject) -> None:
        super().__init__(view)
        self._view = view
        self.rows: Sequence[Line | Head] = ()
        self.codes: Sequence[str] = ()
        self._asked: Mapping[int, Callable[[Line, int], Any]] = {
            Role.DisplayRole: self.text,
            Role.ToolTipRole: lambda line, column: plain(self.spoken(line, column) or "") or None,
            Role.AccessibleTextRole: self.spoken,
            Role.DecorationRole: self.icon,
            Role.TextAlignmentRole: _alignment,
            MARK: self.mark,
        }

    def line_at(self, place: int) -> Line | None:
        """The line at a place; None for a head, and for no row."""
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return None if isinstance(row, Head) else row

    # -- what a table of its own says

    def title(self, column: int) -> str:
        """What stands above severity, name and share."""
        raise NotImplementedError

    def text(self, line: Line, column: int) -> str | None:
        """What is read in a cell."""
        raise NotImplementedError

    def spoken(self, line: Line, column: int) -> str | None:
        """What is said of a cell, by a tooltip too."""
        raise NotImplementedError

    def mark(self, line: Line, column: int) -> str | None:
        """What is drawn in a cell: a severity's number, or one of the words above."""
        raise NotImplementedError

    def icon(self, line: Line, column: int) -> Any:
        """What stands before the text of a cell."""
        del line, column
        return None

    # -- what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Heads and lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Three, and one for each participant."""
        return 0 if parent.isValid() else FIRST_PERSON + len(self.codes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.title(section) if section < FIRST_PERSON else self.codes[section - FIRST_PERSON]
        if role == Role.TextAlignmentRole and section >= FIRST_PERSON:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if self.line_at(index.row()) is None else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """One fact about one cell."""
        row, column = self.rows[index.row()], index.column()
        if isinstance(row, Head):
            return self._of_head(row, role) if column == SEVERITY else None
        asked = self._asked.get(role)
        return asked(row, column) if asked is not None else None

    def _of_head(self, head: Head, role: int) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return head.words
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            font.setPixelSize(theme.scaled(theme.SMALL))
            return font
        if role == Role.ForegroundRole:
            return QColor(theme.colours_of(self._view).quiet)  # type: ignore[arg-type]
        return None


def _alignment(_line: object, column: int) -> Qt.AlignmentFlag | None:
    return Qt.AlignmentFlag.AlignCenter if column >= FIRST_PERSON else None
