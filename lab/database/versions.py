"""Which schema a database has, and how it is brought to ours: backed up, in one transaction, never a newer one."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from lab.domain.errors import InputError, WorldError

HEAD = "0008"
"""The schema of this program. A test holds it against the newest step."""

KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"})
HALF_WRITTEN = "SQLITE_READONLY_ROLLBACK"
"""What SQLite says to a reader when a program was killed in the middle of writing."""

SCRIPTS = Path(__file__).parent / "migrations"

PREFIX = "lab-"
"""What the name of a backup begins with; its schema and the time follow."""

KEPT_BACKUPS = 3

_log = logging.getLogger(__name__)


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
    """Bring the schema to ours, inside the connection's transaction.

    The connection must not enforce foreign keys: a step that alters a table makes it anew, and dropping the old one
    would count as deleting what others refer to. What the steps leave is checked before anything is committed.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise RuntimeError(f"a schema step left references to nothing: {dangling}")


def back_up(database: Path, into: Path, version: str) -> Path:
    """A checked copy of the database, named after its schema and the time; its path.

    Raises WorldError `backup_failed`: then nothing may be migrated, and no half copy is left.
    """
    copy = into / f"{PREFIX}{version}-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite"
    try:
        into.mkdir(parents=True, exist_ok=True)
        _copy(database, copy)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise WorldError("backup_failed", path=str(copy), reason=reason or str(error)) from error
    return copy


def _copy(database: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
    except sqlite3.Error:
        copy.unlink(missing_ok=True)
        raise


def forget_old_backups(backups: Path, keep: int = KEPT_BACKUPS) -> None:
    """Remove all but the newest backups. One that cannot be removed stays, and the log says so."""
    newest_first = sorted(_backups(backups), key=lambda copy: copy.stem.rpartition("-")[2], reverse=True)
    for copy in newest_first[keep:]:
        try:
            copy.unlink()
        except OSError as error:
            _log.warning("an old backup stays: %s", error)


def _backups(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{PREFIX}*.sqlite"))


def forget_in_backups(backups: Path, session_id: str) -> None:
    """Take the copies of a withdrawn session's events out of every backup as well.

    Raises WorldError `backup_not_cleaned` for one that cannot be written: then the words are still there.
    """
    for copy in _backups(backups):
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "event" in tables:
                connection.execute("DELETE FROM event WHERE session_id = ?", (session_id,))
            if "amendment" in tables:
                connection.execute("DELETE FROM amendment WHERE session_id = ?", (session_id,))
            if "draft" in tables:
                connection.execute("DELETE FROM draft WHERE owner = ?", (session_id,))
        except sqlite3.Error as error:
            raise WorldError("backup_not_cleaned", path=str(copy), reason=str(error)) from error
        finally:
            connection.close()
