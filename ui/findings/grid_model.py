"""What the findings list shows in each cell, worked out only for the cells that are seen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from lab.domain.finding import Finding
from lab.i18n import gettext as _
from lab.wording.judging import severity_label
from ui import theme
from ui.findings.lines import Arranged, Head, Line, Row
from ui.icons import icon_for
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FINDING, MARK = Role.UserRole, Role.UserRole + 1
SEVERITY, NAME, SHARE, FIRST_PERSON = 0, 1, 2, 3
UNRATED, EXPOSED, HIDDEN = "unrated", "exposed", "hidden"
"""Marks that are no severity: nobody rated; came there and did not have it; whoever looks is to rate first."""
_NOWHERE = QModelIndex()


class GridModel(QAbstractTableModel):
    """Rows are groups and findings, columns severity, name, share and the participants."""

    def __init__(self, view: QObject) -> None:
        super().__init__(view)
        self._view = view
        self.rows: Sequence[Row] = ()
        self.codes: Sequence[str] = ()
        self._places: Mapping[str, int] = {}
        self._asked: dict[int, Callable[[Line, int], Any]] = {
            Role.DisplayRole: self._text,
            Role.ToolTipRole: lambda line, column: plain(self._spoken(line, column) or "") or None,
            Role.AccessibleTextRole: self._spoken,
            Role.DecorationRole: self._icon,
            Role.TextAlignmentRole: _alignment,
            FINDING: lambda line, _column: line.finding.id,
            MARK: self._mark,
        }

    def show_rows(self, arranged: Arranged, codes: Sequence[str]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows, self._places, self.codes = arranged.rows, arranged.places, codes
        self.endResetModel()

    def place_of(self, finding_id: str) -> int | None:
        """The row of a finding; None if it is not listed."""
        return self._places.get(finding_id)

    def finding_at(self, row: int) -> Finding | None:
        """The finding of a row; None for the head of a group, and for no row."""
        one = self.rows[row] if 0 <= row < len(self.rows) else None
        return one.finding if isinstance(one, Line) else None

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Groups and findings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Three, and one for each participant."""
        return 0 if parent.isValid() else FIRST_PERSON + len(self.codes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            fixed = (_("Severity"), _("Finding"), _("Affected"))
            return fixed[section] if section < FIRST_PERSON else self.codes[section - FIRST_PERSON]
        if role == Role.TextAlignmentRole and section >= FIRST_PERSON:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen; findings can, and evidence can be dropped on them."""
        if isinstance(self.rows[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """One fact about one cell."""
        row, column = self.rows[index.row()], index.column()
        if isinstance(row, Head):
            return self._of_head(row, role) if column == SEVERITY else None
        asked = self._asked.get(role)
        return asked(row, column) if asked is not None else None

    def _of_head(self, head: Head, role: int) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{head.name} ({head.n})"
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            font.setPixelSize(theme.scaled(theme.SMALL))
            return font
        if role == Role.ForegroundRole:
            return QColor(theme.colours_of(self._view).quiet)  # type: ignore[arg-type]
        return None

    def _text(self, line: Line, column: int) -> str | None:
        if column == NAME:
            return line.name
        if column == SHARE:
            return _("{n} of {all}").format(n=len(line.affected), all=len(line.exposed))
        if not line.finding.positive:
            return None
        good = column == SEVERITY or self.codes[column - FIRST_PERSON] in line.affected
        return "＋" if good else None

    def _mark(self, line: Line, column: int) -> str | None:
        if column in (NAME, SHARE):
            return None
        code = self.codes[column - FIRST_PERSON] if column >= FIRST_PERSON else ""
        if code and code not in line.affected:
            return EXPOSED if code in line.exposed else None
        if line.finding.positive:
            return None
        if line.rate_first:
            return HIDDEN
        return UNRATED if line.severity is None else str(line.severity)

    def _spoken(self, line: Line, column: int) -> str | None:
        if column == SEVERITY:
            if line.finding.positive:
                return _("Good")
            return _("rate it first: the other rating is shown then") if line.rate_first else _severity_words(line)
        if column == NAME:
            return line.spoken
        if column == SHARE:
            return self._text(line, column)
        code = self.codes[column - FIRST_PERSON]
        if code in line.affected:
            return _("{code} had it").format(code=code)
        if code in line.exposed:
            return _("{code} came there and did not have it").format(code=code)
        return _("{code} did not come there").format(code=code)

    def _icon(self, line: Line, column: int) -> Any:
        warns = column == NAME and (not line.supported or line.overdue or line.finding.expired is not None)
        return icon_for(self._view, "warning", "careful") if warns else None  # type: ignore[arg-type]


def _severity_words(line: Line) -> str:
    return _("no defect") if line.finding.set_aside else severity_label(line.severity)


def _alignment(_line: Line, column: int) -> Qt.AlignmentFlag | None:
    return Qt.AlignmentFlag.AlignCenter if column >= FIRST_PERSON else None
