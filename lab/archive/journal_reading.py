"""Read a journal without touching it: sealed, left behind by a killed process, or being written at this moment."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lab.archive import folder_layout, journal_file
from lab.archive.chain import GENESIS, BrokenChainError, Row, checked
from lab.domain.errors import InputError, WorldError
from lab.domain.events import Stamped

_TRIES = 5
_WAL_HEADER = 32


def read_events(folder: Path) -> tuple[Stamped, ...]:
    """All events of a session folder, the chain checked.

    Raises:
        InputError: `journal_missing`, `journal_foreign`, `journal_newer`.
        WorldError: `journal_unreadable`, `journal_broken` (with the first bad number).
    """
    events, broken = read_good_events(folder)
    if broken is not None:
        path = folder / folder_layout.JOURNAL
        raise WorldError("journal_broken", path=str(path), seq=broken.seq, fault=broken.fault) from broken
    return events


def read_good_events(folder: Path) -> tuple[tuple[Stamped, ...], BrokenChainError | None]:
    """The events up to the first that does not hold, and what is wrong with that one. Raises as `read_events`."""
    events: list[Stamped] = []
    head = GENESIS
    for seq, row in enumerate(read_rows(folder), start=1):
        try:
            events.append(checked(row, seq, head))
        except BrokenChainError as broken:
            return tuple(events), broken
        head = row.hash
    return tuple(events), None


def read_rows(folder: Path) -> list[Row]:
    """All rows as they are stored. Raises as `read_events`."""
    path = folder / folder_layout.JOURNAL
    if not path.is_file():
        raise InputError("journal_missing", path=str(path))
    try:
        with _undisturbed(path) as readable, closing(_connect(readable)) as connection:
            journal_file.check_kind(connection, path)
            return journal_file.rows(connection)
    except (OSError, sqlite3.Error) as error:
        raise WorldError("journal_unreadable", path=str(path), reason=str(error)) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    return connection


@contextmanager
def _undisturbed(path: Path) -> Iterator[Path]:
    """A copy to read from: SQLite would recover, and so change, a journal that was not closed."""
    with tempfile.TemporaryDirectory(prefix="lab-journal-") as temporary:
        copy = Path(temporary) / path.name
        for _ in range(_TRIES):
            before = _state(path)
            _copy(path, copy)
            if _state(path) == before:
                break
        yield copy


def _state(path: Path) -> tuple[int, int, bytes]:
    """What changes when a log is folded into its file; a log that only grew is a good copy of what was committed."""
    wal = path.with_name(f"{path.name}-wal")
    status = path.stat()
    try:
        with wal.open("rb") as file:
            header = file.read(_WAL_HEADER)
    except FileNotFoundError:
        header = b""
    return status.st_mtime_ns, status.st_size, header


def _copy(path: Path, copy: Path) -> None:
    for companion in ("-journal", "-wal"):
        beside = path.with_name(path.name + companion)
        target = copy.with_name(copy.name + companion)
        target.unlink(missing_ok=True)
        if beside.exists():
            shutil.copyfile(beside, target)
    shutil.copyfile(path, copy)
