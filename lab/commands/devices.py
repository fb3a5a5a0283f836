"""`lab devices`: what can be recorded here, and what is missing."""

from dataclasses import asdict
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json, say
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import devices as recorder_devices


def devices(as_json: Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))] = False) -> None:
    """List screens, cameras, microphones and what the computer plays; say what is missing, with the remedy."""
    found = recorder_devices.inventory()
    if as_json:
        answer_json(asdict(found))
        return
    for screen in found.screens:
        size = f"{screen.width}×{screen.height}+{screen.x}+{screen.y}"
        answer(_("Screen {id}: {name}, {size} px").format(id=screen.id, name=screen.name, size=size))
    for camera in found.cameras:
        answer(_("Camera {id}: {name}").format(id=camera.id, name=camera.name))
    for microphone in found.microphones:
        answer(_("Microphone {id}: {name}").format(id=microphone.id, name=microphone.name))
    for sound in found.system_sounds:
        answer(_("Computer’s sound {id}: {name}").format(id=sound.id, name=sound.name))
    for fault in found.faults:
        say(sentence_for(fault.code, fault.facts))
