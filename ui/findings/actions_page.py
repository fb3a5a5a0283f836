"""What owners have promised, the soonest first: each can be changed or dropped."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.study import Action
from lab.i18n import gettext as _
from lab.services.days import today
from ui import theme, words
from ui.findings.judged import Judged
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import body, quiet, small, strong

Do = Callable[[Action], None]


class ActionsPage(QWidget):
    """A card per action."""

    def __init__(self, judged: Judged, change: Do, drop: Do) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        if not judged.actions:
            text = _("No action yet. A reason of the gate that waits for its owner leads to one.")
            column.addWidget(quiet(text))
        for action in judged.actions:
            column.addWidget(_ActionCard(judged, action, change, drop))
        column.addStretch(1)


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
