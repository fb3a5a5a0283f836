"""What the findings list shows in each cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from lab.domain.finding import Finding
from lab.i18n import gettext as _
from lab.wording.judging import severity_label
from ui.findings.lines import Arranged, Line
from ui.icons import icon_for
from ui.widgets.people_model import EXPOSED, FIRST_PERSON, NAME, SEVERITY, SHARE, UNRATED, Index, PeopleModel

HIDDEN = "hidden"
"""The mark of a severity that whoever looks is to rate first."""


class GridModel(PeopleModel[Line]):
    """Groups and findings."""

    def __init__(self, view: QObject) -> None:
        super().__init__(view)
        self._places: Mapping[str, int] = {}

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
        line = self.line_at(row)
        return line.finding if line is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Evidence can be dropped on findings."""
        usual = super().flags(index)
        return usual if self.line_at(index.row()) is None else usual | Qt.ItemFlag.ItemIsDropEnabled

    def title(self, column: int) -> str:
        """The names of the columns."""
        return (_("Severity"), _("Finding"), _("Affected"))[column]

    def text(self, line: Line, column: int) -> str | None:
        """Name and share; a plus for what went well."""
        if column == NAME:
            return line.name
        if column == SHARE:
            return _("{n} of {all}").format(n=len(line.affected), all=len(line.exposed))
        if not line.finding.positive:
            return None
        good = column == SEVERITY or self.codes[column - FIRST_PERSON] in line.affected
        return "＋" if good else None

    def mark(self, line: Line, column: int) -> str | None:
        """The severity of the finding, and for every person who had it."""
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

    def spoken(self, line: Line, column: int) -> str | None:
        """Every mark in words."""
        if column == SEVERITY:
            if line.finding.positive:
                return _("Good")
            return _("rate it first: the other rating is shown then") if line.rate_first else _severity_words(line)
        if column == NAME:
            return line.spoken
        if column == SHARE:
            return self.text(line, column)
        code = self.codes[column - FIRST_PERSON]
        if code in line.affected:
            return _("{code} had it").format(code=code)
        if code in line.exposed:
            return _("{code} came there and did not have it").format(code=code)
        return _("{code} did not come there").format(code=code)

    def icon(self, line: Line, column: int) -> Any:
        """A warning before what needs somebody."""
        warns = column == NAME and (not line.supported or line.overdue or line.finding.expired is not None)
        return icon_for(self._view, "warning", "careful") if warns else None  # type: ignore[arg-type]


def _severity_words(line: Line) -> str:
    return _("no defect") if line.finding.set_aside else severity_label(line.severity)
