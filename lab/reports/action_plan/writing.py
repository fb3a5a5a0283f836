"""Write the plan: how to fill it in, its lines, and a hidden sheet by which it is known again."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter  # this module is loaded when a plan is written

from lab.domain.action_plan import Answer, Choice, Column, as_data, plan_hash
from lab.domain.gate import LONGEST_PROMISE
from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.action_plan.form import (
    COLUMNS,
    DAYS,
    FORMAT,
    HIDDEN,
    OWNERS,
    day_format,
    sheet_name,
)
from lab.reports.action_plan.guidance import HEADING, TEXT, guidance
from lab.reports.action_plan.lines import Line, lines_of
from lab.reports.csv_export import FORMULA_PREFIXES
from lab.reports.facts import RoundFacts
from lab.services.checking import LONGEST_TEXT
from lab.wording.action_plans import choice_word, heading

_WIDTHS = {
    Column.ID: 4, Column.NUMBER: 7, Column.TITLE: 23, Column.SEVERITY: 11, Column.CRITERION: 19, Column.TO_DO: 36,
    Column.WHAT: 15, Column.WHY: 27, Column.OWNER: 15, Column.DUE: 11, Column.UNTIL: 11, Column.BY: 15,
}  # fmt: skip
"""In letters."""

_GUIDANCE_WIDTH = 70
_A4 = 9
_LINE_POINTS, _HIGHEST_ROW = 13.5, 409.0
"""A line of text; the highest row that a workbook can have."""

_LETTERS = 1.15
"""Of the letters that a column is wide, those that its text surely has: Cyrillic ones are wide."""
_INK, _ACCENT, _GREY, _RULE, _ASKED = "#1B1F24", "#1F4E79", "#F2F4F7", "#9AA4B2", "#FFF8DC"
_PERMITTED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}


def write_plan(facts: RoundFacts, path: Path, language: str, document: str) -> str:
    """Write the workbook; the same facts make the same bytes. `document`: SHA-256 of what the report says.

    Returns the `plan_hash` of what is asked.
    """
    with in_language(language):
        lines = lines_of(facts)
        plan = plan_hash(facts.study.id, [line.asked for line in lines])
        book = _Book(path, facts, lines)
        book.write_guidance()
        book.write_lines()
        book.write_hidden(language, document, plan)
        book.close()
    return plan


class _Book:
    """The workbook while it is written."""

    def __init__(self, path: Path, facts: RoundFacts, lines: Sequence[Line]) -> None:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._facts = facts
        self._lines = lines
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        made = facts.made_at.astimezone(UTC).replace(tzinfo=None)
        title = f"{_('Action plan')}: {facts.service.name} {facts.release.name}"
        self._book.set_properties({"title": title, "author": facts.laboratory, "created": made})

    def close(self) -> None:
        """Write it out."""
        self._book.close()

    def write_guidance(self) -> None:
        """The first sheet."""
        sheet = self._book.add_worksheet(_("How to fill it in"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _GUIDANCE_WIDTH)
        looks: dict[str, dict[str, Any]] = {
            HEADING: {"bold": True, "font_size": 14, "font_color": _ACCENT, "valign": "bottom"},
            TEXT: {},
        }
        for row, (kind, words) in enumerate(guidance(self._facts, len(self._lines))):
            shown = words if kind in looks else f"•  {words}"
            self._text(sheet, row, 0, shown, **looks.get(kind, {"indent": 1}))
            sheet.set_row(row, 30 if kind == HEADING and row else _height([(_GUIDANCE_WIDTH, shown)]) + 5)
        self._page(sheet, landscape=False)
        sheet.protect("", _PERMITTED)
        sheet.activate()

    def write_lines(self) -> None:
        """The sheet that the owner fills in."""
        sheet = self._book.add_worksheet(sheet_name())
        for place, column in enumerate(COLUMNS):
            hidden = {"hidden": True} if column is Column.ID else {}
            sheet.set_column(place, place, _WIDTHS[column], None, hidden)
            self._text(sheet, 0, place, heading(column), bold=True, font_color="#FFFFFF", bg_color=_ACCENT, border=1,
                       valign="vcenter")  # fmt: skip
        sheet.set_row(0, 32)
        for row, line in enumerate(self._lines, 1):
            self._line(sheet, row, line)
        sheet.freeze_panes(1, COLUMNS.index(Column.TITLE))
        sheet.hide_gridlines(2)
        sheet.repeat_rows(0)
        self._page(sheet, landscape=True)
        sheet.protect("", _PERMITTED)

    def _line(self, sheet: Any, row: int, line: Line) -> None:
        told = {
            Column.ID: line.asked.subject,
            Column.NUMBER: line.number,
            Column.TITLE: line.title,
            Column.SEVERITY: line.severity,
            Column.CRITERION: line.criterion,
            Column.TO_DO: line.to_do[:LONGEST_TEXT],
        }
        for column, words in told.items():
            self._text(sheet, row, COLUMNS.index(column), words, border=1, bg_color=_GREY)
        filled = _filled(line.answer)
        words_of = {**told, **{column: str(value or "") for column, value in filled.items()}}
        sheet.set_row(
            row, _height((_WIDTHS[column], words) for column, words in words_of.items() if column is not Column.ID)
        )
        open_ = line.asked.open
        look = {"border": 1, "locked": not open_, "bg_color": _ASKED if open_ else _GREY}
        for column in OWNERS:
            place, value = COLUMNS.index(column), filled[column]
            if isinstance(value, date):
                # A cell's day has no time zone.
                day = datetime.combine(value, time())
                sheet.write_datetime(row, place, day, self._format(num_format=day_format(), **look))
            elif column in DAYS:
                sheet.write_blank(row, place, None, self._format(num_format=day_format(), **look))
            else:
                self._text(sheet, row, place, value, **look)
        if open_:
            self._validate(sheet, row, line)

    def _validate(self, sheet: Any, row: int, line: Line) -> None:
        choices = [choice_word(one) for one in Choice] if line.asked.finding else [choice_word(Choice.FIX)]
        day = {"validate": "date", "ignore_blank": True, "error_title": _("This is no day that fits")}
        sheet.data_validation(row, COLUMNS.index(Column.WHAT), row, COLUMNS.index(Column.WHAT), {
            "validate": "list", "source": choices, "ignore_blank": True,
            "error_title": _("Choose from the list"), "error_message": "\n".join(choices),
        })  # fmt: skip
        sheet.data_validation(row, COLUMNS.index(Column.DUE), row, COLUMNS.index(Column.DUE), {
            **day, "criteria": "between", "minimum": "=TODAY()", "maximum": f"=TODAY()+{LONGEST_PROMISE.days}",
            "error_message": _("A fix is due within three months from today."),
        })  # fmt: skip
        sheet.data_validation(row, COLUMNS.index(Column.UNTIL), row, COLUMNS.index(Column.UNTIL), {
            **day, "criteria": ">=", "value": "=TODAY()+1",
            "error_message": _("The last day until which the risk is accepted; it lies in the future."),
        })  # fmt: skip

    def write_hidden(self, language: str, document: str, plan: str) -> None:
        """What makes the file known again: round, export, and what stood in every line when it was written."""
        sheet = self._book.add_worksheet(HIDDEN)
        about = {
            "format": FORMAT,
            "round": self._facts.study.id,
            "language": language,
            "made_at": self._facts.made_at.isoformat(timespec="seconds"),
            "document": document,
            "plan": plan,
        }
        for row, (name, value) in enumerate(about.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        for row, line in enumerate(self._lines, len(about)):
            one = line.asked
            answer = json.dumps(as_data(line.answer), ensure_ascii=False, sort_keys=True)
            for place, value in enumerate(("line", one.subject, line.number, one.read, one.standing, answer)):
                sheet.write_string(row, place, value)
        sheet.protect("")
        sheet.hide()

    def _page(self, sheet: Any, *, landscape: bool) -> None:
        """As it is printed: as wide as the paper, with the page's number."""
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        name = f"{self._facts.service.name} {self._facts.release.name}, {self._facts.study.name}".replace("&", "&&")
        sheet.set_footer(f"&L{name[:150]}&R&P / &N")

    def _text(self, sheet: Any, row: int, place: int, words: str, **look: Any) -> None:
        """Words are words whatever they begin with, also when somebody opens the cell to edit it."""
        guarded = {"quote_prefix": True} if words.startswith(FORMULA_PREFIXES) else {}
        if words:
            sheet.write_string(row, place, words, self._format(**look, **guarded))
        else:
            sheet.write_blank(row, place, None, self._format(num_format="@", **look))

    def _format(self, **look: Any) -> Any:
        """A format, made once for each look."""
        whole = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10, "font_color": _INK,
                 "border_color": _RULE, **look}  # fmt: skip
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(whole)
        return self._formats[key]


def _height(texts: Iterable[tuple[int, str]]) -> float:
    """Points of a row: not every program that opens the file makes room for wrapped text. `texts`: width and words."""

    def lines(width: int, words: str) -> int:
        return sum(max(1, ceil(len(part) / (width * _LETTERS))) for part in words.split("\n"))

    most = max((lines(width, words) for width, words in texts), default=1)
    return min(_HIGHEST_ROW, most * _LINE_POINTS + 4)


def _filled(answer: Answer) -> dict[Column, Any]:
    return {
        Column.WHAT: choice_word(answer.what) if answer.what is not None else "",
        Column.WHY: answer.why,
        Column.OWNER: answer.owner,
        Column.DUE: answer.due,
        Column.UNTIL: answer.until,
        Column.BY: answer.by,
    }
