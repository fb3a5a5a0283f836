"""Which sources a command records: those that were named, else the default ones of this machine."""

from collections.abc import Sequence
from dataclasses import dataclass

from lab.commands.answering import say
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import devices
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
    """The sources to record. `named`: ids of those that somebody asked for by name."""

    plans: tuple[SourcePlan, ...]
    named: frozenset[str]


def chosen_sources(asked: Asked) -> Chosen:
    """The sources asked for. What was left out is the default device if there is one, else nothing, said on stderr.

    Raises:
        InputError: `fps_out_of_range`, `device_named_twice`.
    """
    _check(asked)
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
    for kind, names in wanted.items():
        if not names and not present[kind]:
            say(_("No {source} found: recording without it.").format(source=source_name(kind)))
            continue
        ids = [_id_of(kind, name, found) for name in names or (DEFAULT,)]
        made = [_plan(kind, number, device, asked) for number, device in enumerate(ids)]
        made = [plan for plan in made if plan.device != NOTHING]
        plans += made
        named |= {plan.id for plan in made if names}
    for fault in found.faults:
        unwanted = fault.remedy in OF_SCREENS and NOTHING in asked.screen
        if fault.code not in SAID_ABOVE and not unwanted:
            say(sentence_for(fault.code, fault.facts))
    return Chosen(tuple(plans), frozenset(named))


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


def _check(asked: Asked) -> None:
    """Refuse what is wrong whatever devices there are."""
    if not FPS_LOWEST <= asked.fps <= FPS_HIGHEST:
        raise InputError("fps_out_of_range", fps=asked.fps, lowest=FPS_LOWEST, highest=FPS_HIGHEST)
    for names in (asked.screen, asked.camera, asked.microphone, asked.system_sound):
        for name in names:
            if name != NOTHING and names.count(name) > 1:
                raise InputError("device_named_twice", device=name)
