"""A judge's word as it is shown: outcome and severity in the tone of the outcome, the name beside it if wanted."""

from PySide6.QtWidgets import QLabel

from lab.domain.judgement import Judgement
from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui.widgets.texts import fixed, toned
from ui.words import MIDDLE_DOT

_TONES = {"passed": "good", "failed": "bad"}


def outcome_words(outcome: str, severity: int | None) -> str:
    """An outcome of a judge; `untested` is "did not see it"."""
    words = _("did not see it") if outcome == UnitOutcome.UNTESTED else unit_label(UnitOutcome(outcome))
    return words if severity is None else words + MIDDLE_DOT + _("severity {n}").format(n=severity)


def said(judgement: Judgement, *, by: str = "") -> QLabel:
    """A judge's word."""
    words = outcome_words(judgement.outcome, judgement.severity)
    return toned(fixed(words + (MIDDLE_DOT + by if by else ""), "strong"), _TONES.get(judgement.outcome, "unknown"))
