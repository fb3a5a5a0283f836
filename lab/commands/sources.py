"""Which sources a command records: those that were named, else the default ones of this machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import devices
from recordings.camera_logins import shown_only
from recordings.devices import Kind
from recordings.plan import FPS_HIGHEST, FPS_LOWEST, SOUND_KINDS, Quality, Shows, SourcePlan

NOTHING = "none"
DEFAULT = "default"
SAID_ABOVE = frozenset({"no_camera", "no_microphone"})

OF_SCREENS = frozenset({"start_display", "install_xcb"})
"""Remedies for a screen that cannot be recorded."""

SHOWN: dict[Kind, tuple[Shows, ...]] = {
    "screen": ("screen",),
    "camera": ("face", "room", "hands"),
    "microphone": ("voice",),
    "system_sound": ("system_sound",),
}
"""What the first, second, … source of a kind shows; further ones show what the last does."""

WIDE_BAND = 16_000
"""Samples a second below which a voice is that of a telephone: no s and no f (ITU-T G.711 against G.722)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said on the command line of each kind of source; nothing said is the default device, and for what the
    computer plays nothing.
    """

    screen: Sequence[str] = ()
    camera: Sequence[str] = ()
    microphone: Sequence[str] = ()
    system_sound: Sequence[str] = ()
    fps: int = 30
    quality: Quality = "balanced"
    sharp_colours: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sources to record.

    Attributes:
        named: ids of those that somebody asked for by name.
        notes: what is left out, and why, for whoever records without it.
        narrow: id of a microphone that delivers fewer samples a second than a voice needs → its name, and how many.
    """

    plans: tuple[SourcePlan, ...]
    named: frozenset[str]
    notes: tuple[str, ...] = ()
    narrow: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def wrong_in(asked: Asked) -> list[InputError]:
    """What cannot be recorded whatever devices there are: `fps_out_of_range`, `device_named_twice`."""
    wrong = []
    if asked.fps != _within(asked.fps):
        wrong.append(InputError("fps_out_of_range", fps=asked.fps, lowest=FPS_LOWEST, highest=FPS_HIGHEST))
    for names in (asked.screen, asked.camera, asked.microphone, asked.system_sound):
        twice = {name: None for name in names if name != NOTHING and names.count(name) > 1}
        wrong += [InputError("device_named_twice", device=shown_only(name)) for name in twice]
    return wrong


def without_wrong(asked: Asked) -> Asked:
    """The same without what is wrong in it, so that its devices can be looked at all the same."""
    return replace(
        asked,
        fps=_within(asked.fps),
        screen=tuple(dict.fromkeys(asked.screen)),
        camera=tuple(dict.fromkeys(asked.camera)),
        microphone=tuple(dict.fromkeys(asked.microphone)),
        system_sound=tuple(dict.fromkeys(asked.system_sound)),
    )


def chosen_sources(asked: Asked) -> Chosen:
    """The sources asked for. What was left out is the default device if there is one, else nothing, and a note.

    Raises:
        InputError: `fps_out_of_range`, `device_named_twice`.
    """
    for wrong in wrong_in(asked):
        raise wrong
    found = devices.inventory()
    present: dict[Kind, bool] = {
        "screen": bool(found.screens),
        "camera": bool(found.cameras),
        "microphone": bool(found.microphones),
        "system_sound": True,
    }
    wanted: dict[Kind, Sequence[str]] = {
        "screen": asked.screen,
        "camera": asked.camera,
        "microphone": asked.microphone,
        "system_sound": asked.system_sound or (NOTHING,),
    }
    plans: list[SourcePlan] = []
    named: set[str] = set()
    notes: list[str] = []
    for kind, names in wanted.items():
        if not names and not present[kind]:
            notes.append(_("No {source} found: recording without it.").format(source=source_name(kind)))
            continue
        ids = [_id_of(kind, name, found) for name in names or (DEFAULT,)]
        made = [_plan(kind, number, device, asked) for number, device in enumerate(ids)]
        if kind == "screen":
            made = [_filmed(plan, found) for plan in made]
        made = [plan for plan in made if plan.device != NOTHING]
        plans += made
        named |= {plan.id for plan in made if names}
    for fault in found.faults:
        unwanted = fault.remedy in OF_SCREENS and NOTHING in asked.screen
        if fault.code not in SAID_ABOVE and not unwanted:
            notes.append(sentence_for(fault.code, fault.facts))
    return Chosen(tuple(plans), frozenset(named), tuple(notes), _narrow(plans, found))


def source_name(source: str) -> str:
    """What people call a source, which may be the second of its kind."""
    kind, _dash, number = source.partition("-")
    names = {
        "screen": _("screen"),
        "camera": _("camera"),
        "microphone": _("microphone"),
        "system_sound": _("computer’s sound"),
    }
    name = names.get(kind, kind)
    return f"{name} {number}" if number else name


def _id_of(kind: Kind, said: str, found: devices.Inventory) -> str:
    """The id of the one device of that name, as lists show it; whatever else was said means itself."""
    ids = [one.device.id for one in devices.listed(found) if one.kind == kind and one.device.name == said]
    return ids[0] if len(ids) == 1 else said


def _plan(kind: Kind, number: int, device: str, asked: Asked) -> SourcePlan:
    shows = SHOWN[kind][min(number, len(SHOWN[kind]) - 1)]
    source = kind if number == 0 else f"{kind}-{number + 1}"
    if kind in SOUND_KINDS:
        return SourcePlan(id=source, kind=kind, device=device, shows=shows)
    plan = SourcePlan(id=source, kind=kind, device=device, shows=shows, fps=asked.fps)
    return plan.model_copy(update={"quality": asked.quality, "sharp_colours": asked.sharp_colours})


def _filmed(screen: SourcePlan, found: devices.Inventory) -> SourcePlan:
    """The participant's screen as a camera or capture device shows it, if it is one of these that was named."""
    said = screen.device
    ids = [one.id for one in found.cameras if said == one.name or (said == one.id and not said.isdecimal())]
    is_screen = any(said in (one.id, one.name) for one in found.screens)
    if is_screen or not (ids or "://" in said or said.startswith("/dev/")):
        return screen
    return screen.model_copy(update={"kind": "camera", "device": ids[0] if len(ids) == 1 else said})


def _narrow(plans: Sequence[SourcePlan], found: devices.Inventory) -> dict[str, tuple[str, int]]:
    narrow = {}
    for plan in plans:
        for one in found.microphones:
            meant = plan.device == one.id or (plan.device == DEFAULT and one.default)
            if plan.kind == "microphone" and meant and one.rate < WIDE_BAND:
                narrow[plan.id] = one.name, one.rate
    return narrow


def _within(fps: int) -> int:
    return max(FPS_LOWEST, min(FPS_HIGHEST, fps))
