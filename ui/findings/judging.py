"""Fills the panel of the screen Findings, and carries out what is decided there."""

from functools import partial
from typing import TYPE_CHECKING

from lab.domain.decision import Decision, in_force
from lab.domain.gate import Reason
from lab.domain.study import Action
from lab.domain.verdict import Verdict
from lab.i18n import gettext as _
from lab.wording.judging import decided_label, reason_sentence, verdict_label
from ui.alerts import Choice
from ui.desk import Desk
from ui.findings.decision_forms import DecisionForm, PromiseForm
from ui.findings.decision_paper import DecisionPaper
from ui.findings.finding_verbs import FindingVerbs
from ui.findings.judged import Judged
from ui.findings.plan_import import PlanImport
from ui.findings.retest_plan import RetestPlanForm
from ui.findings.verdict_panel import VerdictDetail
from ui.findings.writing import Writing
from ui.widgets.buttons import Button
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.form import Form
from ui.widgets.texts import quiet

if TYPE_CHECKING:
    from lab.services.retest_planning import RetestPlan


class Judging:
    """One per screen. Shows a finding, a criterion, an action, the decision; writes in the background.

    Attributes:
        findings: what can be done about findings.
        plans, paper: action plans of owners that come back; the record of the decision.
    """

    def __init__(self, desk: Desk, panel: DetailPanel) -> None:
        self._desk = desk
        self._panel = panel
        self._writing = Writing(desk, panel)
        self.findings = FindingVerbs(self._writing)
        self.plans = PlanImport(self._writing)
        self.paper = DecisionPaper(desk)

    @property
    def shown(self) -> str:
        """Id of the finding or criterion that the open panel shows as it was; empty for none, and while somebody
        writes there.
        """
        content = self._panel.content
        if not self._panel.isVisible() or content is None:
            return ""
        forms = [content, *content.findChildren(Form)]
        return "" if any(isinstance(form, Form) and form.touched for form in forms) else self._writing.shown

    # -- criteria

    def show_criterion(self, judged: Judged, criterion_id: str) -> None:
        """A verdict with its inputs."""
        if criterion_id not in judged.verdicts:
            return
        self._writing.shown = criterion_id
        detail = VerdictDetail(judged, criterion_id, self._writing.person)
        override = Button(_("Save the word against the rule"), partial(self._override, judged, detail))
        buttons = [override]
        if detail.judged_by_inspection:
            way = partial(self._desk.navigator.go, "round_debrief", round=judged.round_id, criterion=criterion_id)
            buttons.insert(0, Button(_("Judge it in the round debrief"), way, kind="primary", icon_name="checks"))
        self._panel.show_detail(criterion_id, detail, *buttons)

    def _override(self, judged: Judged, detail: VerdictDetail) -> None:
        form = detail.override
        verb = self._desk.lab.verdicts.override
        said = (form.value, form.text("by"), form.text("reason"))
        before = judged.verdicts[detail.criterion_id].override

        def done(verdict: Verdict) -> None:
            who = str(said[1])
            back = before.value if before is not None else None
            undo = partial(verb, judged.round_id, detail.criterion_id, back, who, _("Undone right after it was said."))
            told = _("{criterion} is now “{verdict}”.").format(
                criterion=verdict.criterion, verdict=verdict_label(verdict.value)
            )
            self._desk.alerts.done(told, Choice(_("Undo"), partial(self._writing.write, undo)), key="saved")

        self._writing.save(form, partial(verb, judged.round_id, detail.criterion_id, *said), done)

    # -- the gate

    def decide(self, judged: Judged) -> None:
        """The decision about the launch."""
        self._writing.shown = ""
        form = DecisionForm(judged, self._writing.person)

        def done(made: Decision) -> None:
            back, why = self._desk.lab.verdicts.take_back_decision, _("Undone right after it was said.")
            undo = partial(back, judged.round_id, made.by, why)
            told = _("Decided: {what}.").format(what=decided_label(made.decided))
            self._desk.alerts.done(told, Choice(_("Undo"), partial(self._writing.write, undo)), key="saved")

        def save() -> None:
            said = (form.decided, form.text("by"), form.text("conditions"), form.text("reason"), form.export_sha256)
            decide = partial(self._desk.lab.verdicts.decide, judged.round_id, *said, post=form.text("post"))
            self._writing.save(form, decide, done)

        def take_back() -> None:
            said = (form.text("by"), form.text("reason"))
            self._writing.save(form, partial(self._desk.lab.verdicts.take_back_decision, judged.round_id, *said))

        buttons = [Button(_("Keep the decision"), save, kind="primary", icon_name="scales")]
        if in_force(judged.decisions) is not None:
            buttons.append(Button(_("Take the decision back"), take_back, icon_name="arrow-counter-clockwise"))
            buttons[-1].setObjectName("take_back_decision")
        self._panel.show_detail(_("Decision about the launch"), form, *buttons)
        self._panel.focus_first()

    def plan_retest(self, judged: Judged) -> None:
        """A round that looks again at what failed in this one."""
        self._writing.shown = ""
        planning = self._desk.background.read(partial(self._desk.lab.retests.plan, judged.round_id))
        planning.owned_by(self._panel).on_done(partial(self._show_retest, judged)).start()

    def _show_retest(self, judged: Judged, plan: "RetestPlan") -> None:
        form = RetestPlanForm(judged, plan, self._writing.person)

        def save() -> None:
            work = partial(self._desk.lab.retests.make, plan, form.release, form.text("name"), form.text("by"))
            self._writing.save(form, work, lambda made: self._desk.navigator.go("services", round=made.id))

        button = Button(_("Make the round"), save, kind="primary", icon_name="check")
        self._panel.show_detail(_("Plan a retest round"), form, button)
        self._panel.focus_first()

    def promise_about(self, judged: Judged, reason: Reason) -> None:
        """An owner's action about what a reason names."""
        known = next((one for one in judged.actions if one.subject == reason.subject), None)
        self._promise(judged, reason.subject, known, reason_sentence(reason, judged.subject_name))

    def change_promise(self, judged: Judged, action: Action) -> None:
        """Another text, owner or day for an action that was promised."""
        self._promise(judged, action.subject, action, judged.subject_name(action.subject))

    def drop_promise(self, judged: Judged, action: Action) -> None:
        """Take an action back; it can be put back as it was."""

        def done(dropped: Action) -> None:
            put_back = partial(self._writing.write, partial(self._desk.lab.verdicts.restore_promise, dropped))
            said = _("The action about {subject} was dropped.").format(subject=judged.subject_name(dropped.subject))
            self._desk.alerts.done(said, Choice(_("Undo"), put_back), key="saved")

        work = partial(self._desk.lab.verdicts.drop_promise, judged.round_id, action.id)
        self._desk.background.write(work).on_done(done).start()

    def _promise(self, judged: Judged, subject: str, known: Action | None, about: str) -> None:
        self._writing.shown = ""
        form = PromiseForm(judged.names.service.owner, self._writing.person, known)
        form.column.insertWidget(0, quiet(about))

        def save() -> None:
            said = (form.text("text"), form.text("owner"), form.due, form.text("accepted_by"))
            self._writing.save(form, partial(self._desk.lab.verdicts.promise, judged.round_id, subject, *said))

        button = Button(_("Keep the action"), save, kind="primary", icon_name="check")
        self._panel.show_detail(_("Action with owner and date"), form, button)
        self._panel.focus_first()
