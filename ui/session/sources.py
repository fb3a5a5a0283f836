"""What can be recorded at this workstation, and what is proposed for each of the three set-ups. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lab.domain.consent import may_record
from lab.i18n import gettext as _
from lab.services.session_view import Inventory
from ui.session.planned import SessionPlan, SourcePlan

Place = Literal["screen", "camera", "microphone"]
PLACES: tuple[Place, ...] = ("screen", "camera", "microphone")
"""The three sources of a session by their ids: what the participant sees, a camera on the person, a microphone."""

ONLY_SCREEN = "screen"
"""What the only screen is called where the system gives it no name."""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """One device that can stand at a place: its kind and name for the plan, and what it is called."""

    kind: str
    device: str
    words: str


def choices_for(place: Place, found: Inventory) -> tuple[DeviceChoice, ...]:
    """The devices that can stand at a place. What the participant sees may also come from a capture device."""
    cameras = tuple(DeviceChoice("camera", one.id, _("Camera: {name}").format(name=one.name)) for one in found.cameras)
    if place == "camera":
        return cameras
    if place == "microphone":
        return tuple(DeviceChoice("microphone", one.id, one.name) for one in found.microphones)
    screens = tuple(
        DeviceChoice(
            "screen",
            one.id,
            _screen_words(one.name, one.width, one.height),
        )
        for one in found.screens
    )
    return screens + cameras


def _screen_words(name: str, width: int, height: int) -> str:
    if name == ONLY_SCREEN:
        return _("Screen, {width} × {height}").format(width=width, height=height)
    return _("Screen {name}, {width} × {height}").format(name=name, width=width, height=height)


def proposed(setup: str, found: Inventory) -> tuple[SourcePlan, ...]:
    """What a session of this set-up records if nobody says otherwise.

    The participant's own device comes in through the first capture device, if there is one; of two screens the
    participant's is the one that is not the first; a moderator alone records the first screen.
    """
    sources: list[SourcePlan] = []
    cameras = list(found.cameras)
    if setup == "own_device" and cameras:
        sources.append(SourcePlan(id="screen", kind="camera", device=cameras.pop(0).id, shows="screen"))
    elif found.screens:
        other = [one for one in found.screens if not one.primary]
        chosen = other[0] if setup == "two_screens" and other else found.screens[0]
        sources.append(SourcePlan(id="screen", kind="screen", device=chosen.id, shows="screen"))
    if cameras:
        sources.append(SourcePlan(id="camera", kind="camera", device=cameras[0].id, shows="face"))
    if found.microphones:
        sources.append(SourcePlan(id="microphone", kind="microphone", device=found.microphones[0].id, shows="voice"))
    return tuple(sources)


def with_choice(
    sources: Sequence[SourcePlan], place: Place, choice: DeviceChoice | None, shows: str
) -> tuple[SourcePlan, ...]:
    """The sources with another device at a place; None takes the place out."""
    others = {source.id: source for source in sources if source.id != place}
    if choice is not None:
        fields = {"id": place, "kind": choice.kind, "device": choice.device, "shows": shows}
        others[place] = SourcePlan.model_validate(fields)
    known = tuple(others[one] for one in PLACES if one in others)
    return known + tuple(source for source in others.values() if source.id not in PLACES)


def allowed(plan: SessionPlan, shows: str) -> bool:
    """Whether the participant agreed to what this shows."""
    return may_record(shows, plan.consent.scopes)
