"""The computed figures beside which a criterion of the whole round is judged: every one with its n and interval."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.group_comparison import TaskChange
from lab.domain.metrics.shares import Share
from lab.domain.segment_comparison import SegmentCompared
from lab.domain.segment_figures import SegmentFigures
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from protocols import library
from protocols.standard import Criterion
from ui import theme
from ui.round_debrief.loading import RoundDebrief
from ui.widgets.marks import state_line
from ui.widgets.texts import body, overline, small, strong


class FiguresView(QWidget):
    """A warning while sessions are still to come; then who was heard, success and time by segment, and every segment
    beside everybody else. What the criterion is observed by comes first.
    """

    def __init__(self, shown: RoundDebrief, criterion: Criterion) -> None:
        super().__init__()
        self.setAccessibleName(_("Computed figures"))
        self._shown = shown
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)
        if shown.open_bookings:
            text = ngettext(
                "{n} session of this round is not over yet: judge after the last one",
                "{n} sessions of this round are not over yet: judge after the last one",
                shown.open_bookings,
            )
            self._column.addWidget(state_line(text.format(n=shown.open_bookings), "clock", "careful"))
        if "log_timing" in criterion.evidence:
            self._show_times()
            self._show_people()
        else:
            self._show_people()
            self._show_times()
        self._show_compared()

    def _show_people(self) -> None:
        """Who was heard: the mix of people, and what each segment reached."""
        self._column.addWidget(overline(_("Who was heard, and what they reached without help")))
        for figures in self._shown.figures:
            self._column.addWidget(strong(_heading(figures)))
            for words, alarming in _reached(self._shown, figures):
                self._column.addWidget(state_line(words, "warning", "careful") if alarming else small(words))

    def _show_times(self) -> None:
        from lab.wording.figures import minutes, time_words  # late: a window starts without babel

        self._column.addWidget(overline(_("Time on task, beside its target")))
        everybody = self._shown.figures[0]
        targets = {task.id: task.target_time_s for task in self._shown.protocol.tasks}
        for one in everybody.tasks:
            if one.success.n:
                words = _("{task}: {time}; target {target}; {n} did not arrive without help").format(
                    task=self._shown.task_name(one.task), time=time_words(one.time),
                    target=minutes(targets[one.task]), n=one.success.n - one.success.hits,
                )  # fmt: skip
                late = one.time is not None and one.time.interval is not None
                late = late and one.time.interval.low > targets[one.task]  # type: ignore[union-attr]
                self._column.addWidget(state_line(words, "warning", "careful") if late else small(words))

    def _show_compared(self) -> None:
        if not self._shown.compared:
            self._column.addWidget(small(_("No segments are declared: there is nothing to compare.")))
            return
        self._column.addWidget(overline(_("Segments beside everybody else")))
        for one in self._shown.compared:
            words = _("{segment}: {n}, beside {others} others").format(
                segment=one.segment.name, n=_people(one.participants), others=one.others
            )
            self._column.addWidget(strong(words))
            for said in _compared(self._shown, one):
                self._column.addWidget(body(said) if one.compared is None else small(said))


def _people(n: int) -> str:
    return ngettext("{n} participant", "{n} participants", n).format(n=n)


def _heading(figures: SegmentFigures) -> str:
    name = figures.segment.name if figures.segment is not None else _("Everybody")
    return f"{name} · {_people(figures.participants)}"


def _reached(shown: RoundDebrief, figures: SegmentFigures) -> Iterator[tuple[str, bool]]:
    """Lines, and whether the interval lies wholly below the target."""
    from lab.wording.figures import percent, share_words, summary_words

    targets = {task.id: task.target_success for task in shown.protocol.tasks}
    for one in figures.tasks:
        if one.success.n:
            words = _("{task}: without help {share}").format(
                task=shown.task_name(one.task), share=share_words(one.success)
            )
            below = _below(one.success, targets[one.task])
            if below:
                words += " – " + _("below the target of {target}").format(target=percent(targets[one.task]))
            yield words, below
    for name, found in figures.scores.items():
        title = library.questionnaire(name).title.in_language(language())
        yield _("{questionnaire}: {score}").format(questionnaire=title, score=summary_words(found)), False


def _below(found: Share, target: float) -> bool:
    return found.interval is not None and found.interval.high < target


def _compared(shown: RoundDebrief, one: SegmentCompared) -> Iterator[str]:
    if one.compared is None:
        yield _("too thin to compare: what it says is anecdote")
        return
    for task in one.compared.tasks:
        yield _task_line(shown, task)


def _task_line(shown: RoundDebrief, task: TaskChange) -> str:
    from lab.wording.changes import conclusion, points_words, ratio_words
    from lab.wording.figures import share_words

    others, inside = task.success
    return _("{task}: {inside}, the others {others}: {difference}. {conclusion} Time: {ratio}").format(
        task=shown.task_name(task.task), inside=share_words(inside), others=share_words(others),
        difference=points_words(task.success_change), conclusion=conclusion("success", task.success_change),
        ratio=ratio_words(task.time_change),
    )  # fmt: skip
