"""What the live grid shows in each cell: rows are what was tagged, by task; columns the participants of the round."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from lab.domain.tag_grid import GridMark, GridRow, RowKey, Sort
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.services.tag_grids import RoundGrid
from lab.wording.judging import severity_label
from ui import theme
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MARK = Role.UserRole
SEVERITY, NAME, SHARE, FIRST_PERSON = 0, 1, 2, 3
UNRATED, EXPOSED, GOOD, WISH = "unrated", "exposed", "good", "wish"
"""Marks that are no severity: nobody rated; came there and did not hit it; it went well; a wish that cannot be met."""
_NOWHERE = QModelIndex()


class TagGridModel(QAbstractTableModel):
    """Heads of tasks and rows of tags."""

    def __init__(self, view: QObject) -> None:
        super().__init__(view)
        self._view = view
        self.shown: RoundGrid | None = None
        self.rows: Sequence[GridRow | str] = ()
        self.codes: Sequence[str] = ()
        self.heads: Sequence[int] = ()
        self._here: frozenset[str] = frozenset()
        self._asked: Mapping[int, Callable[[GridRow, int], Any]] = {
            Role.DisplayRole: self._text,
            Role.ToolTipRole: lambda line, column: plain(self._spoken(line, column) or "") or None,
            Role.AccessibleTextRole: self._spoken,
            Role.TextAlignmentRole: _alignment,
            MARK: self._mark,
        }

    def show_grid(self, shown: RoundGrid) -> None:
        """Show this instead."""
        self.beginResetModel()
        self.shown = shown
        rows: list[GridRow | str] = []
        for task, below in shown.grid.groups:
            rows.extend((self._task_name(task), *below))
        self.rows = rows
        self.heads = tuple(place for place, row in enumerate(rows) if isinstance(row, str))
        self.codes = tuple(person.code for person in shown.grid.people)
        self._here = frozenset(person.code for person in shown.grid.people if person.is_here)
        self.endResetModel()

    def _task_name(self, task: str | None) -> str:
        assert self.shown is not None
        if task is None:
            return _("Outside the tasks")
        title = self.shown.tasks.get(task)
        return title.in_language(language()) if title is not None else task

    def row_at(self, place: int) -> GridRow | None:
        """The row at a place; None for the head of a task, and for no row."""
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if isinstance(row, GridRow) else None

    def place_of(self, key: RowKey) -> int | None:
        """Where the row with this key stands now."""
        places = (place for place, row in enumerate(self.rows) if isinstance(row, GridRow) and row.key == key)
        return next(places, None)

    def name_of(self, row: GridRow) -> str:
        """The button's words, else the criterion's title; the criterion's id behind them."""
        key = row.key
        if key.sort is Sort.WISH:
            return _("Wishes that cannot be met")
        words = row.words.get(language()) or row.words.get("en", "")
        if key.criterion is None:
            return words or key.button or _("Without button and criterion")
        title = self.shown.criteria.get(key.criterion) if self.shown is not None else None
        words = words or (title.in_language(language()) if title is not None else "")
        return f"{words} · {key.criterion}" if words else key.criterion

    def mark_at(self, index: Index) -> GridMark | None:
        """What the participant of this cell hit."""
        row = self.row_at(index.row())
        column = index.column() - FIRST_PERSON
        return row.marks.get(self.codes[column]) if row is not None and 0 <= column < len(self.codes) else None

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Tasks, and what was tagged in them."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Three, and one for each participant."""
        return 0 if parent.isValid() else FIRST_PERSON + len(self.codes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns; a dot before the participant who is here now."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        code = self.codes[section - FIRST_PERSON] if section >= FIRST_PERSON else ""
        if role == Role.DisplayRole:
            if code:
                return f"● {code}" if code in self._here else code
            return (_("Severity"), _("What was seen"), _("Who hit it"))[section]
        if role == Role.ToolTipRole and code in self._here:
            return _("{code} is here now").format(code=code)
        if role == Role.TextAlignmentRole and code:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled | Qt.ItemFlag.ItemIsSelectable if self.row_at(index.row()) is not None else enabled

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """One fact about one cell."""
        row, column = self.rows[index.row()], index.column()
        if isinstance(row, str):
            return self._of_head(row, role) if column == 0 else None
        asked = self._asked.get(role)
        return asked(row, column) if asked is not None else None

    def _of_head(self, name: str, role: int) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return name
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            font.setPixelSize(theme.scaled(theme.SMALL))
            return font
        if role == Role.ForegroundRole:
            return QColor(theme.colours_of(self._view).quiet)  # type: ignore[arg-type]
        return None

    def _text(self, row: GridRow, column: int) -> str | None:
        if column == NAME:
            return self.name_of(row)
        if column == SHARE:
            return _("{n} of {all}").format(n=len(row.marks), all=len(row.exposed))
        return None

    def _mark(self, row: GridRow, column: int) -> str | None:
        if column in (NAME, SHARE):
            return None
        severity = row.severity
        if column >= FIRST_PERSON:
            code = self.codes[column - FIRST_PERSON]
            mark = row.marks.get(code)
            if mark is None:
                return EXPOSED if code in row.exposed else None
            severity = mark.severity
        if row.key.sort is not Sort.AGAINST:
            return GOOD if row.key.sort is Sort.IN_FAVOUR else WISH
        return UNRATED if severity is None else str(severity)

    def _spoken(self, row: GridRow, column: int) -> str | None:
        if column == SEVERITY:
            if row.key.sort is not Sort.AGAINST:
                return _("Good") if row.key.sort is Sort.IN_FAVOUR else _("Wish")
            return severity_label(row.severity)
        if column in (NAME, SHARE):
            return self._text(row, column)
        code = self.codes[column - FIRST_PERSON]
        mark = row.marks.get(code)
        if mark is None:
            if code in row.exposed:
                return _("{code} came there and did not have it").format(code=code)
            return _("{code} did not come there").format(code=code)
        times = ngettext("{n} tag", "{n} tags", len(mark.tags)).format(n=len(mark.tags))
        words = _("{code}: {tags}, first at {time}, by {names}")
        return words.format(code=code, tags=times, time=clock_text(mark.first_us), names=", ".join(mark.authors))


def _alignment(_row: GridRow, column: int) -> Qt.AlignmentFlag | None:
    return Qt.AlignmentFlag.AlignCenter if column >= FIRST_PERSON else None
