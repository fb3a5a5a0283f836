"""The computed figures beside which a criterion of the whole round is judged, segment by segment."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.segment_figures import SegmentFigures
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from protocols import library
from ui import theme
from ui.findings.judged import Judged
from ui.widgets.marks import state_line
from ui.widgets.texts import overline, small, strong


class RoundFigures(QWidget):
    """A warning while sessions are still to come, then everybody and each segment with their figures."""

    def __init__(self, judged: Judged) -> None:
        super().__init__()
        self.setAccessibleName(_("Computed figures"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        if judged.open_bookings:
            text = ngettext(
                "{n} session of this round is not over yet: judge after the last one",
                "{n} sessions of this round are not over yet: judge after the last one",
                judged.open_bookings,
            )
            column.addWidget(state_line(text.format(n=judged.open_bookings), "clock", "careful"))
        column.addWidget(overline(_("Computed figures")))
        for figures in judged.figures:
            column.addWidget(strong(_heading(figures)))
            for said in _lines(judged, figures):
                column.addWidget(small(said))


def _heading(figures: SegmentFigures) -> str:
    name = figures.segment.name if figures.segment is not None else _("Everybody")
    n = figures.participants
    return f"{name} · " + ngettext("{n} participant", "{n} participants", n).format(n=n)


def _lines(judged: Judged, figures: SegmentFigures) -> Iterator[str]:
    from lab.wording.figures import share_words, summary_words, time_words  # late: a window starts without babel

    for one in figures.tasks:
        if one.success.n:
            yield _("{task}: without help {share}; time {time}").format(
                task=judged.task_name(one.task), share=share_words(one.success), time=time_words(one.time)
            )
    for name, found in figures.scores.items():
        yield _("{questionnaire}: {score}").format(
            questionnaire=library.questionnaire(name).title.in_language(language()), score=summary_words(found)
        )
