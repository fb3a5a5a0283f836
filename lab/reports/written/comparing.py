"""The client's path, segments beside everybody else, and this round beside the one it retests."""

from collections.abc import Iterator, Sequence

from lab.i18n import gettext as _
from lab.reports.document import ComparedPart, ReportDocument, StagePart
from lab.reports.paper.blocks import Block, Bullets, Grid, Heading, Run, Words, paragraph, soft, strong, words


def comparing_blocks(document: ReportDocument) -> Iterator[Block]:
    """Whatever of the three there is."""
    yield from _path(document)
    yield from _segments(document)
    yield from _rounds(document)


def _path(document: ReportDocument) -> Iterator[Block]:
    if not document.path:
        return
    yield Heading(level=2, words=words(_("The client’s path")), anchor="path")
    yield Grid(
        what=_("Figures of every stage"),
        header=(
            _("Stage"), _("Success without help"), _("Time to success"), _("Waiting"), _("Ease, 1 to 7"), _("Seen"),
        ),
        rows=tuple(_stage(one) for one in document.path),
        widths=(1.4, 1.5, 1.5, 1.3, 1.3, 2.4),
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


def _segments(document: ReportDocument) -> Iterator[Block]:
    if not document.segments:
        return
    yield Heading(level=2, words=words(_("Segments beside everybody else")), anchor="segments")
    for segment in document.segments:
        yield Heading(level=3, words=words(segment.name, soft(f" ({segment.text})")))
        if segment.warning:
            yield paragraph(segment.warning)
        if segment.figures:
            header = (_("Figure"), _("Everybody else"), _("This segment"), _("Difference"))
            yield compared_grid(segment.name, header, segment.figures)


def _rounds(document: ReportDocument) -> Iterator[Block]:
    other = document.comparison
    if other is None:
        return
    yield Heading(level=2, words=words(_("Is it better now?")), anchor="comparison")
    said = _("This round beside round {number} ({name}); participants: {before} then, {after} now.")
    before, after = other.participants
    yield paragraph(said.format(number=other.earlier_number, name=other.earlier_name, before=before, after=after))
    if other.figures:
        header = (_("Figure"), _("Then"), _("Now"), _("Change"))
        yield compared_grid(_("What changed between the two rounds"), header, other.figures)
    else:
        yield paragraph(_("No task and no questionnaire is the same in both rounds."))
    if other.notes:
        yield Bullets(items=tuple(words(note) for note in other.notes), look="small")


def compared_grid(what: str, header: tuple[str, str, str, str], figures: Sequence[ComparedPart]) -> Grid:
    """Figures of two groups, and what changed between them."""
    return Grid(what=what, header=header, rows=tuple(_compared(one) for one in figures), widths=(2.4, 2.0, 2.0, 3.6))


def _compared(one: ComparedPart) -> tuple[Words, ...]:
    beyond = one.change is not None and one.change.beyond_chance
    conclusion = f"\n{one.conclusion}"
    return (
        words(one.name, soft(f"\n{one.measure}")),
        words(one.earlier.text),
        words(one.later.text),
        words(
            one.change_text,
            strong(conclusion) if beyond else soft(conclusion),
            *(soft(f"\n{note}") for note in one.notes),
        ),
    )
