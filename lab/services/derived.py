"""What is made of recordings after their sessions, in the background: thumbnails, loudness, MP4.

It lies in `derived/` of the session's folder, is no part of the record, and can be made again at any time. Nothing is
made while a session is under way (the recorder needs the machine), nor of a session whose folder is about to be erased.
"""

import logging
import os
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.archive.folder_layout import MANIFEST
from lab.database.store import Changed
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.ids import SessionId
from lab.domain.session import UNDER_WAY, SessionState
from lab.services.derived_folder import DerivedFolder
from lab.services.sessions import SessionService

if TYPE_CHECKING:
    from recordings.loudness import Loudness
    from recordings.playback import Recording
    from recordings.thumbnails import Thumbnails

KEPT = frozenset({SessionState.CLOSED, SessionState.ABORTED})
"""States of the sessions whose recordings nobody changes any more."""

_BACKGROUND_NICENESS = 19

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a small picture lies within an image file, px."""

    file: Path
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Derived:
    """What was made of a session so far.

    Attributes:
        folder: it lies there.
        thumbnails, loudness: None: not made (yet), or there is nothing to see or hear.
    """

    folder: Path
    thumbnails: "Thumbnails | None"
    loudness: "Loudness | None"

    def thumbnail_at(self, session_us: int) -> "Place | None":
        """Where the thumbnail of a moment lies; None where there is none."""
        found = self.thumbnails
        if found is None:
            return None
        name, left, top = found.place_of(session_us)
        return Place(self.folder / name, left, top, found.width, found.height)


class DerivedFiles:
    """Makes them. From `begin` to `close` a thread of its own goes through all sessions, the newest first."""

    def __init__(self, sessions: SessionService, publish: Callable[[Changed], None]) -> None:
        """`publish` is told `Changed("derived", (session,))` when something of a session was made."""
        self._sessions = sessions
        self._publish = publish
        self._wake = threading.Condition()
        self._waiting: deque[SessionId] = deque()
        self._forbidden: set[Path] = set()
        self._in_hand: Counter[Path] = Counter()
        self._held_back = self._over = False
        self._thread: threading.Thread | None = None

    # -- the thread

    def begin(self) -> None:
        """Begin to work through what is not made yet. What was broken off the last time goes on where it stood."""
        self._look_around()
        with self._wake:
            kept = sorted(self._sessions.in_states(KEPT), key=lambda booking: booking.starts, reverse=True)
            self._waiting.extend(booking.session_id for booking in kept if booking.session_id is not None)
            self._thread = threading.Thread(target=self._run, name="derived-files", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Break off and end the thread. Idempotent."""
        with self._wake:
            self._over = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    def hear(self, change: Changed) -> None:
        """Something in the laboratory changed: perhaps a session was closed, or another one has begun."""
        if self._thread is None or change.kind not in {"session", "booking"}:
            return
        self._look_around()
        with self._wake:
            if change.kind == "session":
                self._waiting.extend(SessionId(one) for one in change.ids if one not in self._waiting)
            self._wake.notify_all()

    def prefer(self, session_id: SessionId) -> None:
        """Somebody looks at this session: it is next."""
        with self._wake:
            with suppress(ValueError):
                self._waiting.remove(session_id)
            self._waiting.appendleft(session_id)
            self._wake.notify_all()

    def _look_around(self) -> None:
        self._held_back = any(one.state in UNDER_WAY for one in self._sessions.open_sessions())

    def _run(self) -> None:
        _step_back()
        while (session := self._next()) is not None:
            try:
                self._make(session)
            except WorldError as error:
                # Nobody waits for it, and what it is made of tells its own fault to whoever opens that.
                _log.warning("nothing is derived from session %s: %s", session, error)

    def _next(self) -> SessionId | None:
        with self._wake:
            while not self._over and (self._held_back or not self._waiting):
                self._wake.wait()
            return None if self._over else self._waiting.popleft()

    # -- one session

    def of(self, session_id: SessionId) -> Derived:
        """What was made of a session so far. Raises InputError `session_unknown`."""
        from recordings.loudness import read_loudness
        from recordings.thumbnails import read_thumbnails

        derived = DerivedFolder(self._sessions.folder_of(session_id))
        if not derived.is_valid:
            return Derived(derived.path, None, None)
        return Derived(derived.path, read_thumbnails(derived.path), read_loudness(derived.path))

    def makes_now(self, session_id: SessionId) -> bool:
        """Whether what is missing of a session that is preferred comes by itself: nothing holds the thread back."""
        runs = self._thread is not None and not self._over and not self._held_back
        return runs and self._kept_folder(session_id) is not None

    def save_mp4(self, session_id: SessionId, progress: Callable[[float], None] = lambda _done: None) -> Path:
        """Copy all media files of a closed session into MP4; the folder that they lie in. Those that are there stay.

        Raises:
            InputError: `session_unknown`.
            RuleError: `session_not_closed`.
            WorldError: `mp4_unwritable`, `folder_unwritable`, `media_unreadable`, `nothing_recorded`; `cancelled` by an
                erasure.
        """
        from recordings.remux import to_mp4

        if self._sessions.booking_of(session_id).state not in KEPT:
            raise RuleError("session_not_closed", state=self._sessions.booking_of(session_id).state)
        folder = self._sessions.folder_of(session_id)
        with _raised_as_ours(), self._hand_on(folder) as cancelled:
            made = DerivedFolder(folder).prepare()
            wanted = _media_of(folder)
            for number, name in enumerate(wanted):
                out = made / Path(name).with_suffix(".mp4").name
                begun = number / len(wanted)
                if not out.exists():
                    to_mp4(folder / name, out, _part(progress, begun, 1 / len(wanted)), cancelled)
            progress(1.0)
            return made

    def let_go(self, folder: Path) -> None:
        """A session's folder is about to be erased: break off what is made of it, and begin nothing there any more."""
        with self._wake:
            self._forbidden.add(folder)
            self._wake.wait_for(lambda: not self._in_hand[folder])

    def _make(self, session_id: SessionId) -> None:
        """Loudness, which takes seconds, then thumbnails, of one session, as far as they are not made yet."""
        folder = self._kept_folder(session_id)
        if folder is None or DerivedFolder(folder).is_complete:
            return

        def tell() -> None:
            self._publish(Changed("derived", (session_id,)))

        try:
            with _raised_as_ours(), self._hand_on(folder) as cancelled:
                _make_missing(folder, tell, lambda: cancelled() or self._held_back)
        except WorldError as error:
            if error.code != "cancelled":
                raise
            with self._wake:  # it goes on where it stood
                if folder not in self._forbidden:
                    self._waiting.appendleft(session_id)
            return
        tell()

    def _kept_folder(self, session_id: SessionId) -> Path | None:
        """The folder of a session that has ended, with a finished recording in it; None for any other."""
        try:
            if self._sessions.booking_of(session_id).state not in KEPT:
                return None
        except InputError:  # it is a booking again
            return None
        folder = self._sessions.folder_of(session_id)
        return folder if (folder / MANIFEST).exists() else None

    @contextmanager
    def _hand_on(self, folder: Path) -> Iterator[Callable[[], bool]]:
        """While somebody makes something in a folder, it is not erased. Yields what tells whether to break off."""
        from recordings.repair import RecordingError

        with self._wake:
            if folder in self._forbidden:
                raise RecordingError("cancelled")
            self._in_hand[folder] += 1
        try:
            yield lambda: self._over or folder in self._forbidden
        finally:
            with self._wake:
                self._in_hand[folder] -= 1
                self._wake.notify_all()


def _make_missing(folder: Path, tell: Callable[[], None], cancelled: Callable[[], bool]) -> None:
    """Make what is not there yet; `tell` of the part that is made first."""
    from recordings.loudness import read_loudness, write_loudness
    from recordings.playback import open_recording
    from recordings.thumbnails import read_thumbnails, write_thumbnails

    derived = DerivedFolder(folder)
    made = derived.prepare()
    with open_recording(folder) as recording:
        if recording.heard() is not None and read_loudness(made) is None:
            write_loudness(recording, made, cancelled)
            tell()
        source = _best_seen(recording)
        if source is not None and read_thumbnails(made) is None:
            write_thumbnails(recording, source, made, cancelled)
    derived.complete()


def _best_seen(recording: "Recording") -> str | None:
    """The source that the timeline shows: a screen, else the first with pictures."""
    seen = (track for track in recording.pictures if track.decoded_at(recording.duration_us) is not None)
    return next((track.source for track in seen), None)


def _media_of(folder: Path) -> tuple[str, ...]:
    """The media files of a finished recording, each once."""
    from recordings import manifest

    tracks = manifest.read(folder).tracks
    return tuple(dict.fromkeys(segment.file for track in tracks for segment in track.segments))


@contextmanager
def _raised_as_ours() -> Iterator[None]:
    """Errors of recordings and of the disk come out as ours."""
    from recordings.repair import RecordingError

    try:
        yield
    except RecordingError as error:
        raise WorldError(error.code, **error.facts) from error
    except OSError as error:
        folder, reason = Path(str(error.filename or "")).parent, error.strerror or str(error)
        raise WorldError("folder_unwritable", path=str(folder), reason=reason) from error


def _part(progress: Callable[[float], None], begun: float, share: float) -> Callable[[float], None]:
    return lambda done: progress(begun + share * done)


def _step_back() -> None:
    """Let everybody else go first. Linux has a niceness for each thread; elsewhere it is the process's, which stays."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _BACKGROUND_NICENESS)
