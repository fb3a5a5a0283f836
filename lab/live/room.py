"""The room: which sessions are hosted, who is there, and what everybody hears."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from lab.archive import folder_layout
from lab.archive.seal import is_sealed
from lab.domain.errors import InputError, LabError, RuleError, WorldError
from lab.domain.events import Stamped
from lab.domain.legality import illegal_move
from lab.domain.session import RUNS, SessionState, may_move
from lab.folder import LabFolder
from lab.live import finishing, recorder_facts, session_clock
from lab.live.alarms import Alarms
from lab.live.connection import Connection
from lab.live.door.opening import CLOSED, Keeper, Opening
from lab.live.door.telling import state_of
from lab.live.hosted_session import HostedSession, host, is_over
from lab.live.media import MediaRelay
from lab.live.messages import (
    CheckDevices,
    CheckFound,
    EventKept,
    Health,
    Hosted,
    Levels,
    Message,
    Move,
    People,
    RecorderCondition,
    Sessions,
    Welcome,
)
from lab.live.noting import Noting
from lab.live.people.front_desk import FrontDesk
from lab.live.people.record_keeping import RecordKeeping
from lab.live.recorder_facts import check_event, event_of
from lab.live.recorder_link import RecorderLink
from lab.live.recording_desk import RecordingDesk
from lab.live.relay.relay import Relay
from lab.live.talk.talk import Talk
from recordings import messages as recorder_words
from recordings.messages import Fact, Report
from recordings.plan import SourcePlan

PROGRAMS = (session_clock.AUTHOR, recorder_facts.AUTHOR)
"""Authors of what no person put."""

_log = logging.getLogger(__name__)


class Room:
    """Everything that happens in one laboratory folder, on one event loop.

    Attributes:
        opening: how it stands to the network; set by its door.
        door: opens and closes it there; None: this room has no way to the network.
        on_hosted: hear of every session that comes.
        noting: what the room writes down by itself.
    """

    def __init__(self, folder: LabFolder, pid: int) -> None:
        self.folder = folder
        self.pid = pid
        self.connections: set[Connection] = set()
        self.alarms = Alarms(self.broadcast)
        self.opening: Opening = CLOSED
        self.door: Keeper | None = None
        self.on_hosted: list[Callable[[HostedSession], None]] = []
        self.people = FrontDesk(
            folder.people, lambda: names_at_workstations(self), self._people_changed, self.tell_state
        )
        self.record_keeping = RecordKeeping(lambda: self.people.people)
        self.talk = Talk(self)
        self._sessions: dict[str, HostedSession] = {}
        self.link = RecorderLink(self._on_report, self._on_recorder)
        self.relay = Relay(self._recorded, self.link.tell, self.look_changed)
        self.media = MediaRelay(self.relay.take)
        self.desk = RecordingDesk(self.link, self._sessions.values)
        self._hosting = asyncio.Lock()
        self.noting = Noting()

    @property
    def sessions(self) -> tuple[HostedSession, ...]:
        """The hosted sessions, in the order in which they were hosted."""
        return tuple(self._sessions.values())

    @property
    def is_recording(self) -> bool:
        """Whether a session runs or is paused."""
        return any(session.state in RUNS for session in self.sessions)

    def session(self, session_id: str) -> HostedSession:
        """A hosted session. Raises RuleError `session_not_hosted`."""
        try:
            return self._sessions[session_id]
        except KeyError:
            raise RuleError("session_not_hosted", session=session_id) from None

    # What everybody hears.

    def broadcast(self, message: Message) -> None:
        """Send a message to everybody who has said hello; to persons as far as it is theirs to hear."""
        text = message.model_dump_json()
        for connection in self.connections:
            if connection.greeted:
                connection.send_text(text)
        self.talk.hear(message)

    def welcome(self) -> Welcome:
        """What a newcomer hears first."""
        return Welcome(pid=self.pid, sessions=self._hosted(), recorder=self._condition())

    def tell_sessions(self) -> None:
        """Tell everybody which sessions are hosted, and how they stand."""
        self.relay.follow()
        self.broadcast(Sessions(sessions=self._hosted()))

    def tell_people(self) -> None:
        """Tell who is there."""
        self.relay.follow()
        self.broadcast(People(people=self.people.states()))

    def _people_changed(self) -> None:
        self.tell_people()
        self.record_keeping.note_soon(*self.sessions)

    def tell_state(self) -> None:
        """Tell whether the room is open, and how one gets in."""
        self.broadcast(state_of(self.opening, self.people.pin))

    # Sessions come and go.

    async def host(self, folder: Path) -> HostedSession:
        """Open the session in a folder, or find it open.

        Raises:
            LabError: `folder_elsewhere`, or as `hosted_session.host`.
        """
        resolved = await asyncio.to_thread(folder.resolve)
        if resolved.parent != self.folder.sessions:
            raise InputError("folder_elsewhere", path=str(folder), sessions=str(self.folder.sessions))
        async with self._hosting:
            for session in self.sessions:
                if session.folder == resolved:
                    self.desk.prefer(session.id)
                    return session
            session = await host(resolved)
            session.on_kept, session.on_trouble = self._on_kept, self._on_trouble
            self._sessions[session.id] = session
        self.desk.prefer(session.id)
        self._follow()
        self.record_keeping.note_soon(session)
        for hear in self.on_hosted:
            hear(session)
        return session

    async def host_left_open(self) -> None:
        """Host every session that an earlier room left open; before anybody is let in, so that neither a client nor a
        recorder that survived finds its session missing. What cannot be hosted is logged and told.
        """
        for folder in sorted(self.folder.sessions.iterdir()):
            if not (folder / folder_layout.JOURNAL).exists() or is_sealed(folder):
                continue
            try:
                await self.host(folder)
            except LabError as error:
                self._not_reopened(folder, error)

    async def finish_left_over(self) -> None:
        """Finish the sessions that had come to their end when an earlier room was lost."""
        for session in self.sessions:
            if is_over(session):
                try:
                    await self.finish(session)
                except LabError as error:
                    self._not_reopened(session.folder, error)

    def _not_reopened(self, folder: Path, error: LabError) -> None:
        _log.error("the session in %s cannot be reopened", folder, exc_info=error)
        self.alarms.set(
            None,
            "session_not_reopened",
            on=True,
            subject=str(folder),
            path=str(folder),
            why=error.code,
            details=error.facts,
        )

    async def move(self, session: HostedSession, asked: Move, author: str) -> int:
        """Bring a session into another state; to an end, its folder is finished before this returns.

        Back to planned, it is let go and its folder dropped: nothing has happened in it.

        Raises:
            RuleError: `another_session_records`, or the move is not legal.
            WorldError: it is not on the disk, or the folder could not be finished (say it again).
        """
        if asked.to is SessionState.PLANNED:
            return await self.stand_down(session)
        if asked.to in RUNS and any(other.state in RUNS for other in self.sessions if other is not session):
            raise RuleError("another_session_records")
        if session.state is not asked.to or not is_over(session):
            await session.move(asked.to, author, asked.at_us, asked.reason, asked.id)
            self._follow()
        if is_over(session):
            await self.finish(session)
        return session.last_seq

    async def finish(self, session: HostedSession) -> None:
        """Seal (or erase) and let go of a session; twice is no fault. Raises LabError; it then stays hosted."""
        async with session.finishing:
            if session.id not in self._sessions:
                return
            try:
                await finishing.finish(session, self.desk)
            except LabError as error:
                self.alarms.set(
                    session.id, "closing_failed", on=True, path=str(session.folder), why=error.code, details=error.facts
                )
                raise
            self.alarms.forget(session.id)
            self.record_keeping.forget(session.id)
            del self._sessions[session.id]
            self.tell_sessions()

    async def stand_down(self, session: HostedSession) -> int:
        """Let a session go that is ready and was never begun, and drop its folder; the number of its last event.

        Raises:
            RuleError: `illegal_move`.
            LabError: it could not be done; it stays hosted if its folder is still there.
        """
        async with session.finishing:
            if not may_move(session.state, SessionState.PLANNED):
                raise illegal_move(session.state, SessionState.PLANNED)
            del self._sessions[session.id]
            self._follow()
            try:
                await finishing.stand_down(session, self.desk)
            except LabError:
                self._sessions[session.id] = session
                self._follow()
                raise
            self.alarms.forget(session.id)
        return session.last_seq

    async def let_go(self) -> None:
        """Leave all sessions as they are, for a later room."""
        await self.record_keeping.settled()
        await self.noting.done()
        for session in self.sessions:
            await session.let_go()

    def check_devices(self, session: HostedSession, asked: CheckDevices) -> None:
        """Begin the check before the start; everybody hears what it found. Raises RuleError `recorder_not_ready`."""
        if self.link.state != "armed" or not self.desk.has(session):
            raise RuleError("recorder_not_ready")
        self.link.tell(recorder_words.Check(seconds=asked.seconds, numbers=asked.numbers, claps=asked.claps))

    def look_changed(self) -> None:
        """Somebody began or ceased to look at the live picture."""
        on = self.relay.still.is_wanted or any(one.wants_stills for one in self.connections)
        self.link.tell(recorder_words.Stills(on=on))

    # Within.

    def _follow(self) -> None:
        self.desk.reconcile()
        self.tell_sessions()

    def _on_kept(self, session: HostedSession, stamped: Stamped) -> None:
        self.broadcast(EventKept(session=session.id, stamped=stamped))

    def _on_trouble(self, session: HostedSession, error: WorldError | None) -> None:
        reason = str(error.facts.get("reason", "")) if error else ""
        self.alarms.set(session.id, "journal_failed", on=error is not None, path=str(session.folder), reason=reason)
        if error is None:
            self.record_keeping.note_soon(session)

    def _on_recorder(self) -> None:
        """The recorder came, went, or is in another state."""
        self.desk.reconcile()
        self.broadcast(self._condition())
        self.tell_sessions()

    def _on_report(self, report: Report) -> None:
        session = self._recorded()
        match report:
            case recorder_words.Hello():
                self.look_changed()
                self.relay.recorder_came()
            case recorder_words.FactReport() if session is not None:
                self._note(session, report.fact)
            case recorder_words.Health() if session is not None:
                self.broadcast(Health(session=session.id, health=report))
                self.alarms.look_at_health(session.id, session.folder, report, _by_id(session), session.booked_end_us)
            case recorder_words.Levels() if session is not None:
                self.broadcast(Levels(session=session.id, at_us=report.at_us, levels=report.levels))
            case recorder_words.Checked() if session is not None:
                if report.claps is None:
                    self.noting.keep(session, check_event(report, session.epoch.now_us()))
                self.broadcast(CheckFound(session=session.id, found=report))
            case recorder_words.Failed():
                _log.log(
                    logging.INFO if report.harmless else logging.ERROR, "recorder: %s %s", report.code, report.facts
                )
                if session is not None:
                    self.alarms.look_at_failure(session.id, report)

    def _recorded(self) -> HostedSession | None:
        """The hosted session that the recorder speaks of."""
        plan = self.link.plan
        return next((one for one in self.sessions if plan is not None and one.folder == plan.folder), None)

    def _note(self, session: HostedSession, fact: Fact) -> None:
        self.alarms.look_at_fact(session.id, fact, _by_id(session))
        self.noting.keep(session, event_of(fact))

    def _hosted(self) -> tuple[Hosted, ...]:
        return tuple(_as_told(session, is_recording=self.desk.is_recording(session)) for session in self.sessions)

    def _condition(self) -> RecorderCondition:
        session = self._recorded()
        return RecorderCondition(
            session=session.id if session is not None else None,
            state=self.link.state,
            sources=self.link.sources,
            faults=self.link.faults,
        )


def _by_id(session: HostedSession) -> dict[str, SourcePlan]:
    return {source.id: source for source in session.plan.sources}


def _as_told(session: HostedSession, *, is_recording: bool) -> Hosted:
    return Hosted(
        session_id=session.id,
        code=session.plan.code,
        folder=str(session.folder),
        state=session.state,
        origin_us=session.epoch.origin_us,
        last_seq=session.last_seq,
        recording=is_recording,
        blind=session.record.blinded,
    )


def names_at_workstations(room: Room) -> tuple[str, ...]:
    """Names that nobody who comes by the page may bear: the room's own, and those who sit at its programs."""
    moderators = (session.plan.moderator for session in room.sessions)
    return (*PROGRAMS, *moderators, *(one.name for one in room.connections if one.name))
