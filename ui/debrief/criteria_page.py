"""The criteria that this session's tasks and tags have touched: one judgement each, none by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.record import SessionRecord
from lab.domain.unit import Proposal
from lab.i18n import gettext as _
from lab.services.session_view import CriterionCard
from ui import theme
from ui.debrief.criterion_row import CriterionRow
from ui.held.criterion_search import CriterionSearch
from ui.widgets.boxes import row
from ui.widgets.spots import take_place
from ui.widgets.texts import quiet, small


class CriteriaPage(QWidget):
    """All criteria to be judged; another one can be added.

    Signals:
        judged: criterion, outcome, severity, whether it settles judges who differ. tag_chosen: id of a tag.
        elsewhere: id of a criterion that is judged in Findings.
    """

    judged = Signal(str, str, object, bool)
    tag_chosen = Signal(str)
    elsewhere = Signal(str)

    def __init__(self, criteria: Sequence[CriterionCard]) -> None:
        super().__init__()
        self._cards = {card.id: card for card in criteria}
        self._added: list[str] = []
        self._drawn: dict[str, object] = {}
        self.rows: dict[str, CriterionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.MARGIN, 0, 0)
        self._column.setSpacing(theme.GRID)
        explanation = _(
            "Silence never passes: each criterion needs your word. What the session suggests is marked; nothing is "
            "accepted by itself."
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
        self._column.addStretch()

    def show_criteria(self, proposals: Sequence[Proposal], record: SessionRecord, judge: str) -> None:
        """Show what is to be judged, and how this judge has judged it; rows that did not change stay as they are."""
        by_criterion = {one.criterion: one for one in proposals if one.criterion in self._cards}
        said = [one for one in record.judgements if one.outcome != "untested"]
        mine = {one.criterion: one for one in said if one.judge == judge}
        wanted = list(dict.fromkeys([*by_criterion, *(one.criterion for one in said), *self._added]))
        for place, criterion in enumerate(one for one in wanted if one in self._cards):
            tags = tuple(tag for tag in record.annotations if tag.criterion == criterion)
            others = tuple(one for one in said if one.criterion == criterion and one.judge != judge)
            content = (by_criterion.get(criterion), mine.get(criterion), tags, others)
            if self._drawn.get(criterion) == content:
                continue
            self._drawn[criterion] = content
            self._put(place, CriterionRow(self._cards[criterion], *content))
        self.none.setVisible(not wanted)

    def draw_anew(self) -> None:
        """What was pressed was not taken: the next showing draws every row as it is."""
        self._drawn.clear()

    def _put(self, place: int, made: CriterionRow) -> None:
        old = self.rows.get(made.criterion)
        made.judged.connect(self.judged)
        made.tag_chosen.connect(self.tag_chosen)
        made.elsewhere.connect(self.elsewhere)
        self.rows[made.criterion] = made
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
        self._drawn[criterion] = (None, None, (), ())
        self._put(self._list.count(), CriterionRow(self._cards[criterion], None, None, ()))
        self.search.clear()
        self.none.hide()
