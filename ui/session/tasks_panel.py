"""The tasks: how each stands, the running one with its time, its target and its outcomes, and what to read aloud."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from lab.domain.events import AttemptOutcome
from lab.domain.timeline import SECOND_US, clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.judging import outcome_label
from protocols.protocol import Task
from ui import theme
from ui.held.outcomes import ICONS, TONES
from ui.held.tasks import TaskStanding
from ui.keys.keymap import Act, Keymap
from ui.keys.labels import with_key
from ui.screen import clear
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body, fixed, overline, small, toned
from ui.widgets.tips import plain

TimeOf = Callable[[TaskStanding], int]
_KEYED: tuple[tuple[AttemptOutcome, Act], ...] = (
    ("success", Act.SUCCESS),
    ("assisted", Act.ASSISTED),
    ("failed", Act.FAILED),
    ("gave_up", Act.GAVE_UP),
)


class TaskRow(QFrame):
    """One task in a line: state, number, title, time.

    Signals:
        start_requested: id of the task.
    """

    start_requested = Signal(str)

    def __init__(self, standing: TaskStanding, *, can_start: bool) -> None:
        super().__init__()
        self._standing = standing
        self.time = fixed("", "quiet")
        title = body(f"{standing.number}  {standing.task.title.in_language(language())}")
        if standing.is_running:
            title.setProperty("role", "strong")
        line = row(self._state(), title)
        line.setStretch(1, 1)
        line.addWidget(self.time)
        if can_start:
            words = _("Start task {n}").format(n=standing.number)
            start = IconButton(words, "play", self._start)
            start.setObjectName(f"start_{standing.task.id}")
            line.addWidget(start)
        line.setContentsMargins(0, 2, 0, 2)
        self.setLayout(line)
        self.setMinimumHeight(theme.scaled(theme.ICON + 4))

    def _start(self) -> None:
        self.start_requested.emit(self._standing.task.id)

    def _state(self) -> QLabel:
        last = self._standing.last
        if last is None:
            icon, tone, words = "circle-dashed", "unknown", _("not begun")
        elif last.end_us is None:
            icon, tone, words = "play-circle", "info", _("running")
        elif last.outcome is None:
            icon, tone, words = "question", "careful", outcome_label(None)
        else:
            icon, tone, words = ICONS[last.outcome], TONES[last.outcome], outcome_label(last.outcome)
        state = IconLabel(icon, tone)
        state.setAccessibleName(words)
        state.setToolTip(plain(words))
        return state


class TasksPanel(Card):
    """All tasks.

    Signals:
        boundary_requested: start the next task or end the running one.
        start_requested: id of a task.
        outcome_said: an outcome for the running task, or for the one that ended last.
        assist_requested, restart_requested, resume_requested, void_requested: as the menu says.
        questions_requested: let the participant answer what is asked after the last task.
        card_requested, print_requested: Task whose text is shown or printed.
    """

    boundary_requested = Signal()
    start_requested = Signal(str)
    outcome_said = Signal(str)
    assist_requested = Signal()
    restart_requested = Signal()
    resume_requested = Signal()
    void_requested = Signal()
    questions_requested = Signal()
    card_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="tasks_panel")
        self.setAccessibleName(_("Tasks"))
        self._read: Task | None = None
        self._rows: list[tuple[TaskStanding, TaskRow]] = []
        self._drawn: object = None
        self._focus: TaskStanding | None = None
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        self.add(overline(_("Tasks")))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.column.addLayout(self._list)
        self.boundary = Button("", self.boundary_requested.emit, kind="primary")
        self.boundary.setObjectName("boundary")
        self.boundary.setStyleSheet("padding: 0 4px;")
        self.target = small("")
        self.outcomes, self.outcome_buttons = self._outcome_buttons()
        self.more = Button(_("More…"), icon_name="dots-three", kind="plain")
        self.more.setMenu(self._menu())
        self.add(self.target, self.outcomes, self.boundary)
        self.column.addLayout(row(self.more, 1))
        self._reading()

    def _outcome_buttons(self) -> tuple[QWidget, dict[AttemptOutcome, Button]]:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID // 2)
        buttons: dict[AttemptOutcome, Button] = {}
        for place, (outcome, _act) in enumerate(_KEYED):
            button = Button("", kind="compact")
            button.setObjectName(f"outcome_{outcome}")
            button.setCheckable(True)
            button.setStyleSheet("padding: 0 4px;")
            button.setProperty("outcome", outcome)
            button.clicked.connect(self._on_outcome)
            grid.addWidget(button, place // 2, place % 2)
            buttons[outcome] = button
        return box, buttons

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self.assist = menu.addAction(_("I helped (counted)"), self.assist_requested.emit)
        self.timed_out = menu.addAction(_("Ended: timed out"), lambda: self.outcome_said.emit("timed_out"))
        self.ask = menu.addAction(_("Let the participant answer"), self.questions_requested.emit)
        self.restart = menu.addAction(_("Started too early: start again now"), self.restart_requested.emit)
        self.resume = menu.addAction(_("Ended too early: add to the last task"), self.resume_requested.emit)
        self.void = menu.addAction(_("This attempt does not count"), self.void_requested.emit)
        return menu

    def _reading(self) -> None:
        self.scenario = body("")
        self.scenario.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.scenario.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Read to the participant"))
        held = QWidget()
        held.setProperty("box", "scrolled")
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, 0, theme.GRID, 0)
        inner.addWidget(self.scenario)
        inner.addStretch()
        area.setWidget(held)
        self.card = IconButton(_("Show the task as a card on the participant’s screen"), "cards", self._show_card)
        self.print = IconButton(_("Print the task"), "printer", self._print)
        self.read_title = overline(_("Read aloud"))
        line = row(self.read_title, 1, self.card, self.print)
        self.column.addLayout(line)
        self.column.addWidget(area, 1)

    # -- showing

    def show_tasks(self, stand: Sequence[TaskStanding], following: TaskStanding | None, *, running: bool) -> None:
        """Show how all tasks stand; `running`: the session runs, so that tasks can begin."""
        busy = next((one for one in stand if one.is_running), None)
        drawn = (tuple(stand), running)
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw_rows(stand, can_start=running and busy is None)
        self._focus = busy or _last_without_outcome(stand)
        self._show_outcomes(busy)
        may_judge = running or busy is None
        self.outcomes.setEnabled(may_judge)
        self.boundary.setVisible(busy is not None or following is not None)
        self.boundary.setEnabled(running)
        self._following = following
        self._busy = busy
        self.assist.setEnabled(busy is not None)
        self.restart.setEnabled(busy is not None and running)
        self.timed_out.setEnabled(self._focus is not None and may_judge)
        self.resume.setEnabled(busy is None and running and any(one.is_ended for one in stand))
        self.void.setEnabled(any(one.attempts for one in stand))
        shown = busy or following or (stand[-1] if stand else None)
        self._show_reading(shown.task if shown is not None else None)

    def show_keys(self, keymap: Keymap) -> None:
        """Write the keys on the buttons."""
        for outcome, act in _KEYED:
            self.outcome_buttons[outcome].set_words(with_key(outcome_label(outcome), keymap.label(act)))
        key = keymap.label(Act.BOUNDARY)
        if self._busy is not None:
            self.boundary.set_words(with_key(_("End the task"), key))
        elif self._following is not None:
            words = _("Start task {n}").format(n=self._following.number)
            self.boundary.set_words(with_key(words, key))

    _busy: TaskStanding | None = None
    _following: TaskStanding | None = None

    def tick(self, time_of: TimeOf) -> None:
        """Bring the times up to date."""
        for standing, line in self._rows:
            line.time.setText(clock_text(time_of(standing)) if standing.attempts else "")
        if self._busy is None:
            return
        task, spent = self._busy.task, time_of(self._busy)
        target = _("target {time}").format(time=clock_text(round(task.target_time_s * SECOND_US)))
        if spent > task.time_limit_s * SECOND_US:
            target, tone = _("{target} · over the time limit").format(target=target), "bad"
        elif spent > task.target_time_s * SECOND_US:
            target, tone = _("{target} · over target").format(target=target), "careful"
        else:
            tone = ""
        attempt = self._busy.last
        if attempt is not None and attempt.assists:
            target += " · " + ngettext("helped {n} time", "helped {n} times", attempt.assists).format(n=attempt.assists)
        if target != self.target.text():
            self.target.setText(target)
            toned(self.target, tone)

    def _draw_rows(self, stand: Sequence[TaskStanding], *, can_start: bool) -> None:
        clear(self._list)
        self._rows = []
        for standing in stand:
            line = TaskRow(standing, can_start=can_start)
            line.start_requested.connect(self.start_requested)
            self._list.addWidget(line)
            self._rows.append((standing, line))

    def _show_outcomes(self, busy: TaskStanding | None) -> None:
        focus = self._focus
        self.outcomes.setVisible(focus is not None)
        self.target.setVisible(focus is not None)
        if focus is None:
            return
        if busy is None:
            words = _("Task {n} has ended: how did it go?").format(n=focus.number)
            self.target.setText(words)
            toned(self.target, "careful")
        last = focus.last
        for outcome, button in self.outcome_buttons.items():
            button.setChecked(last is not None and last.outcome == outcome)

    def _show_reading(self, task: Task | None) -> None:
        self._read = task
        self.scenario.setText(task.scenario.in_language(language()) if task is not None else "")
        for widget in (self.card, self.print):
            widget.setEnabled(task is not None)

    # -- asking

    def _on_outcome(self) -> None:
        self.outcome_said.emit(str(self.sender().property("outcome")))

    def _show_card(self) -> None:
        if self._read is not None:
            self.card_requested.emit(self._read)

    def _print(self) -> None:
        if self._read is not None:
            self.print_requested.emit(self._read)


def _last_without_outcome(stand: Sequence[TaskStanding]) -> TaskStanding | None:
    ended = [one for one in stand if one.last is not None and one.last.end_us is not None]
    last = max(ended, key=lambda one: (one.last.end_us or 0) if one.last else 0, default=None)
    return last if last is not None and last.last is not None and last.last.outcome is None else None
