"""Drop the folder of a session whose devices were checked and which never began: there is nothing in it to keep."""

import shutil
from pathlib import Path

from lab.archive import folder_layout
from lab.domain.errors import RuleError, WorldError

_PREPARATION = (
    folder_layout.JOURNAL, *folder_layout.JOURNAL_COMPANIONS, folder_layout.FACTS, folder_layout.MANIFEST,
    folder_layout.RECORDER_LOCK, folder_layout.PLAN,
)  # fmt: skip
"""What the preparation of a session leaves; the journal goes first: without it the folder is that of a booking."""


def stand_down(folder: Path) -> None:
    """Remove the folder of a session that never began and that nobody hosts; one that is gone is no fault.

    Raises:
        RuleError: `something_recorded`: it did begin.
        WorldError: `session_folder_unwritable`; it can be done again.
    """
    if not folder.exists():
        return
    if folder_layout.media_files(folder):
        raise RuleError("something_recorded", path=str(folder))
    try:
        for name in _PREPARATION:
            (folder / name).unlink(missing_ok=True)
        derived = folder / folder_layout.DERIVED
        if derived.exists():  # the trial of a recorder that was killed while it checked the devices
            shutil.rmtree(derived)
        folder.rmdir()
    except OSError as error:
        raise WorldError("session_folder_unwritable", path=str(folder), reason=error.strerror or str(error)) from error
