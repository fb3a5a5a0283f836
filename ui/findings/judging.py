"""Fills the panel of the screen Findings, and carries out what is decided there."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from lab.domain.errors import InputError, LabError
from lab.domain.finding import Evidence, Finding, Status
from lab.domain.gate import Reason
from lab.domain.gathering import Gathered
from lab.domain.ids import FindingId
from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import reason_sentence
from ui.desk import Desk
from ui.findings.decision_forms import DecisionForm, GiveUpForm, PromiseForm
from ui.findings.finding_panel import FindingDetail, FindingForm
from ui.findings.judged import Judged
from ui.findings.verdict_panel import VerdictDetail
from ui.widgets.buttons import Button
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.form import Form
from ui.widgets.texts import quiet

Result = TypeVar("Result")
_DECIDED_APART = frozenset({Status.REJECTED, Status.ACCEPTED_RISK})


class Judging:
    """One per screen. Shows a finding, a criterion, the decision; writes in the background."""

    def __init__(self, desk: Desk, panel: DetailPanel) -> None:
        self._desk = desk
        self._panel = panel
        self._shown = ""

    @property
    def _person(self) -> str:
        return self._desk.preferences.person.name

    @property
    def shown(self) -> str:
        """Id of the finding or criterion that the open panel shows as it was; empty for none, and while somebody
        writes there.
        """
        content = self._panel.content
        if not self._panel.isVisible() or content is None:
            return ""
        forms = [content, *content.findChildren(Form)]
        return "" if any(isinstance(form, Form) and form.touched for form in forms) else self._shown

    # -- findings

    def show_finding(self, judged: Judged, finding: Finding) -> None:
        """Everything about a finding."""
        self._shown = finding.id
        detail = FindingDetail(judged, finding, self._person, self._play)
        detail.rated.connect(partial(self._rate, finding))
        detail.moved.connect(partial(self._move, finding))
        save = Button(
            _("Save"),
            lambda: self._save(detail.form, partial(self._desk.lab.findings.edit, detail.form.written(finding))),
            kind="primary",
            icon_name="check",
        )
        save.setObjectName("save_finding")
        self._panel.show_detail(f"F-{finding.number}  {finding.title}", detail, save)
        detail.strip.load(self._desk.lab, self._desk.background)

    def new_finding(self, judged: Judged) -> None:
        """A finding that a person writes."""
        self._shown = ""
        form = FindingForm(judged, None)
        draft = Finding(FindingId("new"), judged.round_id, 0, "")

        def save() -> None:
            self._save(form, partial(self._desk.lab.findings.create, judged.round_id, form.written(draft)))

        self._panel.show_detail(_("New finding"), form, Button(_("Save"), save, kind="primary", icon_name="check"))
        form.fields["title"].setFocus()

    def accept(self, judged: Judged, gathered: Gathered) -> None:
        """Make a proposal a finding, or add it to the one that it belongs to."""

        def done(finding: Finding) -> None:
            self._desk.alerts.done(_("F-{number} rests on it now.").format(number=finding.number), key="finding")

        work = partial(self._desk.lab.findings.accept, judged.round_id, gathered, language=language())
        self._desk.background.write(work).on_done(done).start()

    def _rate(self, finding: Finding, severity: int) -> None:
        self._write(partial(self._desk.lab.findings.rate, finding.id, self._person, severity))

    def _move(self, finding: Finding, status: Status) -> None:
        if status not in _DECIDED_APART:
            self._write(partial(self._desk.lab.findings.move, finding.id, status))
            return
        self._shown = ""
        form = GiveUpForm(status, self._person)

        def save() -> None:
            self._save(form, partial(self._desk.lab.findings.decide, finding.id, form.decision()))

        title = _("Accept the risk") if status is Status.ACCEPTED_RISK else _("Reject the finding")
        self._panel.show_detail(title, form, Button(_("Save"), save, kind="primary", icon_name="check"))

    def _play(self, evidence: Evidence) -> None:
        start = max(0, evidence.anchor_us - evidence.lead_us)
        self._desk.navigator.go("review", session=evidence.session, annotation=evidence.annotation, at_us=start)

    # -- criteria

    def show_criterion(self, judged: Judged, criterion_id: str) -> None:
        """A verdict with its inputs."""
        if criterion_id not in judged.verdicts:
            return
        self._shown = criterion_id
        detail = VerdictDetail(judged, criterion_id, self._person)
        override = Button(_("Save the word against the rule"), partial(self._override, judged, detail))
        buttons = [override]
        if detail.inspection is not None:
            buttons.insert(0, Button(_("Save the inspection"), partial(self._inspect, judged, detail), kind="primary"))
        self._panel.show_detail(criterion_id, detail, *buttons)

    def _override(self, judged: Judged, detail: VerdictDetail) -> None:
        form = detail.override
        verb = self._desk.lab.verdicts.override
        said = (form.value, form.text("by"), form.text("reason"))
        self._save(form, partial(verb, judged.round_id, detail.criterion_id, *said))

    def _inspect(self, judged: Judged, detail: VerdictDetail) -> None:
        form = detail.inspection
        assert form is not None
        work = partial(
            self._desk.lab.verdicts.inspect, judged.round_id, detail.criterion_id, form.text("unit"),
            UnitOutcome(str(form.outcome.currentData())), form.text("by"), None, form.text("note"),
        )  # fmt: skip
        self._save(form, work)

    # -- the gate

    def decide(self, judged: Judged) -> None:
        """The decision about the launch."""
        self._shown = ""
        form = DecisionForm(judged, self._person)

        def save() -> None:
            said = (form.decided, form.text("by"), form.text("conditions"), form.text("reason"))
            self._save(form, partial(self._desk.lab.verdicts.decide, judged.round_id, *said))

        button = Button(_("Keep the decision"), save, kind="primary", icon_name="scales")
        self._panel.show_detail(_("Decision about the launch"), form, button)

    def promise(self, judged: Judged, reason: Reason) -> None:
        """An owner's action about what a reason names."""
        self._shown = ""
        known = next((one for one in judged.actions if one.subject == reason.subject), None)
        form = PromiseForm(judged.names.service.owner, self._person, known)
        form.column.insertWidget(0, quiet(reason_sentence(reason, judged.subject_name)))

        def save() -> None:
            said = (form.text("text"), form.text("owner"), form.due, form.text("accepted_by"))
            self._save(form, partial(self._desk.lab.verdicts.promise, judged.round_id, reason.subject, *said))

        button = Button(_("Keep the action"), save, kind="primary", icon_name="check")
        self._panel.show_detail(_("Action with owner and date"), form, button)

    # -- writing

    def _write(self, work: Callable[[], Result]) -> None:
        self._desk.background.write(work).start()

    def _save(self, form: Form, work: Callable[[], Result]) -> None:
        def done(_result: Result) -> None:
            form.clear_faults()
            form.touched = False
            self._desk.alerts.done(_("Saved."), key="saved")

        def failed(error: LabError) -> None:
            if error.code == "decision_needs_reason":
                form.show_fault("reason", _("Fill this in."))
            elsewhere = form.show_faults(error) if isinstance(error, InputError) else error
            if elsewhere:
                self._desk.alerts.error(elsewhere, key="saved")

        self._desk.background.write(work).owned_by(form).on_done(done).on_error(failed).start()
