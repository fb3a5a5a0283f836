"""A session's folder as a window sees it: the plan to show, the devices to choose from, the recording to play."""

from collections.abc import Callable
from pathlib import Path

from lab.archive import session_file
from lab.archive.session_file import CriterionCard, SessionPlan
from lab.domain.errors import WorldError
from recordings import playback
from recordings.camera_logins import hidden, shown_only
from recordings.clap import FLASH_S
from recordings.clap import LASTS_S as CLAP_TEST_S
from recordings.clap import moments as clap_moments
from recordings.cue import NUMBERS as CUE_NUMBERS
from recordings.cue import cells as cue_cells
from recordings.devices import Inventory, SystemSound, inventory
from recordings.judging import SPEECH_DB
from recordings.plan import SourcePlan
from recordings.playback import Click, Recording
from recordings.repair import RecordingError

NOTHING_RECORDED = frozenset({"facts_missing", "nothing_recorded", "manifest_missing"})

__all__ = [
    "CLAP_TEST_S",
    "CUE_NUMBERS",
    "FLASH_S",
    "SPEECH_DB",
    "CriterionCard",
    "Inventory",
    "SessionPlan",
    "SourcePlan",
    "SystemSound",
    "clap_moments",
    "clicks_of",
    "cue_cells",
    "devices_here",
    "hidden",
    "loudness_of",
    "plan_in",
    "reading_trouble",
    "recording_in",
    "shown_only",
]  # fmt: skip


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


def loudness_of(recording: Recording, parts: int, cancelled: Callable[[], bool]) -> tuple[float, ...]:
    """How loud it was, 0..1, in so many equal parts of the whole; nothing where nothing was heard, or once `cancelled`
    says so. Decodes all of the sound: for a background thread.

    Raises:
        WorldError: `media_unreadable`.
    """
    heard = recording.heard()
    if heard is None:
        return ()
    try:
        return tuple(float(loud) for loud in heard.waveform(parts, cancelled))
    except RecordingError as error:
        if cancelled():
            return ()
        raise WorldError(error.code, **error.facts) from error


def clicks_of(recording: Recording) -> tuple[Click, ...]:
    """The clicks on what was recorded, by time; none where nobody listened for them.

    Raises:
        WorldError: `clicks_unreadable`.
    """
    try:
        return playback.read_clicks(recording.folder) or ()
    except RecordingError as error:
        raise WorldError(error.code, **error.facts) from error


def reading_trouble(error: Exception) -> WorldError | None:
    """What reading a recording raised, as an error that has its sentence; None for one that is our own bug."""
    return WorldError(error.code, **error.facts) if isinstance(error, RecordingError) else None
