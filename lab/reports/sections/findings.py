"""The findings, problems first and worst first, then what works well."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from lab.domain.finding import Finding, Proof, Status, priority, worst_first
from lab.domain.judging import is_supported
from lab.domain.metrics.shares import share
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports import figures
from lab.reports.evidence import Media, Shot
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names, criterion_anchor
from lab.reports.parts import CriterionLink, FindingPart, Labelled, RatingPart
from lab.reports.sections.evidence import evidence_part
from lab.reports.sections.following import lineage_texts
from lab.wording.findings import proof_label
from lab.wording.judging import (
    cause_label,
    decision_sentence,
    effort_label,
    severity_label,
    status_label,
    unit_name,
)


def finding_parts(
    facts: RoundFacts, names: Names, shots: Iterable[Shot], media: Mapping[str, Media], audience: Audience
) -> tuple[FindingPart, ...]:
    """All findings: problems by severity, good ones, then what was rejected or said twice."""
    by_finding: dict[int, list[Shot]] = {}
    for shot in shots:
        by_finding.setdefault(shot.finding, []).append(shot)
    worst = worst_first(facts.findings, facts.gate.blockers)
    rest = sorted(
        (one for one in facts.findings if one not in worst),
        key=lambda one: (not one.positive, bool(one.set_aside), one.number),
    )
    return tuple(
        _finding(one, facts, names, by_finding.get(one.number, ()), media, audience) for one in (*worst, *rest)
    )


def _finding(
    finding: Finding,
    facts: RoundFacts,
    names: Names,
    shots: Iterable[Shot],
    media: Mapping[str, Media],
    audience: Audience,
) -> FindingPart:
    numbers = {one.id: one.number for one in facts.findings}
    return FindingPart(
        id=finding.id,
        number=finding.number,
        title=finding.title,
        positive=finding.positive,
        statement=finding.statement,
        expected=finding.expected,
        recommendation=finding.recommendation,
        severity=finding.severity,
        severity_label=severity_label(finding.severity),
        ratings=tuple(
            RatingPart(rater=names.person(one.rater), severity=one.severity, on=one.on.isoformat())
            for one in finding.ratings
        ),
        ratings_text=ratings_text(finding),
        awaits_second_rater=finding.awaits_second_rater,
        affected=tuple(sorted(finding.affected)),
        exposed=tuple(sorted(finding.exposed)),
        affected_share=figures.share_figure(share(len(finding.affected), len(finding.exposed))),
        criteria=tuple(_criterion_link(one, facts, names) for one in finding.criteria),
        task=finding.task,
        task_title=names.task(finding.task),
        stage=finding.stage,
        stage_title=names.stage(finding.stage),
        segments=tuple(filter(None, (names.segment(one) for one in finding.segments))),
        cause=Labelled(code=finding.cause.value, label=cause_label(finding.cause)),
        effort=Labelled(code=finding.effort.value, label=effort_label(finding.effort)),
        owner=names.person(finding.owner),
        due=finding.due.isoformat() if finding.due else None,
        due_text=figures.day(finding.due),
        status=Labelled(code=finding.status.value, label=status_label(finding.status)),
        decision_text=_decision(finding, names, facts.made_at.date()),
        release_found=facts.release.name if finding.release_found == facts.release.id else finding.release_found,
        release_fixed=finding.release_fixed,
        retest_texts=lineage_texts(finding, facts, names),
        duplicate_of=numbers.get(finding.duplicate_of) if finding.duplicate_of else None,
        evidence=tuple(evidence_part(shot, media, names, audience) for shot in shots),
        inspections=tuple(_inspections(finding, facts, names)),
        set_aside=finding.set_aside,
        proofs=tuple(_proof(one, names) for one in finding.proofs),
        priority=round(priority(finding), 3) if finding.is_problem and finding.exposed else None,
        unsupported_text="" if is_supported(finding, facts.inspections) else _("No evidence yet: somebody says so."),
    )


def ratings_text(finding: Finding) -> str:
    """Who agreed on the severity, and how far apart they were."""
    if not finding.is_defect or finding.spread is None:
        return ""
    n, (low, high) = len(finding.ratings), finding.spread
    raters = ngettext("{n} rater", "{n} raters", n).format(n=n)
    if finding.awaits_second_rater:
        return _("{raters}, ratings {low}–{high}; a 4 needs a second rater and counts as 3 until then").format(
            raters=raters, low=low, high=high
        )
    if low == high:
        return raters
    return _("{raters}, ratings {low}–{high}").format(raters=raters, low=low, high=high)


def _criterion_link(criterion: str, facts: RoundFacts, names: Names) -> CriterionLink:
    known = names.criteria.get(criterion)
    title = names.criterion(criterion).removeprefix(criterion).strip() if known else ""
    link = criterion_anchor(criterion) if criterion in facts.verdicts else None
    return CriterionLink(id=criterion, title=title, link=link)


def _decision(finding: Finding, names: Names, on: date) -> str:
    decided = finding.decision
    if decided is None:
        return ""
    said = decision_sentence(decided, names.person(decided.by), figures.day(decided.on))
    if decided.expires is not None and finding.status is Status.ACCEPTED_RISK:
        said = _("{said}, until {day}").format(said=said, day=figures.day(decided.expires))
    elif decided.expires is not None and decided.expires < on:
        said = _("{said}; this ended on {day}").format(said=said, day=figures.day(decided.expires))
    return f"{said}. {decided.why}".strip() if decided.why else said


def _proof(proof: Proof, names: Names) -> str:
    """What else shows it: kind and words, where it lies with the beginning of its fingerprint, who said so."""
    where = f"{proof.source} (SHA-256 {proof.sha256})" if proof.sha256 else proof.source
    parts = (proof.text, where, names.person(proof.by))
    return f"{proof_label(proof.kind)}: " + " · ".join(part for part in parts if part)


def _inspections(finding: Finding, facts: RoundFacts, names: Names) -> Iterator[str]:
    """The inspections that show it."""
    for one in facts.inspections:
        if is_supported(replace(finding, evidence=()), [one]):
            yield _("Seen at inspection: {criterion}, {unit} ({judge})").format(
                criterion=one.criterion, unit=unit_name(one.unit), judge=names.person(one.judge)
            )
