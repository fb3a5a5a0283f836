"""Where a finding is on its way: its next steps, who decided what, and every change with name and day."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import MOVES, Finding, Status, StatusChange
from lab.i18n import gettext as _
from lab.wording.judging import decision_sentence, status_label
from ui import theme, words
from ui.findings.judged import Judged
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.marks import state_line
from ui.widgets.texts import overline, small


class StatusBlock(QWidget):
    """Signal: moved, with the status that was chosen."""

    moved = Signal(object)

    def __init__(self, judged: Judged, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(overline(_("Status")))
        self.box = ChoiceBox()
        self.box.setAccessibleName(_("Status"))
        self.box.addItem(status_label(finding.status), finding.status.value)
        for status in Status:
            if status in MOVES[finding.status] and status is not Status.DUPLICATE:
                self.box.addItem(status_label(status), status.value)
        self.box.activated.connect(self._on_status)
        column.addWidget(self.box)
        if finding.expired is not None:
            text = _("The risk was accepted until {day}: it is open again").format(
                day=words.short_date(finding.expired)
            )
            column.addWidget(state_line(text, "clock", "bad"))
        for said in _said(judged, finding):
            column.addWidget(small(said))
        if _unaccepted(finding):
            column.addWidget(small(_("Nobody has accepted this owner and date yet.")))
            accept = Button(
                _("Accept owner and date …"), lambda: self.moved.emit(Status.PLANNED), icon_name="check", kind="link"
            )
            column.addLayout(row(accept, 1))
        if finding.history:
            column.addWidget(overline(_("Changes of its status")))
            for change in reversed(finding.history):
                column.addWidget(small(history_line(change)))

    def _on_status(self, index: int) -> None:
        status = Status(str(self.box.itemData(index)))
        if status is not self._finding.status:
            self.moved.emit(status)


def history_line(change: StatusChange) -> str:
    """One change of status in words."""
    day = words.short_date(change.on)
    if change.before is Status.ACCEPTED_RISK and not change.by and change.to is Status.REOPENED:
        return _("{day}: {to} (the acceptance ran out)").format(day=day, to=status_label(change.to))
    line = _("{day}: {before} → {to}, {by}").format(
        day=day, before=status_label(change.before), to=status_label(change.to), by=change.by or _("nobody named")
    )
    return f"{line}. {change.why}" if change.why else line


def _said(judged: Judged, finding: Finding) -> Iterator[str]:
    """Who decided what about it, whether the promise of its owner was accepted, and what it says again."""
    decision = finding.decision
    if decision is not None:
        line = decision_sentence(decision, decision.by, words.short_date(decision.on))
        if decision.expires is not None:
            line = _("{said}, until {day}").format(said=line, day=words.short_date(decision.expires))
        yield f"{line}. {decision.why}".strip()
    original = judged.finding(finding.duplicate_of or "")
    if original is not None:
        yield _("Says the same as {finding}").format(finding=judged.finding_name(original))


def _unaccepted(finding: Finding) -> bool:
    """Whether its owner and day are only written down, and can be accepted."""
    promised = finding.owner and finding.due is not None
    acceptable = finding.status is Status.PLANNED or Status.PLANNED in MOVES[finding.status]
    return bool(promised and acceptable and finding.promised is None and finding.is_defect)
