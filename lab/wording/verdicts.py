"""Verdicts in words: the rule, what it was computed from, and what differs when it is computed again."""

from collections.abc import Iterable, Iterator

from lab.domain.held import Held
from lab.domain.kept import ERASED, Difference, DifferenceCode
from lab.domain.level import Level
from lab.domain.session import SessionState
from lab.domain.study import RuleParameters
from lab.domain.unit import Unit, UnitOutcome, Word
from lab.domain.verdict import Verdict
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.judging import day_words, severity_label, unit_label, unit_name, verdict_label
from protocols.standard import CriterionKind


def rule_sentences(kind: CriterionKind, rules: RuleParameters) -> tuple[str, ...]:
    """The rule that judges criteria of a kind, in words."""
    if kind == "performance":
        return (
            _(
                "Met when at least {n} participants passed, {pass_at} or more of those judged passed, no failure was "
                "worse than severity 2, and no more are in doubt than passed."
            ).format(n=rules.n_min, pass_at=percent(rules.pass_at)),
            _(
                "Not met when two or more failed and fewer than {fail_at} passed, or when somebody failed with "
                "severity 4. Otherwise partly met once somebody failed, and open while nobody did."
            ).format(fail_at=percent(rules.fail_at)),
            _("Where judges differ and nobody settled it, it cannot be met."),
        )
    if kind == "computed":
        return (_("Met when every problem of the earlier rounds is verified or accepted as a risk that still holds."),)
    return (
        _("Not met as soon as one fails; met when all that was looked at passed and nothing is in doubt or unseen."),
    )


def numbers_sentence(verdict: Verdict) -> str:
    """What the rule counted."""
    decided = verdict.passed + verdict.failed
    parts = [
        ngettext("{passed} of {n} judged passed", "{passed} of {n} judged passed", decided).format(
            passed=verdict.passed, n=decided
        )
    ]
    if verdict.worst_severity is not None:
        parts.append(_("worst severity {severity}").format(severity=verdict.worst_severity))
    if verdict.doubtful:
        parts.append(_("{n} in doubt").format(n=verdict.doubtful))
    agreed, pairs = verdict.agreement
    if pairs:
        parts.append(_("judges agree on {agreed} of {n} that several judged").format(agreed=agreed, n=pairs))
    return ", ".join(parts)


def unit_words(unit: Unit) -> str:
    """A unit in one line."""
    name = _("somebody whose consent was taken back") if unit.subject == ERASED else unit_name(unit.subject)
    said = _("judges differ, nobody settled it") if unit.conflict else unit_label(unit.outcome)
    if unit.severity is None or unit.outcome is not UnitOutcome.FAILED:
        return _("{unit}: {outcome}").format(unit=name, outcome=said)
    return _("{unit}: {outcome}, severity {severity}").format(
        unit=name, outcome=said, severity=f"{unit.severity} – {severity_label(unit.severity)}"
    )


def word_words(word: Word) -> str:
    """What one judge said."""
    said = unit_label(word.outcome)
    if word.severity is not None:
        said = _("{outcome}, severity {severity}").format(outcome=said, severity=word.severity)
    if word.adjudicates:
        return _("{judge} settled it: {outcome}").format(judge=word.judge, outcome=said)
    return _("{judge} says: {outcome}").format(judge=word.judge, outcome=said)


def override_words(verdict: Verdict) -> str:
    """Whose word stands against the rule; empty for nobody's."""
    one = verdict.override
    if one is None:
        return ""
    return _("The rule says “{computed}”. {by} said “{value}” on {day}: {why}").format(
        computed=verdict_label(verdict.computed),
        by=one.by,
        value=verdict_label(one.value),
        day=day_words(one.on),
        why=one.why,
    )


def level_words(level: Level) -> str:
    """The level with its bounds and its coverage: never without them."""
    if not level.applicable:
        return _("no criterion in scope applies")
    covered = ngettext(
        "{decided} of {n} criterion decided", "{decided} of {n} criteria decided", level.applicable
    ).format(decided=level.decided, n=level.applicable)
    if level.level is None:
        return _("no level yet, {covered}").format(covered=covered)
    return _("{level} (between {low} and {high}), {covered}").format(
        level=percent(level.level / 100),
        low=percent(level.low / 100),
        high=percent(level.high / 100),
        covered=covered,
    )


def people_words(sessions: Iterable[Held]) -> tuple[str, ...]:
    """Whom it all rests on, and whose sessions do not count."""
    held = tuple(sessions)
    n = len({one.code for one in held if one.counts})
    parts = [ngettext("{n} participant", "{n} participants", n).format(n=n) if n else _("nobody was heard yet")]
    erased = sum(one.record.state is SessionState.WITHDRAWN for one in held)
    if erased:
        parts.append(
            ngettext("{n} session erased, not counted", "{n} sessions erased, not counted", erased).format(n=erased)
        )
    return tuple(parts)


def scope_words(left_out: int) -> str:
    """How much the scope statement leaves out."""
    return ngettext("{n} criterion left out of the scope", "{n} criteria left out of the scope", left_out).format(
        n=left_out
    )


def difference_lines(found: tuple[Difference, ...]) -> Iterator[str]:
    """What of everything kept does not come out again."""
    for one in found:
        about = one.about or _("the gate")
        yield _WORDS[one.code]().format(number=one.number, about=about, kept=one.kept, again=one.again)


_WORDS = {
    DifferenceCode.ALTERED: lambda: _("{number}, {about}: altered since it was kept; its hash is not its own."),
    DifferenceCode.UNKNOWN_RULES: lambda: _("{number}, {about}: kept by rules {kept}, which this program lacks."),
    DifferenceCode.UNIT: lambda: _("{number}, {about}: kept as {kept}, but its judges' words make {again}."),
    DifferenceCode.VERDICT: lambda: _("{number}, {about}: kept as {kept}, but its inputs make {again}."),
    DifferenceCode.GATE: lambda: _("{number}, {about}: kept as {kept}, but its inputs make {again}."),
    DifferenceCode.REASONS: lambda: _("{number}, {about}: kept for {kept}, but its inputs say {again}."),
}


def percent(share: float) -> str:
    """A share as percent, in the reader's language."""
    from babel.numbers import format_percent  # late: a window starts without it

    return str(format_percent(share, locale=language()))
