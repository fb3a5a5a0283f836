"""The first page: gate, level, the worst findings with a frame each, what to fix by when."""

from collections.abc import Iterator, Sequence

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports.document import ReportDocument
from lab.reports.html import MOST_TO_DO
from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Columns,
    Grid,
    Heading,
    Meter,
    Panel,
    Paragraph,
    Picture,
    Run,
    Words,
    paragraph,
    soft,
    strong,
    words,
)
from lab.reports.parts import FindingPart, ReasonGroup, ToDo
from lab.reports.written.signs import GATE, severity_words, sign, still_of

FEW_REASONS = 3
"""Reasons of one kind up to which each has its own line."""
_WIDE, _NARROW = 7.0, 4.0


def summary_blocks(document: ReportDocument) -> Iterator[Block]:
    """The first page."""
    yield paragraph(soft(f"{_('Usability report')} · {document.laboratory}"), look="small")
    yield Heading(level=1, words=words(f"{document.service.name} {document.release.name}"))
    yield paragraph(soft(" · ".join(_about(document))), look="small")
    yield Columns(columns=((_gate(document),), (_level(document),)), widths=(_WIDE, _NARROW))
    yield from _decision(document)
    yield from _worst(document)
    yield from _to_do(document)


def _about(document: ReportDocument) -> Iterator[str]:
    yield document.round.name
    yield document.summary.people_text
    yield document.summary.period_text
    if document.release.planned_launch:
        yield _("launch planned for {day}").format(day=document.release.planned_launch_text)


def _gate(document: ReportDocument) -> Block:
    gate = document.summary.gate
    blocks: list[Block] = [
        paragraph(_("Is it ready for launch?"), look="label"),
        Paragraph(words=words(sign(GATE[gate.state]), gate.label), look="big", tone=gate.state),
        paragraph(gate.sentence),
    ]
    if gate.reasons:
        blocks.append(Bullets(items=tuple(_reasons(gate.reasons)), look="small"))
    if gate.further:
        also = "; ".join(one.text for one in gate.further)
        blocks.append(paragraph(soft(f"{_('Beside that:')} {also}."), look="small"))
    n = len(document.scope.left_out)
    if n:
        out = ngettext("{n} criterion left out of the scope", "{n} criteria left out of the scope", n).format(n=n)
        blocks.append(paragraph(Run(text=out, to="scope"), look="small"))
    return Panel(tone=gate.state, blocks=tuple(blocks))


def _reasons(groups: Sequence[ReasonGroup]) -> Iterator[Words]:
    for group in groups:
        if len(group.reasons) > FEW_REASONS:
            named: list[Run] = [Run(text=f"{group.text}: ")]
            for n, one in enumerate(group.reasons):
                named += [Run(text=", ")] if n else []
                named.append(Run(text=one.short, to=one.link or ""))
            yield words(*named)
            continue
        for one in group.reasons:
            if one.link and one.text.startswith(one.name):
                yield words(Run(text=one.name, to=one.link), one.text[len(one.name) :])
            else:
                yield words(one.text)


def _level(document: ReportDocument) -> Block:
    level = document.summary.level
    value = level.value / 100 if level.value is not None else None
    blocks: list[Block] = [
        paragraph(_("Level of client-centricity"), look="label"),
        paragraph(level.headline, look="big"),
        Meter(value=value, low=level.low / 100, high=level.high / 100),
        paragraph(f"{level.text} {level.coverage_text}", look="small"),
    ]
    if len(level.by_standard) > 1:
        blocks.append(Bullets(items=tuple(words(line) for line in level.by_standard), look="small"))
    return Panel(blocks=tuple(blocks))


def _decision(document: ReportDocument) -> Iterator[Block]:
    decision = document.summary.decision
    if decision is None:
        return
    said = [
        paragraph(_("Decision"), look="label"),
        paragraph(strong(decision.decided.label), f" – {decision.by}, {decision.on}. {decision.conditions}".rstrip()),
    ]
    if decision.export_sha256:
        line = _("Decided on the report with SHA-256 {hash}.").format(hash=decision.export_sha256)
        said.append(paragraph(line, look="small"))
    if decision.overrides_gate:
        against = _("This goes against the computed gate ({gate}). Reason: {reason}")
        said.append(paragraph(against.format(gate=decision.gate.label, reason=decision.reason)))
    elif decision.gate.code != document.summary.gate.state:
        then = _("The computed gate was “{gate}” then.").format(gate=decision.gate.label)
        said.append(paragraph(then, look="small"))
    yield Panel(blocks=tuple(said))


def _worst(document: ReportDocument) -> Iterator[Block]:
    worst = [document.finding(number) for number in document.summary.worst]
    if not worst:
        return
    title = ngettext("The worst finding", "The {n} worst findings", len(worst)).format(n=len(worst))
    yield Heading(level=2, words=words(title))
    cards = tuple((_card(one),) for one in worst)
    yield Columns(columns=cards + ((),) * (3 - len(cards)), widths=(1.0, 1.0, 1.0))


def _card(finding: FindingPart) -> Block:
    seen = still_of(finding)
    affected = ngettext("{hits} of {n} participant", "{hits} of {n} participants", len(finding.exposed))
    line = affected.format(hits=len(finding.affected), n=len(finding.exposed))
    if finding.task_title:
        line += f" · {finding.task_title}"
    blocks: list[Block] = []
    if seen is not None and seen.still is not None:
        blocks.append(Picture(file=seen.still, alt=seen.alt))
    else:
        why = finding.evidence[0].left_out[:1] if finding.evidence else ()
        blocks.append(paragraph(soft(why[0] if why else _("No picture")), look="small"))
    blocks += [
        Paragraph(words=severity_words(finding.severity, finding.severity_label), look="small"),
        paragraph(Run(text=finding.title, look="strong", to=f"finding-{finding.number}")),
        paragraph(line, look="small"),
    ]
    return Panel(blocks=tuple(blocks))


def _to_do(document: ReportDocument) -> Iterator[Block]:
    actions = document.summary.to_do
    if not actions:
        return
    yield Heading(level=2, words=words(_("What to fix, and by when")))
    yield to_do_grid(actions[:MOST_TO_DO])
    more = len(actions) - MOST_TO_DO
    if more > 0:
        said = ngettext("{n} more is in the full record.", "{n} more are in the full record.", more).format(n=more)
        yield paragraph(soft(said), look="small")


def to_do_grid(actions: Sequence[ToDo]) -> Grid:
    """Actions with their owners and dates."""
    return Grid(
        what=_("Actions with their owners and dates, the soonest first"),
        header=(_("What"), _("Who"), _("By when")),
        rows=tuple(
            (
                words(Run(text=one.subject_text, to=one.link), f"\n{one.text}" if one.text else ""),
                words(one.owner or _("nobody yet")),
                words(one.due_text),
            )
            for one in actions
        ),
        widths=(5.6, 2.4, 1.7),
    )
