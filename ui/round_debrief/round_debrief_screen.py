"""The round debrief, after the last session: what no single session can judge, by named persons, one at a time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from lab.domain.artefact import Artefact
from lab.domain.errors import LabError
from lab.domain.ids import RoundId
from lab.domain.judging import Inspection
from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from ui import theme
from ui.alerts import Choice
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.held.drafts import Drafts
from ui.palette_entries import PaletteEntry
from ui.round_debrief.criteria_tree import CriteriaTree, is_judged
from ui.round_debrief.criterion_page import CriterionPage
from ui.round_debrief.inspection_form import InspectionForm
from ui.round_debrief.loading import RoundDebrief, read_round_debrief
from ui.saving import show_refused
from ui.screen import Screen, Subject, clear, scrolling
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from ui.widgets.side_by_side import SideBySide
from ui.widgets.texts import quiet

NAME = "round_debrief"
Result = TypeVar("Result")
_TREE_WIDTH, _NARROW = 340, 760


class RoundDebriefScreen(Screen):
    """Criteria on the left, by how they are judged; the chosen one on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, NAME, _("Round debrief"), scrolls=False)
        self._wanted: RoundId | None = None
        self._chosen = ""
        self.shown: RoundDebrief | None = None
        self.page: CriterionPage | None = None
        self._drafts: Drafts | None = None
        self.tree = CriteriaTree()
        self.tree.chosen.connect(self._choose)
        holder = QWidget()
        self._right = QVBoxLayout(holder)
        self._right.setContentsMargins(theme.GRID, 0, 0, 0)
        self.body.addWidget(SideBySide((self.tree, _TREE_WIDTH), (scrolling(holder), None), narrow=_NARROW), 1)
        self.findings = Button(_("To the findings"), self._go_to_findings, icon_name="magnifying-glass-plus")
        self.action_row.addWidget(self.findings)

    # -- what is shown

    def open_subject(self, subject: Subject) -> None:
        """`round`; `criterion`: the one to judge."""
        wanted = RoundId(str(subject.get("round", "")))
        criterion = str(subject.get("criterion", ""))
        if wanted and (self.shown is None or wanted != self.shown.round_id):
            self._wanted, self._chosen = wanted, criterion
            self.refresh(another=True)
        elif criterion:
            self._chosen = criterion
            self.refresh()

    def load(self) -> RoundDebrief | None:
        """The round that was asked for, else the newest."""
        return read_round_debrief(self.desk.lab, self._wanted)

    def concerns(self, change: Any) -> bool:
        """What is being typed stays while somebody types; verdicts, sessions and bookings show at once."""
        return bool(change.kind in {"verdict", "session", "booking", "round", "finding"})

    def show_loaded(self, loaded: RoundDebrief | None) -> None:
        """Show the round."""
        if loaded is None:
            self._teach()
            return
        if self.shown is None or self.shown.round_id != loaded.round_id:
            keep = partial(self.desk.lab.drafts.keep, loaded.round_id)
            self._drafts = Drafts(loaded.drafts, keep, self.desk.background)
        self.shown, self._wanted = loaded, loaded.round_id
        self.set_subtitle(loaded.names.text)
        if loaded.criterion(self._chosen) is None:
            waiting = (one.id for one in loaded.criteria if one.kind != "computed" and not is_judged(loaded, one.id))
            self._chosen = next(waiting, loaded.criteria[0].id if loaded.criteria else "")
        self.tree.show_criteria(loaded, self._chosen)
        self._show_page()
        self.show_body()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The next criterion that waits."""
        if self.shown is None:
            return ()
        return (PaletteEntry(_("Next criterion that waits"), _("Action"), "arrow-down", self.go_on),)

    def go_on(self) -> None:
        """Show the next criterion that nobody has judged."""
        shown = self.shown
        if shown is None:
            return
        names = [one.id for one in shown.criteria if one.kind != "computed"]
        place = names.index(self._chosen) + 1 if self._chosen in names else 0
        for one in (*names[place:], *names[:place]):
            if not is_judged(shown, one):
                self._chosen = one
                self.tree.show_criteria(shown, one)
                self._show_page()
                return

    def _choose(self, _kind: str, criterion: str) -> None:
        if criterion and criterion != self._chosen:
            self._chosen = criterion
            self._show_page()

    def _show_page(self) -> None:
        clear(self._right)
        self.page = None
        shown, drafts = self.shown, self._drafts
        criterion = shown.criterion(self._chosen) if shown is not None else None
        if shown is None or criterion is None or drafts is None:
            self._right.addWidget(quiet(_("Sessions judge every criterion of this round: nothing is left for it.")))
            return
        page = self.page = CriterionPage(shown, criterion, self.desk.preferences.person.name, drafts)
        page.judged.connect(self._judge)
        page.attach_asked.connect(self._attach)
        page.reference_given.connect(self._attach_reference)
        page.settled.connect(self._settle_difference)
        page.taken_back.connect(self._take_back)
        page.opened.connect(self._open)
        page.taken_off.connect(self._take_off)
        self._right.addWidget(page)

    def _teach(self) -> None:
        explanation = _(
            "After the last session of a round its comparisons are judged here beside their figures, and documents and "
            "pages by inspection. Make a round first."
        )
        services = Button(_("To the services"), lambda: self.desk.navigator.go("services"), kind="primary")
        self.show_empty(EmptyState("scales", _("No round has been made"), explanation, services))

    # -- what is said

    def _judge(self) -> None:
        shown, page = self.shown, self.page
        if shown is None or page is None or page.form is None or not page.form.demand_outcome():
            return
        form, criterion = page.form, page.criterion.id
        assert form.outcome is not None
        work = partial(
            self.desk.lab.verdicts.inspect, shown.round_id, criterion, form.unit, form.outcome, form.text("by"),
            form.severity, form.text("note"),
        )  # fmt: skip
        form.touched = False

        def kept(said: Inspection) -> None:
            form.forget_drafts()
            if self.page is not None and self.page.form is not form:
                self._show_page()  # it was built anew while this was written, with what was still a draft
            self._say_judged(shown, said)

        self._write(form, work, kept)

    def _write(self, form: InspectionForm, work: Callable[[], Result], kept: Callable[[Result], object]) -> None:
        """Have it written; `kept` is called even if the page was built anew meanwhile."""

        def refused(error: LabError) -> None:
            if isValid(form):
                show_refused(self.desk, form, error, key="saved")
            else:
                self.desk.alerts.error(error, key="saved")

        self.desk.background.write(work).owned_by(self).on_done(kept).on_error(refused).start()

    def _say_judged(self, shown: RoundDebrief, said: Inspection) -> None:
        """Said, with the way back to what stood there before."""
        place = (said.criterion, said.unit, said.judge, said.adjudicates)
        before = [one for one in shown.inspections if (one.criterion, one.unit, one.judge, one.adjudicates) == place]
        undo = Choice(_("Undo"), partial(self._undo, shown.round_id, said, before[-1] if before else None))
        self.desk.alerts.done(_("{criterion} is judged.").format(criterion=said.criterion), undo, key="saved")

    def _undo(self, round_id: RoundId, said: Inspection, before: Inspection | None) -> None:
        verdicts = self.desk.lab.verdicts

        def work() -> None:
            verdicts.take_back(round_id, said)
            if before is not None:
                self._say_again(round_id, before)

        self.desk.background.write(work).start()

    def _say_again(self, round_id: RoundId, said: Inspection) -> None:
        """As it was said before. Runs in the background."""
        if said.outcome is UnitOutcome.UNTESTED:
            return
        self.desk.lab.verdicts.inspect(
            round_id, said.criterion, said.unit, said.outcome, said.judge, said.severity, said.note,
            adjudicates=said.adjudicates,
        )  # fmt: skip

    def _settle_difference(self, unit: str, outcome: str, severity: int | None, reason: str) -> None:
        shown, page = self.shown, self.page
        if shown is None or page is None or page.form is None or self._drafts is None:
            return
        self._drafts.typed(f"{page.criterion.id}/settle/{unit}", "")
        work = partial(
            self.desk.lab.verdicts.inspect, shown.round_id, page.criterion.id, unit, UnitOutcome(outcome),
            page.form.text("by"), severity, reason, adjudicates=True,
        )  # fmt: skip
        self._write(page.form, work, partial(self._say_judged, shown))

    def _take_back(self, said: Inspection) -> None:
        if self.shown is None:
            return
        round_id = self.shown.round_id

        def done(_nothing: object) -> None:
            again = partial(self._say_again, round_id, said)
            undo = Choice(_("Undo"), lambda: self.desk.background.write(again).start())
            words = _("{judge} says nothing of {criterion} any more.")
            self.desk.alerts.done(words.format(judge=said.judge, criterion=said.criterion), undo, key="saved")

        self.desk.background.write(partial(self.desk.lab.verdicts.take_back, round_id, said)).on_done(done).start()

    # -- artefacts

    def _attach(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("The document that it is judged from"))
        if chosen:
            self.attach_file(Path(chosen))

    def attach_file(self, path: Path) -> None:
        """Copy a file into the laboratory and attach it to the page or document that the form names."""
        shown, page = self.shown, self.page
        if shown is not None and page is not None and page.form is not None:
            attach = self.desk.lab.artefacts.attach_file
            self._keep(page, partial(attach, shown.round_id, page.criterion.id, page.form.unit, path))

    def _attach_reference(self, reference: str) -> None:
        shown, page = self.shown, self.page
        if shown is not None and page is not None and page.form is not None:
            attach = self.desk.lab.artefacts.attach_reference
            self._keep(page, partial(attach, shown.round_id, page.criterion.id, page.form.unit, reference))

    def _keep(self, page: CriterionPage, attach: Any) -> None:
        form = page.form
        assert form is not None
        by = form.text("by")

        def kept(made: Artefact) -> None:
            undo = Choice(_("Undo"), partial(self._take_off, made))
            self.desk.alerts.done(_("{name} is attached.").format(name=made.name), undo, key="saved")

        form.touched = False
        self._write(form, lambda: attach(by), kept)

    def _open(self, one: Artefact) -> None:
        open_elsewhere(self.desk.lab.artefacts.path_of(one))

    def _take_off(self, one: Artefact) -> None:
        by = self.desk.preferences.person.name or one.by

        def done(was: Artefact) -> None:
            again = partial(self.desk.lab.artefacts.attach_again, was)
            undo = Choice(_("Undo"), lambda: self.desk.background.write(again).start())
            self.desk.alerts.done(_("{name} was taken off.").format(name=was.name), undo, key="saved")

        self.desk.background.write(lambda: self.desk.lab.artefacts.detach(one.id, by)).on_done(done).start()

    def _go_to_findings(self) -> None:
        if self.shown is not None:
            self.desk.navigator.go("findings", round=self.shown.round_id)
