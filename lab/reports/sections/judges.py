"""What the debrief holds beside a verdict: whose words it was settled from, words taken back, attached documents."""

from collections.abc import Iterator
from datetime import tzinfo

from lab.domain.artefact import Condition
from lab.domain.judging import TakenBack
from lab.domain.unit import Unit, UnitOutcome, Word
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.facts import ArtefactFacts, Audience, RoundFacts
from lab.reports.judging_parts import ArtefactPart, TakenBackPart, WordPart
from lab.reports.names import Names
from lab.reports.parts import Labelled
from lab.wording.judging import condition_label, unit_label, unit_name


def word_part(word: Word) -> WordPart:
    """A judge's word."""
    return WordPart(
        judge=word.judge,
        outcome=Labelled(code=word.outcome.value, label=unit_label(word.outcome)),
        severity=word.severity,
        adjudicates=word.adjudicates,
        note=word.note,
    )


def words_text(unit: Unit) -> str:
    """Who said it; each with their own word where it is not simply what the unit came to, and the reason of the one who
    settled it. Who did not watch said nothing.
    """
    told = [word for word in unit.words if word.outcome is not UnitOutcome.UNTESTED]
    agree = all((one.outcome, one.severity) == (unit.outcome, unit.severity) and not one.adjudicates for one in told)
    return ", ".join(one.judge for one in told) if agree else "; ".join(_word_text(one) for one in told)


def _word_text(word: Word) -> str:
    said = unit_label(word.outcome)
    if word.severity is not None:
        said = _("{outcome}, severity {severity}").format(outcome=said, severity=word.severity)
    if not word.adjudicates:
        return f"{word.judge}: {said}"
    settled = _("settled by {judge}: {outcome}").format(judge=word.judge, outcome=said)
    return _("{settled} – “{reason}”").format(settled=settled, reason=word.note) if word.note else settled


def taken_back_parts(criterion: str, facts: RoundFacts, audience: Audience) -> Iterator[TakenBackPart]:
    """The words on a criterion that were taken back; the public hears of no judge's words."""
    if audience is Audience.INTERNAL:
        zone = facts.made_at.tzinfo
        yield from (_taken_back(one, zone) for one in facts.taken_back if one.criterion == criterion)


def _taken_back(one: TakenBack, zone: tzinfo | None) -> TakenBackPart:
    outcome = Labelled(code=one.outcome.value, label=unit_label(one.outcome))
    said = (
        _("{judge} took back how they had settled it ({outcome}), {day}")
        if one.adjudicates
        else _("{judge} took back their word ({outcome}), {day}")
    )
    day = figures.day(one.at.astimezone(zone).date())
    return TakenBackPart(
        subject=unit_name(one.unit),
        judge=one.judge,
        outcome=outcome,
        adjudicates=one.adjudicates,
        on=one.at.isoformat(timespec="seconds"),
        text=said.format(judge=one.judge, outcome=outcome.label, day=day),
    )


def artefact_parts(criterion: str, facts: RoundFacts, names: Names) -> Iterator[ArtefactPart]:
    """What is attached to a criterion, oldest first."""
    zone = facts.made_at.tzinfo
    return (_artefact(one, names, zone) for one in facts.artefacts if one.artefact.criterion == criterion)


def _artefact(one: ArtefactFacts, names: Names, zone: tzinfo | None) -> ArtefactPart:
    kept = one.artefact
    by, condition = names.person(kept.by), condition_label(one.condition)
    told = [
        f"SHA-256 {kept.sha256}" if kept.is_file else "",
        _("attached by {by}, {day}").format(by=by, day=figures.day(kept.at.astimezone(zone).date())),
        condition if one.condition is not Condition.KEPT else "",
    ]
    return ArtefactPart(
        id=kept.id,
        subject=unit_name(kept.unit),
        name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        by=by,
        on=kept.at.isoformat(timespec="seconds"),
        condition=Labelled(code=one.condition.value, label=condition),
        file=one.file or None,
        text=" · ".join(part for part in told if part),
    )
