"""The map: stages across, what is known of them down; every cell leads to what it rests on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lab.domain.client_path import Seen, StageFigures
from lab.domain.path_evidence import Moment, Shows
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.widgets.boxes import Card, line
from ui.widgets.buttons import Button
from ui.widgets.texts import body, small, strong

if TYPE_CHECKING:
    from ui.path.mapped import Mapped

STAGE_WIDTH = 118

Open = Callable[[str, Shows], None]


def row_names() -> dict[Shows, str]:
    """What each row says."""
    return {
        Shows.SUCCESS: _("Success without help"),
        Shows.TIME: _("Time to success"),
        Shows.WAITING: _("Waiting"),
        Shows.EASE: _("Ease, 1 to 7"),
        Shows.GOOD: _("Seen for it"),
        Shows.BAD: _("Seen against it"),
        Shows.QUOTES: _("Said"),
    }


class StageTable(Card):
    """Figures of everybody or of one segment. `open_cell` is told stage and row."""

    def __init__(self, mapped: "Mapped", segment_id: str | None, open_cell: Open) -> None:
        super().__init__(name="stage_table")
        stages = mapped.stages_of(segment_id) or ()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GRID)
        for column, one in enumerate(stages, 1):
            grid.addWidget(strong(mapped.title(one.stage)), 0, column)
            grid.setColumnMinimumWidth(column, theme.scaled(STAGE_WIDTH))
            grid.setColumnStretch(column, 1)
        behind = {stage.id: mapped.journey.behind(stage, segment_id) for stage in mapped.journey.protocol.stages}
        for place, (shows, words) in enumerate(row_names().items()):
            grid.addWidget(line(), 2 * place + 1, 0, 1, len(stages) + 1)
            grid.addWidget(small(words), 2 * place + 2, 0)
            for column, one in enumerate(stages, 1):
                known = [moment for moment in behind[one.stage] if moment.shows is shows]
                cell = _cell(
                    shows, one, known, partial(open_cell, one.stage, shows), f"{mapped.title(one.stage)}, {words}"
                )
                grid.addWidget(cell, 2 * place + 2, column)
        self.column.addLayout(grid)


def _cell(shows: Shows, one: StageFigures, known: list[Moment], do: Callable[[], None], said: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    first, *further = _words(shows, one)
    value, _open, detail = first.partition(" (")
    column.addWidget(body(value))
    for words in (detail.removesuffix(".").removesuffix(")"), *further):
        if words:
            column.addWidget(small(words))
    if known:
        text = ngettext("{n} moment", "{n} moments", len(known)).format(n=len(known))
        button = Button(text, do, kind="link")
        button.setObjectName(f"{one.stage}_{shows.value}")
        button.setAccessibleName(f"{said}: {text}")
        column.addWidget(button)
    column.addStretch(1)
    return holder


def _words(shows: Shows, one: StageFigures) -> tuple[str, ...]:
    from lab.wording.figures import NONE, mean_words, share_words, time_words  # late: a window starts without babel
    from lab.wording.path import not_arrived_words, waiting_words

    if shows is Shows.TIME:
        return (time_words(one.time), *not_arrived_words(one))
    if shows is Shows.WAITING:
        return tuple(waiting_words(one)) or (NONE,)
    if shows is Shows.QUOTES:
        return tuple(f"“{said.words}”" for said in one.quotes[:2]) or (NONE,)
    if shows in (Shows.GOOD, Shows.BAD):
        return (_seen(one.good if shows is Shows.GOOD else one.bad),)
    return (share_words(one.success) if shows is Shows.SUCCESS else mean_words(one.ease),)


def _seen(seen: Seen) -> str:
    from lab.wording.figures import NONE, participants

    if not seen.annotations:
        return NONE
    return _("{n} ({people})").format(n=seen.annotations, people=participants(seen.participants))
