"""Every standard of the round with the verdict on every criterion in scope, its inputs and the rule."""

from collections import Counter
from collections.abc import Mapping

from lab.domain.level import principle_verdict
from lab.domain.metrics.shares import share
from lab.domain.unit import Unit
from lab.domain.verdict import BEST_TO_WORST, DECIDED, VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language
from lab.reports import figures
from lab.reports.document import CountPart, CriterionPart, GroupPart, OverridePart, StandardPart
from lab.reports.facts import Audience, RoundFacts
from lab.reports.judging_parts import UnitPart
from lab.reports.names import Names
from lab.reports.parts import Labelled
from lab.reports.sections.judges import artefact_parts, taken_back_parts, word_part, words_text
from lab.wording.judging import kind_label, unit_label, unit_name, verdict_label, weight_label
from protocols.standard import Criterion, Group, Standard


def standard_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[StandardPart, ...]:
    """All pinned standards; criteria left out by the scope statement are not among theirs."""
    pins = {one.id: one.sha256 for one in facts.study.standards}
    findings = _findings_by_criterion(facts)
    return tuple(_standard(one, pins.get(one.id, ""), facts, findings, names, audience) for one in facts.standards)


def _standard(
    standard: Standard,
    sha256: str,
    facts: RoundFacts,
    findings: Mapping[str, tuple[int, ...]],
    names: Names,
    audience: Audience,
) -> StandardPart:
    judged = [one for one in standard.counted if one.id in facts.verdicts]
    counts = Counter(facts.verdicts[one.id].value for one in judged)
    groups = []
    for group in standard.groups:
        criteria = [one for one in judged if one.group == group.id]
        if criteria:
            groups.append(_group(group, criteria, facts, findings, names, audience))
    return StandardPart(
        id=standard.id,
        version=standard.version,
        title=standard.title.in_language(language()),
        source=standard.source.in_language(language()),
        attribution=standard.attribution.in_language(language()) if standard.attribution else "",
        sha256=sha256,
        counts=tuple(CountPart(outcome=_verdict(one), n=counts[one]) for one in BEST_TO_WORST if counts[one]),
        groups=tuple(groups),
    )


def _group(
    group: Group,
    criteria: list[Criterion],
    facts: RoundFacts,
    findings: Mapping[str, tuple[int, ...]],
    names: Names,
    audience: Audience,
) -> GroupPart:
    values = [facts.verdicts[one.id].value for one in criteria]
    return GroupPart(
        id=group.id,
        title=group.title.in_language(language()),
        verdict=_verdict(principle_verdict(values)),
        decided=sum(value in DECIDED for value in values),
        criteria=tuple(_criterion(one, facts, findings.get(one.id, ()), names, audience) for one in criteria),
    )


def _criterion(
    criterion: Criterion, facts: RoundFacts, findings: tuple[int, ...], names: Names, audience: Audience
) -> CriterionPart:
    verdict = facts.verdicts[criterion.id]
    agreed, pairs = verdict.agreement
    agreement = _("judges agree on {of} units that two or more judged").format(of=figures.of(agreed, pairs))
    override = verdict.override
    return CriterionPart(
        id=criterion.id,
        title=criterion.title.in_language(language()),
        description=criterion.description.in_language(language()) if criterion.description else "",
        kind=Labelled(code=criterion.kind, label=kind_label(criterion.kind)),
        weight=Labelled(code=criterion.gate, label=weight_label(criterion.gate)),
        level=criterion.level,
        verdict=_verdict(verdict.value),
        computed=_verdict(verdict.computed),
        override=OverridePart(
            verdict=_verdict(override.value),
            by=names.person(override.by),
            why=override.why,
            on=figures.day(override.on),
        )
        if override is not None
        else None,
        units=tuple(_unit(unit, audience) for unit in verdict.inputs),
        taken_back=tuple(taken_back_parts(criterion.id, facts, audience)),
        artefacts=tuple(artefact_parts(criterion.id, facts, names)),
        passed=figures.share_figure(share(verdict.passed, verdict.passed + verdict.failed)),
        agreement_text=agreement if pairs else "",
        findings=findings,
        rule_version=verdict.rule_version,
        url=criterion.url,
    )


def _verdict(value: VerdictValue) -> Labelled:
    return Labelled(code=value.value, label=verdict_label(value))


def _unit(unit: Unit, audience: Audience) -> UnitPart:
    outcome = Labelled(code=unit.outcome.value, label=unit_label(unit.outcome))
    said = _("judges differ") if unit.conflict else outcome.label
    if unit.severity is not None:
        said = _("{outcome}, severity {severity}").format(outcome=said, severity=unit.severity)
    return UnitPart(
        subject=unit_name(unit.subject),
        outcome=outcome,
        severity=unit.severity,
        conflict=unit.conflict,
        words=() if audience is Audience.PUBLIC else tuple(word_part(word) for word in unit.words),
        text=said,
        words_text="" if audience is Audience.PUBLIC else words_text(unit),
    )


def _findings_by_criterion(facts: RoundFacts) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for finding in facts.findings:
        for criterion in finding.criteria:
            if finding.is_problem or finding.positive:
                found[criterion] = (*found.get(criterion, ()), finding.number)
    return found
