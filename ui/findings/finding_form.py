"""What people write about a finding; for a new one also the tags that it rests on."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox

from lab.domain.finding import Cause, Effort, Finding
from lab.domain.gathering import Seen
from lab.i18n import gettext as _
from lab.wording.judging import cause_label, effort_label
from ui.findings.evidence_picker import EvidencePicker
from ui.findings.judged import Judged
from ui.widgets.form import DateField, Form

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
        self._evidence = EvidencePicker(judged.seen) if finding is None else None
        if self._evidence is not None:
            self.add("evidence", _("Evidence"), self._evidence.list, hint=_("The tags that show it."),
                     shown=self._evidence)  # fmt: skip
        self.add_long_text("expected", _("Expected behaviour"), finding.expected if finding else "")
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
        if finding is not None and finding.release_fixed:
            self.add_text("release_fixed", _("Release that mends it"), finding.release_fixed)
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

    @property
    def _chosen_tags(self) -> tuple[Seen, ...]:
        return self._evidence.chosen if self._evidence is not None else ()

    def _due(self, finding: Finding | None) -> None:
        due = finding.due if finding else None
        self._has_due = self.add_check("has_due", _("A date is promised"), value=due is not None)
        self._day = DateField(due, months_ahead=MONTHS_TO_FIX)
        self._day.setEnabled(due is not None)
        self._has_due.toggled.connect(self._day.setEnabled)
        self.add("due", _("Due"), self._day)

    def written(self, base: Finding) -> Finding:
        """The finding with what stands in the form."""
        return replace(
            base,
            title=self.text("title"),
            statement=self.text("statement"),
            expected=self.text("expected"),
            criteria=tuple(one.strip() for one in self.text("criteria").split(",") if one.strip()),
            task=_chosen(self._task),
            recommendation=self.text("recommendation"),
            owner=self.text("owner"),
            due=self._day.day if self._has_due.isChecked() else None,
            cause=Cause(str(self._cause.currentData())),
            effort=Effort(str(self._effort.currentData())),
            positive=self._good.isChecked(),
            release_fixed=self.text("release_fixed") if "release_fixed" in self.fields else base.release_fixed,
            evidence=(*base.evidence, *(one.evidence for one in self._chosen_tags)),
        )


def _chosen(box: QComboBox) -> str | None:
    value = box.currentData()
    return None if value is None else str(value)
