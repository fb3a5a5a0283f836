"""Sentences of the room: what it refuses, and the alarms it raises."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording import sentence_for
from lab.wording.sources import shown_name
from lab.wording.types import Sentence, said

_REFUSALS: dict[str, Sentence] = {
    "event_of_the_room": said(lambda: _("Only the room itself may note “{type}”.")),
    "sessions_hosted": said(lambda: _("The room cannot end: sessions are open in it ({count}).")),
    "session_has_begun": said(lambda: _("The session has begun: its sources can no longer be chosen anew.")),
    "recorder_not_ready": said(
        lambda: _("The devices cannot be checked now: the recorder is not ready. Wait a moment and try again.")
    ),
    "session_closed": said(lambda: _("The session in {path} is closed. Corrections are made in Review.")),
    "not_consented": said(lambda: _("The participant did not agree to “{shows}”: {source} is not recorded.")),
    "folder_elsewhere": said(lambda: _("{path} does not lie in {sessions}. The room opens only its own sessions.")),
    "another_session_records": said(lambda: _("Another session is being recorded. Finish it first.")),
    "session_not_hosted": said(lambda: _("The room does not host this session. Open it from Today.")),
    "room_not_opened": said(
        lambda: _("The room for {path} could not be opened. Nothing was lost. The end of its log: {log}")
    ),
}


def _of_source(facts: Facts, text: str) -> str:
    name = shown_name(str(facts.get("shows", "")), str(facts.get("source", "–")))
    more = {"milliseconds": "–", "percent": "–", "width": "–", "height": "–"}
    return text.format(**{**more, **facts, "source": name[:1].upper() + name[1:]})


def _because(facts: Facts, text: str) -> str:
    """The text with the sentence of what is behind it."""
    details = facts.get("details")
    why = sentence_for(str(facts["why"]), details if isinstance(details, dict) else {}) if "why" in facts else "–"
    return text.format(why=why, path=facts.get("path", "–"))


def _disk_low(facts: Facts) -> str:
    minutes = facts.get("minutes")
    if isinstance(minutes, int) and facts.get("booked"):
        return ngettext(
            "The disk lasts for {n} more minute, less than is booked. Delete what is not needed.",
            "The disk lasts for {n} more minutes, less than is booked. Delete what is not needed.",
            minutes,
        ).format(n=minutes)
    if isinstance(minutes, int):
        return ngettext(
            "The disk is nearly full: room for {n} more minute, then recording ends in good order. Delete what is not "
            "needed.",
            "The disk is nearly full: room for {n} more minutes, then recording ends in good order. Delete what is not "
            "needed.",
            minutes,
        ).format(n=minutes)
    return _("The disk is nearly full: {megabytes} MB are free. Delete what is not needed.").format(
        megabytes=facts.get("megabytes", "–")
    )


def _lost(facts: Facts) -> str:
    if facts.get("reason") in ("screen_gone", "screen_replaced"):
        return _of_source(
            facts,
            _("{source}: the chosen monitor is gone, and no other is recorded for it. Connect it, or choose another."),
        )
    return _of_source(
        facts, _("{source}: it does not deliver any more. Everything else goes on; it is looked for again.")
    )


def _slept(facts: Facts) -> str:
    seconds = facts.get("seconds")
    count = seconds if isinstance(seconds, int) else 0
    return ngettext(
        "The computer slept for {n} second and recorded nothing. Switch its sleep off.",
        "The computer slept for {n} seconds and recorded nothing. Switch its sleep off.",
        count,
    ).format(n=count)


_ALARMS: dict[str, Sentence] = {
    "nothing_heard": lambda f: _of_source(
        f, _("{source}: nothing is heard, not even the room. Check the microphone’s switch and plug.")
    ),
    "sound_gated": lambda f: _of_source(
        f,
        _(
            "{source}: nothing at all comes while nobody speaks. Switch off its noise gate; if somebody speaks now, "
            "check switch and plug."
        ),
    ),
    "sound_clipped": lambda f: _of_source(f, _("{source}: too loud, voices are distorted. Turn the microphone down.")),
    "sound_apart": lambda f: _of_source(
        f, _("{source}: {milliseconds} ms off from the picture. Choose the microphone anew.")
    ),
    "camera_frozen": lambda f: _of_source(
        f, _("{source}: the picture stands still. Unplug the camera and plug it in again.")
    ),
    "camera_black": lambda f: _of_source(f, _("{source}: the picture is black. Take off the cover, or make light.")),
    "screen_black": lambda f: _of_source(f, _("{source}: it is black. Wake it, or choose the right one.")),
    "picture_resized": lambda f: _of_source(
        f, _("{source}: now {width} × {height}, in a new file. Check that the picture shows the right thing.")
    ),
    "pictures_dropped": lambda f: _of_source(
        f, _("{source}: {percent} % of the pictures of the last minute were lost. Close other programs.")
    ),
    "computer_slept": _slept,
    "clock_set": said(
        lambda: _(
            "The computer’s clock was set by {seconds} s. The times of this session are right; check the clock "
            "before the next."
        )
    ),
    "disk_low": _disk_low,
    "source_lost": _lost,
    "recorder_not_started": said(
        lambda: _("The recorder cannot be started ({reason}). Tasks and tags are still kept.")
    ),
    "recorder_started_again": said(lambda: _("The recorder was started again. The gap stands in the record.")),
    "session_not_reopened": lambda f: _because(
        f, _("The session in {path} could not be opened again. {why} “lab repair” may help.")
    ),
    "closing_failed": lambda f: _because(f, _("The session could not be closed. {why} Nothing is lost; try again.")),
    "recording_failed": lambda f: _because(
        f, _("Nothing is recorded now. {why} It is tried again by itself; tasks and tags are still kept.")
    ),
}

SENTENCES: dict[str, Sentence] = {**_REFUSALS, **_ALARMS}
