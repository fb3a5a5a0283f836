"""Comparison: any two rounds of a service side by side, and what is still open."""

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.group_comparison import Unlike
from lab.domain.ids import RoundId
from lab.i18n import gettext as _
from lab.wording import sentence
from ui import theme
from ui.comparison.change_rows import ChangesCard
from ui.comparison.open_card import OpenCard
from ui.comparison.pair import Pair, read_pair
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject, clear
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.empty import EmptyState
from ui.widgets.marks import state_line
from ui.widgets.texts import body, overline, small

KINDS = ("success", "time", "score")
BIG = frozenset({Unlike.NOBODY_EARLIER, Unlike.NOBODY_LATER, Unlike.PROTOCOL, Unlike.TASKS, Unlike.STANDARDS})
"""What is warned about; the rest is a remark."""


class ComparisonScreen(Screen):
    """Is it better now?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "comparison", _("Comparison"))
        self.pair: Pair | None = None
        self._earlier = RoundId(desk.memory.recall("comparison/earlier")) or None
        self._later = RoundId(desk.memory.recall("comparison/later")) or None
        self.copy = Button(_("Copy as CSV"), self._copy, icon_name="copy")
        self.copy.setObjectName("copy_csv")
        self.action_row.addWidget(self.copy)
        self.earlier = _round_box("compare_earlier", _("The earlier round"))
        self.later = _round_box("compare_later", _("The later round"))
        self.earlier.activated.connect(lambda _index: self._chosen())
        self.later.activated.connect(lambda _index: self._chosen())
        card = Card(name="pair")
        columns = Columns(1, 1, narrow=640)
        for place, (words, box) in enumerate(((_("Then"), self.earlier), (_("Now"), self.later))):
            columns.columns[place].setSpacing(theme.GRID // 2)
            columns.columns[place].addWidget(overline(words))
            columns.columns[place].addWidget(box)
        card.add(columns)
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.GRID)
        card.column.addLayout(self._said)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.MARGIN)
        self.body.addWidget(card)
        self.body.addLayout(self._parts)
        self.body.addStretch(1)

    # -- loading

    def load(self) -> Pair | None:
        """Read both rounds."""
        return read_pair(self.desk.lab, self._earlier, self._later)

    def show_loaded(self, loaded: Any) -> None:
        """Show the choice, what must be known before it is believed, the figures, and what is open."""
        pair: Pair | None = loaded
        self.pair = pair
        if pair is None:
            self._teach()
            return
        self.show_body()
        self._earlier, self._later = pair.earlier.study.id, pair.later.study.id
        self.desk.memory.keep("comparison/earlier", self._earlier)
        self.desk.memory.keep("comparison/later", self._later)
        self._fill_choice(pair)
        self.copy.setEnabled(bool(pair.rows))
        clear(self._said)
        for widget in _said(pair):
            self._said.addWidget(widget)
        clear(self._parts)
        columns = Columns(3, 2, narrow=900)
        for kind in KINDS:
            rows = [one for one in pair.rows if one.kind == kind]
            if rows:
                columns.columns[0].addWidget(ChangesCard(kind, rows))
        if not pair.rows:
            columns.columns[0].addWidget(_nothing(pair))
        columns.columns[1].addWidget(OpenCard(pair, self.desk.navigator.go))
        self._parts.addWidget(columns)

    def open_subject(self, subject: Subject) -> None:
        """`later`, and perhaps `earlier`: ids of rounds."""
        self._later = RoundId(str(subject["later"])) if "later" in subject else None
        self._earlier = RoundId(str(subject["earlier"])) if "earlier" in subject else None
        self.refresh(another=True)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Copy what is shown."""
        if self.pair is None or not self.pair.rows:
            return ()
        return (PaletteEntry(_("Copy the comparison as CSV"), _("Action"), "copy", self._copy),)

    # -- parts

    def _fill_choice(self, pair: Pair) -> None:
        """The earlier round is one of the later one's service; the later one may be any."""
        for box, rounds, chosen in (
            (self.earlier, pair.same_service, pair.earlier),
            (self.later, pair.rounds, pair.later),
        ):
            shown = rounds if chosen in rounds else (chosen, *rounds)
            box.clear()
            for names in shown:
                box.addItem(names.text, names.study.id)
            box.setCurrentIndex(box.findData(chosen.study.id))

    def _chosen(self) -> None:
        """Another round was chosen; one of another service brings its own earlier round along."""
        earlier, later = RoundId(str(self.earlier.currentData())), RoundId(str(self.later.currentData()))
        pair = self.pair
        if pair is not None and later != self._later:
            service = next((one.service.id for one in pair.rounds if one.study.id == later), None)
            self._earlier = earlier if service == pair.later.service.id else None
        else:
            self._earlier = earlier
        self._later = later
        self.refresh(another=True)

    def _copy(self) -> None:
        pair = self.pair
        if pair is None or pair.result is None:
            return
        from lab.services.comparison_table import comparison_csv

        QGuiApplication.clipboard().setText(comparison_csv(pair.result, pair.rows))
        self.desk.alerts.done(_("The comparison is in the clipboard."), key="copied")

    def _teach(self) -> None:
        go = self.desk.navigator.go
        begin = Button(_("Make a round"), lambda: go("services"), icon_name="arrow-right", kind="primary")
        words = _("Two rounds of one service stand side by side here: success, times, scores, and what is still open.")
        self.show_empty(EmptyState("scales", _("Is it better now?"), words, begin))


def _round_box(name: str, said: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    return box


def _said(pair: Pair) -> list[QWidget]:
    """In short what came of it, and what makes the rounds less comparable."""
    if pair.refused is not None:
        return [state_line(sentence(pair.refused), "warning-circle", "careful")]
    result = pair.result
    assert result is not None
    from lab.wording.compared import summary_lines, unlike_sentence

    found: list[QWidget] = [body(said) for said in (summary_lines(pair.rows) if pair.rows else ())]
    for one in result.unlike:
        said = unlike_sentence(one, result.compared, pair.task_name)
        found.append(state_line(said, "warning-circle", "careful") if one in BIG else small(said))
    if pair.rows:
        chance = _("At 95% about one test in twenty finds a change where there is none.")
        few = _("Few people show only large changes.")
        found.append(small(f"{chance} {few}"))
    return found


def _nothing(pair: Pair) -> QWidget:
    card = Card(_("No figures"), name="no_figures")
    if pair.refused is not None:
        card.add(body(_("Choose two different rounds of one service.")))
    else:
        card.add(body(_("No task and no questionnaire is there with answers in both rounds.")))
    return card
