"""An owner's plan in the panel: every fault of it, or what it would change; taken on a yes, with undo."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.action_plans import answer_words, fault_sentence, faults_lines, gate_change, place
from ui import theme, words
from ui.alerts import Choice
from ui.findings.judged import Judged
from ui.findings.writing import Writing
from ui.widgets.boxes import Flow, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.marks import gate_badge, state_line
from ui.widgets.texts import body, fixed, quiet, small, strong

if TYPE_CHECKING:
    from lab.domain.action_plan import PlanFault
    from lab.services.action_plans import PlanChange, PlanReview, PlanTaken


class PlanImport:
    """One per screen."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._desk = writing.desk

    def review(self, judged: Judged, path: Path) -> None:
        """Read the file and show what it says; nothing is changed by that."""
        person = self._writing.person

        def work() -> "PlanReview":
            return self._desk.lab.action_plans.review(path, person, within=judged.round_id)

        show = partial(self._show, judged)
        self._desk.background.read(work).owned_by(self._writing.panel).on_done(show).start()

    def _show(self, judged: Judged, review: "PlanReview") -> None:
        self._writing.shown = ""
        day = words.short_date(review.made_at.astimezone().date())
        title = _("Action plan of {day}").format(day=day)
        if review.faults:
            copy = Button(_("Copy the list"), partial(self._copy, review), icon_name="copy", kind="primary")
            self._writing.panel.show_detail(title, PlanFaults(review.faults), copy)
            return
        buttons = []
        if review.changes:
            take = Button(_("Take all of it"), partial(self._take, review), icon_name="check", kind="primary")
            take.setObjectName("take_plan")
            buttons.append(take)
        self._writing.panel.show_detail(title, PlanChanges(judged, review), *buttons)

    def _copy(self, review: "PlanReview") -> None:
        QGuiApplication.clipboard().setText("\n".join(faults_lines(review.faults)))
        self._desk.alerts.done(_("The list is copied."), key="plan")

    def _take(self, review: "PlanReview") -> None:
        def done(taken: "PlanTaken") -> None:
            self._writing.panel.leave()
            back = partial(self._writing.write, partial(self._desk.lab.action_plans.undo, taken))
            said = _("The plan was taken: {change}").format(change=gate_change(review.before, review.after))
            self._desk.alerts.done(said, Choice(_("Undo"), back), key="plan")

        work = partial(self._desk.lab.action_plans.take, review)
        self._desk.background.write(work).owned_by(self._writing.panel).on_done(done).start()


class PlanFaults(QWidget):
    """Everything that is wrong with a plan, each with its place in the file."""

    def __init__(self, faults: "tuple[PlanFault, ...]") -> None:
        super().__init__()
        column = _column(self)
        n = len(faults)
        said = ngettext(
            "Nothing can be taken: the plan has {n} fault. Send it back to its owner with this list.",
            "Nothing can be taken: the plan has {n} faults. Send it back to its owner with this list.",
            n,
        ).format(n=n)
        column.addWidget(state_line(said, "warning", "bad"))
        for fault in faults:
            if fault.column is not None:
                column.addWidget(strong(place(fault)))
            column.addWidget(body(fault_sentence(fault)))


class PlanChanges(QWidget):
    """What a plan would change, line by line, and what becomes of the gate."""

    def __init__(self, judged: Judged, review: "PlanReview") -> None:
        super().__init__()
        column = _column(self)
        if review.before.state is review.after.state:
            column.addWidget(boxed(row(gate_badge(review.after.state.value), 1)))
        else:
            badges = gate_badge(review.before.state.value), fixed("→"), gate_badge(review.after.state.value)
            column.addWidget(Flow(*badges))
        column.addWidget(quiet(gate_change(review.before, review.after)))
        n = len(review.changes)
        if not n:
            column.addWidget(body(_("The plan says nothing new: there is nothing to take.")))
        else:
            column.addWidget(body(ngettext("{n} line changes:", "{n} lines change:", n).format(n=n)))
        for change in review.changes:
            for label in _labels(judged, change):
                column.addWidget(label)
        column.addWidget(small("; ".join(_rest(review))))


def _rest(review: "PlanReview") -> Iterator[str]:
    """What the plan leaves as it is."""
    left, absent = review.left, len(review.absent)
    if left:
        yield ngettext("{n} line says nothing new", "{n} lines say nothing new", left).format(n=left)
    if absent:
        yield ngettext("{n} line is not in the file", "{n} lines are not in the file", absent).format(n=absent)


def _labels(judged: Judged, change: "PlanChange") -> list[QWidget]:
    arrow = f"{answer_words(change.asked.answer)} → {answer_words(change.answer)}"
    labels: list[QWidget] = [strong(judged.subject_name(change.asked.subject)), body(arrow)]
    if change.answer.why:
        labels.append(small(change.answer.why))
    return labels


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID)
    return column
