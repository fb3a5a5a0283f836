"""The card of Today about risks whose acceptance has run out."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lab.domain.finding import Finding
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import words
from ui.today.day import NamedRisk
from ui.widgets.boxes import Card, line
from ui.widgets.buttons import Button
from ui.widgets.texts import body, quiet, small, toned

MOST = 6
"""More would push the day's sessions off the screen; the rest is in the findings."""


class ExpiredRisksCard(Card):
    """Findings that are open again because the day has passed until which their risk was accepted."""

    def __init__(self, risks: Sequence[NamedRisk], go: Callable[..., None]) -> None:
        super().__init__(_("Accepted risks that have expired"), name="expired_risks")
        for place, one in enumerate(risks[:MOST]):
            if place:
                self.add(line())
            self.column.addLayout(_row(one, go))
        more = len(risks) - MOST
        if more > 0:
            self.add(quiet(ngettext("And {n} more.", "And {n} more.", more).format(n=more)))


def _row(one: NamedRisk, go: Callable[..., None]) -> QHBoxLayout:
    finding = one.finding
    name = _("F-{number} {title}").format(number=finding.number, title=finding.title)
    row, text = QHBoxLayout(), QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(body(name))
    assert finding.expired is not None
    until = _("accepted until {day}").format(day=words.short_date(finding.expired))
    text.addWidget(toned(small(words.MIDDLE_DOT.join((until, _answers(finding)))), "careful"))
    text.addWidget(small(one.round.text))
    row.addLayout(text, 1)
    show = Button(_("Open"), partial(go, "findings", round=finding.round_id, finding=finding.id), kind="link")
    show.setAccessibleName(_("Open the finding {name}").format(name=name))
    row.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _answers(finding: Finding) -> str:
    """Its owner; where nobody is named, whoever accepted the risk."""
    if finding.owner:
        return _("owner: {name}").format(name=finding.owner)
    accepted_by = finding.decision.by if finding.decision is not None else ""
    return _("accepted by {name}").format(name=accepted_by)
