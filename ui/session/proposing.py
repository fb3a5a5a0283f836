"""What a session records if nobody says otherwise: what was used last at this workstation, else what is usual."""

import json
from collections.abc import Collection, Mapping, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lab.domain.booking import Setup
from lab.domain.errors import InputError
from lab.services.session_view import Inventory
from ui.held.planned import SourcePlan
from ui.memory import Memory
from ui.session.other_device import named_by_hand
from ui.session.sources import PLACES, USUAL, Place, choices_for

LastUsed = Mapping[str, Sequence[SourcePlan]]
"""Set-up → the sources with which a session of it began last, at most one at each place."""


def proposed(
    setup: str, found: Inventory, last: Sequence[SourcePlan] = (), window_on: Collection[str] = ()
) -> tuple[SourcePlan, ...]:
    """The sources that are proposed for a set-up.

    What was used last stands again at its place if it is there. `window_on`: what the screen is called on which our
    own window lies; of two screens the participant's is another one, and where that is not known, not the first.

    A camera that was found is never proposed as the participant's screen: nobody can tell a capture device from a
    webcam by its name, its number may be another one's today, and a face would be recorded under the consent to the
    screen. A person says so in the devices check.
    """
    usual = {one.id: one for one in _usual(setup, found, window_on)}
    again = {one.id: one for one in last if one.id in PLACES and _is_there(one, found)}
    both = usual | again
    return tuple(both[place] for place in PLACES if place in both)


def _usual(setup: str, found: Inventory, window_on: Collection[str]) -> list[SourcePlan]:
    sources: list[SourcePlan] = []
    if found.screens:
        ours = [one for one in found.screens if {one.id, one.name} & set(window_on)]
        if not ours:
            ours = [one for one in found.screens if one.primary]
        others = [one for one in found.screens if one not in ours]
        chosen = others[0] if setup == Setup.TWO_SCREENS and others else found.screens[0]
        sources.append(SourcePlan(id="screen", kind="screen", device=chosen.id, shows="screen"))
    if found.cameras:
        sources.append(SourcePlan(id="camera", kind="camera", device=found.cameras[0].id, shows="face"))
    if found.microphones:
        sources.append(SourcePlan(id="microphone", kind="microphone", device=found.microphones[0].id, shows="voice"))
    return sources


def _is_there(source: SourcePlan, found: Inventory) -> bool:
    """Whether what was used once can be proposed again; of what was named by hand: whether it may be there."""
    place: Place = next(one for one in PLACES if one == source.id)
    if source.kind == "camera" and "://" in source.device:
        return True
    if place in ("screen", "screen-2") and source.kind == "camera":
        return False
    if any((one.kind, one.device) == (source.kind, source.device) for one in choices_for(place, found)):
        return True
    return source.kind == "screen" and _is_part(source.device, found)


def _is_part(device: str, found: Inventory) -> bool:
    """Whether this names a part of the screens as they are now."""
    try:
        return named_by_hand("screen", device, found).kind == "screen"
    except InputError:
        return False


def window_on(widget: QWidget) -> frozenset[str]:
    """What the screen is called on which the window of this widget lies: its name and its number."""
    screens, screen = QGuiApplication.screens(), widget.window().screen()
    return frozenset({screen.name(), str(screens.index(screen))}) if screen in screens else frozenset()


def last_used(memory: Memory) -> LastUsed:
    """What is remembered, for every set-up."""
    return {setup.value: _recalled(memory, setup.value) for setup in Setup}


def keep_used(memory: Memory, setup: str, sources: Sequence[SourcePlan]) -> None:
    """Remember with what a session of this set-up began; a usual place that it left empty keeps what it had.

    It may be empty because this participant did not agree to it. What was added once and removed is not proposed again.
    """
    before = [one for one in _recalled(memory, setup) if one.id in USUAL]
    used = {one.id: one for one in (*before, *sources)}
    memory.keep(_name(setup), json.dumps([one.model_dump(mode="json") for one in used.values()]))


def _recalled(memory: Memory, setup: str) -> tuple[SourcePlan, ...]:
    try:
        return tuple(SourcePlan.model_validate(one) for one in json.loads(memory.recall(_name(setup)) or "[]"))
    except (ValueError, TypeError):
        return ()  # of another version of the program


def _name(setup: str) -> str:
    return f"session/sources/{setup}"
