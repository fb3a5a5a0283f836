"""Which schema a database has, and how it is brought to ours: backed up, in one transaction, never a newer one."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from lab.domain.errors import InputError, WorldError

HEAD = "0001"
"""The schema of this program. A test holds it against the newest step."""

KNOWN = frozenset({"0001"})
HALF_WRITTEN = "SQLITE_READONLY_ROLLBACK"
"""What SQLite says to a reader when a program was killed in the middle of writing."""

SCRIPTS = Path(__file__).parent / "migrations"


def version_of(path: Path) -> str | None:
    """The schema of a database file, None for an empty one; read without changing anything but what a killed program
    left half written.

    Raises:
        InputError: `database_not_ours`: some other file.
        WorldError: `database_unreadable`, `database_locked`.
    """
    try:
        try:
            return _read_version(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != HALF_WRITTEN:
                raise
            _roll_back(path)
            return _read_version(path)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise WorldError("database_locked", path=str(path)) from error
        if isinstance(error, sqlite3.OperationalError):
            raise WorldError("database_unreadable", path=str(path), reason=str(error)) from error
        raise InputError("database_not_ours", path=str(path)) from error


def _read_version(path: Path) -> str | None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise InputError("database_not_ours", path=str(path))
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def _roll_back(path: Path) -> None:
    """Undo a transaction whose program was killed in it. SQLite does so when it reads with the right to write, and
    only if nobody is at it: the transaction of a living program is left alone.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=5)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def refuse_newer(path: Path, version: str | None) -> None:
    """Raise InputError `database_newer` for a schema that we do not know. Nothing is changed."""
    if version is not None and version not in KNOWN:
        raise InputError("database_newer", path=str(path), version=version, ours=HEAD)


def migrate(connection: Connection) -> None:
    """Bring the schema to ours, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def back_up(database: Path, into: Path, version: str) -> Path:
    """A checked copy of the database, named after its schema and the time; its path.

    Raises WorldError `backup_failed`: then nothing may be migrated.
    """
    into.mkdir(parents=True, exist_ok=True)
    copy = into / f"lab-{version}-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite"
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    try:
        source.backup(target)
        (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise WorldError("backup_failed", path=str(copy), reason=str(error)) from error
    finally:
        source.close()
        target.close()
    if verdict != "ok":
        raise WorldError("backup_failed", path=str(copy), reason=str(verdict))
    return copy


def forget_in_backups(backups: Path, session_id: str) -> None:
    """Take the copies of a withdrawn session's events out of every backup as well.

    Raises WorldError `backup_not_cleaned` for one that cannot be written: then the words are still there.
    """
    for copy in sorted(backups.glob("lab-*.sqlite")):
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "event" in tables:
                connection.execute("DELETE FROM event WHERE session_id = ?", (session_id,))
            if "amendment" in tables:
                connection.execute("DELETE FROM amendment WHERE session_id = ?", (session_id,))
        except sqlite3.Error as error:
            raise WorldError("backup_not_cleaned", path=str(copy), reason=str(error)) from error
        finally:
            connection.close()
