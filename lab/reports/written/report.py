"""The whole report as a document: the page that an owner reads in two minutes, then the full record."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports import charts
from lab.reports.document import ReportDocument
from lab.reports.paper.blocks import Block, NewPage, Paper, paragraph
from lab.reports.written.certainty import certainty_blocks
from lab.reports.written.comparing import comparing_blocks
from lab.reports.written.findings import finding_blocks
from lab.reports.written.method import method_blocks
from lab.reports.written.path import PATH_CHART, path_blocks
from lab.reports.written.summary import summary_blocks
from lab.reports.written.tasks import TASKS_CHART, task_blocks
from lab.reports.written.verdicts import verdict_blocks


def written_report(document: ReportDocument, folder: Path | None) -> Paper:
    """The report as paper; `folder` holds its stills."""
    with in_language(document.language):
        return paper_of(
            document,
            title=f"{document.service.name} {document.release.name} – {document.summary.gate.label}",
            blocks=(
                *summary_blocks(document),
                NewPage(),
                *finding_blocks(document),
                *task_blocks(document),
                *path_blocks(document),
                *comparing_blocks(document),
                *certainty_blocks(document),
                *verdict_blocks(document),
                *method_blocks(document),
                _made(document),
            ),
            folder=folder,
            drawings=_drawings(document),
        )


def _drawings(document: ReportDocument) -> dict[str, str]:
    found = {TASKS_CHART: charts.tasks_drawing(document), PATH_CHART: charts.path_drawing(document)}
    return {name: drawn[0] for name, drawn in found.items() if drawn is not None}


def paper_of(
    document: ReportDocument,
    title: str,
    blocks: tuple[Block, ...],
    folder: Path | None,
    drawings: Mapping[str, str] | None = None,
) -> Paper:
    """A document about the round, in the language in force."""
    service = f"{document.service.name} {document.release.name}"
    return Paper(
        title=title,
        language=document.language,
        author=document.laboratory,
        made_at=datetime.fromisoformat(document.made_at),
        running=f"{service} · {document.round.name} · {document.laboratory}",
        page_words=_("Page {n} of {total}"),
        blocks=blocks,
        folder=folder,
        drawings=drawings or {},
    )


def _made(document: ReportDocument) -> Block:
    return paragraph(
        _("As of {day}. Made by {laboratory} with Usability Lab {version}.").format(
            day=document.made_at_text, laboratory=document.laboratory, version=document.app_version
        ),
        look="small",
    )
