"""The portfolio and a service's history as tables: CSV, XLSX with typed cells, JSON."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.domain.errors import InputError, WorldError
from lab.domain.portfolio import PortfolioShares, RoundStanding, ServiceStanding
from lab.domain.satisfaction_goal import reached
from lab.domain.service import SatisfactionGoal
from lab.i18n import gettext as _
from lab.i18n import pgettext
from lab.reports.csv_export import cell_text
from lab.wording.judging import decided_label, gate_label
from lab.wording.portfolio import asks_sentence

Cell = str | float | int | bool | date | None
SUFFIXES = (".csv", ".xlsx")


HEADINGS: dict[str, Callable[[], str]] = {
    "service": lambda: _("Service"),
    "owner": lambda: _("Owner"),
    "category": lambda: _("For whom"),
    "stage": lambda: _("Stage"),
    "electronic": lambda: _("Electronic"),
    "proactive": lambda: _("Proactive"),
    "tested": lambda: _("Tested"),
    "last_test": lambda: _("Last test"),
    "next_test": lambda: _("Next test"),
    "overdue": lambda: _("Overdue"),
    "asks": lambda: _("Why"),
    "round": lambda: _("Round"),
    "release": lambda: _("Release"),
    "participants": lambda: _("Participants"),
    "gate": lambda: pgettext("state", "Gate"),
    "gate_words": lambda: _("Gate in words"),
    "decision": lambda: _("Decision"),
    "level": lambda: _("Level"),
    "level_low": lambda: _("Level at least"),
    "level_high": lambda: _("Level at most"),
    "coverage": lambda: _("Coverage, %"),
    "open_findings": lambda: _("Open findings"),
    "worst_severity": lambda: _("Worst severity"),
    "satisfaction_by": lambda: _("Satisfaction by"),
    "baseline": lambda: _("Baseline"),
    "target_rule": lambda: _("Rule of the target"),
    "target": lambda: _("Target"),
    "satisfaction": lambda: _("Satisfaction"),
    "satisfaction_low": lambda: _("Satisfaction at least"),
    "satisfaction_high": lambda: _("Satisfaction at most"),
    "satisfaction_n": lambda: _("Answered"),
    "target_reached": lambda: _("Target reached"),
}
"""Columns as programs know them, and their headings."""


def row_of(one: ServiceStanding) -> dict[str, Cell]:
    """Every cell of a service by its column; None where nothing is known."""
    service, last = one.service, one.current
    found: dict[str, Cell] = {
        "service": service.name, "owner": service.owner, "category": service.category.value,
        "stage": service.stage.value, "electronic": service.electronic, "proactive": service.proactive,
        "tested": one.tested, "last_test": one.last_test, "next_test": one.next_test, "overdue": one.overdue,
        "asks": " ".join(map(asks_sentence, one.asks)) or None,
        **(_of_round(last) if last is not None else {}),
        **(_of_goal(service.satisfaction, last) if service.satisfaction is not None else {}),
    }  # fmt: skip
    return {name: found.get(name) for name in HEADINGS}


def _of_round(last: RoundStanding) -> dict[str, Cell]:
    level, decision, satisfaction = last.level, last.decision, last.satisfaction
    found: dict[str, Cell] = {
        "round": last.study.number, "release": last.release.name, "participants": last.participants,
        "gate": last.gate.value, "gate_words": gate_label(last.gate),
        "decision": decided_label(decision.decided) if decision is not None else None,
        "level": None if level.level is None else round(level.level, 1), "level_low": round(level.low, 1),
        "level_high": round(level.high, 1), "coverage": round(level.coverage, 1),
        "open_findings": last.open_findings, "worst_severity": last.worst,
    }  # fmt: skip
    if satisfaction is not None:
        found["satisfaction"], found["satisfaction_n"] = round(satisfaction.value, 1), satisfaction.n
        if satisfaction.interval is not None:
            found["satisfaction_low"] = round(satisfaction.interval.low, 1)
            found["satisfaction_high"] = round(satisfaction.interval.high, 1)
    return found


def _of_goal(goal: SatisfactionGoal, last: RoundStanding | None) -> dict[str, Cell]:
    found = last.satisfaction if last is not None else None
    return {
        "satisfaction_by": goal.questionnaire, "baseline": goal.baseline, "target_rule": goal.rule.value,
        "target": round(goal.target, 1), "target_reached": reached(goal, found).value if found is not None else None,
    }  # fmt: skip


def as_data(services: Iterable[ServiceStanding], shares: PortfolioShares) -> dict[str, object]:
    """The stable JSON of the portfolio: shares with their numbers, and a row for each service."""
    named = {
        "electronic": shares.electronic, "proactive": shares.proactive, "tested": shares.tested,
        "gate_passed": shares.passed,
    }  # fmt: skip
    return {
        "shares": {name: {"hits": one.hits, "n": one.n} for name, one in named.items()},
        "services": [{"id": one.service.id, **row_of(one)} for one in services],
    }


def as_csv(services: Iterable[ServiceStanding]) -> bytes:
    """UTF-8; the first line names the columns as programs know them. No text can run as a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([_plain(cell) for cell in row_of(one).values()] for one in services)
    return written.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell_text(cell)


def as_xlsx(services: Sequence[ServiceStanding]) -> bytes:
    """One sheet with headings in the language in force, numbers as numbers, days as days, a filter over all columns."""
    from xlsxwriter import Workbook  # late: only who writes a file needs it

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, options) as book:
        sheet = book.add_worksheet(_("Portfolio")[:31])
        bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, heading in enumerate(HEADINGS.values()):
            sheet.write_string(0, place, heading(), bold)
        for row, one in enumerate(services, 1):
            for place, cell in enumerate(row_of(one).values()):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif cell is not None:
                    sheet.write(row, place, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(services)), len(HEADINGS) - 1)
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, len(HEADINGS) - 1, 14)
    return written.getvalue()


def write_portfolio(services: Sequence[ServiceStanding], file: Path) -> None:
    """Write the table, as CSV or XLSX by the file's ending; whole, or not at all.

    Raises:
        InputError: `file_there_already`; `portfolio_format` for another ending.
        WorldError: `file_unwritable`.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise InputError("portfolio_format", path=str(file))
    if file.exists():
        raise InputError("file_there_already", path=str(file))
    content = as_csv(services) if file.suffix.lower() == ".csv" else as_xlsx(services)
    try:
        write_atomically(file, content)
    except OSError as error:
        raise WorldError("file_unwritable", path=str(file), reason=error.strerror or str(error)) from error
