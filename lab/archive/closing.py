"""Close a session: recording finished, media hashed into the journal's last event, journal at rest, folder sealed.

Every step can be interrupted and done again: a session whose move to closed or aborted is in the journal but which has
no seal yet is simply closed once more.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from lab.archive import folder_layout, journal_file, session_file
from lab.archive.chain import GENESIS
from lab.archive.journal import Journal
from lab.archive.recording_end import finish_recording
from lab.archive.seal import Seal, fingerprint, write_seal
from lab.domain.errors import WorldError
from lab.domain.events import SessionClosed, Stamped
from lab.domain.ids import new_id


def close_session(folder: Path, journal: Journal, events: tuple[Stamped, ...], at_us: int, author: str) -> Seal:
    """Close and seal a session whose journal holds `events`, the move to closed or aborted among them.

    The journal is closed by this. `at_us` is the session clock of the closing.

    Raises:
        WorldError: what could not be finished; the session can be closed again.
    """
    finish_recording(folder)
    if not any(isinstance(stamped.event, SessionClosed) for stamped in events):
        journal.append(SessionClosed(id=new_id(), at_us=at_us, author=author, files=hashes_of_record(folder))).result()
    journal.close()
    return seal_folder(folder)


def hashes_of_record(folder: Path) -> dict[str, str]:
    """SHA-256 of everything in the folder but the journal that is about to hold these. Raises WorldError."""
    ours = {folder_layout.JOURNAL, *folder_layout.JOURNAL_COMPANIONS, folder_layout.RECORDER_LOCK}
    try:
        return {
            name: fingerprint(folder / name).sha256 for name in folder_layout.record_files(folder) if name not in ours
        }
    except OSError as error:
        raise WorldError("session_folder_unreadable", path=str(folder), reason=error.strerror or str(error)) from error


def seal_folder(folder: Path, erased: tuple[str, ...] = ()) -> Seal:
    """Seal a folder whose journal is at rest. Raises WorldError."""
    events, head = _end_of_journal(folder / folder_layout.JOURNAL)
    try:
        return write_seal(folder, session_file.read(folder).session_id, events, head, erased)
    except OSError as error:
        raise WorldError("session_folder_unwritable", path=str(folder), reason=error.strerror or str(error)) from error


def _end_of_journal(path: Path) -> tuple[int, str]:
    """Number and hash of the last event of a journal at rest."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            journal_file.check_kind(connection, path)
            found = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise WorldError("journal_unreadable", path=str(path), reason=str(error)) from error
    return found if found is not None else (0, GENESIS)
