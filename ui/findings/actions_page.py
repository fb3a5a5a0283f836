"""What owners have promised, the soonest first: each can be changed or dropped."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import Finding, FindingDecision
from lab.domain.study import Action
from lab.i18n import gettext as _
from lab.services.days import today
from lab.wording.judging import decision_sentence
from ui import theme, words
from ui.findings.judged import Judged
from ui.findings.plan_card import PlanCard
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import body, quiet, small, strong

Do = Callable[[Action], None]


class ActionsPage(QWidget):
    """Where plans come in; a card per action, then one per finding whose owner and day were accepted with it."""

    def __init__(
        self,
        judged: Judged,
        change: Do,
        drop: Do,
        open_finding: Callable[[str], None],
        take_in: Callable[[Path], None],
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        self.plan = PlanCard(take_in)
        column.addWidget(self.plan)
        in_findings = accepted(judged)
        if not judged.actions and not in_findings:
            text = _("No action yet. A reason of the gate that waits for its owner leads to one.")
            column.addWidget(quiet(text))
        for action in judged.actions:
            column.addWidget(_ActionCard(judged, action, change, drop))
        for finding, promise in in_findings:
            column.addWidget(_FindingCard(judged, finding, promise, open_finding))
        column.addStretch(1)


def accepted(judged: Judged) -> list[tuple[Finding, FindingDecision]]:
    """Findings whose owner and day somebody accepted, without an action of their own; the soonest first."""
    acted = {action.subject for action in judged.actions}
    found = [(one, one.promised) for one in judged.findings if one.is_open and one.id not in acted]
    promised = [(one, promise) for one, promise in found if promise is not None]
    return sorted(promised, key=lambda pair: (pair[1].due or date.max, pair[0].number))


class _FindingCard(Card):
    def __init__(
        self, judged: Judged, finding: Finding, promise: FindingDecision, open_finding: Callable[[str], None]
    ) -> None:
        super().__init__(name="accepted_finding")
        subject = judged.subject_name(finding.id)
        self.setAccessibleName(subject)
        show = Button(_("Open the finding"), lambda: open_finding(finding.id), icon_name="arrow-right", kind="link")
        show.setAccessibleName(f"{show.text()} {subject}")
        head = row(strong(subject), show)
        head.setStretch(0, 1)
        self.column.addLayout(head)
        if finding.recommendation:
            self.add(body(finding.recommendation))
        assert promise.due is not None
        by, day = words.short_date(promise.due), words.short_date(promise.on)
        parts = [finding.owner, _("by {day}").format(day=by), decision_sentence(promise, promise.by, day)]
        self.add(small(words.MIDDLE_DOT.join(parts)))
        if promise.due < today():
            self.add(state_line(_("Overdue: agree on another day, or say that it is fixed"), "warning", "bad"))


class _ActionCard(Card):
    def __init__(self, judged: Judged, action: Action, change: Do, drop: Do) -> None:
        super().__init__(name="action")
        subject = judged.subject_name(action.subject)
        self.setAccessibleName(subject)
        edit = Button(_("Change …"), lambda: change(action), icon_name="pencil-simple")
        take_back = Button(_("Drop"), lambda: drop(action), icon_name="trash")
        for button in (edit, take_back):
            button.setAccessibleName(f"{button.text()} {subject}")
        head = row(strong(subject), edit, take_back)
        head.setStretch(0, 1)
        self.column.addLayout(head)
        self.add(body(action.text))
        due = words.short_date(action.due)
        parts = [action.owner, _("by {day}").format(day=due), _("accepted by {who}").format(who=action.accepted_by)]
        self.add(small(words.MIDDLE_DOT.join(parts)))
        if action.due < today():
            self.add(state_line(_("Overdue: agree on another day, or say that it is fixed"), "warning", "bad"))
