"""The usability report as paper and as JSON."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.cif.model import CifItem, CifSection, UsabilityReport
from lab.reports.document import ReportDocument
from lab.reports.paper.blocks import Block, Bullets, Grid, Heading, Paper, Run, paragraph, soft, words
from lab.reports.written.report import paper_of


def to_json(report: UsabilityReport) -> str:
    """All of it; ends with a newline."""
    return report.model_dump_json(indent=2) + "\n"


def written_usability_report(report: UsabilityReport, document: ReportDocument) -> Paper:
    """The report with its sections and every item under its name."""
    with in_language(report.language):
        blocks = [Heading(level=1, words=words(report.title)), *_sections(report)]
        return paper_of(document, report.title, tuple(blocks), None)


def _sections(report: UsabilityReport) -> Iterator[Block]:
    for section in report.sections:
        yield from _section(section)


def _section(section: CifSection) -> Iterator[Block]:
    yield Heading(level=2, words=words(section.title), anchor=section.id)
    for item in section.items:
        yield from _item(item)


def _item(item: CifItem) -> Iterator[Block]:
    need = "" if item.required else f" ({_('recommended')})"
    label = item.label[:1].upper() + item.label[1:]
    yield Heading(level=3, words=words(Run(text=label), soft(f" {item.id}{need}")), anchor=f"item-{item.id}")
    if not item.collected:
        yield paragraph(soft(" ".join(item.answer.lines)))
    elif len(item.answer.lines) == 1:
        yield paragraph(item.answer.lines[0])
    elif item.answer.lines:
        yield Bullets(items=tuple(words(line) for line in item.answer.lines))
    for table in item.answer.tables:
        yield Grid(
            what=label,
            header=table.header,
            rows=tuple(tuple(words(cell) for cell in row) for row in table.rows),
            widths=_widths(table.header, table.rows),
        )


def _widths(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Wider columns for longer words, within reason."""
    longest = [max(len(name), *(len(row[place]) for row in rows)) for place, name in enumerate(header)]
    return tuple(float(min(max(one, 8), 90)) ** 0.6 for one in longest)
