"""The decision about the launch, an owner's promise, a word against a finding: persons, dates and reasons."""

from datetime import date, datetime
from pathlib import PurePath

from lab.domain.decision import AGREES, CHOICES, Decided
from lab.domain.errors import LabError
from lab.domain.finding import Finding, FindingDecision, Status
from lab.domain.gate import GateState
from lab.domain.study import Action
from lab.i18n import gettext as _
from lab.services.days import today
from lab.wording.judging import decided_label, gate_label
from ui import words
from ui.findings.judged import Judged
from ui.widgets.form import DateField, Form
from ui.widgets.marks import gate_badge
from ui.widgets.texts import small

MONTHS_OF_A_PROMISE, MONTHS_OF_A_RISK = 1, 6


class DecisionForm(Form):
    """What was decided, by whom, on which conditions; a reason where it goes against the gate."""

    def __init__(self, judged: Judged, person: str) -> None:
        super().__init__()
        state = judged.gate.state
        self.column.addWidget(gate_badge(state.value))
        first = next(one for one in CHOICES if one in AGREES[state])
        self._decided = self.add_choice("decided", _("Decision"), [(one.value, decided_label(one)) for one in CHOICES],
                                        first.value)  # fmt: skip
        self.add_text("by", _("Who decides"), person or judged.names.service.owner)
        self.add_text("post", _("Post"))
        self._export = self.add_choice("export", _("Report that was read for it"), _reports(judged))
        self.add_long_text("conditions", _("Conditions"))
        self.add_long_text("reason", _("Reason"), hint=_("Needed where the decision goes against the gate."))
        for decision in reversed(judged.decisions):
            day = words.short_date(decision.at.astimezone().date())
            gate_then = gate_label(GateState(decision.gate))
            said = _("{day}, {by}: {what}. The gate said: {gate}.").format(
                day=day, by=decision.by, what=decided_label(decision.decided), gate=gate_then
            )
            self.column.addWidget(small(f"{said} {decision.reason}".strip()))

    def show_refused(self, error: LabError) -> str | LabError:
        """As every form; a decision against the gate lacks its reason, which is a field here."""
        if error.code == "decision_needs_reason":
            self.show_fault("reason", _("Fill this in."))
        return super().show_refused(error)

    @property
    def decided(self) -> Decided:
        """What was decided."""
        return Decided(str(self._decided.currentData()))

    @property
    def export_sha256(self) -> str | None:
        """The hash of the report that was read for it; None for none."""
        chosen = self._export.currentData()
        return None if chosen is None else str(chosen)


def _reports(judged: Judged) -> list[tuple[str | None, str]]:
    """The newest report first; none is an answer too."""
    reports: list[tuple[str | None, str]] = [
        (one.sha256, f"{_moment(one.at)}, {PurePath(one.folder).name}") for one in reversed(judged.reports)
    ]
    return [*reports, (None, _("None"))]


def _moment(at: datetime) -> str:
    return f"{words.short_date(at.astimezone().date())} {words.clock(at)}"


class OwnerForm(Form):
    """Holds an owner to a day: the part that every promise has."""

    def add_owner(self, owner: str, due: date | None) -> None:
        """Who sees to it, and by when; at first in a month."""
        self.add_text("owner", _("Owner"), owner)
        self._due = DateField(due, months_ahead=MONTHS_OF_A_PROMISE)
        self.add("due", _("Due"), self._due)

    @property
    def due(self) -> date:
        """By when."""
        return self._due.day


class PromiseForm(OwnerForm):
    """What an owner promises to do about a deviation, by when, and who accepts that."""

    def __init__(self, owner: str, person: str, known: Action | None) -> None:
        super().__init__()
        self.add_long_text("text", _("What will be done"), known.text if known else "")
        self.add_owner(known.owner if known else owner, known.due if known else None)
        self.add_text("accepted_by", _("Accepted by"), known.accepted_by if known else person)


class GiveUpForm(Form):
    """Why a finding is rejected, or its risk accepted until a day."""

    def __init__(self, status: Status, person: str) -> None:
        super().__init__()
        self._accepts = status is Status.ACCEPTED_RISK
        self.add_text("by", _("Who says so"), person)
        self.add_long_text("why", _("Reason"))
        self._expires = DateField(months_ahead=MONTHS_OF_A_RISK)
        if self._accepts:
            self.add("expires", _("Accepted until"), self._expires)

    def decision(self) -> FindingDecision:
        """The decision as it stands in the form."""
        expires = self._expires.day if self._accepts else None
        what = "accept" if self._accepts else "reject"
        return FindingDecision(what, self.text("by"), today(), self.text("why"), expires)


class PlanForm(OwnerForm):
    """A fix is decided: by whom, and what its owner promises."""

    def __init__(self, finding: Finding, owner: str, person: str) -> None:
        super().__init__()
        self.add_owner(finding.owner or owner, finding.due)
        self.add_text("by", _("Accepted by"), person)
        self.add_long_text("why", _("Reason"))

    def decision(self) -> FindingDecision:
        """The decision as it stands in the form."""
        return FindingDecision(
            "fix", self.text("by"), today(), self.text("why"), owner=self.text("owner"), due=self.due
        )


class FixedForm(Form):
    """In which release a finding is mended."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.add_text(
            "release_fixed", _("Release that mends it"), finding.release_fixed,
            hint=_("What is fixed is verified only by a retest."),
        )  # fmt: skip


class SetAsideForm(Form):
    """Why a wish cannot lawfully or possibly be met."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.add_text("title", _("Title"), title)
        self.add_long_text(
            "set_aside", _("Why the wish cannot be met"),
            hint=_("The ground, in a sentence: the report prints it. It counts as no defect."),
        )  # fmt: skip
