"""Open the laboratory's database, read it, write it in short transactions, and say what changed after the commit."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from lab.database.lock import FolderLock
from lab.database.versions import HEAD, back_up, forget_old_backups, migrate, refuse_newer, version_of
from lab.domain.errors import InputError, RuleError, WorldError
from lab.folder import LabFolder

FIXED_LINES = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""First SQLite of each line without the WAL-reset bug (3.7.0–3.51.2 can lose commits of two connections)."""

BUSY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Changed:
    """Something was committed: what kind of thing, and which (empty: many)."""

    kind: str
    ids: tuple[str, ...] = ()


Subscriber = Callable[[Changed], None]


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """WAL where this SQLite is safe with it, else DELETE."""
    newest, *lines = FIXED_LINES
    safe = version >= newest or any(version[:2] == line[:2] and version >= line for line in lines)
    return "WAL" if safe else "DELETE"


class Store:
    """The open database. Made by `open` (the one writer) or `open_readonly`."""

    def __init__(self, database: Path, lock: FolderLock | None) -> None:
        self._engine = _engine(database, read_only=lock is None)
        self._reader = _engine(database, read_only=True)
        self._lock = lock
        self._writing = threading.RLock()
        self._subscribers: list[Subscriber] = []

    @classmethod
    def open(cls, folder: LabFolder) -> "Store":
        """Open for writing; made or migrated (after a backup) if need be.

        Raises:
            WorldError: `lab_in_use`, `database_locked`, `database_unreadable`, `backup_failed`.
            InputError: `database_newer`, `database_not_ours`.
        """
        lock = FolderLock(folder.path / "lab.lock")
        try:
            _bring_up(folder)
            return cls(folder.database, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_readonly(cls, folder: LabFolder) -> "Store":
        """Open to read; also while another process writes.

        Raises:
            InputError: `database_missing`, `database_newer`, `database_not_ours`, `database_older`.
            WorldError: as `open`.
        """
        if not folder.database.exists():
            raise InputError("database_missing", path=str(folder.database))
        version = version_of(folder.database)
        refuse_newer(folder.database, version)
        if version != HEAD:
            raise InputError("database_older", path=str(folder.database))
        return cls(folder.database, None)

    @property
    def read_only(self) -> bool:
        """Whether it was opened to read only."""
        return self._lock is None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with."""
        with _as_world_errors(), Session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self, *changes: Changed) -> Iterator[Session]:
        """A transaction: committed when the block ends, rolled back when it raises; then `changes` are published."""
        if self.read_only:
            raise RuleError("opened_read_only")
        with self._writing, _as_world_errors(), Session(self._engine, expire_on_commit=False) as session:
            yield session
            session.commit()
        for change in changes:
            self.publish(change)

    def publish(self, change: Changed) -> None:
        """Tell every subscriber; called after a commit only."""
        for subscriber in tuple(self._subscribers):
            subscriber(change)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Be told of every commit, on the thread that committed. Call the answer to end it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def close(self) -> None:
        """Close the database and give the lock back. Doing so twice is no fault."""
        self._engine.dispose()
        self._reader.dispose()
        if self._lock is not None:
            self._lock.release()


@contextmanager
def _as_world_errors() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        code = "database_locked" if "locked" in str(error.orig) else "database_failed"
        raise WorldError(code, reason=str(error.orig)) from error
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise WorldError("database_failed", reason=str(error.orig)) from error
        raise


def _engine(path: Path, *, read_only: bool, foreign_keys: bool = True) -> Engine:
    mode = "ro" if read_only else "rwc"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        ),
        poolclass=NullPool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute(f"PRAGMA foreign_keys = {foreign_keys:d}")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        if not read_only:
            connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what a participant takes back is overwritten

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # IMMEDIATE: a writer that would have to wait says so at once, not in the middle
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _bring_up(folder: LabFolder) -> None:
    """The file with our schema in it. Nothing is touched that we do not know."""
    path = folder.database
    version = version_of(path) if path.exists() else None
    refuse_newer(path, version)
    if version == HEAD:
        return
    if version is not None:
        back_up(path, folder.backups, version)
    engine = _engine(path, read_only=False, foreign_keys=False)
    try:
        with _as_world_errors(), engine.begin() as connection:
            migrate(connection)
    finally:
        engine.dispose()
    forget_old_backups(folder.backups)
