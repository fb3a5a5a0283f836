"""Sentences for the codes of the room "recording": the recorder, its files, what is cut from them."""

from lab.domain.errors import Facts
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import pgettext
from lab.wording import clap, device_trials, preflight, recording_devices
from lab.wording.recording_devices import reason_in
from lab.wording.types import Sentence

_FACTS = ("path", "file", "line", "codec", "needs", "reads", "source")


def _said(facts: Facts, text: str) -> str:
    """The text with the facts that sentences of this room name; what was not told is a dash."""
    named = {name: facts.get(name, "–") for name in _FACTS}
    return text.format(why=reason_in(facts), **named)


def state_label(state: str) -> str:
    """What the recorder is doing."""
    labels = {
        "idle": pgettext("recorder", "idle"),
        "armed": pgettext("recorder", "ready"),
        "checking": pgettext("recorder", "checking"),
        "recording": pgettext("recorder", "recording"),
        "paused": pgettext("recorder", "paused"),
        "closed": pgettext("recorder", "finished"),
    }
    return labels.get(state, state)


def _not_now(facts: Facts) -> str:
    return _("The recorder cannot do this now ({command}): it is {state}.").format(
        command=facts.get("command", "–"), state=state_label(str(facts.get("state", "–")))
    )


def _no_picture(facts: Facts) -> str:
    return _("The source “{source}” has no picture at {moment}. Choose a later moment or another source.").format(
        source=facts.get("source", "–"), moment=_moment(facts.get("from_us"))
    )


def _span_empty(facts: Facts) -> str:
    return _("The clip has no length: it would last from {begin} to {end}. Set its end after its beginning.").format(
        begin=_moment(facts.get("from_us")), end=_moment(facts.get("to_us"))
    )


def _still_format(facts: Facts) -> str:
    formats = facts.get("formats")
    known = ", ".join(map(str, formats)) if isinstance(formats, list | tuple) else "–"
    return _("A picture cannot be saved as {path}. The name must end in one of: {known}.").format(
        path=facts.get("path", "–"), known=known
    )


def _moment(value: object) -> str:
    return clock_text(value) if isinstance(value, int) else "–"


DISK: dict[str, Sentence] = {
    "disk_full": lambda f: _said(
        f, _("The disk of {path} is full. What was recorded is safe. Make room before recording on.")
    ),
    "disk_full_in_pause": lambda f: _said(
        f,
        _(
            "The disk of {path} has become full during the pause. What was recorded is safe. Make room before the "
            "session goes on."
        ),
    ),
    "disk_unwritable_in_pause": lambda f: _said(
        f,
        _(
            "Nothing can be written to {path} any more ({why}). What was recorded before the pause is safe. Check the "
            "disk before the session goes on."
        ),
    ),
    "folder_unwritable": lambda f: _said(
        f, _("The folder {path} cannot be written ({why}). Check that it exists and is yours.")
    ),
    "write_failed": lambda f: _said(
        f,
        _("The recording cannot be written any more ({why}). What was written before can be repaired. Check the disk."),
    ),
    "sync_failed": lambda f: _said(
        f,
        _(
            "The disk did not confirm what was written to {file} ({why}). Recording goes on, but a power cut could "
            "cost it. Check the disk."
        ),
    ),
    "disk_unreadable": lambda f: _said(
        f, _("The disk of {path} does not say how much room is left ({why}). Recording goes on. Check the disk.")
    ),
}

RECORDER: dict[str, Sentence] = {
    "encoder_missing": lambda f: _said(
        f,
        _(
            "Pictures cannot be recorded: no encoder for H.264 works here ({codec}). Install the program's packages "
            "again."
        ),
    ),
    "sharp_colours_impossible": lambda f: _said(
        f,
        _(
            "Sharp colours cannot be recorded here: the encoder of this computer ({codec}) knows no 4:4:4. Record "
            "without them."
        ),
    ),
    "stopped_early": lambda _f: _("It was ended before recording began. Nothing was recorded."),
    "interrupted": lambda _f: _("The recorder was told to end while it waited for another one that has the folder."),
    "clicks_failed": lambda f: _said(
        f, _("Clicks are not recorded any more ({why}). Everything else goes on. Please report this.")
    ),
    "not_a_command": lambda f: _said(f, _("The recorder was told something that it does not understand ({why}).")),
    "not_now": _not_now,
    "observers_picture_failed": lambda f: _said(
        f,
        _("The observers' picture cannot be made ({why}). Recording goes on; the picture is tried again by itself."),
    ),
    "observers_sound_failed": lambda f: _said(
        f, _("The observers' sound cannot be made ({why}). Recording goes on; the sound is tried again by itself.")
    ),
    "recorder_fault": lambda f: _said(
        f, _("The recorder met a fault of its own ({why}). What was recorded is safe. Please report this.")
    ),
    "source_unknown": lambda f: _said(f, _("The recording has no source “{source}”.")),
    "still_recording": lambda f: _said(f, _("The session in {path} is still being recorded. Stop it first.")),
    "stills_failed": lambda f: _said(
        f, _("The live picture cannot be shown ({why}). Recording goes on; the picture is tried again by itself.")
    ),
}

FILES: dict[str, Sentence] = {
    "clicks_unreadable": lambda f: _said(
        f, _("The recorded clicks {path} cannot be read in line {line} ({why}). The media files are not touched.")
    ),
    "facts_missing": lambda f: _said(f, _("There is no recording in this folder: {path} is missing.")),
    "facts_unreadable": lambda f: _said(
        f, _("The recorder's notes {path} cannot be read in line {line} ({why}). The media files are not touched.")
    ),
    "manifest_missing": lambda f: _said(f, _("The recording was not finished: {path} is missing. Repair the session.")),
    "manifest_newer": lambda f: _said(
        f, _("{path} was written by a newer program (format {needs}; this one reads {reads}). Update the program.")
    ),
    "manifest_unreadable": lambda f: _said(f, _("{path} cannot be read ({why}). Repair the session to make it anew.")),
    "media_missing": lambda f: _said(
        f, _("The media file {file} is not in the session's folder any more. Put it back, if somebody moved it.")
    ),
    "media_taken": lambda f: _said(
        f,
        _(
            "The media file {file} was taken away while it was written. Recording goes on in a new one. Put it back, "
            "if somebody moved it."
        ),
    ),
    "media_unreadable": lambda f: _said(f, _("The media file {file} cannot be read ({why}).")),
    "nothing_recorded": lambda f: _said(f, _("Nothing was recorded in {path}.")),
    "recording_closed": lambda _f: _("The recording was closed meanwhile. Open it again."),
}

CUTTING: dict[str, Sentence] = {
    "cancelled": lambda _f: _("It was cancelled; nothing was changed."),
    "clip_unwritable": lambda f: _said(
        f, _("{path} cannot be written ({why}). Check the folder and the room on the disk.")
    ),
    "mp4_unwritable": lambda f: _said(
        f, _("{path} cannot be written ({why}). Check the room on the disk. The recording itself is not touched.")
    ),
    "no_picture": _no_picture,
    "no_sound": lambda _f: _("The recording has no sound."),
    "span_empty": _span_empty,
    "still_format": _still_format,
}

REASONS: dict[str, Sentence] = {
    "device_changed": lambda _f: _("Another device was chosen."),
    "file_gone": lambda _f: _("Its file was taken out of the session's folder."),
    "paused": lambda _f: _("Recording was paused."),
    "recorder_restarted": lambda _f: _("The recorder was started anew and went on in new files."),
    "repaired": lambda _f: _("The recorder did not end by itself; the recording was repaired."),
    "stopped": lambda _f: _("Recording was stopped."),
    "terminated": lambda _f: _("The recorder was told to leave, and closed its files."),
    "unattended": lambda _f: _("Nobody spoke to the recorder until long after the booked end; it closed its files."),
}
"""Why a source has a gap, and why a recording ended."""

SENTENCES: dict[str, Sentence] = {
    **recording_devices.SENTENCES,
    **preflight.SENTENCES,
    **clap.SENTENCES,
    **device_trials.SENTENCES,
    **DISK,
    **RECORDER,
    **FILES,
    **CUTTING,
    **REASONS,
}
