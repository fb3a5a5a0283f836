"""What comes from a person's device when its session is closed: kept in the laboratory's folder and acknowledged, for
whoever holds the database to take in as amendments.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lab.archive import folder_layout, late_words, session_file
from lab.archive.journal_reading import read_events
from lab.archive.late_words import LateWord
from lab.archive.session_file import SessionPlan
from lab.domain.answerable import check_answerable
from lab.domain.errors import LabError, RuleError
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import fold, with_event
from lab.domain.legality import MERGED, check_judgeable, check_references
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.folder import LabFolder
from lab.live.talk.conflicts import edit_of
from recordings import clock

Allowed = Callable[[SessionPlan, SessionRecord], None]
"""Raises RuleError if whoever asks must not put this into that session."""


@dataclass
class _Closed:
    """A sealed session with what came late.

    Attributes:
        seal: what the seal's file was when this was read; another one means that it was opened again, and erased.
        known: event id → the number of the event (0: it came late), and the event.
    """

    plan: SessionPlan
    record: SessionRecord
    seal: tuple[int, int]
    known: dict[str, Stamped] = field(default_factory=dict)


class LateOutboxes:
    """The late words of one laboratory. Sessions are read when something comes for them, and remembered."""

    def __init__(self, folder: LabFolder) -> None:
        self._sessions = folder.sessions
        self._late = folder.late
        self._places: dict[str, Path] = {}
        self._closed: dict[str, _Closed] = {}
        self._busy = asyncio.Lock()

    async def put(self, session_id: str, event: AnyEvent, allowed: Allowed) -> tuple[int, ...]:
        """Keep an event of a closed session; returns when it is on the disk.

        Returns:
            The number that it has in the journal, if it was kept before the session was closed.

        Raises:
            RuleError: `session_not_hosted`: no such session is closed here; `session_withdrawn`; `session_not_open`:
                nothing of this kind is taken late; or the event is not legal.
            WorldError: `late_not_kept`; say it again.
        """
        async with self._busy:
            return await asyncio.to_thread(self._put, session_id, event, allowed)

    def _put(self, session_id: str, event: AnyEvent, allowed: Allowed) -> tuple[int, ...]:
        closed = self._session(session_id)
        allowed(closed.plan, closed.record)
        known = closed.known.get(event.id)
        if known is not None and known.event != event:
            edit = edit_of(known.event, event)
            if edit is None:
                raise RuleError("event_id_taken", id=event.id, seq=known.seq)
            event, known = edit, closed.known.get(edit.id)
        if known is not None:
            return (known.seq,) if known.seq else ()
        _check(closed, event)
        late_words.keep(self._late, session_id, (LateWord(at=clock.wall().isoformat(), event=event),))
        _learn(closed, event)
        return ()

    def _session(self, session_id: str) -> _Closed:
        folder = self._place(session_id)
        try:
            seal = _state_of(folder / folder_layout.SEAL)
        except FileNotFoundError:
            raise RuleError("session_not_hosted", session=session_id) from None
        known = self._closed.get(session_id)
        if known is None or known.seal != seal:
            known = self._closed[session_id] = self._read(session_id, folder, seal)
        if known.record.state is SessionState.WITHDRAWN:
            raise RuleError("session_withdrawn")
        return known

    def _read(self, session_id: str, folder: Path, seal: tuple[int, int]) -> _Closed:
        events = read_events(folder)
        closed = _Closed(session_file.read(folder), fold(events), seal, {one.event.id: one for one in events})
        for word in late_words.read(self._late, session_id):
            _learn(closed, word.event)
        return closed

    def _place(self, session_id: str) -> Path:
        """The sealed folder of a session. Raises RuleError `session_not_hosted`."""
        if session_id not in self._places or not self._places[session_id].exists():
            self._places = dict(self._all_places())
        folder = self._places.get(session_id)
        if folder is None:
            raise RuleError("session_not_hosted", session=session_id)
        return folder

    def _all_places(self) -> list[tuple[str, Path]]:
        found = []
        for folder in sorted(self._sessions.iterdir()):
            try:
                found.append((session_file.read(folder).session_id, folder))
            except LabError:
                continue  # no session's folder, or a damaged one: `lab verify` says so, and nothing is put into it
        return found


def _check(closed: _Closed, event: AnyEvent) -> None:
    if not isinstance(event, MERGED):
        raise RuleError("session_not_open", state=closed.record.state)
    check_references(closed.record, event, queued=True)
    check_judgeable(event, closed.plan.kinds)
    check_answerable(event, closed.plan.questionnaires)


def _learn(closed: _Closed, event: AnyEvent) -> None:
    stamped = Stamped(seq=0, event=event)
    closed.known[event.id] = stamped
    closed.record = with_event(closed.record, stamped)


def _state_of(seal: Path) -> tuple[int, int]:
    status = seal.stat()
    return status.st_mtime_ns, status.st_size
