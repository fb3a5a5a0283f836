"""Services: what is tested, with whom, against what; and what the bookings can decide."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.domain.ids import ReleaseId, RoundId, ServiceId
from lab.domain.participant import Participant
from lab.domain.study import Round
from lab.i18n import gettext as _
from protocols import library
from ui import theme
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject, clear, scrolling
from ui.services.changes import PoolActions
from ui.services.coverage_card import CoverageCard
from ui.services.editing import Editing
from ui.services.gates_card import GatesCard
from ui.services.history_card import HistoryCard
from ui.services.observers_card import ObserversCard
from ui.services.pages import ReleasePage, RoundHead, ServicePage
from ui.services.participants_card import ParticipantsCard, PersonActions
from ui.services.register import Register, RoundFacts, read_register
from ui.services.round_cards import ProtocolCard, ScopeCard, SegmentsCard
from ui.services.round_wizard import RoundWizard, WizardSteps
from ui.services.round_work import Refused, RoundDraft, make_round
from ui.services.rules_form import RulesCard
from ui.services.segment_choice import SegmentChoice
from ui.services.standards_step import read_offer
from ui.services.tree import ServiceTree
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState


class ServicesScreen(Screen):
    """Tree on the left, the chosen thing in the middle, forms in the panel on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "services", _("Services"), scrolls=False)
        self._chosen: tuple[str, str] = ("", "")
        self._person_wanted = ""
        self._new_wanted = False
        self._wizard: RoundWizard | None = None
        self.register: Register | None = None
        self.tree = ServiceTree()
        self.tree.chosen.connect(self._choose)
        self.panel = DetailPanel("services_panel")
        self._editing = Editing(desk, self.panel)
        self._page = QVBoxLayout()
        middle = QWidget()
        middle.setLayout(self._page)
        self._page.setContentsMargins(0, 0, theme.GRID, theme.MARGIN)
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        line.addWidget(self.tree, 1)
        line.addWidget(scrolling(middle), 3)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.MARGIN, 0, 0, 0)
        self.body.addLayout(line, 1)
        self._add_button = Button(_("Register a service"), self.new_service, icon_name="plus")
        self._add_button.setObjectName("add_service")
        self.action_row.addWidget(self._add_button)

    # -- loading

    def load(self) -> Register:
        """Read the register."""
        kind, chosen_id = self._chosen
        return read_register(self.desk.lab, RoundId(chosen_id) if kind == "round" else None)

    def show_loaded(self, loaded: Any) -> None:
        """Show tree and page."""
        register: Register = loaded
        self.register = register
        if not register.services:
            self._teach()
        else:
            self.show_body()
            if not self._chosen[1]:
                self._chosen = _first(register, self.desk.memory.recall("services/round"))
                if self._chosen[0] == "round":
                    self.refresh()
            if self._chosen[0] == "round":
                self.desk.memory.keep("services/round", self._chosen[1])
            self.tree.show_register(register, *self._chosen)
            if self._wizard is None:
                self._show_page(register)
        if self._new_wanted:
            self._new_wanted = False
            self.new_service()

    def open_subject(self, subject: Subject) -> None:
        """`round` (and `participant`, whose consent is to be noted), `service`, or `new`."""
        if "round" in subject:
            self._chosen = ("round", str(subject["round"]))
            self._person_wanted = str(subject.get("participant", ""))
        elif "service" in subject:
            self._chosen = ("service", str(subject["service"]))
        self._new_wanted = "new" in subject
        self._wizard = None
        self.refresh(another=True)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Register a service."""
        return (PaletteEntry(_("Register a service"), _("Action"), "plus", self.new_service),)

    # -- choosing

    def _choose(self, kind: str, chosen_id: str) -> None:
        self._chosen = (kind, chosen_id)
        self._wizard = None
        self.panel.leave()
        self.refresh(another=True)

    def _show_page(self, register: Register) -> None:
        kind, chosen_id = self._chosen
        service, release = register.service(chosen_id), register.release(chosen_id)
        page: QWidget | None = None
        if kind == "service" and service is not None:
            page = ServicePage(
                service, register.releases[service.id],
                partial(self._editing.service, service, lambda _one: None),
                partial(self._editing.release, service, lambda one: self._choose("release", one.id)),
                lambda one: self._choose("release", one.id), self._history(register, service.id),
            )  # fmt: skip
        elif kind == "release" and release is not None:
            owner = register.service(release.service_id)
            assert owner is not None
            page = ReleasePage(
                owner, release, register.rounds.get(release.id, ()), partial(self._make_round, release.id),
                lambda study: self._choose("round", study.id),
            )  # fmt: skip
        elif register.shown is not None and register.shown.study.id == chosen_id:
            page = self._round_page(register.shown)
        if page is not None:
            self._put(page)

    def _history(self, register: Register, service_id: ServiceId) -> QWidget | None:
        """Of a service that has rounds."""
        if not any(register.rounds.get(one.id) for one in register.releases[service_id]):
            return None
        return HistoryCard(self.desk, service_id, lambda one: self._choose("round", one))

    def _put(self, page: QWidget) -> None:
        clear(self._page)
        self._page.addWidget(page)
        if page is self._wizard:
            page.setMaximumWidth(theme.scaled(theme.READING_WIDTH))
            self._page.addStretch(1)

    # -- a round

    def _round_page(self, facts: RoundFacts) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        round_id = facts.study.id
        go = self.desk.navigator.go
        column.addWidget(
            RoundHead(
                _("Round {number}: {name}").format(number=facts.study.number, name=facts.study.name),
                facts.names.subject,
                Button(_("Book sessions"), partial(go, "schedule", round=round_id), icon_name="calendar-plus"),
                Button(_("Round debrief"), partial(go, "round_debrief", round=round_id), icon_name="checks"),
                Button(_("Findings"), partial(go, "findings", round=round_id), icon_name="magnifying-glass-plus"),
                Button(_("Client’s path"), partial(go, "path", round=round_id), icon_name="path"),
                Button(_("Compare"), partial(go, "comparison", later=round_id), icon_name="scales"),
                Button(_("Report"), partial(go, "reports", round=round_id), icon_name="file-text"),
            )
        )
        columns = Columns(4, 3, narrow=720)
        columns.columns[0].addWidget(CoverageCard(facts.coverage, facts.study.rules.segment_n_min))
        columns.columns[0].addWidget(
            ParticipantsCard(
                facts,
                partial(self._add_participant, facts),
                PersonActions(self._note_consent, self._book, partial(self._editing.segment, facts)),
            )
        )
        columns.columns[1].addWidget(SegmentsCard(facts))
        columns.columns[1].addWidget(RulesCard(facts, partial(self._editing.rules, facts)))
        columns.columns[1].addWidget(ObserversCard(facts, partial(self._editing.independent, facts)))
        pooling = PoolActions(self._editing.pool, self._editing.unpool)
        columns.columns[1].addWidget(ScopeCard(facts, partial(self._editing.scope, facts)))
        take_back = partial(self._editing.own_gate, facts)
        columns.columns[1].addWidget(GatesCard(facts, partial(self._editing.gate, facts), take_back))
        columns.columns[1].addWidget(ProtocolCard(facts, partial(self._editing.amend, facts), pooling))
        column.addWidget(columns)
        column.addStretch(1)
        self._open_wanted_person(facts)
        return page

    def _open_wanted_person(self, facts: RoundFacts) -> None:
        wanted, self._person_wanted = self._person_wanted, ""
        for person in facts.participants:
            if person.id == wanted:
                self._note_consent(person)

    def _add_participant(self, facts: RoundFacts) -> None:
        segments = facts.study.segments
        if not segments:
            self._add_to_segment(facts.study, None)
            return
        self.panel.show_detail(_("Which segment?"), SegmentChoice(segments, partial(self._add_to_segment, facts.study)))
        self.panel.focus_first()

    def _add_to_segment(self, study: Round, segment_id: str | None) -> None:
        def done(person: Participant) -> None:
            self.panel.leave()
            self.desk.alerts.done(_("{code} is added.").format(code=person.code))

        work = partial(self.desk.lab.planning.add_participant, study.id, segment_id)
        self.desk.background.write(work).owned_by(self).on_done(done).start()

    def _note_consent(self, person: Participant) -> None:
        self._editing.consent(person)

    def _book(self, person: Participant) -> None:
        self.desk.navigator.go("schedule", round=person.round_id, participant=person.id)

    # -- making

    def new_service(self) -> None:
        """Open the form of a new service."""
        self.show_body()
        self._editing.service(None, lambda service: self._choose("service", service.id))

    def _make_round(self, release_id: ReleaseId) -> None:
        assert self.register is not None
        release = self.register.release(release_id)
        assert release is not None
        earlier = [
            study
            for other in self.register.releases[release.service_id]
            for study in self.register.rounds.get(other.id, ())
        ]
        asked_at = self._chosen

        def show(shipped: Sequence[library.Shipped]) -> None:
            if self._chosen == asked_at:
                steps = WizardSteps(self._read_offer, self._make, self._leave_wizard)
                self._wizard = RoundWizard(release_id, shipped, earlier, steps)
                self._put(self._wizard)
                self._wizard.show()
                self._wizard.focus_step()

        self.desk.background.read(library.protocols).owned_by(self).on_done(show).start()

    def _read_offer(self, protocol: str | Path) -> None:
        wizard = self._wizard
        assert wizard is not None
        reading = self.desk.background.read(partial(read_offer, self.desk.lab, protocol)).owned_by(wizard)
        reading.on_done(wizard.show_offer).finally_do(wizard.has_read).start()

    def _make(self, draft: RoundDraft) -> None:
        wizard = self._wizard
        assert wizard is not None

        def done(answer: Round | Refused) -> None:
            if isinstance(answer, Refused):
                wizard.show_refused(answer.sentences)
            else:
                self._choose("round", answer.id)

        operation = self.desk.background.write(lambda: make_round(self.desk.lab, draft)).owned_by(wizard)
        operation.on_done(done).on_error(lambda error: self._show_wizard_error(wizard, error)).start()

    def _show_wizard_error(self, wizard: RoundWizard, error: Any) -> None:
        elsewhere = wizard.name_step.show_faults(error) if error.code == "fields_wrong" else error
        if elsewhere:
            self.desk.alerts.error(elsewhere)

    def _leave_wizard(self) -> None:
        self._wizard = None
        self.refresh()

    def _teach(self) -> None:
        begin = Button(_("Register a service"), self.new_service, icon_name="plus", kind="primary")
        self.show_empty(
            EmptyState(
                "stack",
                _("What will be tested?"),
                _(
                    "A service has releases; a release is tested in rounds; a round has a protocol, participants and "
                    "standards. Begin with the service."
                ),
                begin,
            )
        )


def _first(register: Register, remembered: str) -> tuple[str, str]:
    """The round that was looked at last, or the newest, or else the first service."""
    rounds = [study for group in register.rounds.values() for study in group]
    if any(study.id == remembered for study in rounds):
        return ("round", remembered)
    if rounds:
        return ("round", max(rounds, key=lambda study: study.created).id)
    return ("service", register.services[0].id)
