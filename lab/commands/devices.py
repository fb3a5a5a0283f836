"""`lab devices`: what can be recorded here, what is missing, and what comes and goes."""

from dataclasses import asdict
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json, say
from lab.commands.devices_watched import tell_changes
from lab.commands.stopping import stopped_by_signals
from lab.commands.where import Json
from lab.i18n import gettext as _
from lab.wording import sentence_for
from lab.wording.device_lines import device_line
from recordings import devices as recorder_devices


def devices(
    as_json: Json = False,
    watch: Annotated[bool, typer.Option("--watch", help=_("Tell what comes and goes, until Ctrl-C."))] = False,
) -> None:
    """List screens, cameras, microphones, what the computer plays, who encodes; say what is missing."""
    if watch:
        tell_changes(look_again, stopped_by_signals(), as_json=as_json)
        return
    found = recorder_devices.inventory()
    encoder = recorder_devices.encoder()
    if as_json:
        answer_json({**asdict(found), "encoder": encoder})
        return
    for one in recorder_devices.listed(found):
        answer(device_line(one))
    if encoder:
        answer(_("Pictures are encoded by {encoder}").format(encoder=encoder))
    else:
        say(sentence_for("encoder_missing", {}))
    for fault in (*found.faults, *found.limits):
        say(sentence_for(fault.code, fault.facts))


def look_again() -> recorder_devices.Inventory:
    """What there is now, microphones plugged in a moment ago included."""
    return recorder_devices.inventory(rescan_sound=True)
