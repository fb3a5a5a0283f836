"""What can be done about a finding in the panel: write, rate, move, decide, add evidence, merge, retest."""

from collections.abc import Callable
from functools import partial

from lab.domain.errors import LabError
from lab.domain.finding import Evidence, Finding, Status
from lab.domain.gathering import Gathered
from lab.domain.ids import FindingId
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from ui.alerts import Choice
from ui.findings.decision_forms import FixedForm, GiveUpForm, PlanForm, SameAsForm
from ui.findings.evidence_picker import EvidencePicker
from ui.findings.finding_form import FindingForm
from ui.findings.finding_panel import FindingDetail, live_findings
from ui.findings.judged import Judged
from ui.findings.writing import Writing
from ui.widgets.buttons import Button
from ui.widgets.form import Form


class FindingVerbs:
    """One per screen."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._desk = writing.desk
        self._findings = writing.desk.lab.findings
        self._regrouping = self._findings.regrouping

    def show(self, judged: Judged, finding: Finding) -> None:
        """Everything about a finding."""
        self._writing.shown = finding.id
        detail = FindingDetail(judged, finding, self._writing.person, self._play)
        detail.rated.connect(partial(self._rate, finding))
        detail.moved.connect(partial(self._move, judged, finding))
        detail.evidence_wanted.connect(partial(self._add_evidence, judged, finding))
        detail.same_wanted.connect(partial(self._same_as, judged, finding))
        detail.name_wanted.connect(partial(self._desk.navigator.go, "settings"))
        detail.retested.connect(partial(self._retest, judged, detail))
        save = Button(
            _("Save"),
            lambda: self._writing.save(detail.form, partial(self._findings.edit, detail.form.written(finding))),
            kind="primary",
            icon_name="check",
        )
        save.setObjectName("save_finding")
        self._writing.panel.show_detail(f"{judged.finding_name(finding)}  {finding.title}", detail, save)
        detail.strip.load(self._desk.lab, self._desk.background)

    def new(self, judged: Judged) -> None:
        """A finding that a person writes."""
        form = FindingForm(judged, None)
        draft = Finding(FindingId("new"), judged.round_id, 0, "")

        def save() -> None:
            work = partial(self._findings.create, judged.round_id, form.written(draft))
            self._writing.save(form, work, lambda made: self._open(judged, made.id))

        self._ask(_("New finding"), form, _("Save"), save)

    def accept(self, judged: Judged, gathered: Gathered) -> None:
        """Make a proposal a finding, or add it to the one that it belongs to."""

        def done(finding: Finding) -> None:
            self._desk.alerts.done(_("F-{number} rests on it now.").format(number=finding.number), key="finding")

        work = partial(self._findings.accept, judged.round_id, gathered, language=language())
        self._desk.background.write(work).on_done(done).start()

    def _rate(self, finding: Finding, severity: int) -> None:
        self._writing.write(partial(self._findings.rate, finding.id, self._writing.person, severity))

    def _move(self, judged: Judged, finding: Finding, status: Status) -> None:
        if status is Status.PLANNED:
            plan = PlanForm(finding, judged.names.service.owner, self._writing.person)
            self._ask_about(judged, finding, _("Plan the fix"), plan,
                            lambda: self._findings.decide(finding.id, plan.decision()))  # fmt: skip
        elif status is Status.FIXED:
            fixed = FixedForm(finding)
            self._ask_about(judged, finding, _("It is fixed"), fixed,
                            lambda: self._findings.move(finding.id, status, fixed.text("release_fixed"),
                                                        self._writing.person))  # fmt: skip
        elif status in {Status.ACCEPTED_RISK, Status.REJECTED}:
            title = _("Accept the risk") if status is Status.ACCEPTED_RISK else _("Reject the finding")
            give_up = GiveUpForm(status, self._writing.person)
            self._ask_about(judged, finding, title, give_up,
                            lambda: self._findings.decide(finding.id, give_up.decision()))  # fmt: skip
        else:
            self._move_now(judged, finding, status)

    def _move_now(self, judged: Judged, finding: Finding, status: Status) -> None:
        def refused(error: LabError) -> None:
            self._desk.alerts.error(error, key="finding")
            self.show(judged, finding)

        work = partial(self._findings.move, finding.id, status, by=self._writing.person)
        self._desk.background.write(work).owned_by(self._writing.panel).on_error(refused).start()

    def _ask_about(self, judged: Judged, finding: Finding, title: str, form: Form, work: Callable[[], Finding]) -> None:
        """Ask for what a decision needs, then show the finding again."""
        self._ask(title, form, _("Save"),
                  lambda: self._writing.save(form, work, lambda _kept: self._open(judged, finding.id)))  # fmt: skip

    def _ask(self, title: str, form: Form, verb: str, save: Callable[[], object]) -> None:
        self._writing.shown = ""
        self._writing.panel.show_detail(title, form, Button(verb, save, kind="primary", icon_name="check"))
        self._writing.panel.focus_first()

    # -- evidence, and what says the same

    def _add_evidence(self, judged: Judged, finding: Finding) -> None:
        known = {(one.session, one.annotation) for one in finding.evidence}
        seen = [one for one in judged.seen if (one.evidence.session, one.evidence.annotation) not in known]
        form = Form()
        picker = EvidencePicker(seen)
        form.add("evidence", _("Evidence"), picker.list, hint=_("The tags that show it."), shown=picker)

        def done(_kept: Finding) -> None:
            pieces = [one.evidence for one in picker.chosen]
            undo = Choice(_("Undo"), partial(self._writing.write, partial(self._regrouping.detach, finding.id, pieces)))
            text = ngettext("{n} tag added to {finding}.", "{n} tags added to {finding}.", len(pieces))
            said = text.format(n=len(pieces), finding=judged.finding_name(finding))
            self._desk.alerts.done(said, undo, key="saved")
            self._open(judged, finding.id)

        def save() -> None:
            self._writing.save(form, partial(self._regrouping.attach, finding.id, picker.chosen), done)

        title = _("Evidence of {finding}").format(finding=judged.finding_name(finding))
        self._ask(title, form, _("Add as evidence"), save)
        picker.search.setFocus()

    def _same_as(self, judged: Judged, finding: Finding) -> None:
        others = [(one.id, f"{judged.finding_name(one)} {one.title}") for one in live_findings(judged, finding)]
        form = SameAsForm(others)

        def done(kept: Finding) -> None:
            before = judged.finding(kept.id)
            assert before is not None
            undo = Choice(_("Undo"), partial(self._writing.write, partial(self._regrouping.unmerge, before, finding)))
            said = _("{finding} is a duplicate of {other} now.").format(
                finding=judged.finding_name(finding), other=judged.finding_name(kept)
            )
            self._desk.alerts.done(said, undo, key="saved")
            self._open(judged, kept.id)

        def save() -> None:
            self._writing.save(
                form, partial(self._regrouping.merge, FindingId(form.other), [finding.id], self._writing.person), done
            )

        self._ask(_("{finding} is the same as …").format(finding=judged.finding_name(finding)), form, _("Merge"), save)

    # -- retest, and where the evidence is

    def _retest(self, judged: Judged, detail: FindingDetail, by: str) -> None:
        assert detail.retest is not None
        work = partial(self._findings.retest, detail.finding.id, judged.round_id, by)
        self._writing.save(detail.retest, work)

    def _open(self, judged: Judged, finding_id: FindingId) -> None:
        self._desk.navigator.go("findings", round=judged.round_id, finding=finding_id)

    def _play(self, evidence: Evidence) -> None:
        start = max(0, evidence.anchor_us - evidence.lead_us)
        self._desk.navigator.go("review", session=evidence.session, annotation=evidence.annotation, at_us=start)
