"""`journal.sqlite` as a file: its table, how it is opened to be written, how it goes to rest."""

import sqlite3
from dataclasses import astuple, fields
from pathlib import Path

from lab.archive.atomic import sync_folder
from lab.archive.chain import Row
from lab.domain.errors import InputError, WorldError

APPLICATION_ID = 0x554C4A31  # "ULJ1"
FORMAT_VERSION = 1

_TABLE = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    author TEXT NOT NULL,
    head TEXT NOT NULL,
    body TEXT,
    salt TEXT,
    commitment TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT
"""
_COLUMNS = ", ".join(field.name for field in fields(Row))
_PLACES = ", ".join("?" for _ in fields(Row))
INSERT = f"INSERT INTO event ({_COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 - names of our own fields
SELECT = f"SELECT {_COLUMNS} FROM event"  # noqa: S608 - names of our own fields


def values(row: Row) -> tuple[object, ...]:
    """A row as `INSERT` takes it."""
    return astuple(row)


def open_for_writing(path: Path) -> sqlite3.Connection:
    """The one connection that may write this journal, made if it is missing.

    EXCLUSIVE comes before WAL: then SQLite needs no shared memory, nobody else can write, and the error of SQLite
    before 3.51.3 that two connections on one write-ahead log can meet cannot happen.

    Raises:
        InputError: `journal_foreign` (no journal of ours), `journal_newer`.
        WorldError: `journal_in_use`, `journal_unwritable`.
    """
    is_new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        for pragma in ("locking_mode=EXCLUSIVE", "trusted_schema=OFF", "cell_size_check=ON", "fullfsync=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        _prepare(connection, path)
        connection.execute("COMMIT")
        if is_new:
            sync_folder(path.parent)
    except sqlite3.Error as error:
        connection.close()
        raise _world_error(path, error) from error
    except OSError as error:
        connection.close()
        raise WorldError("journal_unwritable", path=str(path), reason=error.strerror or str(error)) from error
    except InputError:
        connection.close()
        raise
    return connection


def check_kind(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is no journal, or one of a later version. Raises InputError."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise InputError("journal_foreign", path=str(path))
    if version > FORMAT_VERSION:
        raise InputError("journal_newer", path=str(path), version=version, reads=FORMAT_VERSION)


def put_to_rest(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log into the file, leave no companion beside it, close. Raises sqlite3.Error."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def rows(connection: sqlite3.Connection) -> list[Row]:
    """All rows in order. Raises sqlite3.Error."""
    return [Row(*found) for found in connection.execute(f"{SELECT} ORDER BY seq")]


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT_VERSION}")
        connection.execute(_TABLE)
    check_kind(connection, path)


def _world_error(path: Path, error: sqlite3.Error) -> InputError | WorldError:
    if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
        return InputError("journal_foreign", path=str(path))
    if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return WorldError("journal_in_use", path=str(path))
    return WorldError("journal_unwritable", path=str(path), reason=str(error))
