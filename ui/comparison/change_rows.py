"""The figures of two rounds: a card for success, for times, for scores; each figure with its words and a bar."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.widgets.boxes import Card, line
from ui.widgets.interval_bar import IntervalBar
from ui.widgets.marks import state_line
from ui.widgets.side_by_side import SideBySide
from ui.widgets.texts import small, strong

if TYPE_CHECKING:
    from lab.wording.compared import ComparedRow

BAR_WIDTH, NARROW = 240, 560
_LEAST_RATIO = math.log(1.5)


class ChangesCard(Card):
    """All figures of one kind; their bars share one scale, those of scores one for each questionnaire."""

    def __init__(self, kind: str, rows: "Sequence[ComparedRow]") -> None:
        super().__init__(_heading(kind), name=f"changes_{kind}")
        self.add(small(_read_so(kind)))
        for row in rows:
            self.add(
                line(),
                SideBySide(
                    (_words(row), None),
                    (
                        _picture(row, _scale(kind, [one for one in rows if kind != "score" or one.what == row.what])),
                        BAR_WIDTH,
                    ),
                    narrow=NARROW,
                    spacing=theme.MARGIN,
                ),
            )


def _heading(kind: str) -> str:
    return {"success": _("Success"), "time": _("Time"), "score": _("Scores")}[kind]


def _read_so(kind: str) -> str:
    return {
        "success": _("Right of the line: more people succeed now."),
        "time": _("Left of the line: it takes less time now. Only those who succeeded have a time."),
        "score": _("Right of the line: the score is higher now."),
    }[kind]


def _words(row: "ComparedRow") -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID // 2)
    column.addWidget(strong(f"{row.what}: {row.measure}"))
    column.addWidget(state_line(row.sentence, *_sign(row)))
    column.addWidget(small(_("Then: {figure}").format(figure=row.earlier)))
    column.addWidget(small(_("Now: {figure}").format(figure=row.later)))
    column.addStretch(1)
    return holder


def _sign(row: "ComparedRow") -> tuple[str, str]:
    if row.better is None:
        return ("question" if row.change is None else "equals"), "unknown"
    return ("check-circle", "good") if row.better else ("warning-circle", "bad")


def _picture(row: "ComparedRow", scale: tuple[float, float]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID // 2)
    change = row.change
    if change is not None:
        drawn = [_drawn(row.kind, one) for one in (change.by, change.interval.low, change.interval.high)]
        column.addWidget(
            IntervalBar(
                *drawn, scale=scale, none=_drawn(row.kind, change.none), tone=_sign(row)[1],
                said=f"{row.what}, {row.measure}: {row.change_text}",
            )
        )  # fmt: skip
        column.addWidget(small(row.change_text))
        column.addWidget(small(_("{p}; {test}; n = {before} and {after}").format(
            p=row.p_text, test=row.test, before=row.n[0], after=row.n[1])))  # fmt: skip
    else:
        column.addWidget(small(_("Not tested; n = {before} and {after}").format(before=row.n[0], after=row.n[1])))
    column.addStretch(1)
    return holder


def _drawn(kind: str, value: float) -> float:
    """Ratios are drawn by their logarithm: twice as long is as far from none as half as long."""
    return math.log(max(value, 1e-6)) if kind == "time" else value


def _scale(kind: str, rows: "Sequence[ComparedRow]") -> tuple[float, float]:
    """The same to both sides of no change, so that the bars of one card can be compared."""
    ends = [
        abs(_drawn(kind, end))
        for row in rows
        if row.change is not None
        for end in (row.change.interval.low, row.change.interval.high)
    ]
    widest = max([*ends, _LEAST_RATIO if kind == "time" else 1e-9])
    return -widest, widest
