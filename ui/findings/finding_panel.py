"""The panel of one finding: evidence, severity by several people, what to do about it, status, decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QVBoxLayout, QWidget

from lab.domain.finding import MOVES, Cause, Effort, Evidence, Finding, Status
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.judging import cause_label, effort_label, status_label
from ui import theme, words
from ui.findings.evidence_strip import EvidenceStrip
from ui.findings.judged import Judged
from ui.session.severity_picker import SeverityPicker
from ui.widgets.boxes import row
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.form import Form, date_field
from ui.widgets.marks import SeverityMark, state_line
from ui.widgets.texts import body, overline, small

MONTHS_TO_FIX = 1


class FindingForm(Form):
    """What people write about a finding."""

    def __init__(self, judged: Judged, finding: Finding | None) -> None:
        super().__init__()
        self._finding = finding
        self.add_text("title", _("Title"), finding.title if finding else "")
        self.add_long_text(
            "statement", _("Statement"), finding.statement if finding else "",
            hint=_("Where, what happened, what it led to."),
        )  # fmt: skip
        self.add_text(
            "criteria", _("Criteria"), ", ".join(finding.criteria) if finding else "",
            hint=_("Numbers, separated by commas."),
        )  # fmt: skip
        tasks: list[tuple[str | None, str]] = [(None, _("No task"))]
        tasks += [(task.id, judged.task_name(task.id)) for task in judged.protocol.tasks]
        self._task = self.add_choice("task", _("Task"), tasks, finding.task if finding else None)
        self.add_long_text("recommendation", _("Recommendation"), finding.recommendation if finding else "")
        self.add_text("owner", _("Owner"), finding.owner if finding else "")
        self._due(finding)
        self._cause = self.add_choice(
            "cause", _("Why it happens"), [(one.value, cause_label(one)) for one in Cause],
            (finding.cause if finding else Cause.UNKNOWN).value,
        )  # fmt: skip
        self._effort = self.add_choice(
            "effort", _("Effort of the remedy"), [(one.value, effort_label(one)) for one in Effort],
            (finding.effort if finding else Effort.UNKNOWN).value,
        )  # fmt: skip
        self._good = self.add_check(
            "positive", _("It works well and must not be lost"), value=bool(finding and finding.positive)
        )

    def _due(self, finding: Finding | None) -> None:
        due = finding.due if finding else None
        self._has_due = self.add_check("has_due", _("A date is promised"), value=due is not None)
        self._day: QDateEdit = date_field()
        self._day.setDate(QDate(due.year, due.month, due.day) if due else QDate.currentDate().addMonths(MONTHS_TO_FIX))
        self._day.setEnabled(due is not None)
        self._has_due.toggled.connect(self._day.setEnabled)
        self.add("due", _("Due"), self._day)

    def written(self, base: Finding) -> Finding:
        """The finding with what stands in the form."""
        day = self._day.date()
        return replace(
            base,
            title=self.text("title"),
            statement=self.text("statement"),
            criteria=tuple(one.strip() for one in self.text("criteria").split(",") if one.strip()),
            task=_chosen(self._task),
            recommendation=self.text("recommendation"),
            owner=self.text("owner"),
            due=date(day.year(), day.month(), day.day()) if self._has_due.isChecked() else None,
            cause=Cause(str(self._cause.currentData())),
            effort=Effort(str(self._effort.currentData())),
            positive=self._good.isChecked(),
        )


def _chosen(box: QComboBox) -> str | None:
    value = box.currentData()
    return None if value is None else str(value)


class FindingDetail(QWidget):
    """Everything about a finding. `rated` carries a severity, `moved` a Status."""

    rated = Signal(int)
    moved = Signal(object)

    def __init__(self, judged: Judged, finding: Finding, rater: str, open_it: Callable[[Evidence], None]) -> None:
        super().__init__()
        self.finding = finding
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        people = {one.participant_id: one.code for one in judged.held}
        self.strip = EvidenceStrip(finding.evidence, people, open_it)
        if finding.evidence:
            column.addWidget(self.strip)
        column.addWidget(body(_affected(finding)))
        if not finding.positive:
            self._severity(column, finding, rater)
        self._status(column, finding)
        self.form = FindingForm(judged, finding)
        column.addWidget(self.form)

    def _severity(self, column: QVBoxLayout, finding: Finding, rater: str) -> None:
        column.addWidget(overline(_("Severity")))
        agreed = row(SeverityMark(finding.severity, number=False), body(words.severity(finding.severity)))
        agreed.setStretch(1, 1)
        column.addLayout(agreed)
        for rating in finding.ratings:
            column.addWidget(small(f"{rating.rater}: {words.severity(rating.severity)}"))
        if finding.awaits_second_rater:
            text = _("One person alone says 4; until a second one confirms it, it counts as 3")
            column.addWidget(state_line(text, "users", "careful"))
        if rater:
            column.addWidget(overline(_("My own rating")))
            picker = SeverityPicker()
            mine = next((one.severity for one in finding.ratings if one.rater == rater), None)
            picker.show_severity(mine)
            picker.chosen.connect(lambda value: self.rated.emit(value) if value is not None else None)
            column.addWidget(picker)
        else:
            column.addWidget(small(_("Say who you are in the settings, then you can rate.")))

    def _status(self, column: QVBoxLayout, finding: Finding) -> None:
        column.addWidget(overline(_("Status")))
        self.status = ChoiceBox()
        self.status.setAccessibleName(_("Status"))
        self.status.addItem(status_label(finding.status), finding.status.value)
        for status in Status:
            if status in MOVES[finding.status] and status is not Status.DUPLICATE:
                self.status.addItem(status_label(status), status.value)
        self.status.activated.connect(self._on_status)
        column.addWidget(self.status)
        if finding.decision is not None:
            said = _("{by}: {why}").format(by=finding.decision.by, why=finding.decision.why or finding.decision.what)
            column.addWidget(small(said))

    def _on_status(self, index: int) -> None:
        status = Status(str(self.status.itemData(index)))
        if status is not self.finding.status:
            self.moved.emit(status)


def _affected(finding: Finding) -> str:
    n = len(finding.exposed)
    sentence = ngettext(
        "{affected} of {n} participant who came there had it.",
        "{affected} of {n} participants who came there had it.",
        n,
    )
    return sentence.format(affected=len(finding.affected), n=n)
