"""Sentences for what the check before the start finds: what is wrong and what to do about it."""

from lab.domain.errors import Facts
from lab.domain.record import CheckOverride
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording import sentence_for
from lab.wording.sources import shown_name
from lab.wording.types import Sentence


def _of_source(facts: Facts, text: str) -> str:
    """The text with the name of the source and what was measured; what was not told is a dash."""
    name = shown_name(str(facts.get("shows", "")), str(facts.get("source", "–")))
    level = facts.get("level_db")
    heard = str(round(level)).replace("-", "\u2212") if isinstance(level, int | float) else "–"
    named = {one: facts.get(one, "–") for one in ("number", "seen", "percent", "fps")}
    return text.format(source=name[:1].upper() + name[1:], level=heard, **named)


def _still(facts: Facts) -> str:
    if "number" in facts:
        return _of_source(facts, _("{source}: the picture stands still. Look for devices again, then check again."))
    return _of_source(
        facts,
        _("{source}: the picture stands still. Move the pointer on the participant’s device while it is checked."),
    )


def _silent(facts: Facts) -> str:
    if facts.get("shows") == "system_sound":
        return _of_source(facts, _("{source}: nothing is heard. Play something on the computer while it is checked."))
    return _of_source(
        facts, _("{source}: nothing is heard. Is the microphone switched off or muted? Speak while it is checked.")
    )


def _disk_short(facts: Facts) -> str:
    minutes, needed = facts.get("minutes"), facts.get("needed")
    if not isinstance(minutes, int) or not isinstance(needed, int):
        return _("The disk has too little room for the session. Delete what is not needed.")
    return ngettext(
        "The disk has room for {minutes} more minute; the session is booked for {needed}. Delete what is not needed.",
        "The disk has room for {minutes} more minutes; the session is booked for {needed}. Delete what is not needed.",
        minutes,
    ).format(minutes=minutes, needed=needed)


SENTENCES: dict[str, Sentence] = {
    "preflight_no_picture": lambda f: _of_source(
        f, _("{source}: no picture was recorded. Plug the device in again or choose another.")
    ),
    "preflight_no_sound": lambda f: _of_source(
        f, _("{source}: no sound was recorded. Plug the device in again or choose another.")
    ),
    "preflight_other_screen": lambda f: _of_source(
        f,
        _("{source}: screen {seen} is recorded, not screen {number}. Choose the participant’s screen in the list."),
    ),
    "preflight_number_missing": lambda f: _of_source(
        f,
        _("{source}: the number {number} shown there is not in the recording. Choose the participant’s screen."),
    ),
    "preflight_still": _still,
    "preflight_dark": lambda f: _of_source(
        f, _("{source}: the picture is black. Open the lens, switch the light on, or choose another camera.")
    ),
    "preflight_frozen": lambda f: _of_source(
        f, _("{source}: the picture is frozen. Plug the camera in again, then check again.")
    ),
    "preflight_silent": _silent,
    "preflight_only_noise": lambda f: _of_source(
        f, _("{source}: only an even noise of {level} dB is heard, no speech. Say a few sentences while it is checked.")
    ),
    "preflight_quiet": lambda f: _of_source(
        f, _("{source}: speech is too quiet ({level} dB). Bring the microphone nearer or turn it up.")
    ),
    "preflight_clipped": lambda f: _of_source(
        f, _("{source}: speech is too loud and distorted. Turn the microphone down.")
    ),
    "preflight_overloaded": lambda f: _of_source(
        f,
        _(
            "{source}: this computer does not carry all that is to be recorded: {percent} % of the pictures were lost "
            "at {fps} a second. Close other programs, or remove a source."
        ),
    ),
    "preflight_disk_short": _disk_short,
}


def override_words(override: CheckOverride, *, reason: bool) -> str:
    """That a session was started all the same; with `reason` also what was found and the moderator's own words."""
    text = (
        _("started although the check of the devices found faults")
        if override.faults
        else _("started without the check of the devices")
    )
    if not reason:
        return text
    known = [sentence_for(fault.code, dict(fault.facts)) for fault in override.faults]
    why = _("reason: {reason}").format(reason=override.reason) if override.reason else ""
    return ". ".join(part.rstrip(".") for part in (text, *known, why) if part)
