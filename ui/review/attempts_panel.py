"""The attempts of the session, to be set right: start, end and outcome, as the recording shows them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from lab.domain.attempt import Attempt
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import outcome_label
from protocols.protocol import Task
from ui import theme
from ui.held.outcomes import OUTCOMES
from ui.review.attempt_form import AttemptForm
from ui.screen import clear
from ui.widgets.boxes import Card, Flow, column, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.calm import calm
from ui.widgets.texts import quiet, small, strong


class AttemptRow(Card):
    """One attempt.

    Signals:
        start_here, end_here, void_requested, count_requested: id of the attempt. go_to: µs.
        outcome_said: id, outcome.
    """

    start_here = Signal(str)
    end_here = Signal(str)
    void_requested = Signal(str)
    count_requested = Signal(str)
    go_to = Signal(object)  # an hour in µs is more than Qt’s int holds
    outcome_said = Signal(str, str)

    def __init__(self, attempt: Attempt, title: str) -> None:
        super().__init__(name=f"attempt_{attempt.id}")
        self.attempt = attempt
        self.setAccessibleName(title)
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.GRID)
        end = clock_text(attempt.end_us) if attempt.end_us is not None else "…"
        go = Button(f"{clock_text(attempt.start_us)} – {end}", self._go, kind="link")
        go.setToolTip(_("Go to its start"))
        self.add(strong(title))
        line = row(go, small(_details(attempt)))
        line.setStretch(1, 1)
        self.column.addLayout(line)
        if attempt.voided:
            again = Button(_("Let it count"), lambda: self.count_requested.emit(attempt.id))
            self.add(Flow(again))
            return
        self.outcome = calm(QComboBox())
        self.outcome.setAccessibleName(_("Outcome"))
        if attempt.outcome is None:
            self.outcome.addItem(outcome_label(None), None)
        for outcome in OUTCOMES:
            self.outcome.addItem(outcome_label(outcome), outcome)
        self.outcome.setCurrentIndex(self.outcome.findData(attempt.outcome))
        self.outcome.activated.connect(self._on_outcome)
        start = Button(_("Starts here"), lambda: self.start_here.emit(attempt.id))
        finish = Button(_("Ends here"), lambda: self.end_here.emit(attempt.id))
        void = IconButton(_("This attempt does not count"), "trash", lambda: self.void_requested.emit(attempt.id))
        chosen = row(self.outcome, void)
        chosen.setStretch(0, 1)
        self.column.addLayout(chosen)
        self.add(Flow(start, finish))

    def _go(self) -> None:
        self.go_to.emit(self.attempt.start_us)

    def _on_outcome(self) -> None:
        outcome = self.outcome.currentData()
        if outcome is not None and outcome != self.attempt.outcome:
            self.outcome_said.emit(self.attempt.id, str(outcome))


def _details(attempt: Attempt) -> str:
    said = []
    if attempt.assists:
        said.append(_("helped ×{n}").format(n=attempt.assists))
    if attempt.restarts:
        said.append(_("restarted ×{n}").format(n=attempt.restarts))
    if attempt.voided:
        said.append(_("does not count"))
    return " · ".join(said)


class AttemptsPanel(QWidget):
    """All attempts, and the form that adds one. `moment` gives the moment that the review shows, µs.

    Signals: as those of `AttemptRow`.
    """

    start_here = Signal(str)
    end_here = Signal(str)
    void_requested = Signal(str)
    count_requested = Signal(str)
    go_to = Signal(object)  # an hour in µs is more than Qt’s int holds
    outcome_said = Signal(str, str)

    def __init__(self, tasks: Sequence[Task], moment: Callable[[], int]) -> None:
        super().__init__()
        self._titles = {task.id: task.title.in_language(language()) for task in tasks}
        self._shown: tuple[Attempt, ...] | None = None
        self.rows: dict[str, AttemptRow] = {}
        self._list = column(spacing=theme.GRID)
        self.form = AttemptForm(tasks, moment)
        self.new = Button(_("Add an attempt"), self.form.open, icon_name="plus")
        self.new.setObjectName("add_attempt")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.GRID, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addLayout(row(self.new, 1))
        whole.addWidget(self.form)
        whole.addLayout(self._list)
        whole.addStretch()
        self.show_attempts(())

    def show_attempts(self, attempts: tuple[Attempt, ...]) -> None:
        """Show these."""
        if attempts == self._shown:
            return
        self._shown = attempts
        clear(self._list)
        self.rows = {}
        explanation = _("Go to the moment in the recording, then say what starts or ends there.")
        self._list.addWidget(quiet(explanation if attempts else _("No task was begun.")))
        for attempt in attempts:
            made = AttemptRow(attempt, f"{attempt.order}  {self._titles.get(attempt.task, attempt.task)}")
            made.start_here.connect(self.start_here)
            made.end_here.connect(self.end_here)
            made.void_requested.connect(self.void_requested)
            made.count_requested.connect(self.count_requested)
            made.go_to.connect(self.go_to)
            made.outcome_said.connect(self.outcome_said)
            self.rows[attempt.id] = made
            self._list.addWidget(made)
