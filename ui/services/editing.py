"""What the panel on the right is filled with, and what is done when it is saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QLineEdit

from lab.domain.errors import InputError
from lab.domain.participant import Participant
from lab.domain.service import Release, Service
from lab.domain.study import GateOverride, Pooling, Round, RoundAmendment, RuleChange
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import Task
from ui.alerts import Choice
from ui.desk import Desk
from ui.saving import save, show_refused
from ui.services.consent_form import ConsentForm
from ui.services.gates_card import GateForm
from ui.services.register import RoundFacts
from ui.services.register_forms import ReleaseForm, ServiceForm
from ui.services.round_work import Refused, amend_round
from ui.services.rules_form import RulesForm
from ui.services.scope_form import ScopeForm
from ui.services.segment_choice import SegmentChoice
from ui.widgets.buttons import Button
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.form import Form
from ui.widgets.texts import quiet

Result = TypeVar("Result")


class Editing:
    """Fills the panel with forms; saves in the background; shows faults at their fields."""

    def __init__(self, desk: Desk, panel: DetailPanel) -> None:
        self._desk = desk
        self._panel = panel

    def service(self, service: Service | None, saved: Callable[[Service], None]) -> None:
        """Register a service, or change one."""
        form = ServiceForm(service)
        planning = self._desk.lab.planning

        def work() -> Callable[[], Service]:
            written = form.service()
            return partial(planning.register_service if service is None else planning.edit_service, written)

        self._show(_("New service") if service is None else service.name, form, work, saved)

    def release(self, service: Service, saved: Callable[[Release], None]) -> None:
        """Register a release."""
        form = ReleaseForm(service.id)

        def work() -> Callable[[], Release]:
            add = self._desk.lab.planning.add_release
            return partial(add, service.id, form.text("name"), form.planned_launch, form.text("notes"))

        self._show(_("New release"), form, work, saved)

    def consent(self, person: Participant) -> None:
        """Note a participant's consent."""
        form = ConsentForm(person)

        def work() -> Callable[[], Participant]:
            return partial(self._desk.lab.planning.give_consent, person.id, form.consent())

        def saved(_person: Participant) -> None:
            self._desk.alerts.done(_("The consent of {code} is noted.").format(code=person.code))

        self._show(_("Consent of {code}").format(code=person.code), form, work, saved)

    def segment(self, facts: RoundFacts, person: Participant) -> None:
        """Say which segment a participant stands for; can be undone."""
        desk, before = self._desk, person.segment_id
        assign = desk.lab.planning.assign_segment
        names: dict[str | None, str] = {one.id: one.name for one in facts.study.segments}
        unknown = _("not known yet")

        def choose(segment_id: str | None) -> None:
            desk.background.write(partial(assign, person.id, segment_id)).owned_by(self._panel).on_done(done).start()

        def done(assigned: Participant) -> None:
            self._panel.leave()
            undo = Choice(_("Undo"), lambda: desk.background.write(partial(assign, person.id, before)).start())
            said = _("{code}: segment {segment}.").format(
                code=person.code, segment=names.get(assigned.segment_id, unknown)
            )
            desk.alerts.done(said, undo, key="segment")

        now = _("So far: {segment}. Sessions that were held count for the segment that is chosen here.")
        explained = now.format(segment=names.get(before, unknown))
        title = _("Segment of {code}").format(code=person.code)
        self._panel.show_detail(title, SegmentChoice(facts.study.segments, choose, explained))
        self._panel.focus_first()

    def scope(self, facts: RoundFacts) -> None:
        """Change what the round leaves out."""
        form = ScopeForm(facts.criteria, facts.study.left_out, self._desk.preferences.person.name)

        def work() -> Callable[[], Round]:
            missing = tuple((name, "missing") for name in ("by", "why") if not form.text(name).strip())
            if form.newly_left_out and missing:
                raise InputError("fields_wrong", faults=missing)
            said = (form.text("by"), form.text("why"))
            return partial(self._desk.lab.rounds.set_scope, facts.study.id, form.left_out(), *said)

        self._show(_("Scope statement"), form, work, lambda _study: None)

    def gate(self, facts: RoundFacts) -> None:
        """Have a criterion weigh otherwise in this round."""
        form = GateForm(facts.criteria, facts.own_gates, self._desk.preferences.person.name)

        def work() -> Callable[[], Round]:
            new = form.override()
            others = [one for one in facts.study.gates if one.criterion != new.criterion]
            return partial(self._desk.lab.rounds.set_gates, facts.study.id, (*others, new))

        self._show(_("Gate of a criterion"), form, work, lambda _study: None)

    def own_gate(self, facts: RoundFacts, dropped: GateOverride) -> None:
        """Have a criterion weigh as in its standard again: a named person's word as well; can be undone."""
        background, before = self._desk.background, facts.study.gates
        set_gates = partial(self._desk.lab.rounds.set_gates, facts.study.id)
        form = Form()
        form.add_text("by", _("Who says so"), self._desk.preferences.person.name)
        form.add_long_text("why", _("Reason"), hint=_("The report prints it."))
        undo = Choice(_("Undo"), lambda: background.write(partial(set_gates, before)).start())
        kept = tuple(one for one in before if one != dropped)

        def work() -> Callable[[], Round]:
            return partial(set_gates, kept, form.text("by"), form.text("why"))

        def done(_study: Round) -> None:
            said = _("{id} weighs as in its standard again.").format(id=dropped.criterion)
            self._desk.alerts.done(said, undo, key="gate")

        self._show(_("Let {id} weigh as in its standard").format(id=dropped.criterion), form, work, done)

    def rules(self, facts: RoundFacts) -> None:
        """Judge the round by other numbers."""
        form = RulesForm(facts.study.rules, self._desk.preferences.person.name)

        def work() -> Callable[[], RuleChange]:
            change = self._desk.lab.rounds.change_rules
            return partial(change, facts.study.id, form.rules(), form.text("reason"), form.text("by"))

        self._show(_("Numbers of the verdict rules"), form, work, lambda _change: None)

    def independent(self, facts: RoundFacts, on: bool) -> None:
        """Let observers of the round judge by themselves, or see one another's tags."""
        work = partial(self._desk.lab.rounds.set_independent, facts.study.id, on=on)
        self._desk.background.write(work).owned_by(self._panel).start()

    def amend(self, facts: RoundFacts) -> None:
        """Put another protocol in force."""
        form = Form()
        file = form.add_text(
            "file", _("Protocol file"), hint=_("Sessions that were held keep the protocol that they ran with.")
        )
        choose = Button(_("Choose …"), lambda: _choose(file), icon_name="folder-open")
        form.column.addWidget(choose)
        form.add_long_text("reason", _("Reason"))
        form.add_text("by", _("Who says so"), self._desk.preferences.person.name)

        def work() -> Callable[[], Round | Refused]:
            if not form.text("file").strip():
                raise InputError("fields_wrong", faults=(("file", "missing"),))
            path = Path(form.text("file").strip())
            return partial(amend_round, self._desk.lab, facts.study.id, path, form.text("reason"), form.text("by"))

        def saved(answer: Round | Refused) -> None:
            if isinstance(answer, Refused):
                form.show_fault("file", "\n".join(answer.sentences))
            else:
                self._panel.leave()

        self._show(_("Amend the protocol"), form, work, saved, closes=False)

    def pool(self, amendment: RoundAmendment, task: Task) -> None:
        """A named person says that figures before and after a change count together."""
        title = task.title.in_language(language())
        form = Form()
        form.column.addWidget(
            quiet(
                _(
                    "Figures before and after the change of “{task}” are counted together from now on, in the gate "
                    "and in the report, which prints who said so and why."
                ).format(task=title)
            )
        )
        form.add_text("by", _("Who says so"), self._desk.preferences.person.name)
        form.add_long_text(
            "why", _("Reason"), hint=_("Why people before and after the change had the same task before them.")
        )

        def work() -> Callable[[], Pooling]:
            return partial(self._desk.lab.rounds.pool, amendment, task.id, form.text("by"), form.text("why"))

        self._show(_("Pool the figures of “{task}”").format(task=title), form, work, lambda _pooling: None)

    def unpool(self, pooling: Pooling) -> None:
        """Count them apart again; can be undone."""
        rounds, background = self._desk.lab.rounds, self._desk.background
        undo = Choice(_("Undo"), lambda: background.write(partial(rounds.pool_again, pooling)).start())

        def done(_none: None) -> None:
            self._desk.alerts.done(_("The figures are counted apart again."), undo, key="pooling")

        background.write(partial(rounds.unpool, pooling)).owned_by(self._panel).on_done(done).start()

    def _show(
        self, title: str, form: Form, work: Callable[[], Callable[[], Result]], saved: Callable[[Result], None],
        *, closes: bool = True,
    ) -> None:  # fmt: skip
        """`work` reads the form, on this thread, and gives what is to be done in the background."""

        def kept(result: Result) -> None:
            if closes:
                self._panel.leave()
            saved(result)

        def keep() -> None:
            try:
                saving = work()
            except InputError as error:
                show_refused(self._desk, form, error)
            else:
                save(self._desk, form, saving, kept)

        button = Button(_("Save"), keep, kind="primary", icon_name="check")
        button.setObjectName("save")
        self._panel.show_detail(title, form, button)
        self._panel.focus_first()


def _choose(field: QLineEdit) -> None:
    chosen, _filter = QFileDialog.getOpenFileName(field, _("Protocol file"), "", _("Protocols (*.yaml *.yml)"))
    if chosen:
        field.setText(chosen)
