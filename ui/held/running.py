"""The session that runs: its record as the room keeps it, and the verbs by which a moderator changes it.

What a verb does shows at once: its event is laid over the record until the room has it on the disk, and taken off
again if the room refuses. So keys answer at once even while the room is being restarted.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError, RuleError
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import fold, with_event
from lab.domain.ids import new_id
from lab.domain.legality import check_pause, check_references
from lab.domain.record import SessionRecord
from lab.domain.session import RUNS, SessionState
from lab.live.messages import (
    Alarm,
    CheckFound,
    EventKept,
    Feed,
    Health,
    Hosted,
    Levels,
    Message,
    Move,
    Rearm,
    RecorderCondition,
    Request,
    Sessions,
    Welcome,
)
from recordings import clock
from ui.held.line import Line
from ui.held.planned import SessionPlan, SourcePlan

PENDING_SEQ = 0
"""Events that the room has not yet acknowledged have no number."""


class RunningSession(QObject):
    """One hosted session, seen from the workstation.

    Attributes:
        plan: what was planned, with the sources that are in force now.
        author: who sits here.
        kept: the record up to the last event on the disk.
        record: the same with everything that is still under way.
        machine_now: the machine's clock, µs.

    Signals:
        record_changed: the record, or what is under way.
        state_changed: SessionState, after `record_changed`.
        health_changed: Health, once a second.
        levels_changed: dict source → dBFS.
        recorder_changed: RecorderCondition.
        check_found: CheckFound: what the check before the start found.
        sources_changed: others are recorded from now on; see `plan`.
        alarms_changed: an alarm came or went; see `alarms`.
        connected_changed: whether the room answers.
        behind: events before those that came are missing; `seed` brings them.
        refused: LabError of a verb that the room refused; it has been taken back.
    """

    record_changed = Signal()
    state_changed = Signal(object)
    health_changed = Signal(object)
    levels_changed = Signal(dict)
    recorder_changed = Signal(object)
    check_found = Signal(object)
    sources_changed = Signal()
    alarms_changed = Signal()
    connected_changed = Signal(bool)
    behind = Signal()
    refused = Signal(object)
    _answered = Signal(str, object)

    def __init__(
        self, plan: SessionPlan, line: Line, author: str, machine_now: Callable[[], int] = clock.now_us
    ) -> None:
        super().__init__()
        self.plan = plan
        self.author = author
        self.line = line
        self.kept: SessionRecord = fold(())
        self.record: SessionRecord = self.kept
        self.recorder: RecorderCondition | None = None
        self.alarms: dict[str, Alarm] = {}
        self.connected = True
        self.blind = False
        self._origin_us = plan.clock.origin_us if plan.clock is not None else None
        self.machine_now = machine_now
        self._under_way: dict[str, AnyEvent] = {}
        self._ahead: dict[int, Stamped] = {}
        self._rearming: dict[str, tuple[SourcePlan, ...]] = {}
        self._answered.connect(self._on_answered)

    # -- time

    @property
    def id(self) -> str:
        """The session's id."""
        return self.plan.session_id

    @property
    def state(self) -> SessionState:
        """Where the session is."""
        return self.record.state

    @property
    def waiting(self) -> int:
        """How many events are not yet on the disk."""
        return len(self._under_way)

    def is_waiting(self, annotation: str) -> bool:
        """Whether something about this annotation is not yet on the disk."""
        return any(getattr(event, "annotation", None) == annotation for event in self._under_way.values())

    def at(self, machine_us: int) -> int:
        """Session time of a moment of the machine's clock, µs; 0 before the session has a clock."""
        return max(0, machine_us - self._origin_us) if self._origin_us is not None else 0

    def now(self) -> int:
        """Session time now, µs."""
        return self.at(self.machine_now())

    # -- what the room says

    def hear(self, message: Message) -> None:
        """A message of the room, on the GUI thread; those about other sessions are left alone."""
        match message:
            case Welcome() | Sessions():
                self._hosted(message.sessions)
                if isinstance(message, Welcome):
                    self._recorder(message.recorder)
                    self._greeted()
            case EventKept(session=session, stamped=stamped) if session == self.id:
                self._keep((stamped,))
            case Feed(session=session, events=events) if session == self.id:
                self._keep(events)
            case Health(session=session) if session == self.id:
                self.health_changed.emit(message)
            case Levels(session=session) if session == self.id:
                self.levels_changed.emit(dict(message.levels))
            case CheckFound(session=session) if session == self.id:
                self.check_found.emit(message)
            case RecorderCondition():
                self._recorder(message)
            case Alarm(session=session) if session in (self.id, None):
                self._alarm(message)

    def connection(self, connected: bool) -> None:
        """The line to the room came up or went down."""
        if connected != self.connected:
            self.connected = connected
            self.connected_changed.emit(connected)

    def _hosted(self, sessions: tuple[Hosted, ...]) -> None:
        for hosted in sessions:
            if hosted.session_id == self.id:
                self._origin_us = hosted.origin_us
                self.blind = hosted.blind
                self.record_changed.emit()

    def _recorder(self, condition: RecorderCondition) -> None:
        if condition.session in (self.id, None):
            self.recorder = condition
            if self.state in RUNS:
                self._use(_with_devices(self.plan.sources, condition))
            self.recorder_changed.emit(condition)

    def _alarm(self, alarm: Alarm) -> None:
        key = f"{alarm.code}:{alarm.subject}"
        if alarm.over:
            self.alarms.pop(key, None)
        else:
            self.alarms[key] = alarm
        self.alarms_changed.emit()

    def _greeted(self) -> None:
        """A room tells all that is amiss after its welcome; what an earlier one told may be over since."""
        self.alarms = {key: alarm for key, alarm in self.alarms.items() if alarm.past}
        self.alarms_changed.emit()

    def put_away(self, key: str) -> None:
        """Show an alarm no longer that was over by itself. `key`: see `alarms`."""
        if self.alarms.pop(key, None) is not None:
            self.alarms_changed.emit()

    def _keep(self, events: tuple[Stamped, ...]) -> None:
        """Take events in the order of their numbers; what comes early waits, what comes twice is left out."""
        self._ahead |= {stamped.seq: stamped for stamped in events if stamped.seq > self.kept.last_seq}
        before = self.record.state
        while (stamped := self._ahead.pop(self.kept.last_seq + 1, None)) is not None:
            self.kept = with_event(self.kept, stamped)
            self._under_way.pop(stamped.event.id, None)
        self._lay_over(before)
        if self._ahead:
            self.behind.emit()

    def take(self, events: Iterable[Stamped], standing: Iterable[Message] = ()) -> None:
        """What was heard before somebody followed this session: its events, and what the room said last."""
        self._keep(tuple(events))
        for message in standing:
            self.hear(message)

    def seed(self, record: SessionRecord) -> None:
        """Begin from, or catch up with, the record as the laboratory's database has it."""
        if record.last_seq < self.kept.last_seq:
            return
        self.kept = record
        ahead, self._ahead = tuple(self._ahead.values()), {}
        self._keep(ahead)

    def _lay_over(self, before: SessionState) -> None:
        record = self.kept
        for event in self._under_way.values():
            record = _laid_over(record, event)
        self.record = record
        self.record_changed.emit()
        if record.state != before:
            self.state_changed.emit(record.state)

    # -- what the moderator does

    def put(self, event: AnyEvent) -> None:
        """Have an event kept; it shows at once. What a pause forbids is refused here, and never shows."""
        try:
            check_pause(self.record, event)
        except RuleError as error:
            self.refused.emit(error)
            return
        before = self.record.state
        self._under_way[event.id] = event
        self._lay_over(before)
        self.line.put(self.id, event).add_done_callback(lambda future: self._report(event.id, future))

    def move(self, to: SessionState, reason: str = "") -> None:
        """Bring the session into another state."""
        self.request(Move(id=new_id(), session=self.id, to=to, reason=reason, at_us=self.now()))

    def rearm(self, sources: tuple[SourcePlan, ...]) -> None:
        """Have these recorded instead, before the session runs; they are in force at once."""
        message = Rearm(id=new_id(), session=self.id, sources=sources)
        self._rearming[message.id] = self.plan.sources
        self._use(sources)
        self.line.request(message).add_done_callback(lambda future: self._report(message.id, future))

    def _use(self, sources: tuple[SourcePlan, ...]) -> None:
        if sources != self.plan.sources:
            self.plan = self.plan.model_copy(update={"sources": sources})
            self.sources_changed.emit()

    def request(self, message: Request) -> None:
        """Ask the room for something; a refusal is told by `refused`."""
        self.line.request(message).add_done_callback(lambda future: self._report("", future))

    def _report(self, event: str, future: Future[Any]) -> None:
        """In a thread of the client: bring the answer to the GUI thread."""
        try:
            self._answered.emit(event, future.exception())
        except CancelledError:
            return

    def _on_answered(self, event: str, error: BaseException | None) -> None:
        before_rearming = self._rearming.pop(event, None)
        if error is None:
            return
        if before_rearming is not None:
            self._use(before_rearming)
        before = self.record.state
        if self._under_way.pop(event, None) is not None:
            self._lay_over(before)
        if not isinstance(error, LabError):
            raise error
        self.refused.emit(error)


def _laid_over(record: SessionRecord, event: AnyEvent) -> SessionRecord:
    """The record with an event that is under way; one that speaks of what was refused before it shows nothing."""
    try:
        check_references(record, event)
    except RuleError:
        return record
    return with_event(record, Stamped(seq=PENDING_SEQ, event=event))


def _with_devices(sources: tuple[SourcePlan, ...], told: RecorderCondition) -> tuple[SourcePlan, ...]:
    """The sources with the devices that the recorder uses for them: one may have taken another's place since."""
    used = {state.id: state for state in told.sources}
    return tuple(
        one.model_copy(update={"device": used[one.id].device, "region": None})
        if one.id in used
        and (used[one.id].kind, used[one.id].shows) == (one.kind, one.shows)
        and used[one.id].device not in ("", one.device)
        else one
        for one in sources
    )
