"""What the live grid shows in each cell: rows are what was tagged, by task; columns the participants of the round."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from lab.domain.tag_grid import GridMark, GridRow, RowKey, Sort
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.services.tag_grids import RoundGrid
from lab.wording.judging import severity_label
from ui.widgets.people_model import (
    EXPOSED,
    FIRST_PERSON,
    NAME,
    SEVERITY,
    SHARE,
    UNRATED,
    Head,
    Index,
    PeopleModel,
    Role,
)
from ui.widgets.tips import plain

GOOD, WISH = "good", "wish"
"""Marks that are no severity: it went well; a wish that cannot be met."""
HERE = "● {code}"
"""Above the participant who is here now."""


class TagGridModel(PeopleModel[GridRow]):
    """Heads of tasks and rows of tags."""

    def __init__(self, view: QObject) -> None:
        super().__init__(view)
        self.shown: RoundGrid | None = None
        self._here: frozenset[str] = frozenset()

    def show_grid(self, shown: RoundGrid) -> None:
        """Show this instead."""
        self.beginResetModel()
        self.shown = shown
        rows: list[GridRow | Head] = []
        for task, below in shown.grid.groups:
            rows.extend((Head(self._task_name(task)), *below))
        self.rows = rows
        self.codes = tuple(person.code for person in shown.grid.people)
        self._here = frozenset(person.code for person in shown.grid.people if person.is_here)
        self.endResetModel()

    def _task_name(self, task: str | None) -> str:
        assert self.shown is not None
        if task is None:
            return _("Outside the tasks")
        title = self.shown.tasks.get(task)
        return title.in_language(language()) if title is not None else task

    @property
    def heads(self) -> tuple[int, ...]:
        """Where the tasks stand."""
        return tuple(place for place, row in enumerate(self.rows) if isinstance(row, Head))

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
        row = self.line_at(index.row())
        column = index.column() - FIRST_PERSON
        return row.marks.get(self.codes[column]) if row is not None and 0 <= column < len(self.codes) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the columns; a dot before the participant who is here now."""
        if orientation is Qt.Orientation.Horizontal and section >= FIRST_PERSON:
            code = self.codes[section - FIRST_PERSON]
            if code in self._here and role == Role.DisplayRole:
                return HERE.format(code=code)
            if code in self._here and role == Role.ToolTipRole:
                return plain(_("{code} is here now").format(code=code))
        return super().headerData(section, orientation, role)

    def title(self, column: int) -> str:
        """The names of the columns."""
        return (_("Severity"), _("What was seen"), _("Who hit it"))[column]

    def text(self, line: GridRow, column: int) -> str | None:
        """Name and share."""
        if column == NAME:
            return self.name_of(line)
        if column == SHARE:
            return _("{n} of {all}").format(n=len(line.marks), all=len(line.exposed))
        return None

    def mark(self, line: GridRow, column: int) -> str | None:
        """The worst of the row, and of each who hit it."""
        if column in (NAME, SHARE):
            return None
        severity = line.severity
        if column >= FIRST_PERSON:
            code = self.codes[column - FIRST_PERSON]
            mark = line.marks.get(code)
            if mark is None:
                return EXPOSED if code in line.exposed else None
            severity = mark.severity
        if line.key.sort is not Sort.AGAINST:
            return GOOD if line.key.sort is Sort.IN_FAVOUR else WISH
        return UNRATED if severity is None else str(severity)

    def spoken(self, line: GridRow, column: int) -> str | None:
        """Every mark in words; of a participant when it was first, and who tagged it."""
        if column == SEVERITY:
            if line.key.sort is not Sort.AGAINST:
                return _("Good") if line.key.sort is Sort.IN_FAVOUR else _("Wish")
            return severity_label(line.severity)
        if column in (NAME, SHARE):
            return self.text(line, column)
        code = self.codes[column - FIRST_PERSON]
        mark = line.marks.get(code)
        if mark is None:
            if code in line.exposed:
                return _("{code} came there and did not have it").format(code=code)
            return _("{code} did not come there").format(code=code)
        times = ngettext("{n} tag", "{n} tags", len(mark.tags)).format(n=len(mark.tags))
        words = _("{code}: {tags}, first at {time}, by {names}")
        return words.format(code=code, tags=times, time=clock_text(mark.first_us), names=", ".join(mark.authors))
