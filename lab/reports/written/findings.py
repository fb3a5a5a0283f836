"""Findings: each with what was seen, by whom it was met, what it is judged against, and its evidence."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.reports.document import ReportDocument
from lab.reports.html import MOST_TO_DO
from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Columns,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Run,
    Words,
    paragraph,
    soft,
    strong,
    words,
)
from lab.reports.parts import EvidencePart, FindingPart
from lab.reports.written.signs import GOOD, finding_link, severity_words, sign
from lab.reports.written.summary import to_do_grid

FRAMES = 3
"""Frames of one finding on paper: one row. Every further moment is told in words."""


def finding_blocks(document: ReportDocument) -> Iterator[Block]:
    """Problems, then what works well."""
    problems = [one for one in document.findings if not one.positive and not one.set_aside]
    yield Heading(level=2, words=words(_("Findings")), anchor="findings")
    if not problems:
        yield paragraph(_("No problem was recorded as a finding."))
    for one in problems:
        yield from _finding(one)
    good = [one for one in document.findings if one.positive]
    if good:
        yield Heading(level=2, words=words(_("What works well and must not be lost")), anchor="good")
    for one in good:
        yield from _finding(one)
    wishes = [one for one in document.findings if one.set_aside]
    if wishes:
        yield Heading(level=2, words=words(_("Wishes that cannot be met")), anchor="wishes")
        text = _(
            "Demands that are unlawful or impossible. They are kept with the reason, and count as no defect of the "
            "service."
        )
        yield paragraph(text)
    for one in wishes:
        yield from _finding(one)
    if len(document.summary.to_do) > MOST_TO_DO:
        yield Heading(level=2, words=words(_("Everything to fix, and by when")))
        yield to_do_grid(document.summary.to_do)


def _finding(one: FindingPart) -> Iterator[Block]:
    title = words(soft(f"F-{one.number} "), one.title)
    yield Heading(level=3, words=title, anchor=f"finding-{one.number}")
    if one.positive:
        yield paragraph(sign(GOOD), strong(_("works well")))
    elif one.set_aside:
        yield paragraph(strong(_("a wish that cannot be met: no defect")))
        yield paragraph(one.set_aside)
    else:
        rated = f"  {one.ratings_text}" if one.ratings_text else ""
        yield Paragraph(words=words(severity_words(one.severity, one.severity_label), soft(rated)))
    if one.unsupported_text:
        yield paragraph(strong(one.unsupported_text))
    if one.statement:
        yield paragraph(one.statement)
    yield Facts(rows=tuple(_facts(one)))
    if one.inspections or one.proofs:
        yield Bullets(items=tuple(words(line) for line in (*one.inspections, *one.proofs)), look="small")
    yield from _evidence(one)


def _facts(one: FindingPart) -> Iterator[tuple[str, Words]]:
    affected = one.affected_share.text
    if one.affected:
        affected += ": " + ", ".join(one.affected)
    if one.segments:
        affected += " · " + ", ".join(one.segments)
    yield (_("Seen with") if one.positive else _("Affected")), words(affected)
    if one.task_title:
        yield _("Where"), words(" · ".join(filter(None, (one.task_title, one.stage_title))))
    if one.criteria:
        yield _("Criteria"), _criteria(one)
    if one.expected:
        yield _("Expected"), words(one.expected)
    if one.cause.code != "unknown":
        yield _("Cause"), words(one.cause.label)
    if one.recommendation:
        effort = ""
        if one.effort.code != "unknown":
            effort = " (" + _("effort: {effort}").format(effort=one.effort.label) + ")"
        yield _("Recommendation"), words(one.recommendation, soft(effort))
    if not one.positive:
        yield _("Status"), _status(one)


def _criteria(one: FindingPart) -> Words:
    made: list[Run] = []
    for n, link in enumerate(one.criteria):
        made += [Run(text="; ")] if n else []
        made += [Run(text=link.id, to=link.link or ""), Run(text=f" {link.title}")]
    return words(*made)


def _status(one: FindingPart) -> Words:
    said = " · ".join(filter(None, (one.status.label, one.owner)))
    if one.due:
        said += ", " + _("by {day}").format(day=one.due_text)
    made: list[Run] = [Run(text=said)]
    if one.duplicate_of:
        made += [Run(text=" ("), finding_link(one.duplicate_of), Run(text=")")]
    more = [one.decision_text, *one.retest_texts]
    if one.release_fixed:
        more.insert(1, f"{_('Release that mends it')}: {one.release_fixed}")
    return words(*made, *(f"\n{line}" for line in more if line))


def _evidence(one: FindingPart) -> Iterator[Block]:
    shown = [part for part in one.evidence if part.still][:FRAMES]
    told = [part for part in one.evidence if part not in shown]
    if one.evidence:
        yield Heading(level=4, words=words(_("Evidence for F-{n}").format(n=one.number)))
    if shown:
        pictures: list[tuple[Block, ...]] = [(_picture(part),) for part in shown]
        yield Columns(columns=(*pictures, *[()] * (FRAMES - len(pictures))), widths=(1.0,) * FRAMES)
    if told:
        yield Bullets(items=tuple(_moment(part, frame=False) for part in told), look="small")


def _picture(part: EvidencePart) -> Block:
    assert part.still is not None
    return Picture(file=part.still, alt=part.alt, caption=_moment(part, frame=True))


def _moment(part: EvidencePart, *, frame: bool) -> Words:
    """A moment in words: whose, when, what, by whom noted, and why it is not shown."""
    made: list[str | Run] = [strong(f"{part.participant} · {part.at_text}"), f" {part.words}"]
    if part.severity is not None:
        made.append(soft(" (" + _("severity {n}").format(n=part.severity) + ")"))
    if part.quote and part.quote != part.words:
        made.append(Run(text=f" “{part.quote}”", look="italic"))
    where = " · ".join(filter(None, (part.task, part.author)))
    if where:
        made.append(soft(f" {where}"))
    if not frame and part.left_out and not part.still:
        made.append(soft(f" {part.left_out[0]}"))
    return words(*made)
