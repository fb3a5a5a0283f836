"""Verdicts: every criterion in scope with what its verdict was computed from."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.reports.document import CriterionPart, GroupPart, ReportDocument, StandardPart
from lab.reports.judging_parts import ArtefactPart
from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Run,
    Words,
    paragraph,
    soft,
    strong,
    words,
)
from lab.reports.written.signs import finding_link, verdict_words


def verdict_blocks(document: ReportDocument) -> Iterator[Block]:
    """All standards."""
    yield Heading(level=2, words=words(_("Verdicts")), anchor="verdicts")
    said = _("Each verdict is followed by what it was computed from (rule version {version}; see Method).")
    yield paragraph(soft(said.format(version=document.method.rule_version)), look="small")
    for standard in document.standards:
        yield from _standard(standard)


def _standard(standard: StandardPart) -> Iterator[Block]:
    yield Heading(level=3, words=words(standard.title, soft(f" {standard.version}")))
    made: list[Run] = []
    for n, count in enumerate(standard.counts):
        made += [Run(text=" · ")] if n else []
        made += [*verdict_words(count.outcome), Run(text=f" {count.n}")]
    yield Paragraph(words=words(*made))
    for group in standard.groups:
        yield from _group(group)
    yield paragraph(soft(f"{standard.source} {standard.attribution}".strip()), look="small")


def _group(group: GroupPart) -> Iterator[Block]:
    yield Heading(level=4, words=words(group.title))
    decided = _("{hits} of {n} decided").format(hits=group.decided, n=len(group.criteria))
    yield paragraph(verdict_words(group.verdict), soft(f"  {decided}"), look="small")
    yield Grid(
        what=group.title,
        header=(_("Criterion"), _("Verdict"), _("Computed from")),
        rows=tuple(_criterion(one) for one in group.criteria),
        widths=(4.0, 1.7, 4.3),
    )
    attached = tuple(_attached(one.id, kept) for one in group.criteria for kept in one.artefacts)
    if attached:
        yield paragraph(strong(_("Attached documents")), look="small")
        yield Bullets(items=attached, look="small")


def _attached(criterion: str, one: ArtefactPart) -> Words:
    name = f" {one.name}" if one.name != one.subject else ""
    return words(strong(f"{criterion} · {one.subject}"), name, soft(f" {one.text}"))


def _criterion(one: CriterionPart) -> tuple[Words, ...]:
    weight = " ".join(filter(None, (one.level, one.weight.label)))
    return (
        words(Run(text=one.id, look="strong", anchor=f"criterion-{one.id}"), f" {one.title}", soft(f"\n{weight}")),
        verdict_words(one.verdict),
        words(*_computed(one)),
    )


def _computed(one: CriterionPart) -> Iterator[Run]:
    units = [unit for unit in one.units if unit.outcome.code != "untested"]
    for n, unit in enumerate(units):
        yield Run(text="; " if n else "")
        yield strong(unit.subject)
        yield Run(text=f" {unit.text}")
        if unit.words_text:
            yield soft(f" ({unit.words_text})")
    lines: list[tuple[Run, ...]] = [(strong(word.subject), soft(f" {word.text}")) for word in one.taken_back]
    if one.passed.n:
        passed = _("passed: {share}").format(share=one.passed.text)
        lines.append((soft(" · ".join(filter(None, (passed, one.agreement_text)))),))
    if one.override is not None:
        said = _("Overridden by {by} on {day}: {why} The rule says: {computed}.").format(
            by=one.override.by, day=one.override.on, why=one.override.why, computed=one.computed.label
        )
        lines.append((Run(text=said),))
    if one.findings:
        named = [Run(text=f"{_('Findings:')} ")]
        for n, number in enumerate(one.findings):
            named += [Run(text=", ")] if n else []
            named.append(finding_link(number))
        lines.append(tuple(named))
    for n, line in enumerate(lines):
        yield Run(text="\n" if n or units else "")
        yield from line
    if not units and not lines:
        yield soft("–")
