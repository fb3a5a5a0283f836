"""A session's folder as a window sees it: the plan to show, the devices to choose from, the recording to play."""

from pathlib import Path

from lab.archive import session_file
from lab.archive.session_file import CriterionCard, SessionPlan
from lab.domain.errors import WorldError
from recordings import playback
from recordings.devices import Inventory, inventory
from recordings.plan import SourcePlan
from recordings.playback import Recording
from recordings.repair import RecordingError

NOTHING_RECORDED = frozenset({"facts_missing", "nothing_recorded", "manifest_missing"})

__all__ = ["CriterionCard", "Inventory", "SessionPlan", "SourcePlan", "devices_here", "plan_in", "recording_in"]


def plan_in(folder: Path) -> SessionPlan:
    """The plan in a session's folder. Raises InputError or WorldError as `session_file.read`."""
    return session_file.read(folder)


def devices_here(*, rescan: bool = False) -> Inventory:
    """What can be recorded at this workstation; `rescan` also finds what was plugged in since the program began."""
    return inventory(rescan_sound=rescan)


def recording_in(folder: Path) -> Recording | None:
    """The recording of a session, to be played; None where nothing was recorded. The caller closes it.

    Raises:
        WorldError: `manifest_unreadable`, `manifest_newer`, `facts_unreadable`.
    """
    try:
        recording: Recording | None = playback.open_recording(folder)
    except RecordingError as error:
        if error.code not in NOTHING_RECORDED:
            raise WorldError(error.code, **error.facts) from error
        recording = None
    return recording
