"""Brings the recorder to where the sessions want it.

Nothing is commanded in sequence: whenever something changes (a session moves, a recorder says hello, a device fails)
the desk compares what is wanted with what is, and sends the one command that leads there. So a recorder that was
killed, or one that survived a dead room, is led back by the same few lines that start an ordinary recording.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from lab.domain.session import RUNS, SessionState
from lab.live.hosted_session import HostedSession
from lab.live.recorder_link import RecorderLink
from recordings import clock
from recordings.messages import Arm, Choose, Command, Pause, Resume, Start, Stop
from recordings.plan import RecordingPlan

Wanted = Literal["nothing", "armed", "recording", "paused"]

_WANTED: dict[SessionState, Wanted] = {
    SessionState.READY: "armed",
    SessionState.RUNNING: "recording",
    SessionState.PAUSED: "paused",
}

RETRY_S = 2.0
"""A command that changed nothing is sent again after this time."""

POLL_S = 0.05


class RecordingDesk:
    """Decides what the recorder should be doing, and for which session.

    Args:
        sessions: the hosted sessions, in the order in which they were hosted.
    """

    def __init__(self, link: RecorderLink, sessions: Callable[[], Iterable[HostedSession]]) -> None:
        self._link = link
        self._sessions = sessions
        self._preferred: str | None = None
        self._sent: Command | None = None
        self._sent_us = 0

    @property
    def session(self) -> HostedSession | None:
        """The session that the recorder is for: the one that runs, else the one made ready last."""
        hosted = [session for session in self._sessions() if session.plan.sources]
        for session in hosted:
            if session.state in RUNS:
                return session
        ready = [session for session in hosted if session.state is SessionState.READY]
        preferred = [session for session in ready if session.id == self._preferred]
        return next(iter(preferred or ready[::-1]), None)

    @property
    def wanted(self) -> Wanted:
        """What the recorder should be doing."""
        session = self.session
        return _WANTED[session.state] if session is not None else "nothing"

    @property
    def is_needed(self) -> bool:
        """Whether there must be a recorder."""
        return self.wanted != "nothing"

    def prefer(self, session_id: str) -> None:
        """Arm for this session, if none runs."""
        self._preferred = session_id

    def is_recording(self, session: HostedSession) -> bool:
        """Whether this session is being recorded at this moment."""
        return self._link.state == "recording" and self.has(session)

    def has(self, session: HostedSession) -> bool:
        """Whether the recorder has this session's folder in hand."""
        plan = self._link.plan
        return plan is not None and plan.folder == session.folder and self._link.state not in (None, "idle", "closed")

    def plan_for(self, session: HostedSession) -> RecordingPlan:
        """What the recorder is told to record."""
        written = [noted.facts.get("n") for noted in session.record.recording if noted.fact == "segment"]
        highest = max((n for n in written if isinstance(n, int)), default=0)
        return RecordingPlan(
            folder=session.folder,
            origin_us=session.epoch.origin_us,
            sources=session.plan.sources,
            booked_end_us=session.booked_end_us,
            segment=highest + 1,
        )

    def reconcile(self) -> None:
        """Send the command that leads to what is wanted, if one is due."""
        command = self._next()
        if command is None:
            self._sent = None
            return
        again = type(command) is type(self._sent) and not self._is_other_plan(command)
        if again and clock.now_us() - self._sent_us < RETRY_S * 1e6:
            return
        self._sent, self._sent_us = command, clock.now_us()
        if isinstance(command, Arm):
            self._link.plan = command.plan
        self._link.tell(command)

    def choose(self, session: HostedSession, source: str, device: str) -> None:
        """Have the recorder use another device, if it has this session in hand."""
        plan = self._link.plan
        if plan is not None and self.has(session):
            self._link.plan = plan.with_device(source, device)
            self._link.tell(Choose(source=source, device=device))

    async def released(self, folder: Path, timeout_s: float) -> bool:
        """Wait until no recorder has this folder in hand, be it connected or not. False if that takes too long."""
        from recordings.repair import is_being_recorded  # late: the room opens without the media libraries

        ends_us = clock.now_us() + int(timeout_s * 1e6)
        while clock.now_us() < ends_us:
            plan = self._link.plan
            let_go = plan is None or plan.folder != folder or self._link.state in (None, "idle", "closed")
            if let_go and not await asyncio.to_thread(is_being_recorded, folder):
                return True
            await asyncio.sleep(POLL_S)
        return False

    def _next(self) -> Command | None:
        state, session = self._link.state, self.session
        if state is None:
            return None
        if session is None or not self._is_for(session):
            if state in ("recording", "paused", "armed", "checking"):
                return Stop()
            return Arm(plan=self.plan_for(session)) if session is not None else None
        wanted = self.wanted
        if state in ("idle", "closed"):
            return Arm(plan=self.plan_for(session))
        if state == "checking" and wanted != "armed":
            return Arm(plan=self.plan_for(session))  # nobody waits for the end of a check that was overridden
        if state in ("armed", "checking") and self._has_other_sources(session):
            return Arm(plan=self.plan_for(session))
        leads: dict[tuple[str, str], Command] = {
            ("recording", "armed"): Start(),
            ("recording", "paused"): Resume(),
            ("paused", "recording"): Pause(),
            ("armed", "recording"): Stop(),
            ("armed", "paused"): Stop(),
        }
        return leads.get((wanted, state))

    def _is_for(self, session: HostedSession) -> bool:
        plan = self._link.plan
        return plan is not None and plan.folder == session.folder

    def _has_other_sources(self, session: HostedSession) -> bool:
        plan = self._link.plan
        return plan is not None and plan.sources != session.plan.sources

    def _is_other_plan(self, command: Command) -> bool:
        if not isinstance(command, Arm) or not isinstance(self._sent, Arm):
            return False
        before, after = self._sent.plan, command.plan
        return (before.folder, before.sources) != (after.folder, after.sources)
