"""The way of a finding over rounds, in words."""

from datetime import date

from lab.domain.lineage import Fate, Step
from lab.domain.standing import Kept
from lab.i18n import gettext as _
from lab.i18n import ngettext, pgettext

LEAST_CHANCE = 0.01
"""What is less likely is said so, never as nought."""


def fate_label(fate: Fate) -> str:
    """How far a finding has come."""
    return {
        Fate.OPEN: pgettext("fate", "open"),
        Fate.FIXED: pgettext("fate", "fixed, not proven yet"),
        Fate.VERIFIED: pgettext("fate", "verified"),
        Fate.NOT_FIXED: pgettext("fate", "not fixed: seen again"),
        Fate.REGRESSED: pgettext("fate", "regressed: was verified, seen again"),
        Fate.SETTLED: pgettext("fate", "settled without a fix"),
    }[fate]


def step_sentence(step: Step, round_number: int, by: str = "", on: date | None = None) -> str:
    """What a later round said of a finding, how it stood then, and how sure a clean answer is."""
    said = ngettext(
        "Round {round}: {recurred} of {n} participant had it again – {fate}.",
        "Round {round}: {recurred} of {n} participants had it again – {fate}.",
        step.exposed,
    ).format(round=round_number, recurred=step.recurred, n=step.exposed, fate=fate_label(step.fate))
    return " ".join(part for part in (said, missed_sentence(step.passed_by, step.missed), _confirmed(by, on)) if part)


def missed_sentence(n: int, missed: float | None) -> str:
    """How likely it is that `n` people overlook a problem as frequent as before; empty where that cannot be said."""
    if missed is None:
        return ""
    from lab.wording.figures import percent  # late: a window starts without babel

    chance = percent(missed) if missed >= LEAST_CHANCE else _("less than {least}").format(least=percent(LEAST_CHANCE))
    return ngettext(
        "Were it still as frequent, the chance that {n} participant misses it is {chance}.",
        "Were it still as frequent, the chance that all {n} participants miss it is {chance}.",
        n,
    ).format(n=n, chance=chance)


def kept_label(kept: Kept) -> str:
    """Why the verdict of an earlier round still stands."""
    return {
        Kept.NOT_LOOKED_AT: _("not looked at again"),
        Kept.UNDECIDED: _("looked at again, not decided"),
        Kept.OTHER_TASKS: _("not seen again at all of its tasks"),
        Kept.OTHER_SEGMENTS: _("not seen again with all of its segments"),
    }[kept]


def _confirmed(by: str, on: date | None) -> str:
    if not by:
        return ""
    from lab.wording.judging import day_words

    if on is None:
        return _("Confirmed by {who}.").format(who=by)
    return _("Confirmed by {who}, {day}.").format(who=by, day=day_words(on))
