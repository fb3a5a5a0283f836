"""What can be recorded at this workstation, and what must be said about it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lab.domain.consent import may_record
from lab.i18n import gettext as _
from lab.services.session_view import Inventory, SystemSound
from lab.wording import sentence_for
from ui.held.planned import SessionPlan, SourcePlan

Place = Literal["screen", "screen-2", "camera", "camera-2", "microphone", "microphone-2", "system_sound"]
PLACES: tuple[Place, ...] = ("screen", "screen-2", "camera", "camera-2", "microphone", "microphone-2", "system_sound")
"""The sources of a session by their ids, in the order of its plan: the first sound lies in the first screen's file."""

USUAL: tuple[Place, ...] = ("screen", "camera", "microphone")
"""What every session asks for: what the participant sees, a camera on the person, a microphone. The rest is added."""

ONLY_SCREEN = "screen"
"""What the only screen is called where the system gives it no name."""


SOUNDS: frozenset[Place] = frozenset({"microphone", "microphone-2", "system_sound"})
"""Where sound is recorded."""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """One device that can stand at a place: its kind and name for the plan, and what it is called."""

    kind: str
    device: str
    words: str


def choices_for(place: Place, found: Inventory) -> tuple[DeviceChoice, ...]:
    """The devices that can stand at a place. What the participant sees may also come from a capture device."""
    cameras = tuple(DeviceChoice("camera", one.id, _("Camera: {name}").format(name=one.name)) for one in found.cameras)
    if place in ("camera", "camera-2"):
        return cameras
    if place == "system_sound":
        return tuple(DeviceChoice("system_sound", one.id, _played_words(one)) for one in found.system_sounds)
    if place in ("microphone", "microphone-2"):
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


def _played_words(sound: SystemSound) -> str:
    if sound.default:
        return _("What the computer plays (now: {name})").format(name=sound.name)
    return _("What “{name}” plays").format(name=sound.name)


def _screen_words(name: str, width: int, height: int) -> str:
    if not width:
        return _("Screen: the session asks which one")
    if name == ONLY_SCREEN:
        return _("Screen, {width} × {height}").format(width=width, height=height)
    return _("Screen {name}, {width} × {height}").format(name=name, width=width, height=height)


def with_choice(
    sources: Sequence[SourcePlan], place: Place, choice: DeviceChoice | None, shows: str
) -> tuple[SourcePlan, ...]:
    """The sources with another device at a place; None takes the place out.

    A device delivers to one place: where it stood before, it stands no longer.
    """
    others = {source.id: source for source in sources if source.id != place}
    if choice is not None:
        others = {name: one for name, one in others.items() if (one.kind, one.device) != (choice.kind, choice.device)}
        fields = {"id": place, "kind": choice.kind, "device": choice.device, "shows": shows}
        others[place] = SourcePlan.model_validate(fields)
    known = tuple(others[one] for one in PLACES if one in others)
    return known + tuple(source for source in others.values() if source.id not in PLACES)


SHOWN: dict[Place, tuple[str, ...]] = {
    "screen": ("screen",),
    "screen-2": ("screen",),
    "camera": ("face", "room", "hands"),
    "camera-2": ("room", "hands", "face", "screen"),
    "microphone": ("voice", "system_sound"),
    "microphone-2": ("voice", "system_sound"),
    "system_sound": ("system_sound",),
}
"""What a source at a place can show. Consent binds to it."""

_PLACE_OF_FAULT: dict[str, Place] = {
    "no_display": "screen",
    "xcb_missing": "screen",
    "no_camera": "camera",
    "no_microphone": "microphone",
    "portaudio_missing": "microphone",
}


def faults_by_place(found: Inventory) -> dict[Place, str]:
    """Why a place has no device of its kind, and what to do about it, as a sentence."""
    return {
        _PLACE_OF_FAULT[fault.code]: sentence_for(fault.code, fault.facts)
        for fault in found.faults
        if fault.code in _PLACE_OF_FAULT
    }


def screen_note(setup: str, source: SourcePlan | None) -> str:
    """What must be said about the source that stands for the participant's screen; empty where nothing must."""
    if source is not None and source.kind == "camera":
        return _(
            "What this camera shows is recorded as the participant’s screen, under the consent to the screen. Choose "
            "it only if it shows the screen and no face."
        )
    if setup == "own_device":
        return _(
            "The participant has a device of their own: choose the camera or capture device that shows its screen. "
            "Until then this computer’s screen is recorded."
        )
    return ""


def allowed(plan: SessionPlan, shows: str) -> bool:
    """Whether the participant agreed to what this shows."""
    return may_record(shows, plan.consent.scopes)
