"""See to it that the recorder's part of a session folder is whole before the folder is sealed."""

from pathlib import Path
from typing import TYPE_CHECKING

from lab.archive import folder_layout
from lab.domain.errors import WorldError

if TYPE_CHECKING:
    from recordings.repair import RepairReport

_NOTHING = frozenset({"nothing_recorded", "facts_missing"})


def finish_recording(folder: Path) -> "RepairReport | None":
    """Complete an interrupted recording and its manifest; None when nothing was ever recorded here.

    Raises:
        WorldError: `still_recording`, or what made the recording unreadable or the folder unwritable.
    """
    from recordings.repair import RecordingError, finish  # late: a window starts without the media libraries

    if not (folder / folder_layout.FACTS).exists():
        return None
    try:
        return finish(folder)
    except RecordingError as error:
        if error.code in _NOTHING:
            return None
        raise WorldError(error.code, **error.facts) from error
    except OSError as error:
        raise WorldError("session_folder_unwritable", path=str(folder), reason=error.strerror or str(error)) from error
