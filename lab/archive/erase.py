"""Withdrawal: the participant's words and pictures go, the proof that nothing else was changed stays.

The order makes an interruption harmless: the seal goes first (so the folder is "not closed" until all is done), the
move to withdrawn says what is wanted, and everything after it can be done again.
"""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from lab.archive import folder_layout, journal_file
from lab.archive.atomic import sync_folder
from lab.archive.closing import seal_folder
from lab.archive.journal import Journal
from lab.archive.recording_end import finish_recording
from lab.archive.seal import Seal
from lab.domain.errors import RuleError, WorldError
from lab.domain.events import SessionMoved, SessionWithdrawn, Stamped
from lab.domain.folding import fold
from lab.domain.ids import new_id
from lab.domain.session import SessionState


def withdraw(folder: Path, author: str, reason: str = "") -> Seal:
    """Erase media and words of a session that nobody hosts; closed, aborted or interrupted.

    Raises:
        RuleError: `already_withdrawn`.
        LabError: as `Journal.open`; WorldError for what could not be erased (then call it again).
    """
    journal, events = Journal.open(folder / folder_layout.JOURNAL)
    try:
        record = fold(events)
        finished = record.state is SessionState.WITHDRAWN and record.erased
        if finished and (folder / folder_layout.SEAL).exists():
            raise RuleError("already_withdrawn", path=str(folder))
        (folder / folder_layout.SEAL).unlink(missing_ok=True)
        if record.state is not SessionState.WITHDRAWN:
            at_us = max((stamped.event.at_us for stamped in events), default=0)
            move = SessionMoved(
                id=new_id(),
                at_us=at_us,
                author=author,
                from_state=record.state,
                to_state=SessionState.WITHDRAWN,
                reason=reason,
            )
            events = (*events, journal.append(move).result())
        return finish_withdrawal(folder, journal, events, author)
    finally:
        journal.abandon()


def finish_withdrawal(folder: Path, journal: Journal, events: tuple[Stamped, ...], author: str) -> Seal:
    """Erase and seal a session whose journal holds the move to withdrawn. The journal is closed by this.

    Whatever a tombstone in the journal says, all media that lie in the folder go, and nothing but media of the folder.

    Raises:
        WorldError: what could not be erased; it can be done again.
    """
    told = any(isinstance(stamped.event, SessionWithdrawn) for stamped in events)
    if not told:
        finish_recording(folder)
    unnamed = set(folder_layout.media_files(folder)) - erased_files(events)
    if unnamed or not told:
        tombstone = SessionWithdrawn(
            id=new_id(),
            at_us=max((stamped.event.at_us for stamped in events), default=0),
            author=author,
            erased_files=tuple(sorted(unnamed)),
            erased_bodies=sum(1 for stamped in events if stamped.event.BODY),
        )
        events = (*events, journal.append(tombstone).result())
    journal.close()
    erased = tuple(sorted(erased_files(events)))
    _erase_files(folder, erased)
    _erase_bodies(folder / folder_layout.JOURNAL)
    return seal_folder(folder, erased)


def erased_files(events: Iterable[Stamped]) -> frozenset[str]:
    """The media that the tombstones of a journal name. What else they name was never erased."""
    withdrawn = (one.event for one in events if isinstance(one.event, SessionWithdrawn))
    return frozenset(name for event in withdrawn for name in event.erased_files if folder_layout.is_media(name))


def _erase_files(folder: Path, names: tuple[str, ...]) -> None:
    try:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        derived = folder / folder_layout.DERIVED
        if derived.exists():
            shutil.rmtree(derived)
        sync_folder(folder)
    except OSError as error:
        raise WorldError("not_erased", path=str(folder), reason=error.strerror or str(error)) from error


def _erase_bodies(path: Path) -> None:
    """Empty all bodies and salts; the freed pages are overwritten and the file is built anew."""
    connection = journal_file.open_for_writing(path)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("UPDATE event SET body = NULL, salt = NULL")
        connection.execute("VACUUM")
        journal_file.put_to_rest(connection)
    except sqlite3.Error as error:
        connection.close()
        raise WorldError("not_erased", path=str(path), reason=str(error)) from error
