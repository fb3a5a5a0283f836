"""The first part of the debrief: who judges now, the keys, and the criteria, of which one is marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.record import SessionRecord
from lab.domain.unit import Proposal, not_asked
from lab.services.session_view import SessionPlan
from protocols.standard import Standard
from ui import theme
from ui.debrief.criteria_page import CriteriaPage
from ui.debrief.judges import roster, standings
from ui.debrief.judges_bar import JudgesBar
from ui.debrief.judging import Judging
from ui.debrief.judging_keys import JudgingKeys, legend
from ui.debrief.task_words import TaskWords
from ui.held.drafts import Drafts
from ui.screen import scrolling
from ui.widgets.texts import small


class CriteriaTab(QWidget):
    """Bar, keys and page; what is pressed there is said by `judging`.

    Args:
        keys_on: whether the person at this workstation wants single keys.
        drafts: of this session: reasons that were being typed.

    Signals:
        judge_chosen: somebody else judges from now on.
    """

    judge_chosen = Signal()

    def __init__(self, plan: SessionPlan, judging: Judging, drafts: Drafts, keys_on: Callable[[], bool]) -> None:
        super().__init__()
        self._plan = plan
        self._judging = judging
        self._keys_on = keys_on
        self.bar = JudgesBar()
        self.bar.chosen.connect(self._sit_down)
        self.legend = small(legend())
        self.page = CriteriaPage(plan.criteria, TaskWords(plan), lambda one: drafts.text(_reason(one)))
        self.page.judged.connect(judging.say)
        self.page.settled.connect(judging.settle)
        self.page.settled.connect(lambda one, *_how: drafts.typed(_reason(one), ""))
        self.page.reason_typed.connect(lambda one, text: drafts.typed(_reason(one), text))
        self.page.taken_back.connect(judging.take_back)
        self.page.unsettled.connect(judging.reopen)
        self.page.undo_asked.connect(self._undo)
        self.page.rate_asked.connect(self._rate)
        self._keys = JudgingKeys(self, keys_on, self.page.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.bar)
        column.addWidget(self.legend)
        column.addWidget(scrolling(self.page), 1)

    def show_record(self, made: Sequence[Proposal], record: SessionRecord, standards: Sequence[Standard]) -> None:
        """Show what is asked, and what this judge said of it."""
        judge = self._judging.judge
        names = roster(self._plan, record, judge)
        self.page.show_criteria(made, record, judge, names)
        self.page.show_unasked(not_asked(made, self._plan.protocol, standards))
        self.bar.show_judges(judge, standings(names, made, record))
        self.legend.setVisible(self._keys_on())

    def showEvent(self, event: QShowEvent) -> None:
        """Keys act while the page is seen."""
        super().showEvent(event)
        self._keys.listen()

    def hideEvent(self, event: QHideEvent) -> None:
        """And only then."""
        super().hideEvent(event)
        self._keys.rest()

    def begin(self) -> None:
        """Have the focus at the first criterion that waits for this judge."""
        waiting = (one for one, row in self.page.rows.items() if row.content.mine is None)
        self.page.go_to(next(waiting, next(iter(self.page.rows), "")))

    def _sit_down(self, name: str) -> None:
        self._judging.judge = name
        self.judge_chosen.emit()
        self.begin()

    def _rate(self, criterion: str, name: str) -> None:
        self._judging.judge = name
        self.judge_chosen.emit()
        self.page.go_to(criterion)

    def _undo(self) -> None:
        before = self._judging.judge
        criterion = self._judging.undo()
        if self._judging.judge != before:
            self.judge_chosen.emit()
        if criterion:
            self.page.go_to(criterion)


def _reason(criterion: str) -> str:
    """The draft of why a difference about a criterion is settled so."""
    return f"settle/{criterion}"
