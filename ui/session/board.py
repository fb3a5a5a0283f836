"""The board of the running session: tasks, live picture, tag pad, feed and health, as `look` draws them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from lab.domain.annotation import Annotation
from lab.domain.events import AttemptOutcome
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.live.messages import Blind, Health
from protocols.protocol import Task
from recordings import clock
from ui import theme
from ui.background import Background
from ui.elsewhere import open_elsewhere
from ui.held.pad import pad_for
from ui.held.pad_coding import PadCoding
from ui.held.participant_screen import seen_by_participant
from ui.held.running import RunningSession
from ui.held.tag_pad import TagPad
from ui.held.tasks import TaskStanding, last_ended, next_task, standings, tasks_in_order
from ui.held.verbs import TagContent, Verbs
from ui.keys.key_filter import KeyFilter
from ui.keys.keymap import OUTCOMES, TAGS, Act, Keymap
from ui.press_time import pressed_at
from ui.second_room.beside_feed import BesideFeed
from ui.second_room.company import Company
from ui.session.feed_panel import FeedPanel
from ui.session.focus_notice import Watching
from ui.session.health import HealthWord, alarm_words, health_words
from ui.session.health_row import HealthRow
from ui.session.live_picture import LivePicture
from ui.session.session_head import SessionHead
from ui.session.tasks_panel import TasksPanel
from ui.widgets.boxes import boxed, column
from ui.widgets.side_by_side import SideBySide

TICK_MS = 250
TASKS_WIDTH, FEED_WIDTH, NARROW = 272, 232, 880
PICTURE_HEIGHT = 120


class SessionBoard(Watching):
    """Everything a moderator sees and does while a session runs.

    Signals:
        help_requested: show all keys.
        card_requested, print_requested: Task. questions_requested: what is asked after it.
        disposed: nothing acts on it any more.
        choose_requested: id of a source whose device is to be chosen anew.
        taken_back, voided: Annotation or Attempt that was taken back, so that undo can be offered.
        room_wanted, grid_wanted: the screen of the second room, or the live grid.
    """

    help_requested = Signal()
    disposed = Signal()
    card_requested = Signal(object)
    print_requested = Signal(object)
    questions_requested = Signal()
    choose_requested = Signal(str)
    taken_back = Signal(object)
    voided = Signal(object)
    room_wanted = Signal()
    grid_wanted = Signal()

    def __init__(
        self,
        session: RunningSession,
        head: SessionHead,
        background: Background,
        keymap: Callable[[], Keymap],
        company: Company,
    ) -> None:
        super().__init__()
        self.setObjectName("session_board")
        self.session = session
        self.verbs = Verbs(session)
        self.head = head
        self._keymap = keymap
        self._sounds = {source.id for source in session.plan.sources if source.is_sound}
        self.tasks = TasksPanel()
        self.picture = LivePicture(background)
        self.pad = TagPad(session.plan.criteria)
        self.coding = PadCoding(self.pad, self, self.setFocus)
        self.feed = FeedPanel(session.author)
        self.side = BesideFeed(self.feed, company, lambda: seen_by_participant(self.window(), session.plan.sources))
        self.health = HealthRow()
        self.notice.tell(keys_are_shared=session.plan.setup != "own_device")
        self._arrange()
        self._connect()
        self.keys = KeyFilter(self, keymap, self._on_key)
        self.keys.listen()
        self._tick_timer = QTimer(self, interval=TICK_MS)
        self._tick_timer.timeout.connect(self.tick)
        self._tick_timer.start()
        self.show_record()
        self.tick()

    def dispose(self) -> None:
        """Listen to keys no longer."""
        self.keys.rest()
        self._tick_timer.stop()
        self.disposed.emit()

    # -- building

    def _arrange(self) -> None:
        middle = column(self.picture, self.pad, spacing=theme.GRID)
        middle.setStretch(0, 1)
        self.picture.setMinimumHeight(theme.scaled(PICTURE_HEIGHT))
        columns = SideBySide((self.tasks, TASKS_WIDTH), (boxed(middle), None), (self.side, FEED_WIDTH), narrow=NARROW)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addWidget(self.notice)
        whole.addWidget(columns, 1)
        whole.addWidget(self.health)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _connect(self) -> None:
        session, tasks = self.session, self.tasks
        session.record_changed.connect(self.show_record)
        session.health_changed.connect(self._show_health)
        session.levels_changed.connect(self.health.show_levels)
        session.recorder_changed.connect(self._show_head)
        session.alarms_changed.connect(lambda: self._show_health(self._last_health))
        session.connected_changed.connect(self._show_connected)
        self.head.pause_requested.connect(self._pause)
        self.head.blind_requested.connect(self._blind)
        tasks.boundary_requested.connect(lambda: self.verbs.boundary(session.now()))
        tasks.start_requested.connect(lambda task: self.verbs.start(session.now(), task))
        tasks.outcome_said.connect(lambda outcome: self.verbs.outcome(session.now(), cast("AttemptOutcome", outcome)))
        tasks.assist_requested.connect(lambda: self.verbs.assist(session.now()))
        tasks.restart_requested.connect(lambda: self.verbs.restart(session.now()))
        tasks.resume_requested.connect(lambda: self.verbs.resume_last(session.now()))
        tasks.void_requested.connect(self._void)
        tasks.card_requested.connect(self.card_requested)
        tasks.print_requested.connect(self.print_requested)
        tasks.questions_requested.connect(self.questions_requested)
        self.feed.tag_chosen.connect(self.choose_tag)
        self.side.tag_wanted.connect(self.choose_tag)
        self.side.room_wanted.connect(self.room_wanted)
        self.side.grid_wanted.connect(self.grid_wanted)
        self.side.left.connect(self.setFocus)
        self.health.choose_requested.connect(self.choose_requested)
        self.health.folder_requested.connect(lambda path: open_elsewhere(Path(path)))
        self.health.put_away_requested.connect(session.put_away)

    _last_health: Health | None = None

    # -- showing

    def stand(self) -> tuple[TaskStanding, ...]:
        """How the tasks stand."""
        plan = self.session.plan
        return standings(tasks_in_order(plan.protocol, plan.task_order), self.session.record)

    def running_task(self) -> Task | None:
        """The task that runs."""
        return next((one.task for one in self.stand() if one.is_running), None)

    def show_record(self) -> None:
        """Show the record as it is now."""
        session, keymap = self.session, self._keymap()
        stand = self.stand()
        self.tasks.show_tasks(stand, next_task(stand), running=session.state is SessionState.RUNNING)
        self.tasks.show_keys(keymap)
        self.pad.show_pad(pad_for(session.plan.protocol, self.running_task()), keymap)
        self.coding.show()
        self.feed.show_tags(session.record.annotations, session.is_waiting)
        self.picture.say(_("Paused: nothing is recorded") if session.state is SessionState.PAUSED else "")
        self._show_head()
        self.tick()

    def show_pictures(self, pictures: Mapping[str, tuple[Any, bytes]]) -> None:
        """The newest live pictures."""
        self.picture.take(pictures)

    def tick(self) -> None:
        """Bring the clocks up to date."""
        session = self.session
        now = session.now()
        pauses = session.record.pauses_until(now)
        self.head.tick(session)
        self.side.look()
        self.tasks.tick(lambda one: sum(attempt.time_on_task_us(pauses, now) for attempt in one.attempts[-1:]))

    def _show_head(self) -> None:
        self.head.show_state(self.session, self._keymap())
        waiting = self.session.waiting
        if not self.session.connected:
            words = _("The room is being started again. {n} entries wait and are not lost.").format(n=waiting)
            self.feed.show_line(words, "careful")
        elif waiting:
            self.feed.show_line(_("being saved: {n}").format(n=waiting), "")
        else:
            self.feed.show_line(_("everything is saved"), "")

    def _show_connected(self) -> None:
        self._show_head()
        self._show_health(None if not self.session.connected else self._last_health)

    def _show_health(self, health: Health | None) -> None:
        self._last_health = health
        plan, session = self.session.plan, self.session
        shows = {source.id: source.shows for source in plan.sources}
        fps = {source.id: source.fps for source in plan.sources}
        recording = session.state is SessionState.RUNNING
        words = health_words(health, shows, fps, recording=recording, waiting=session.waiting) if health else ()
        if not session.connected:
            unknown = _("The recording goes on; how it does is known when the room answers.")
            self.health.show_words((), (HealthWord("room", unknown, "careful"),), self._sounds)
            return
        self.health.show_words(words, alarm_words(session.alarms), self._sounds)

    # -- doing

    def _on_key(self, act: Act, event: QKeyEvent) -> None:
        self.act(act, pressed_at(event, self.session.machine_now()))

    def act_at(self, act: Act, stamp_ms: int) -> None:
        """Do what a chord means that was pressed at this time of the window system, ms."""
        self.act(act, clock.stamped_us(stamp_ms, self.session.machine_now()))

    def act(self, act: Act, machine_us: int) -> None:
        """Do what a key or a chord means that went down at this time of the machine's clock, µs."""
        at = self.session.at(machine_us)
        if act in TAGS:
            button = pad_for(self.session.plan.protocol, self.running_task()).button(TAGS.index(act) + 1)
            if button is not None:
                self.coding.put(at, TagContent(button))
        elif act in OUTCOMES:
            self.verbs.outcome(at, OUTCOMES[act])
        elif act is Act.BOUNDARY:
            self.verbs.boundary(at)
        elif act is Act.TAKE_BACK:
            self._take_back(at)
        elif act is Act.BLIND:
            self._blind()
        elif act is Act.HELP:
            self.help_requested.emit()

    def start_task(self, task: str) -> None:
        """Start a task now."""
        self.verbs.start(self.session.now(), task)

    def tag_now(self, content: TagContent) -> None:
        """Put a tag now, and code it next."""
        self.coding.put(self.session.now(), content)

    # -- what the pad's choices do (`Tagging`)

    def moment_us(self) -> int:
        """Now."""
        return self.session.now()

    def put_tag(self, moment_us: int, content: TagContent) -> str:
        """Put a tag that means this moment."""
        return self.verbs.tag(moment_us, content)

    def edit_tag(self, tag: str, fields: dict[str, Any]) -> None:
        """Change fields of a tag."""
        self.verbs.edit(tag, **fields)

    def annotation(self, tag: str | None) -> Annotation | None:
        """The tag as it is now."""
        return next((one for one in self.session.record.annotations if one.id == tag), None)

    # -- taking back, moving

    def _take_back(self, at_us: int) -> None:
        tags = {one.id: one for one in self.session.record.annotations}
        taken = self.verbs.take_back_last(at_us)
        if taken is not None:
            self.taken_back.emit(tags[taken])

    def _void(self) -> None:
        record = self.session.record
        attempt = record.running_attempt or last_ended(record)
        if attempt is not None:
            self.verbs.void(attempt.id)
            self.voided.emit(attempt)

    def _pause(self) -> None:
        paused = self.session.state is SessionState.PAUSED
        self.session.move(SessionState.RUNNING if paused else SessionState.PAUSED)

    def _blind(self) -> None:
        session = self.session
        on = not (session.blind or session.record.blinded)
        session.request(Blind(id=new_id(), session=session.id, on=on, at_us=session.now()))

    def choose_tag(self, tag: str) -> None:
        """Code a tag of the feed next."""
        self.feed.choose(tag)
        self.coding.choose(tag)
        self.pad.criterion.setFocus()
