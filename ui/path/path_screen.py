"""The client's path: how did it go, stage by stage, for whom, and where is that to be seen?"""

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.ids import RoundId
from lab.domain.path_evidence import Moment, Shows
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.desk import Desk
from ui.path.mapped import Mapped, read_path
from ui.path.moments_list import MomentsList
from ui.path.stage_table import StageTable, row_names
from ui.screen import Screen, Subject, clear, scrolling
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState
from ui.widgets.marks import state_line
from ui.widgets.texts import body

PICTURE_HEIGHT, PANEL_WIDTH = 280, 272


class PathScreen(Screen):
    """A map of the round that was asked for, else of the newest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "path", _("Client’s path"), scrolls=False)
        self.mapped: Mapped | None = None
        self._round = RoundId(desk.memory.recall("path/round")) or None
        self._segment: str | None = None
        self._colours = theme.colours_of(self)
        self.rounds = _box("path_round", _("Round"), 30)
        self.groups = _box("path_group", _("Whose path"), 14)
        self.rounds.activated.connect(lambda _index: self._show_round(str(self.rounds.currentData())))
        self.groups.activated.connect(lambda _index: self._show_group())
        self.action_row.addWidget(self.rounds)
        self.action_row.addWidget(self.groups)
        self.panel = DetailPanel("path_panel", width=PANEL_WIDTH)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.MARGIN)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._parts)
        column.addStretch(1)
        line = row(spacing=theme.MARGIN)
        area = scrolling(holder)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # a path may have many stages
        line.addWidget(area, 1)
        line.addWidget(self.panel)
        self.body.addLayout(line, 1)

    # -- loading

    def load(self) -> Mapped | None:
        """Read the round and draw its curve."""
        return read_path(self.desk.lab, self._round, self._colours)

    def show_loaded(self, loaded: Any) -> None:
        """Show the choice, the picture and the map."""
        mapped: Mapped | None = loaded
        self.mapped = mapped
        if mapped is None or not mapped.journey.stages:
            self._teach(mapped)
            return
        self.show_body()
        self._round = mapped.chosen.study.id
        self.desk.memory.keep("path/round", self._round)
        _fill(self.rounds, [(one.text, one.study.id) for one in mapped.rounds], self._round)
        groups: list[tuple[str, str]] = [(_("Everybody"), "")]
        groups += [(one.segment.name, one.segment.id) for one in mapped.journey.segments]
        if self._segment not in {group for _name, group in groups}:
            self._segment = None
        _fill(self.groups, groups, self._segment or "")
        self._draw(mapped)

    def open_subject(self, subject: Subject) -> None:
        """`round`: its id."""
        if "round" in subject:
            self._show_round(str(subject["round"]))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the curve in the new colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_colours"):
            colours = theme.colours_of(self)
            if colours is not self._colours:
                self._colours = colours
                self.refresh(another=True)

    # -- parts

    def _draw(self, mapped: Mapped) -> None:
        clear(self._parts)
        self.panel.leave()
        if mapped.picture:
            self._parts.addWidget(_picture(mapped))
        for one in mapped.journey.segments:
            if one.stages is None:
                self._parts.addWidget(state_line(_thin(mapped, one.segment.name, one.participants), "users", "careful"))
        if mapped.stages_of(self._segment) is None:
            self._parts.addWidget(body(_("There is no map of this segment: too few of it were heard.")))
            return
        self._parts.addWidget(StageTable(mapped, self._segment, self._open_cell))

    def _show_round(self, round_id: str) -> None:
        self._round, self._segment = RoundId(round_id), None
        self.refresh(another=True)

    def _show_group(self) -> None:
        self._segment = str(self.groups.currentData()) or None
        if self.mapped is not None:
            self._draw(self.mapped)

    def _open_cell(self, stage_id: str, shows: Shows) -> None:
        mapped = self.mapped
        if mapped is None:
            return
        stage = next(one for one in mapped.journey.protocol.stages if one.id == stage_id)
        found = [one for one in mapped.journey.behind(stage, self._segment) if one.shows is shows]
        words = f"{mapped.title(stage_id)}: {row_names()[shows]}"
        self.panel.show_detail(words, MomentsList(found, self._look, mapped.task_name))

    def _look(self, moment: Moment) -> None:
        """At the tag, or at the moment."""
        if moment.annotation is not None:
            self.desk.navigator.go("review", session=moment.session_id, annotation=moment.annotation.id)
        else:
            self.desk.navigator.go("review", session=moment.session_id, at_us=moment.at_us)

    def _teach(self, mapped: Mapped | None) -> None:
        if mapped is None:
            words = _("The path shows a round stage by stage: success, time, waiting, ease, what was seen and said.")
        else:
            words = _("The protocol of this round names no stages of the client’s path.")
        begin = Button(_("To the services"), lambda: self.desk.navigator.go("services"), kind="primary")
        self.show_empty(EmptyState("path", _("How did it go, stage by stage?"), words, begin))


def _picture(mapped: Mapped) -> QWidget:
    card = Card(name="experience")
    drawn = QSvgWidget()
    drawn.load(QByteArray(mapped.picture.encode()))
    drawn.setAccessibleName(mapped.said)
    size = drawn.renderer().defaultSize()
    height = theme.scaled(PICTURE_HEIGHT)
    drawn.setFixedSize(round(size.width() * height / size.height()), height)
    card.column.addLayout(row(drawn, 1))
    return card


def _thin(mapped: Mapped, name: str, n: int) -> str:
    words = ngettext(
        "{segment}: {n} participant, too thin for a path of its own (at least {least} are needed)",
        "{segment}: {n} participants, too thin for a path of its own (at least {least} are needed)",
        n,
    )
    return words.format(segment=name, n=n, least=mapped.journey.study.rules.segment_n_min)


def _box(name: str, said: str, letters: int) -> ChoiceBox:
    box = ChoiceBox()
    box.setMinimumContentsLength(round(letters / theme.text_scale() ** 2))
    box.setObjectName(name)
    box.setAccessibleName(said)
    return box


def _fill(box: ChoiceBox, choices: list[tuple[str, str]], chosen: str) -> None:
    box.clear()
    for words, key in choices:
        box.addItem(words, key)
    box.setCurrentIndex(box.findData(chosen))
