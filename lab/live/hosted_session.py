"""One hosted session: its journal, its state, everything that was kept. Lives on the room's event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from lab.archive import folder_layout, session_file
from lab.archive.journal import Journal
from lab.archive.journal_reading import read_events
from lab.archive.seal import is_sealed
from lab.archive.session_file import SessionPlan
from lab.domain.answerable import check_answerable
from lab.domain.consent import Scope, may_record
from lab.domain.errors import LabError, RuleError, WorldError
from lab.domain.events import AnyEvent, SessionMoved, Stamped
from lab.domain.folding import fold, with_event
from lab.domain.ids import new_id
from lab.domain.legality import check, check_judgeable
from lab.domain.session import HOSTED, SessionState
from lab.live.session_clock import AUTHOR, Epoch, carried_on, new_clock, opening
from recordings import clock
from recordings.plan import SourcePlan

REOPEN_EVERY_S = 1.0

Kept = Callable[["HostedSession", Stamped], None]
Trouble = Callable[["HostedSession", WorldError | None], None]


class HostedSession:
    """A session whose journal is open; made by `host`.

    What is checked against, `record`, already holds the events that are on their way to the disk: two people who start
    a task in the same millisecond get one yes and one no. `events` holds what is on the disk.

    Attributes:
        plan: `session.json` as it is now.
        finishing: held while the folder is being closed or erased.
        on_kept: called with every event that came to the disk, in order.
        on_trouble: called with the error when the journal fails, with None when it is well again.
    """

    def __init__(
        self, folder: Path, plan: SessionPlan, journal: Journal, events: tuple[Stamped, ...], epoch: Epoch
    ) -> None:
        self.folder = folder
        self.plan = plan
        self.epoch = epoch
        self.events = list(events)
        self.record = fold(events)
        self.on_kept: Kept = lambda _session, _stamped: None
        self.on_trouble: Trouble = lambda _session, _error: None
        self.finishing = asyncio.Lock()
        self._planning = asyncio.Lock()
        self._journal = journal
        self._ids = {stamped.event.id for stamped in events}
        self._loop = asyncio.get_running_loop()
        self._mending: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        """The session's id."""
        return self.plan.session_id

    @property
    def state(self) -> SessionState:
        """Where the session is."""
        return self.record.state

    @property
    def last_seq(self) -> int:
        """Number of the last event on the disk."""
        return len(self.events)

    @property
    def may_be_observed(self) -> bool:
        """Whether the participant agreed to observers."""
        return Scope.OBSERVERS in self.plan.consent.scopes

    @property
    def booked_end_us(self) -> int:
        """The booked end on the session clock."""
        left = datetime.fromisoformat(self.plan.booked_end) - clock.wall()
        return self.epoch.now_us() + round(left.total_seconds() * 1e6)

    async def keep(self, event: AnyEvent, *, queued: bool = False) -> Stamped:
        """Keep an event; returns when it is on the disk. `queued`: it may come late or early, see `legality.check`.

        Raises:
            RuleError: it is not legal now, or another event has its id.
            WorldError: `journal_failed`: it is not on the disk.
        """
        if self._mending is not None:
            raise WorldError("journal_failed", path=str(self.folder), reason="being opened again")
        if event.id not in self._ids:
            check(self.record, event, queued=queued)
            check_judgeable(event, self.plan.kinds)
            check_answerable(event, self.plan.questionnaires)
            self._ids.add(event.id)
            self.record = with_event(self.record, Stamped(seq=self.record.last_seq + 1, event=event))
        answer: asyncio.Future[Stamped] = self._loop.create_future()

        def settle_soon(done: "Future[Stamped]") -> None:
            """Called in the journal's thread."""
            self._loop.call_soon_threadsafe(self._settle, done, answer)

        self._journal.append(event).add_done_callback(settle_soon)
        return await answer

    async def move(self, to: SessionState, author: str, at_us: int, reason: str = "", event_id: str = "") -> Stamped:
        """Bring the session into another state; with the same `event_id` once only. Raises as `keep`."""
        known = self.kept(event_id)
        if known is not None:
            return known
        return await self.keep(
            SessionMoved(
                id=event_id or new_id(),
                at_us=at_us,
                author=author,
                from_state=self.state,
                to_state=to,
                reason=reason,
            )
        )

    def kept(self, event_id: str) -> Stamped | None:
        """The event with this id if it is on the disk."""
        if event_id not in self._ids:
            return None
        return next((stamped for stamped in self.events if stamped.event.id == event_id), None)

    async def use_sources(self, sources: tuple[SourcePlan, ...]) -> None:
        """Write down other sources, those asked for last. Raises RuleError `not_consented`, WorldError."""
        async with self._planning:
            await self._write_down(sources)

    async def _write_down(self, sources: tuple[SourcePlan, ...]) -> None:
        for source in sources:
            if not may_record(source.shows, self.plan.consent.scopes):
                raise RuleError("not_consented", source=source.id, shows=source.shows)
        self.plan = await asyncio.to_thread(session_file.change_sources, self.folder, sources)

    async def use_device(self, source: str, device: str) -> None:
        """Write down another device for a source. Raises RuleError `source_unknown`, WorldError."""
        async with self._planning:
            if all(one.id != source for one in self.plan.sources):
                raise RuleError("source_unknown", source=source)
            others = [
                one.model_copy(update={"device": device, "region": None}) if one.id == source else one
                for one in self.plan.sources
            ]
            await self._write_down(tuple(others))

    async def finish(self, how: Callable[[Path, Journal, tuple[Stamped, ...]], object]) -> None:
        """Close or erase the folder (`how` closes the journal) and tell what was added to the journal by it.

        Raises:
            LabError: it could not be done; the journal may be shut, see `reopen`.
        """
        await asyncio.to_thread(how, self.folder, self._journal, tuple(self.events))
        for stamped in (await asyncio.to_thread(read_events, self.folder))[len(self.events) :]:
            self._keep_in_mind(stamped)

    async def reopen(self) -> None:
        """Open the journal again after an attempt to finish that failed half-way. Raises LabError."""
        await asyncio.to_thread(self._journal.abandon)
        self._journal, events = await asyncio.to_thread(Journal.open, self.folder / folder_layout.JOURNAL)
        self._learn(events)

    async def let_go(self) -> None:
        """Leave the session as it is, for a later room. Idempotent."""
        if self._mending is not None:
            self._mending.cancel()
        await asyncio.to_thread(self._journal.abandon)

    def _settle(self, done: "Future[Stamped]", answer: "asyncio.Future[Stamped]") -> None:
        """An event came to the disk, or did not. Whoever waits is answered first, then everybody is told."""
        error = done.exception()
        if error is None:
            stamped = done.result()
            is_new = stamped.seq > len(self.events)
            if is_new:
                self.events.append(stamped)
            if not answer.done():
                answer.set_result(stamped)
            if is_new:
                self._loop.call_soon(self.on_kept, self, stamped)
            return
        # What comes while the folder is being finished finds the journal closed: that is nothing to be mended.
        if isinstance(error, WorldError) and self._mending is None and not self._journal.is_closed:
            self.on_trouble(self, error)
            self._mending = asyncio.ensure_future(self._mend())
        if not answer.done():
            answer.set_exception(error)

    def _keep_in_mind(self, stamped: Stamped) -> None:
        self.events.append(stamped)
        self.on_kept(self, stamped)

    async def _mend(self) -> None:
        """Open a failed journal again, as often as it takes; only then is it known what is on the disk.

        Not one that was closed meanwhile.
        """
        while not self._journal.is_closed:
            try:
                events = await asyncio.to_thread(self._journal.reopen)
            except LabError:
                await asyncio.sleep(REOPEN_EVERY_S)
                continue
            self._learn(events)
            self._mending = None
            self.on_trouble(self, None)
            return
        self._mending = None

    def _learn(self, events: tuple[Stamped, ...]) -> None:
        self.record = fold(events)
        self._ids = {stamped.event.id for stamped in events}
        for stamped in events[len(self.events) :]:
            self._keep_in_mind(stamped)


async def host(folder: Path) -> HostedSession:
    """Open a session: its clock fixed, its journal open, its state ready or what it was.

    Raises:
        LabError: `session_closed`; or as `session_file.read`, `fix_clock` and `Journal.open`.
    """
    if is_sealed(folder):
        raise RuleError("session_closed", path=str(folder))
    plan = await asyncio.to_thread(session_file.read, folder)
    if plan.clock is None:
        plan = await asyncio.to_thread(session_file.fix_clock, folder, new_clock())
    fixed = plan.clock
    assert fixed is not None
    journal, events = await asyncio.to_thread(Journal.open, folder / folder_layout.JOURNAL)
    began: AnyEvent
    if events:
        epoch, began = carried_on(events)
    else:
        epoch, began = Epoch(fixed.origin_us, fixed.boot_id), opening(fixed)
    session = HostedSession(folder, plan, journal, events, epoch)
    try:
        await session.keep(began)
        if session.state is SessionState.PLANNED:
            await session.move(SessionState.READY, AUTHOR, epoch.now_us())
    except LabError:
        await session.let_go()
        raise
    return session


def is_over(session: HostedSession) -> bool:
    """Whether the session has come to its end and only its folder is to be finished."""
    return session.state not in HOSTED
