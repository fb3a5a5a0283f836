"""The live grid: what was tagged in this round so far, by participant; it fills while a session runs."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.domain.annotation import Annotation
from lab.domain.ids import RoundId
from lab.domain.tag_grid import GridPerson, GridRow
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.services.tag_grids import RoundGrid, TagGrids
from lab.wording.judging import severity_label
from ui import theme, words
from ui.desk import Desk
from ui.naming import RoundNames, rounds_by_id
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject
from ui.second_room.grid_view import TagGridView
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState
from ui.widgets.people_model import FIRST_PERSON
from ui.widgets.severity_picker import severity_text
from ui.widgets.texts import quiet, small
from ui.widgets.tips import plain

_KEPT = "live_grid/round"
_LEAST_HEIGHT = 260
_INDENT = theme.GRID + 2
"""px; words stand below those of the button above them."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rounds to choose from, the one that is shown, and its grid; None while there is no round."""

    rounds: tuple[RoundNames, ...]
    names: RoundNames | None
    shown: RoundGrid | None


class TagGridScreen(Screen):
    """Who hit what, so far?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "live_grid", _("Live grid"), scrolls=False)
        self._grids = TagGrids(desk.lab)
        self._round = RoundId(desk.memory.recall(_KEPT)) or None
        self._loaded_now: Loaded | None = None
        self.rounds = ChoiceBox()
        self.rounds.setObjectName("grid_round")
        self.rounds.setAccessibleName(_("Round"))
        self.rounds.setMinimumContentsLength(round(30 / theme.text_scale() ** 2))
        self.rounds.activated.connect(lambda _index: self._show_round(str(self.rounds.currentData())))
        self.back = Button(_("To the session"), self._to_session, icon_name="video-camera")
        self.action_row.addWidget(self.rounds)
        self.action_row.addWidget(self.back)
        self.grid = TagGridView()
        self.grid.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        self.grid.chosen.connect(self._chosen)
        self.nothing = quiet(_("Nothing is tagged in this round yet. Every tag of a session appears here at once."))
        self.legend = small(
            _("A shape: hit, its severity. –: came there and did not have it. Empty: did not come there. Enter opens.")
        )
        self.panel = DetailPanel("grid_panel")
        middle = QVBoxLayout()
        middle.setSpacing(theme.GRID)
        middle.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        for widget in (self.nothing, self.legend, self.grid):
            middle.addWidget(widget, int(widget is self.grid))
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addLayout(middle, 1)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.MARGIN, 0, 0, 0)
        self.body.addLayout(line, 1)

    # -- loading

    def open_subject(self, subject: Subject) -> None:
        """`round`: the one to show."""
        if "round" in subject:
            self._show_round(str(subject["round"]))

    def concerns(self, change: Any) -> bool:
        """What is tagged, who is booked, and the round itself."""
        if change.kind == "session":
            for session in change.ids:
                self._grids.changed(session)
        return change.kind in ("session", "booking", "round", "participant")

    def load(self) -> Loaded:
        """The round, or else the newest one."""
        rounds = rounds_by_id(self.desk.lab)
        newest_first = tuple(reversed(rounds.values()))
        if not newest_first:
            return Loaded((), None, None)
        names = rounds.get(self._round or newest_first[0].study.id, newest_first[0])
        return Loaded(newest_first, names, self._grids.of_round(names.study.id))

    def show_loaded(self, loaded: Any) -> None:
        """Show it; what was chosen stays chosen."""
        found: Loaded = loaded
        self._loaded_now = found
        self.back.setVisible(found.shown is not None and found.shown.open_session is not None)
        self.rounds.setVisible(found.shown is not None)
        if found.names is None or found.shown is None:
            self._teach()
            return
        self.show_body()
        self._round = found.names.study.id
        self.rounds.clear()
        for one in found.rounds:
            self.rounds.addItem(one.text, one.study.id)
        self.rounds.setCurrentIndex(self.rounds.findData(self._round))
        self.set_subtitle(_how_far(found.shown))
        self.grid.show_grid(found.shown)
        empty = not found.shown.grid.groups
        self.nothing.setVisible(empty)
        self.legend.setVisible(not empty)

    def _show_round(self, round_id: str) -> None:
        if round_id != self._round:
            self._round = RoundId(round_id)
            self.desk.memory.keep(_KEPT, round_id)
            self.panel.leave()
            self.refresh(another=True)

    def _teach(self) -> None:
        self.set_subtitle("")
        explanation = _(
            "Participants across, what was tagged down: one mark for everybody who hit it. It fills while a session "
            "runs. It needs a round with booked participants."
        )
        begin = Button(_("To services and rounds"), lambda: self.desk.navigator.go("services"), kind="primary")
        self.show_empty(EmptyState("grid-four", _("Who hit what, so far"), explanation, begin))

    # -- opening

    def _to_session(self) -> None:
        shown = self._loaded_now.shown if self._loaded_now is not None else None
        if shown is not None and shown.open_session is not None:
            self.desk.navigator.go("session", session=shown.open_session)

    def _chosen(self, index: QModelIndex) -> None:
        """One tag of one participant opens at once; several stand in the panel first."""
        row, mark = self.grid.listed.line_at(index.row()), self.grid.listed.mark_at(index)
        if row is None:
            return
        if mark is not None and len(mark.tags) == 1:
            person = self._person(self.grid.listed.codes[index.column() - FIRST_PERSON])
            self._open(person, mark.tags[0])
        else:
            self._list(row, only=mark.tags if mark is not None else ())

    def _list(self, row: GridRow, only: tuple[str, ...]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for code, mark in sorted(row.marks.items()):
            person = self._person(code)
            for tag in (person.record.annotations_by_id[one] for one in mark.tags if not only or one in only):
                button = Button(_line(code, tag), partial(self._open, person, tag.id), kind="row")
                button.setToolTip(plain(severity_label(tag.severity)))
                said = tag.text(language())
                column.addWidget(button)
                if said:
                    note = quiet(said)
                    note.setIndent(_INDENT)
                    column.addWidget(note)
        self.panel.show_detail(self.grid.listed.name_of(row), holder, on_left=self.grid.setFocus)
        self.panel.focus_first()

    def _person(self, code: str) -> GridPerson:
        assert self._loaded_now is not None
        assert self._loaded_now.shown is not None
        return next(one for one in self._loaded_now.shown.grid.people if one.code == code)

    def _open(self, person: GridPerson, tag: str) -> None:
        screen = "session" if person.is_here else "review"
        self.desk.navigator.go(screen, session=str(person.session), annotation=tag)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The way back into the session."""
        if self.back.isHidden():
            return ()
        return (PaletteEntry(_("To the session"), _("Session"), "video-camera", self._to_session),)


def _line(code: str, tag: Annotation) -> str:
    sign = "+" if tag.polarity == "positive" else severity_text(tag.severity)
    return words.MIDDLE_DOT.join((code, clock_text(tag.anchor_us), sign, tag.author))


def _how_far(shown: RoundGrid) -> str:
    people = shown.grid.people
    begun = sum(person.has_begun for person in people)
    so_far = ngettext("{n} session of {all}", "{n} sessions of {all}", begun).format(n=begun, all=len(people))
    here = next((person.code for person in people if person.is_here), None)
    return so_far if here is None else words.MIDDLE_DOT.join((so_far, _("{code} is here now").format(code=here)))
