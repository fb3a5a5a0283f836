"""What came from a person's device after its session was closed: kept beside the sessions, until whoever holds the
database has taken it in as amendments.

A sealed folder is never written again, and the room opens no database. So late words lie in a file of their own for
each session: one line of JSON each, flushed to the disk before they are acknowledged. A line that was torn by a power
cut was not acknowledged, and is dropped.
"""

import os
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from lab.archive.atomic import sync_folder
from lab.domain.errors import WorldError
from lab.domain.events import AnyEvent

SUFFIX = ".jsonl"


class LateWord(BaseModel):
    """An event that came late, and the time of day when it came (ISO 8601 with offset)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    at: str
    event: AnyEvent

    @property
    def came(self) -> datetime:
        """When it came."""
        return datetime.fromisoformat(self.at)


def keep(late: Path, session_id: str, words: tuple[LateWord, ...]) -> None:
    """Add late words to those of a session; on the disk when this returns.

    Args:
        late: the folder of all late words; made if it is missing.

    Raises:
        WorldError: `late_not_kept`; of what was to be added nothing counts, say it again.
    """
    path = _file(late, session_id)
    try:
        late.mkdir(exist_ok=True)
        is_new = not path.exists()
        with path.open("ab") as file:
            _drop_torn_line(path)
            file.write(b"".join(word.model_dump_json().encode() + b"\n" for word in words))
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(late)
    except OSError as error:
        raise WorldError("late_not_kept", path=str(path), reason=error.strerror or str(error)) from error


def read(late: Path, session_id: str) -> tuple[LateWord, ...]:
    """The late words of a session, in the order in which they came; without a torn last line.

    Raises:
        WorldError: `late_unreadable`: the file cannot be read, or a whole line of it says nothing that is known.
    """
    path = _file(late, session_id)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise WorldError("late_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    whole, _newline, _torn = content.rpartition(b"\n")
    try:
        return tuple(LateWord.model_validate_json(line) for line in whole.splitlines())
    except ValidationError as error:
        raise WorldError("late_unreadable", path=str(path), reason=str(error.errors()[0]["msg"])) from error


def sessions_with_late_words(late: Path) -> tuple[str, ...]:
    """Ids of the sessions that have any."""
    if not late.is_dir():
        return ()
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in late.glob(f"*{SUFFIX}")))


def forget(late: Path, session_id: str) -> None:
    """Delete the late words of a session. Raises WorldError `not_erased`."""
    path = _file(late, session_id)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WorldError("not_erased", path=str(path), reason=error.strerror or str(error)) from error


def _file(late: Path, session_id: str) -> Path:
    return late / f"{session_id}{SUFFIX}"


def _drop_torn_line(path: Path) -> None:
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as file:
            file.truncate(whole)
