"""The journal while a session is hosted: events in, numbers out, nothing acknowledged that is not on the disk.

One thread owns the only connection. What waits while a commit runs shares the next one (group commit), so a burst of
events costs little more than one.
"""

import sqlite3
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue

from lab.archive import journal_file
from lab.archive.chain import GENESIS, BrokenChainError, Row, checked, row_of, says_the_same
from lab.domain.errors import LabError, RuleError, WorldError
from lab.domain.events import AnyEvent, Stamped

Waiting = tuple[AnyEvent, "Future[Stamped]"]
_CLOSE = None


class Journal:
    """An open journal; made by `open`.

    After a failed commit nothing more is taken until `reopen`: whoever keeps the state of the session must first
    learn what is really on the disk.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, events: tuple[Stamped, ...], head: str) -> None:
        self._path = path
        self._connection = connection
        self._seq = len(events)
        self._head = head
        self._failed = False
        self._closed = False
        self._closing = threading.Lock()
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"journal-{path.parent.name}", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, path: Path) -> tuple["Journal", tuple[Stamped, ...]]:
        """The journal and what it holds, the chain checked.

        Raises:
            InputError: `journal_foreign`, `journal_newer`.
            WorldError: `journal_in_use`, `journal_unwritable`, `journal_broken` (with the first bad number).
        """
        connection = journal_file.open_for_writing(path)
        try:
            events, head = _read(connection, path)
        except LabError:
            connection.close()
            raise
        return cls(path, connection, events, head), events

    def append(self, event: AnyEvent) -> "Future[Stamped]":
        """Keep an event. Done once it is on the disk, with its number; the same event again gets its first number.

        The future fails with RuleError `event_id_taken` (another event has this id) or WorldError `journal_failed`.
        """
        done: Future[Stamped] = Future()
        done.set_running_or_notify_cancel()  # from here on it can no longer be cancelled, only answered
        with self._closing:
            if self._closed:
                _fail([(event, done)], WorldError("journal_failed", path=str(self._path), reason="closed"))
            else:
                self._queue.put((event, done))
        return done

    @property
    def is_closed(self) -> bool:
        """Whether it was closed or abandoned: nothing is appended any more, and that is no failure."""
        return self._closed

    def reopen(self) -> tuple[Stamped, ...]:
        """After a failure: what is on the disk. Appending is possible again.

        Raises:
            LabError: as `open`; the journal stays shut. WorldError `journal_failed` if it was closed meanwhile: opened
                again it would keep the file from everybody, the sealing among them.
        """
        with self._closing:
            if self._closed:
                raise WorldError("journal_failed", path=str(self._path), reason="closed")
            self._connection.close()
            self._connection = journal_file.open_for_writing(self._path)
        events, self._head = _read(self._connection, self._path)
        self._seq = len(events)
        self._failed = False
        return events

    def close(self) -> None:
        """Finish what waits and bring the file to rest: one file, nothing beside it. Idempotent.

        Raises:
            WorldError: `journal_failed`; everything acknowledged is still on the disk.
        """
        if self._closed:
            return
        self._stop()
        try:
            journal_file.put_to_rest(self._connection)
        except sqlite3.Error as error:
            raise WorldError("journal_failed", path=str(self._path), reason=str(error)) from error

    def abandon(self) -> None:
        """Finish what waits and let go of the file as it is; a later `open` goes on with it. Idempotent."""
        if not self._closed:
            self._stop()
            self._connection.close()

    def _stop(self) -> None:
        with self._closing:
            self._closed = True
            self._queue.put(_CLOSE)
        self._thread.join()

    def _work(self) -> None:
        while True:
            batch, ends = self._next_batch()
            if batch:
                self._commit(batch)
            if ends:
                return

    def _next_batch(self) -> tuple[list[Waiting], bool]:
        """Wait for one event, take all that wait with it."""
        batch: list[Waiting] = []
        item = self._queue.get()
        while item is not _CLOSE:
            batch.append(item)
            if self._queue.empty():
                return batch, False
            item = self._queue.get()
        return batch, True

    def _commit(self, batch: list[Waiting]) -> None:
        if self._failed:
            _fail(batch, WorldError("journal_failed", path=str(self._path), reason="failed before"))
            return
        seq, head = self._seq, self._head
        answers: list[Stamped | RuleError] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for event, _done in batch:
                answers.append(self._insert(event))
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            # A failed write is never tried again: what the disk holds after it is unknown until it is read.
            self._failed = True
            self._seq, self._head = seq, head
            _fail(batch, WorldError("journal_failed", path=str(self._path), reason=str(error)))
            return
        for (_event, done), answer in zip(batch, answers, strict=True):
            if isinstance(answer, RuleError):
                done.set_exception(answer)
            else:
                done.set_result(answer)

    def _insert(self, event: AnyEvent) -> Stamped | RuleError:
        found = self._connection.execute(f"{journal_file.SELECT} WHERE id = ?", (event.id,)).fetchone()
        if found is not None:
            row = Row(*found)
            if says_the_same(row, event):
                return Stamped(seq=row.seq, event=event)
            return RuleError("event_id_taken", id=event.id, seq=row.seq)
        row = row_of(event, self._seq + 1, self._head)
        self._connection.execute(journal_file.INSERT, journal_file.values(row))
        self._seq, self._head = row.seq, row.hash
        return Stamped(seq=row.seq, event=event)


def _fail(batch: Iterable[Waiting], error: WorldError) -> None:
    for _event, done in batch:
        done.set_exception(error)


def _read(connection: sqlite3.Connection, path: Path) -> tuple[tuple[Stamped, ...], str]:
    """All events, the chain checked, and the hash of the last."""
    head = GENESIS
    events: list[Stamped] = []
    try:
        for seq, row in enumerate(journal_file.rows(connection), start=1):
            events.append(checked(row, seq, head))
            head = row.hash
    except sqlite3.Error as error:
        raise WorldError("journal_unwritable", path=str(path), reason=str(error)) from error
    except BrokenChainError as broken:
        raise WorldError("journal_broken", path=str(path), seq=broken.seq, fault=broken.fault) from broken
    return tuple(events), head
