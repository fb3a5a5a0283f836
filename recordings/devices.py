"""Which screens, cameras and microphones there are. Looks, but opens none; a fault is a fact, never an exception."""

from dataclasses import dataclass
from typing import Literal

from recordings.camera_list import list_cameras
from recordings.click_watch import limits_of_clicks
from recordings.device_types import Camera, DeviceListError, InventoryFault, Microphone, Screen, SystemSound
from recordings.microphone_list import list_microphones
from recordings.screen_list import list_screens
from recordings.sound_server_list import offered_by_server

__all__ = [
    "Camera",
    "Change",
    "Inventory",
    "InventoryFault",
    "Kind",
    "Listed",
    "Microphone",
    "Screen",
    "SystemSound",
    "changes",
    "encoder",
    "inventory",
    "listed",
    "screens",
]

Kind = Literal["screen", "camera", "microphone", "system_sound"]
Device = Screen | Camera | Microphone | SystemSound


@dataclass(frozen=True, slots=True)
class Listed:
    """One device of a list, and of which kind it is."""

    kind: Kind
    device: Device


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a device between two looks. `changed`: it is known by the same id, but is another or elsewhere (a
    screen of another size, another default microphone).
    """

    what: Literal["came", "went", "changed"]
    listed: Listed


@dataclass(frozen=True)
class Inventory:
    """What can be recorded here, and what cannot, and why.

    Attributes:
        screens: the primary one first, so that number 0 is the default.
        cameras: in the system's order.
        microphones: the system's default first.
        faults: what is missing, with a remedy.
        system_sounds: what the computer plays, where it can be recorded.
        limits: what cannot be recorded of devices that are here; no reason not to begin.
    """

    screens: tuple[Screen, ...]
    cameras: tuple[Camera, ...]
    microphones: tuple[Microphone, ...]
    faults: tuple[InventoryFault, ...]
    system_sounds: tuple[SystemSound, ...] = ()
    limits: tuple[InventoryFault, ...] = ()


def inventory(*, rescan_sound: bool = False) -> Inventory:
    """Everything there is. Takes 0.2 s the first time (the sound system starts), then milliseconds.

    `rescan_sound` also finds microphones plugged in since the process began. It must not be asked for in a process that
    is recording sound: the sound library forgets its open devices then.
    """
    faults: list[InventoryFault] = []
    found_screens: tuple[Screen, ...] = ()
    found_cameras: tuple[Camera, ...] = ()
    try:
        found_screens = list_screens()
    except DeviceListError as error:
        faults.append(error.fault)
    try:
        found_cameras = list_cameras()
    except DeviceListError as error:
        faults.append(error.fault)
    # The sound server names microphones in full, and finds new ones by itself.
    found_microphones, system_sounds = offered_by_server()
    try:
        found_microphones = found_microphones or list_microphones(rescan=rescan_sound)
    except DeviceListError as error:
        faults.append(error.fault)
    limits = tuple(limits_of_clicks(found_screens))
    return Inventory(found_screens, found_cameras, found_microphones, tuple(faults), system_sounds, limits)


def listed(found: Inventory) -> tuple[Listed, ...]:
    """All devices of an inventory in one list: screens, cameras, microphones, what the computer plays."""
    kinds: tuple[tuple[Kind, tuple[Device, ...]], ...] = (
        ("screen", found.screens),
        ("camera", found.cameras),
        ("microphone", found.microphones),
        ("system_sound", found.system_sounds),
    )
    return tuple(Listed(kind, device) for kind, devices in kinds for device in devices)


def changes(before: Inventory, after: Inventory) -> tuple[Change, ...]:
    """What went, what changed and what came between two looks, in this order."""
    then = {(one.kind, one.device.id): one for one in listed(before)}
    now = {(one.kind, one.device.id): one for one in listed(after)}
    went = [Change("went", one) for key, one in then.items() if key not in now]
    changed = [Change("changed", one) for key, one in now.items() if key in then and then[key] != one]
    came = [Change("came", one) for key, one in now.items() if key not in then]
    return (*went, *changed, *came)


def screens() -> tuple[Screen, ...]:
    """The screens alone, the primary one first; none where none can be recorded. Touches no sound system."""
    try:
        return list_screens()
    except DeviceListError:
        return ()


def encoder() -> str:
    """FFmpeg's name of what encodes pictures on this machine; empty where nothing does. Takes 0.1 s the first time."""
    from recordings.errors import RecordingError
    from recordings.picture_codecs import picture_codec

    try:
        return picture_codec().name
    except RecordingError:
        return ""
