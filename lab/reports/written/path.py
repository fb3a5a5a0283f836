"""The client's path: the experience curve, and the figures of every stage, of everybody and of every segment."""

from collections.abc import Iterator, Sequence

from lab.i18n import gettext as _
from lab.reports import charts
from lab.reports.document import ReportDocument, StagePart
from lab.reports.paper.blocks import Block, Grid, Heading, Picture, Run, Words, paragraph, soft, strong, words

PATH_CHART = "path.svg"


def path_blocks(document: ReportDocument) -> Iterator[Block]:
    """The path, where the protocol has stages."""
    if not document.path:
        return
    yield Heading(level=2, words=words(_("The client’s path")), anchor="path")
    drawn = charts.path_drawing(document)
    if drawn is not None:
        said = _("Points: what was seen, with 95% intervals. The table has the numbers.")
        yield Picture(file=PATH_CHART, alt=drawn[1], caption=words(soft(said)))
    yield _stages(_("Figures of every stage"), document.path)
    for segment in document.segment_paths:
        yield Heading(level=3, words=words(segment.name, soft(f" ({segment.text})")))
        if segment.warning:
            yield paragraph(segment.warning)
        else:
            yield _stages(_("Figures of every stage: {segment}").format(segment=segment.name), segment.stages)


def _stages(what: str, stages: Sequence[StagePart]) -> Grid:
    return Grid(
        what=what,
        header=(
            _("Stage"), _("Success without help"), _("Time to success"), _("Waiting"), _("Ease, 1 to 7"), _("Seen"),
        ),
        rows=tuple(_stage(one) for one in stages),
        widths=(1.4, 1.5, 1.7, 1.3, 1.3, 2.2),
    )  # fmt: skip


def _stage(one: StagePart) -> tuple[Words, ...]:
    said: list[Run] = []
    for quote in one.quotes:
        said.append(Run(text=f"\n“{quote.words}”", look="italic"))
        said.append(soft(f" {quote.participant} · {quote.at_text}"))
    return (
        words(strong(one.title)),
        words(one.success.text),
        words(one.time.text, soft(f"\n{one.time_note}") if one.time_note else ""),
        words(one.waiting_text),
        words(one.ease.text),
        words(one.seen_text, *said),
    )
