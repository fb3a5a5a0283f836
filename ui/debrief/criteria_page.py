"""The criteria that this session's tasks and tags have touched: one judgement each, none by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from lab.domain.annotation import Annotation
from lab.domain.record import SessionRecord
from lab.domain.unit import NotAsked, Proposal, UnitOutcome
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import CriterionCard
from ui import theme
from ui.debrief.criterion_row import CriterionRow, RowContent
from ui.debrief.judging_keys import SEVERITIES, JudgeAct
from ui.debrief.task_words import TaskWords
from ui.debrief.unasked import Unasked
from ui.held.criterion_search import CriterionSearch
from ui.widgets.boxes import row
from ui.widgets.spots import take_place
from ui.widgets.texts import quiet, small

_TOLD = (
    "judged", "taken_back", "settled", "unsettled", "reason_typed", "tag_chosen", "elsewhere", "rate_asked",
)  # fmt: skip
"""Signals of a row that the page passes on."""


class CriteriaPage(QWidget):
    """All criteria to be judged; another one can be added. One of them is marked: keys act on it.

    Args:
        draft: criterion → the reason that was being typed when the window was last open.

    Signals:
        judged, taken_back, settled, unsettled, reason_typed, tag_chosen, elsewhere, rate_asked: as of `CriterionRow`.
        undo_asked: the judge wants their last word back.
    """

    judged = Signal(str, str, object)
    taken_back = Signal(str)
    unsettled = Signal(str)
    settled = Signal(str, str, object, str)
    reason_typed = Signal(str, str)
    tag_chosen = Signal(str)
    elsewhere = Signal(str)
    rate_asked = Signal(str, str)
    undo_asked = Signal()

    def __init__(
        self, criteria: Sequence[CriterionCard], tasks: TaskWords, draft: Callable[[str], str] = lambda _criterion: ""
    ) -> None:
        super().__init__()
        self._cards = {card.id: card for card in criteria}
        self._tasks = tasks
        self._draft = draft
        self._added: list[str] = []
        self._drawn: dict[str, RowContent] = {}
        self._current = ""
        self.rows: dict[str, CriterionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.GRID, 0, 0)
        self._column.setSpacing(theme.GRID)
        explanation = _(
            "Silence never passes: each criterion needs your word. What the session suggests is marked; nothing is "
            "accepted by itself. What others said is shown after your own word."
        )
        self._column.addWidget(quiet(explanation))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GRID)
        self._column.addLayout(self._list)
        self.none = quiet(_("No task reached its end and nothing was tagged against a criterion: nothing to judge."))
        self._column.addWidget(self.none)
        self.search = CriterionSearch(criteria)
        self.search.setPlaceholderText(_("Judge another criterion: number or word"))
        self.search.chosen.connect(self._on_added)
        self._column.addLayout(row(small(_("Something else was seen?")), self.search))
        self.unasked = Unasked(self._name)
        self._column.addWidget(self.unasked)
        self._column.addStretch()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    # -- showing

    def show_criteria(
        self, proposals: Sequence[Proposal], record: SessionRecord, judge: str, roster: Sequence[str] = ()
    ) -> None:
        """Show what is to be judged, and how this judge has judged it; rows that did not change stay as they are."""
        made = {one.criterion: one for one in proposals if one.criterion in self._cards}
        judged = dict.fromkeys(criterion for criterion, _judge in record.judgements_by_judge)
        wanted = list(dict.fromkeys([*made, *judged, *self._added]))
        tagged: dict[str, tuple[Annotation, ...]] = {}
        for tag in record.annotations:
            if tag.criterion is not None:
                tagged[tag.criterion] = (*tagged.get(tag.criterion, ()), tag)
        for place, criterion in enumerate(one for one in wanted if one in self._cards):
            content = self._content(criterion, made.get(criterion), record, judge, roster, tagged.get(criterion, ()))
            if self._drawn.get(criterion) != content:
                self._drawn[criterion] = content
                self._put(place, CriterionRow(content, self._draft(criterion)))
        self.none.setVisible(not wanted)
        if self._current not in self.rows:
            self._mark(next(iter(self.rows), ""))

    def show_unasked(self, found: Sequence[NotAsked]) -> None:
        """Show what is not asked, folded away."""
        known = [one for one in found if one.criterion in self._cards and one.criterion not in self.rows]
        self.unasked.show_unasked(known, self._tasks.of)

    def _content(
        self, criterion: str, proposal: Proposal | None, record: SessionRecord, judge: str, roster: Sequence[str],
        tags: tuple[Annotation, ...],
    ) -> RowContent:  # fmt: skip
        words = {who: one for (about, who), one in record.judgements_by_judge.items() if about == criterion}
        attempts = () if proposal is None else proposal.attempts
        return RowContent(
            card=self._cards[criterion],
            judge=judge,
            proposal=proposal,
            mine=words.get(judge),
            tags=tags,
            others=tuple(one for who, one in words.items() if who != judge),
            settled=record.adjudications.get(criterion),
            exposed=self._tasks.of([record.attempts_by_id[one].task for one in attempts]),
            raters=tuple(name for name in roster if name != judge and name not in words),
        )

    def draw_anew(self) -> None:
        """What was pressed was not taken: the next showing draws every row as it is."""
        self._drawn.clear()

    def _put(self, place: int, made: CriterionRow) -> None:
        old = self.rows.get(made.criterion)
        for name in _TOLD:
            getattr(made, name).connect(getattr(self, name))
        self.rows[made.criterion] = made
        made.mark(current=made.criterion == self._current)
        if old is None:
            self._list.insertWidget(place, made)
            return
        self._list.insertWidget(self._list.indexOf(old), made)
        take_place(made, old)
        self._list.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _on_added(self, criterion: str | None) -> None:
        if criterion is None or criterion in self.rows:
            return
        self._added.append(criterion)
        judge = next((content.judge for content in self._drawn.values()), "")
        content = RowContent(self._cards[criterion], judge)
        self._drawn[criterion] = content
        self._put(self._list.count(), CriterionRow(content))
        self.search.clear()
        self.none.hide()
        self.go_to(criterion)

    def _name(self, criterion: str) -> str:
        return f"{criterion} {self._cards[criterion].title.in_language(language())}"

    # -- the marked one

    @property
    def current(self) -> CriterionRow | None:
        """The row that keys act on."""
        return self.rows.get(self._current)

    def go_to(self, criterion: str) -> None:
        """Mark this one, and have the focus there."""
        self._mark(criterion)
        if self.current is None:
            return
        first = self.current.first
        if first is not None:
            first.setFocus()
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(self.current, 0, theme.MARGIN)
            around = around.parentWidget()

    def act(self, act: JudgeAct) -> None:
        """What a key does."""
        marked = self.current
        if act is JudgeAct.TAKE_BACK:
            self.undo_asked.emit()
        elif marked is None:
            return
        elif act in {JudgeAct.EARLIER, JudgeAct.LATER}:
            self._step(-1 if act is JudgeAct.EARLIER else 1)
        elif act is JudgeAct.CONFIRM:
            self._confirm(marked)
        else:
            severity = SEVERITIES.index(act) if act in SEVERITIES else None
            self._say(marked, UnitOutcome.FAILED if severity is not None else UnitOutcome(act.value), severity)

    def _confirm(self, marked: CriterionRow) -> None:
        """What is suggested is said; a failure whose severity nobody knows yet needs one of the digits."""
        proposal = marked.content.proposal
        if proposal is None:
            return
        if proposal.outcome is UnitOutcome.FAILED and proposal.severity is None:
            marked.severity.buttons[0].setFocus()
            return
        self._say(marked, proposal.outcome, proposal.severity)

    def _say(self, marked: CriterionRow, outcome: UnitOutcome, severity: int | None) -> None:
        """Say it, and go on to the next one that waits for this judge."""
        criterion = marked.criterion
        marked.judge(outcome, severity)
        said = self.rows[criterion].content
        if said.mine is None or said.mine.outcome != outcome:
            return
        names = list(self.rows)
        place = names.index(criterion)
        following = (*names[place + 1 :], *names[:place])
        self.go_to(next((one for one in following if self.rows[one].content.mine is None), criterion))

    def _step(self, by: int) -> None:
        names = list(self.rows)
        place = names.index(self._current) + by
        if 0 <= place < len(names):
            self.go_to(names[place])

    def _mark(self, criterion: str) -> None:
        if self.current is not None:
            self.current.mark(current=False)
        self._current = criterion
        if self.current is not None:
            self.current.mark(current=True)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The row that the focus comes into is the marked one."""
        while new is not None and new is not self:
            if isinstance(new, CriterionRow):
                if new.criterion != self._current and self.rows.get(new.criterion) is new:
                    self._mark(new.criterion)
                return
            new = new.parentWidget()
