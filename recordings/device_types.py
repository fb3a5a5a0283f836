"""What is known of a screen, a camera, a microphone before it is opened."""

from dataclasses import dataclass, field
from typing import Literal

Remedy = Literal[
    "connect_camera",
    "connect_microphone",
    "install_portaudio",
    "install_xcb",
    "record_without_clicks",
    "start_display",
]
"""What a person can do about a fault."""


@dataclass(frozen=True)
class Screen:
    """One monitor: its place on the whole desktop in physical pixels. `id` is what a recording plan names.

    `serial` is what the monitor itself says of its maker, model and number; empty where nothing tells.
    """

    id: str
    name: str
    x: int
    y: int
    width: int
    height: int
    primary: bool
    serial: str = ""


@dataclass(frozen=True)
class Camera:
    """One camera. `id` is what a recording plan names: a device path, elsewhere than on Linux an index."""

    id: str
    name: str


@dataclass(frozen=True)
class Microphone:
    """One sound input. `id` is what a recording plan names; `rate` its usual samples a second."""

    id: str
    name: str
    channels: int
    rate: int
    default: bool


@dataclass(frozen=True)
class SystemSound:
    """What the computer plays through one loudspeaker or headset. `id` is what a recording plan names; `default` goes
    where the sound goes.
    """

    id: str
    name: str
    default: bool


@dataclass(frozen=True)
class InventoryFault:
    """What cannot be recorded here.

    Attributes:
        code: such as `no_camera`, `portaudio_missing`.
        remedy: code of what to do about it.
        facts: what a sentence about it may name.
    """

    code: str
    remedy: Remedy
    facts: dict[str, object] = field(default_factory=dict)


class DeviceListError(Exception):
    """A list of devices could not be made, or is empty; never leaves this package."""

    def __init__(self, fault: InventoryFault) -> None:
        super().__init__(fault.code)
        self.fault = fault
