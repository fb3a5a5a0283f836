"""Segments and client categories beside everybody else, this round beside an earlier one, what became of findings."""

from collections.abc import Iterator, Sequence

from lab.i18n import gettext as _
from lab.reports.document import ComparedPart, ReportDocument, SegmentComparedPart
from lab.reports.paper.blocks import Block, Bullets, Grid, Heading, Words, paragraph, soft, strong, words
from lab.reports.parts import FollowedPart
from lab.reports.written.signs import severity_words


def comparing_blocks(document: ReportDocument) -> Iterator[Block]:
    """Whatever there is of them."""
    yield from _segments(document)
    yield from _categories(document)
    yield from _rounds(document)
    yield from _followed(document)


def _segments(document: ReportDocument) -> Iterator[Block]:
    if not document.segments:
        return
    yield Heading(level=2, words=words(_("Segments beside everybody else")), anchor="segments")
    for segment in document.segments:
        yield from _group(segment, _("This segment"))


def _categories(document: ReportDocument) -> Iterator[Block]:
    if not document.categories:
        return
    yield Heading(level=2, words=words(_("Client categories beside everybody else")), anchor="categories")
    for category in document.categories:
        yield from _group(category, _("This category"))


def _group(group: SegmentComparedPart, this: str) -> Iterator[Block]:
    yield Heading(level=3, words=words(group.name, soft(f" ({group.text})")))
    if group.warning:
        yield paragraph(group.warning)
    if group.figures:
        header = (_("Figure"), _("Everybody else"), this, _("Difference"))
        yield compared_grid(group.name, header, group.figures)


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


def _followed(document: ReportDocument) -> Iterator[Block]:
    if not document.followed:
        return
    yield Heading(level=2, words=words(_("What became of earlier findings?")), anchor="followed")
    yield Grid(
        what=_("Findings of the rounds that this one retests"),
        header=(_("Finding"), _("Severity"), _("Affected then"), _("Now")),
        rows=tuple(_follow(one) for one in document.followed),
        widths=(3.4, 1.6, 2.0, 3.4),
    )


def _follow(one: FollowedPart) -> tuple[Words, ...]:
    named = _("F-{number} (round {round})").format(number=one.number, round=one.round_number)
    owner = f"\n{one.owner}" if one.owner else ""
    if owner and one.due_text:
        owner += ", " + _("by {day}").format(day=one.due_text)
    return (
        words(strong(named), f" {one.title}"),
        severity_words(one.severity, one.severity_label),
        words(one.affected_share.text),
        words(strong(one.fate.label), owner, *(soft(f"\n{line}") for line in one.texts)),
    )
