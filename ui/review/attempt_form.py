"""Adds an attempt that nobody noted while it ran: which task, from when to when in the recording, how it ended."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import outcome_label
from protocols.protocol import Task
from ui import theme
from ui.held.outcomes import OUTCOMES
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.calm import calm
from ui.widgets.texts import fixed, small, toned


class AttemptForm(Card):
    """Closed until somebody needs it. `moment` gives the moment that the review shows, µs.

    Signals:
        added: id of the task, start and end in µs, outcome (empty: not said yet).
    """

    added = Signal(str, object, object, str)  # an hour in µs is more than Qt’s int holds

    def __init__(self, tasks: Sequence[Task], moment: Callable[[], int]) -> None:
        super().__init__(name="attempt_form")
        self.setAccessibleName(_("Add an attempt"))
        self._moment = moment
        self._start_us: int | None = None
        self._end_us: int | None = None
        self.task = calm(QComboBox())
        self.task.setAccessibleName(_("Task"))
        for task in tasks:
            self.task.addItem(task.title.in_language(language()), task.id)
        self.outcome = calm(QComboBox())
        self.outcome.setAccessibleName(_("Outcome"))
        self.outcome.addItem(outcome_label(None), "")
        for outcome in OUTCOMES:
            self.outcome.addItem(outcome_label(outcome), outcome)
        self.start = Button(_("Starts here"), self._on_start)
        self.end = Button(_("Ends here"), self._on_end)
        self.start_time, self.end_time = fixed("…"), fixed("…")
        self.wrong = toned(small(_("It would end before it starts.")), "bad")
        self.add_it = Button(_("Add"), self._on_add, icon_name="plus", kind="primary")
        self.leave = Button(_("Cancel"), self.clear_and_hide)
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.GRID)
        explanation = small(_("A task that was not timed: find its start and its end in the recording."))
        self.add(explanation, self.task)
        self.column.addLayout(row(self.start, self.start_time, 1))
        self.column.addLayout(row(self.end, self.end_time, 1))
        self.add(self.wrong, self.outcome)
        self.column.addLayout(row(1, self.leave, self.add_it))
        self.clear_and_hide()

    def open(self) -> None:
        """Show it, to be filled."""
        self.show()
        self.task.setFocus()

    def clear_and_hide(self) -> None:
        """Forget what was filled in."""
        self._start_us = self._end_us = None
        self.outcome.setCurrentIndex(0)
        self._show_times()
        self.hide()

    def _on_start(self) -> None:
        self._start_us = self._moment()
        self._show_times()

    def _on_end(self) -> None:
        self._end_us = self._moment()
        self._show_times()

    def _show_times(self) -> None:
        start, end = self._start_us, self._end_us
        self.start_time.setText("…" if start is None else clock_text(start))
        self.end_time.setText("…" if end is None else clock_text(end))
        both = start is not None and end is not None
        self.wrong.setVisible(start is not None and end is not None and end < start)
        self.add_it.setEnabled(both and not self.wrong.isVisibleTo(self))

    def _on_add(self) -> None:
        assert self._start_us is not None
        assert self._end_us is not None
        told = (str(self.task.currentData()), self._start_us, self._end_us, str(self.outcome.currentData()))
        self.clear_and_hide()
        self.added.emit(*told)
