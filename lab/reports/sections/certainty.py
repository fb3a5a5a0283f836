"""How far observers agree, and how many problems are still unseen."""

from collections.abc import Iterator
from statistics import fmean

from lab.domain.metrics.agreement import any_two_agreement
from lab.domain.metrics.discovery import ProblemsLeft, participants_needed, problems_left
from lab.domain.metrics.interval import Interval, within
from lab.domain.observer_agreement import (
    GroupAgreement,
    SeverityAgreement,
    TagAgreement,
    VerdictAgreement,
    group_agreement,
    severity_agreement,
    tag_agreement,
    verdict_agreement,
)
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports import figures
from lab.reports.facts import RoundFacts
from lab.reports.figure_parts import AgreementPart, CertaintyPart
from lab.reports.names import Names
from lab.reports.parts import Figure

LEAST_FOR_KAPPA = 5
"""Fewer things in common say nothing of chance: κ would jump from 0 to 1 by one of them (our rule)."""

_NEARLY_ALL = 0.95
_MOST_ASKED = 50
"""More participants than this nobody invites for a round: the number would be no advice."""


def certainty_part(facts: RoundFacts, names: Names) -> CertaintyPart | None:
    """None where there is nothing to say: one observer, and no problem."""
    held = [one.held for one in facts.counted]
    agreement = (
        *(_verdicts(one, names) for one in verdict_agreement(held)),
        *_together(group_agreement(held), names),
        *(_severities(one, names) for one in severity_agreement(facts.findings)),
        *(_tags(one, names) for one in tag_agreement(held)),
    )
    left = _left(facts)
    texts = (*_any_two(facts), *(_unseen(left) if left is not None else ()))
    if not agreement and not texts:
        return None
    return CertaintyPart(
        agreement=agreement,
        known=left.known if left is not None else 0,
        undiscovered=left.undiscovered if left is not None else None,
        share_known=left.found if left is not None else None,
        texts=texts,
    )


def _verdicts(one: VerdictAgreement, names: Names) -> AgreementPart:
    return AgreementPart(
        kind="verdicts",
        label=_("Judgements"),
        judges=_people(one.judges, names),
        n=one.n,
        share=one.kappa.agreement,
        kappa=_kappa(one.kappa.value, one.n, one.kappa.interval),
        text=_same(round(one.kappa.agreement * one.n), one.n),
    )


def _together(one: GroupAgreement | None, names: Names) -> Iterator[AgreementPart]:
    """Three or more judges at once: pairs alone do not say how far all of them agree."""
    if one is None:
        return
    yield AgreementPart(
        kind="verdicts_together",
        label=_("Judgements, {n} judges each").format(n=one.each),
        judges=_people(one.judges, names),
        n=one.n,
        share=one.same / one.n,
        kappa=_kappa(one.kappa, one.n),
        text=_("{of} alike by all ({percent})").format(
            of=figures.of(one.same, one.n), percent=figures.percent(one.same / one.n)
        ),
    )


def _severities(one: SeverityAgreement, names: Names) -> AgreementPart:
    return AgreementPart(
        kind="severities",
        label=_("Severities"),
        judges=_people(one.raters, names),
        n=one.n,
        share=one.same / one.n,
        kappa=_kappa(one.kappa, one.n),
        text=_same(one.same, one.n),
    )


def _tags(one: TagAgreement, names: Names) -> AgreementPart:
    """Tags have no cells in which nobody saw anything: there is no chance to correct for, and so no kappa."""
    matched = one.matched
    every = matched.first + matched.second - matched.matched
    return AgreementPart(
        kind="tags",
        label=_("Tags within 5 s"),
        judges=_people(one.observers, names),
        n=every,
        share=matched.jaccard,
        kappa=Figure(value=None, low=None, high=None, n=every, text=figures.NONE),
        text=_("{of} seen by both ({percent})").format(
            of=figures.of(matched.matched, every), percent=figures.percent(matched.jaccard or 0.0)
        )
        + _copied(one.copied),
    )


def _copied(n: int) -> str:
    """How many pairs say nothing, because one of the two had seen the other's tag."""
    if n == 0:
        return ""
    return ngettext(
        "; {n} pair left out, put in sight of the other's tag",
        "; {n} pairs left out, put in sight of the other's tag",
        n,
    ).format(n=n)


def _people(judges: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(names.person(one) for one in judges)


def _same(hits: int, n: int) -> str:
    return _("{of} alike ({percent})").format(of=figures.of(hits, n), percent=figures.percent(hits / n))


def _kappa(value: float | None, n: int, interval: Interval | None = None) -> Figure:
    """κ with its interval, cut to −1…1; where there is none, why."""
    if n < LEAST_FOR_KAPPA:
        return Figure(value=None, low=None, high=None, n=n, text=_("too few for κ"))
    if value is None:
        return Figure(value=None, low=None, high=None, n=n, text=_("κ n/a: one answer only"))
    if interval is None or interval.low == interval.high:
        return Figure(value=value, low=None, high=None, n=n, text=_("κ {kappa}").format(kappa=_two(value)))
    cut = within(interval, Interval(-1, 1))
    words = _("κ {kappa} (95% interval {low} to {high})").format(
        kappa=_two(value), low=_two(cut.low), high=_two(cut.high)
    )
    return Figure(value=value, low=cut.low, high=cut.high, n=n, text=words)


def _two(value: float) -> str:
    return figures.number(value, places=2)


def _any_two(facts: RoundFacts) -> Iterator[str]:
    """Mean over sessions that two or more people tagged."""
    found = []
    for session in facts.counted:
        by_author: dict[str, set[str]] = {}
        for one in session.held.record.annotations:
            if one.criterion is not None:
                by_author.setdefault(one.author, set()).add(one.criterion)
        agreement = any_two_agreement(list(by_author.values()))
        if agreement is not None:
            found.append(agreement)
    if found:
        yield _(
            "Observers of one session tagged the same criteria in {share} of cases on average (any-two agreement; "
            "published studies report 5 to 65%)."
        ).format(share=figures.percent(fmean(found)))


def _left(facts: RoundFacts) -> ProblemsLeft | None:
    """By the problems that participants had; None where they say nothing."""
    n = len({one.held.participant_id for one in facts.counted})
    struck = [len(one.affected) for one in facts.findings if one.is_problem and one.affected]
    if n < 2 or not struck or max(struck) > n:
        return None
    return problems_left(struck, n)


def _unseen(found: ProblemsLeft) -> Iterator[str]:
    """How many problems nobody had yet, and how many people more it would take."""
    yield ngettext(
        "Participants had {n} problem; had by one participant only: {once}. By that about {more} more wait for those "
        "who come next: {share} of all are known (adjusted estimate of Lewis 2001).",
        "Participants had {n} problems; had by one participant only: {once}. By that about {more} more wait for those "
        "who come next: {share} of all are known (adjusted estimate of Lewis 2001).",
        found.known,
    ).format(
        n=found.known,
        once=found.seen_once,
        more=figures.number(found.undiscovered),
        share=figures.percent(found.found),
    )
    if 0 < found.adjusted < 1 and found.found < _NEARLY_ALL:
        needed = participants_needed(found.adjusted, _NEARLY_ALL)
        if needed <= _MOST_ASKED:
            yield ngettext(
                "To know 95% of them, {n} participant altogether would be needed.",
                "To know 95% of them, {n} participants altogether would be needed.",
                needed,
            ).format(n=needed)
