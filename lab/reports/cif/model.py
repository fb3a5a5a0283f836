"""The usability test report as plain data: every item of the Common Industry Format, filled or said to be missing.

Its JSON form is stable (`format` names it).
"""

from typing import Literal

from lab.reports.parts import Part


class CifTable(Part):
    """A table: as many cells in each row as in the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class CifAnswer(Part):
    """What is said to one item: sentences, and tables. Empty: it was not collected."""

    lines: tuple[str, ...] = ()
    tables: tuple[CifTable, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing was said."""
        return not self.lines and not self.tables


class CifItem(Part):
    """One item of the checklist. What was not collected has one line that says so."""

    id: str
    required: bool
    label: str
    collected: bool
    answer: CifAnswer


class CifSection(Part):
    """A section of the checklist."""

    id: str
    title: str
    items: tuple[CifItem, ...]


class UsabilityReport(Part):
    """The whole report; times are ISO 8601."""

    format: Literal["usability-report/1"] = "usability-report/1"
    language: str
    title: str
    made_at: str
    app_version: str
    not_collected: tuple[str, ...]
    sections: tuple[CifSection, ...]
