"""What can be done about a finding in the panel: write, rate, move, decide, add evidence, merge, retest."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from lab.domain.errors import LabError
from lab.domain.finding import Evidence, Finding, Status
from lab.domain.gathering import Gathered
from lab.domain.ids import FindingId
from lab.i18n import gettext as _
from lab.i18n import language
from ui.alerts import Choice
from ui.findings.decision_forms import FixedForm, GiveUpForm, PlanForm, SetAsideForm
from ui.findings.evidence_picker import EvidenceLine, evidence_lines
from ui.findings.evidence_verbs import EvidenceVerbs
from ui.findings.finding_form import FindingForm
from ui.findings.finding_panel import FindingDetail
from ui.findings.judged import Judged
from ui.findings.undoing import Undoing
from ui.findings.writing import Writing
from ui.widgets.buttons import Button
from ui.widgets.form import Form


class FindingVerbs:
    """One per screen.

    Attributes:
        evidence: what can be done about what findings rest on.
    """

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._desk = writing.desk
        self._findings = writing.desk.lab.findings
        self.evidence = EvidenceVerbs(writing, self._open)
        self._undoing = Undoing(writing.desk)

    def show(self, judged: Judged, finding: Finding) -> None:
        """Everything about a finding."""
        self._writing.shown = finding.id
        detail = FindingDetail(judged, finding, self._writing.person, self.play)
        detail.rated.connect(partial(self._rate, finding))
        detail.moved.connect(partial(self._move, judged, finding))
        self.evidence.hear(detail.evidence, judged, finding)
        detail.name_wanted.connect(partial(self._desk.navigator.go, "settings"))
        detail.retested.connect(partial(self._retest, judged, detail))
        save = Button(
            _("Save"),
            lambda: self._writing.save(detail.form, partial(self._findings.edit, detail.form.written(finding))),
            kind="primary",
            icon_name="check",
        )
        save.setObjectName("save_finding")
        if detail.retest is not None:
            detail.form.show()  # of two forms Enter saves none: the panel has to know both
        self._writing.panel.show_detail(f"{judged.finding_name(finding)}  {finding.title}", detail, save)
        if detail.retest is None:
            QTimer.singleShot(0, detail, lambda: detail.form.entered.connect(save.click))
        detail.evidence.strip.load(self._desk.lab, self._desk.background)

    def new(self, judged: Judged) -> None:
        """A finding that a person writes."""
        lines = self._desk.background.read(lambda: evidence_lines(judged.seen))

        def ask(found: tuple[EvidenceLine, ...]) -> None:
            form = FindingForm(judged, None, found)
            self._writing.ask(_("New finding"), form, _("Save"), lambda: save(form))

        def save(form: FindingForm) -> None:
            draft = Finding(FindingId("new"), judged.round_id, 0, "")
            work = partial(self._findings.create, judged.round_id, form.written(draft))
            self._writing.save(form, work, lambda made: self._open(judged, made.id))

        lines.owned_by(self._writing.panel).on_done(ask).start()

    def accept(self, judged: Judged, gathered: Gathered) -> None:
        """Make a proposal a finding, or add it to the one that it belongs to. Why a wish cannot be met is asked."""
        if gathered.out_of_scope and gathered.belongs_to is None:
            self._set_aside(judged, gathered)
            return
        before = judged.finding(gathered.belongs_to or "")
        work = partial(self._findings.accept, judged.round_id, gathered, language=language())
        self._undoing.do(work, _rests_on_it, partial(self._take_back, gathered, before))

    def _set_aside(self, judged: Judged, gathered: Gathered) -> None:
        form = SetAsideForm(gathered.words.get(language()) or gathered.words.get("en", ""))

        def save() -> None:
            work = partial(
                self._findings.accept, judged.round_id, gathered, form.text("title"), language(), form.text("set_aside")
            )

            def done(made: Finding) -> None:
                self._undoing.offer(made, work, _rests_on_it, partial(self._take_back, gathered, None))
                self._open(judged, made.id)

            self._writing.save(form, work, done)

        self._writing.ask(_("A wish that cannot be met"), form, _("Keep it apart"), save)

    def _take_back(self, gathered: Gathered, before: Finding | None, made: Finding) -> None:
        regrouping = self._findings.regrouping
        if before is None:
            regrouping.take_back(made)
        else:
            regrouping.detach(made.id, [one.evidence for one in gathered.seen])

    def _rate(self, finding: Finding, severity: int) -> None:
        self._writing.write(partial(self._findings.rate, finding.id, self._writing.person, severity))

    def _move(self, judged: Judged, finding: Finding, status: Status) -> None:
        if not self._writing.person:
            settings = Choice(_("Settings"), partial(self._desk.navigator.go, "settings"))
            self._desk.alerts.warn(_("Say who you are in the settings: every change of a status has a name."), settings,
                                   key="finding")  # fmt: skip
            self.show(judged, finding)
            return
        if status is Status.PLANNED:
            plan = PlanForm(finding, judged.names.service.owner, self._writing.person)
            self._ask_about(judged, finding, _("Plan the fix"), plan,
                            lambda: self._findings.decide(finding.id, plan.decision()))  # fmt: skip
        elif status is Status.FIXED:
            fixed = FixedForm(finding)
            self._ask_about(judged, finding, _("It is fixed"), fixed,
                            lambda: self._findings.move(finding.id, status, fixed.text("release_fixed"),
                                                        by=self._writing.person))  # fmt: skip
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
        self._writing.ask(title, form, _("Save"),
                  lambda: self._writing.save(form, work, lambda _kept: self._open(judged, finding.id)))  # fmt: skip

    # -- retest, and where the evidence is

    def _retest(self, judged: Judged, detail: FindingDetail, by: str) -> None:
        assert detail.retest is not None
        work = partial(self._findings.retest, detail.finding.id, judged.round_id, by)
        self._writing.save(detail.retest, work)

    def _open(self, judged: Judged, finding_id: FindingId) -> None:
        self._desk.navigator.go("findings", round=judged.round_id, finding=finding_id)

    def play(self, evidence: Evidence) -> None:
        """Show an annotation in its recording, from a little before it."""
        start = max(0, evidence.anchor_us - evidence.lead_us)
        self._desk.navigator.go("review", session=evidence.session, annotation=evidence.annotation, at_us=start)


def _rests_on_it(finding: Finding) -> str:
    return _("F-{number} rests on it now.").format(number=finding.number)
