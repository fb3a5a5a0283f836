"""The sound inputs of this machine, as PortAudio lists them; none is opened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Protocol

from recordings.device_types import DeviceListError, InventoryFault, Microphone

Described = Mapping[str, Any]

_one_at_a_time = Lock()
"""Nobody lists the devices of a sound system that another thread is just starting again."""

_PREFERRED = ("Windows WASAPI", "Core Audio", "ALSA")
"""Of several ways to one microphone, the one with the shortest delay that also names it in full."""


class SoundSystem(Protocol):
    """What is needed of the module `sounddevice`."""

    def query_devices(self) -> Sequence[Described]: ...
    def query_hostapis(self) -> Sequence[Described]: ...


def list_microphones(*, rescan: bool) -> tuple[Microphone, ...]:
    """The inputs, the default one first; see `recordings.devices.inventory` for `rescan`.

    Raises:
        DeviceListError: `portaudio_missing`, `no_microphone`.
    """
    try:
        import sounddevice
    except OSError as error:
        raise DeviceListError(
            InventoryFault("portaudio_missing", "install_portaudio", {"reason": str(error)})
        ) from error
    try:
        with _one_at_a_time:
            if rescan:
                # PortAudio lists devices only when it starts, and there is no public way to start it again.
                sounddevice._terminate()  # noqa: SLF001
                sounddevice._initialize()  # noqa: SLF001
            found = inputs_of(sounddevice)
    except (sounddevice.PortAudioError, OSError) as error:
        raise DeviceListError(_none(str(error))) from error
    if not found:
        raise DeviceListError(_none(""))
    return found


def inputs_of(system: SoundSystem) -> tuple[Microphone, ...]:
    """The inputs of the best of a sound system's host interfaces, the default one first."""
    devices, interfaces = system.query_devices(), system.query_hostapis()
    chosen = _chosen(devices, interfaces)
    if chosen is None:
        return ()
    inputs = [
        (number, device)
        for number, device in enumerate(devices)
        if device["hostapi"] == chosen and device["max_input_channels"] > 0
    ]
    names = Counter(str(device["name"]) for _, device in inputs)
    default, interface = interfaces[chosen]["default_input_device"], interfaces[chosen]["name"]
    found = [
        Microphone(
            id=f"{device['name']}, {interface}" if names[device["name"]] == 1 else str(number),
            name=str(device["name"]),
            channels=int(device["max_input_channels"]),
            rate=int(device["default_samplerate"]),
            default=number == default,
        )
        for number, device in inputs
    ]
    return tuple(sorted(found, key=lambda microphone: not microphone.default))


def _chosen(devices: Sequence[Described], interfaces: Sequence[Described]) -> int | None:
    """The number of the host interface to list: a preferred one, else any that has inputs."""
    usable = {int(device["hostapi"]) for device in devices if device["max_input_channels"] > 0}
    for wanted in _PREFERRED:
        for number in usable:
            if interfaces[number]["name"] == wanted:
                return number
    return min(usable, default=None)


def _none(reason: str) -> InventoryFault:
    return InventoryFault("no_microphone", "connect_microphone", {"reason": reason} if reason else {})
