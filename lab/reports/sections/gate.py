"""The first page: gate, decision, level, the worst findings, what to do by when, whom it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lab.domain.decision import Decision, in_force
from lab.domain.finding import CATASTROPHE, worst_first
from lab.domain.gate import MAJOR_PROBLEM, GateState, Reason, ReasonCode
from lab.domain.judging import is_supported
from lab.domain.level import CLIENT_CENTRICITY, Level, client_centricity, level_of
from lab.domain.metrics.interval import Interval
from lab.domain.session import SessionState
from lab.domain.verdict import Verdict, VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.reports import figures
from lab.reports.facts import RoundFacts
from lab.reports.names import Names, criterion_anchor, finding_anchor
from lab.reports.parts import DecisionPart, GatePart, Labelled, LevelPart, ReasonGroup, ReasonPart, SummaryPart, ToDo
from lab.wording.judging import decided_label, gate_label, gate_sentence, reason_sentence, reasons_label, verdict_label
from protocols.standard import Standard

WORST = 3
TELLING_COVERAGE = 50.0
"""Percent of criteria decided, below which a level alone would mislead."""


def summary_part(facts: RoundFacts, names: Names) -> SummaryPart:
    """What an owner reads in two minutes."""
    decision = in_force(facts.decisions)
    return SummaryPart(
        gate=gate_part(facts, names),
        decision=_decision(decision, names) if decision is not None else None,
        level=level_part(facts),
        worst=_worst(facts),
        to_do=to_do(facts, names),
        people_text=people_text(facts),
        period_text=_period(facts),
    )


def _worst(facts: RoundFacts) -> tuple[int, ...]:
    """The worst findings that something shows: what nothing shows yet is no headline."""
    worst = worst_first(facts.findings, facts.gate.blockers)
    shown = [one.number for one in worst if is_supported(one, facts.inspections)]
    return tuple(shown[:WORST])


def gate_part(facts: RoundFacts, names: Names) -> GatePart:
    """The gate with its reasons, each a link."""
    gate = facts.gate
    return GatePart(
        state=gate.state.value,
        label=gate_label(gate.state),
        sentence=gate_sentence(gate),
        only_waits_for_owner=gate.only_waits_for_owner,
        reasons=_groups(gate.reasons, names),
        further=_groups(gate.further, names),
    )


def _groups(reasons: Sequence[Reason], names: Names) -> tuple[ReasonGroup, ...]:
    """Reasons of one kind together, in the order in which the kinds first come."""
    by_code: dict[ReasonCode, list[ReasonPart]] = {}
    for reason in reasons:
        part = ReasonPart(
            code=reason.code.value,
            subject=reason.subject,
            name=names.subject(reason.subject),
            short=names.short(reason.subject),
            text=reason_sentence(_withheld(reason, names), names.subject),
            link=names.link(reason.subject),
        )
        by_code.setdefault(reason.code, []).append(part)
    return tuple(
        ReasonGroup(code=code.value, text=reasons_label(code, len(parts)), reasons=tuple(parts))
        for code, parts in by_code.items()
    )


def _withheld(reason: Reason, names: Names) -> Reason:
    """The reason without the owner's name where the report is public."""
    if "owner" not in reason.facts:
        return reason
    return replace(reason, facts={**reason.facts, "owner": names.person(str(reason.facts["owner"]))})


def _decision(decision: Decision, names: Names) -> DecisionPart:
    return DecisionPart(
        decided=Labelled(code=decision.decided.value, label=decided_label(decision.decided)),
        by=names.person(decision.by),
        on=figures.day(decision.at.date()),
        gate=Labelled(code=decision.gate.value, label=gate_label(GateState(decision.gate))),
        conditions=decision.conditions,
        reason=decision.reason,
        overrides_gate=decision.overrides_gate,
        export_sha256=decision.export_sha256,
    )


def level_part(facts: RoundFacts) -> LevelPart:
    """The level of client-centricity with what it would be if everything unknown were bad, or good; every standard
    apart below it.
    """
    found = client_centricity(facts.standards, facts.verdicts)
    headline, text = figures.NONE, _("The round was not tested against it.")
    if any(one.id == CLIENT_CENTRICITY for one in facts.standards):
        headline, text = _level_texts(found)
    return LevelPart(
        value=found.level,
        low=found.low,
        high=found.high,
        coverage=found.coverage,
        decided=found.decided,
        applicable=found.applicable,
        headline=headline,
        text=text,
        coverage_text=_coverage_text(found),
        by_standard=tuple(_of_standard(one, facts) for one in facts.standards),
    )


def _coverage_text(found: Level) -> str:
    if not found.applicable:
        return ""
    return ngettext(
        "{decided} of {n} applicable criterion is decided.",
        "{decided} of {n} applicable criteria are decided.",
        found.applicable,
    ).format(decided=found.decided, n=found.applicable)


def _level_texts(found: Level) -> tuple[str, str]:
    """The headline and what it means. Of little that was decided the level alone would say too much."""
    if not found.applicable:
        return figures.NONE, _("No criterion in scope applies, so there is no level.")
    bounds = figures.percent_range(Interval(found.low / 100, found.high / 100))
    if found.level is None:
        return figures.NONE, _("No criterion was decided, so there is no level yet.")
    said = figures.percent(found.level / 100)
    if found.coverage < TELLING_COVERAGE:
        return bounds, _("Too little is decided to be more exact; of what was decided, the level is {level}.").format(
            level=said
        )
    if found.low == found.high:
        return said, _("Every applicable criterion was decided.")
    return said, _("It may lie anywhere in {bounds}, depending on what is still undecided.").format(bounds=bounds)


def _of_standard(standard: Standard, facts: RoundFacts) -> str:
    found = level_of([standard], facts.verdicts)
    title = standard.title.in_language(language())
    if not found.applicable:
        return _("{standard}: no criterion in scope applies").format(standard=title)
    if found.level is None:
        return _("{standard}: {of} decided").format(standard=title, of=figures.of(found.decided, found.applicable))
    return _("{standard}: {of} decided, level {level} (between {low} and {high})").format(
        standard=title,
        of=figures.of(found.decided, found.applicable),
        level=figures.percent(found.level / 100),
        low=figures.percent(found.low / 100),
        high=figures.percent(found.high / 100),
    )


def to_do(facts: RoundFacts, names: Names) -> tuple[ToDo, ...]:
    """Promised actions, the soonest first; then what still waits for somebody's promise, the worst first."""
    made = [*_promised(facts, names), *_planned_findings(facts, names)]
    promised = {one.subject for one in made}
    waiting = [one for one in _waiting(facts, names) if one.subject not in promised]
    made.sort(key=lambda one: one.due or "9999")
    return (*made, *waiting)


def _promised(facts: RoundFacts, names: Names) -> Iterator[ToDo]:
    severities = {str(one.id): one.severity for one in (*facts.findings, *facts.earlier)}
    for action in facts.actions:
        yield ToDo(
            subject=action.subject,
            subject_text=names.subject(action.subject),
            link=names.link(action.subject) or "",
            text=action.text,
            owner=names.person(action.owner),
            due=action.due.isoformat(),
            due_text=figures.day(action.due),
            severity=severities.get(action.subject),
        )


def _planned_findings(facts: RoundFacts, names: Names) -> Iterator[ToDo]:
    """Open findings with an owner of their own and no separate action; of what nobody accepted it says so."""
    acted = {action.subject for action in facts.actions}
    for one in worst_first(facts.findings, facts.gate.blockers):
        if one.is_open and one.owner and one.id not in acted:
            text = one.recommendation
            if one.promised is None:
                unaccepted = _("(not accepted yet)")
                text = f"{text} {unaccepted}".strip()
            yield _of_finding(one.id, one.number, one.title, text, names.person(one.owner), one.due, one.severity)


def _waiting(facts: RoundFacts, names: Names) -> Iterator[ToDo]:
    """Findings of severity 3 and 4, then criteria that are not wholly met, of which nobody promised anything."""
    for one in worst_first(facts.findings, facts.gate.blockers):
        if one.is_open and (one.severity or 0) in {MAJOR_PROBLEM, CATASTROPHE}:
            yield _of_finding(one.id, one.number, one.title, one.recommendation, "", None, one.severity)
    covered = {criterion for one in facts.findings if one.is_open for criterion in one.criteria}
    for criterion in facts.criteria_in_scope:
        verdict = facts.verdicts.get(criterion.id)
        if verdict is not None and criterion.id not in covered and _deviates(verdict, criterion.gate):
            yield ToDo(
                subject=criterion.id,
                subject_text=names.criterion(criterion.id),
                link=criterion_anchor(criterion.id),
                text=verdict_label(verdict.value),
                owner="",
                due=None,
                due_text=figures.NONE,
                severity=verdict.worst_severity,
            )


def _of_finding(
    subject: str, number: int, title: str, text: str, owner: str, due: date | None, severity: int | None
) -> ToDo:
    return ToDo(
        subject=subject,
        subject_text=f"F-{number} {title}",
        link=finding_anchor(number),
        text=text,
        owner=owner,
        due=due.isoformat() if due else None,
        due_text=figures.day(due),
        severity=severity,
    )


def _deviates(verdict: Verdict, weight: str) -> bool:
    partly = verdict.value is VerdictValue.PARTLY_MET and weight != "normal"
    return verdict.value is VerdictValue.NOT_MET or partly


def people_text(facts: RoundFacts) -> str:
    """Whom the report rests on, and who was not counted."""
    people = len({session.held.code for session in facts.counted})
    said = [figures.participants(people) if people else _("nobody was heard yet")]
    pilots = sum(session.held.pilot for session in facts.sessions)
    withdrawn = sum(session.held.record.state is SessionState.WITHDRAWN for session in facts.sessions)
    if pilots:
        said.append(
            ngettext("{n} pilot session not counted", "{n} pilot sessions not counted", pilots).format(n=pilots)
        )
    if withdrawn:
        said.append(ngettext("{n} participant withdrew", "{n} participants withdrew", withdrawn).format(n=withdrawn))
    return "; ".join(said)


def _period(facts: RoundFacts) -> str:
    days = sorted(session.held.starts.date() for session in facts.counted)
    if not days:
        return _("no session was held yet")
    return figures.days(days[0], days[-1])
