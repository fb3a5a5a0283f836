"""The report as a workbook: first what is what, then one sheet for each table of it, then the data behind it."""

from datetime import datetime

from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts
from lab.reports.sheets.book import BookTexts, Typed, Value, to_xlsx
from lab.reports.sheets.data import data_sheets
from lab.reports.sheets.judged import judged_sheets
from lab.reports.sheets.measured import measured_sheets


def report_book(facts: RoundFacts, document: ReportDocument) -> bytes:
    """The workbook, in the language of the document."""
    with in_language(document.language):
        sheets = (
            *judged_sheets(document),
            *measured_sheets(document),
            *data_sheets(facts, Audience(document.audience)),
        )
        return to_xlsx(_texts(document), sheets)


def _texts(document: ReportDocument) -> BookTexts:
    made_at = datetime.fromisoformat(document.made_at)
    level = document.summary.level
    about: list[tuple[str, Value | Typed]] = [
        (_("Laboratory"), document.laboratory),
        (_("Service"), document.service.name),
        (_("Release"), document.release.name),
        (_("Round"), document.round.name),
        (_("Is it ready for launch?"), document.summary.gate.label),
        (_("Level of client-centricity"), _share(level.value)),
        (_("at least"), _share(level.low)),
        (_("at most"), _share(level.high)),
        (_("Criteria decided"), _share(level.coverage)),
        (_("Participants"), document.summary.people_text),
        (_("When"), document.summary.period_text),
        (_("Made"), Typed("datetime", made_at)),
        (_("Usability Lab"), document.app_version),
    ]
    notes = (
        _("Shares are per cent with their 95% interval, times are hours, minutes and seconds, ids are text."),
        _("Sheets whose names are in English hold the data behind the report, row by row; “columns” explains them."),
    )
    return BookTexts(
        title=f"{document.service.name} {document.release.name}: {document.round.name}",
        author=document.laboratory,
        made_at=made_at,
        first=_("What is what"),
        about=tuple(about),
        notes=notes,
        header=(_("Sheet"), _("What is in it"), _("Rows")),
    )


def _share(percent: float | None) -> Typed:
    return Typed("share", None if percent is None else percent / 100)
