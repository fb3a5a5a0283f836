"""What was changed about the criteria of a round, as lines of its cards: the latest first."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QLabel

from lab.domain.criterion_changes import LEFT_OUT, ChangedWhat, CriterionChange
from lab.i18n import gettext as _
from lab.wording.judging import weight_label
from protocols.standard import GateWeight
from ui import words
from ui.widgets.texts import overline, small

_WEIGHTS: dict[str, GateWeight] = {"blocker": "blocker", "major": "major", "normal": "normal"}


def history(changes: Sequence[CriterionChange], what: ChangedWhat) -> Iterator[QLabel]:
    """A heading and a line for each change of a kind; nothing where there was none."""
    told = [one for one in changes if one.what is what]
    if told:
        yield overline(_("What was changed"))
    for one in reversed(told):
        day = words.short_date(one.at.astimezone().date())
        yield small(_("{day}, {by}: {what}. {why}").format(day=day, by=one.by, what=_said(one), why=one.why))


def _said(one: CriterionChange) -> str:
    if one.what is ChangedWhat.GATE:
        return _("{criterion}: {before} → {after}").format(
            criterion=one.criterion, before=_weight(one.before), after=_weight(one.after)
        )
    if one.after == LEFT_OUT:
        return _("{criterion} left out").format(criterion=one.criterion)
    return _("{criterion} judged again").format(criterion=one.criterion)


def _weight(written: str) -> str:
    return weight_label(_WEIGHTS[written]) if written in _WEIGHTS else "–"
