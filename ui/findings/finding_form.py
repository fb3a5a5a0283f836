"""What people write about a finding; for a new one also the tags that it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QComboBox

from lab.domain.finding import Cause, Effort, Finding
from lab.domain.gathering import Seen
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import cause_label, effort_label
from ui import words
from ui.findings.evidence_picker import EvidenceLine, EvidencePicker
from ui.findings.judged import Judged
from ui.widgets.form import DateField, Form
from ui.widgets.texts import small

MONTHS_TO_FIX = 1


class FindingForm(Form):
    """What people write about a finding."""

    def __init__(self, judged: Judged, finding: Finding | None, tags: Sequence[EvidenceLine] = ()) -> None:
        super().__init__()
        self._finding = finding
        self.add_text("title", _("Title"), finding.title if finding else "")
        self.add_long_text(
            "statement", _("Statement"), finding.statement if finding else "",
            hint=_("Where, what happened, what it led to."),
        )  # fmt: skip
        self._evidence = EvidencePicker(tags) if finding is None else None
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
        self._stage_of(judged, finding)
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
        self.add_long_text(
            "set_aside", _("Why the wish cannot be met"), finding.set_aside if finding else "",
            hint=_("Only for a demand that is unlawful or impossible: it is kept apart and counts as no defect."),
        )  # fmt: skip
        if finding is not None:
            self.column.addWidget(small(words.MIDDLE_DOT.join(_found_by(judged, finding))))

    @property
    def _chosen_tags(self) -> tuple[Seen, ...]:
        return self._evidence.chosen if self._evidence is not None else ()

    def _stage_of(self, judged: Judged, finding: Finding | None) -> None:
        stages: list[tuple[str | None, str]] = [(None, _("That of its task"))]
        stages += [(one.id, one.title.in_language(language())) for one in judged.protocol.stages]
        self._stage = self.add_choice("stage", _("Stage"), stages, finding.stage if finding else None)

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
            stage=_chosen(self._stage),
            set_aside=self.text("set_aside"),
            recommendation=self.text("recommendation"),
            owner=self.text("owner"),
            due=self._day.day if self._has_due.isChecked() else None,
            cause=Cause(str(self._cause.currentData())),
            effort=Effort(str(self._effort.currentData())),
            positive=self._good.isChecked(),
            release_fixed=self.text("release_fixed") if "release_fixed" in self.fields else base.release_fixed,
            evidence=(*base.evidence, *(one.evidence for one in self._chosen_tags)),
        )


def _found_by(judged: Judged, finding: Finding) -> Iterator[str]:
    """What is computed from the sessions, and so can be read but not written."""
    release = next((one.name for one in judged.releases if one.id == finding.release_found), finding.release_found)
    if release:
        yield _("Found in release {release}").format(release=release)
    names = {one.id: one.name for one in judged.names.study.segments}
    if finding.segments:
        yield _("Segments: {names}").format(names=", ".join(names.get(one, one) for one in finding.segments))
    if finding.affected:
        yield _("Affected: {codes}").format(codes=", ".join(sorted(finding.affected)))


def _chosen(box: QComboBox) -> str | None:
    value = box.currentData()
    return None if value is None else str(value)
