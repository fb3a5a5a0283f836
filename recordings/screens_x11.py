"""The monitors of an X server (RandR 1.5), each with what it says of itself (EDID)."""

import os
import struct
from collections.abc import Iterator, Mapping

from recordings.device_types import DeviceListError, InventoryFault, Screen
from recordings.errors import RecordingError
from recordings.x11_wire import Extension, Wire, WireError

_GET_ATOM_NAME, _INTERN_ATOM = 17, 16
_VERSION, _GET_OUTPUT_PROPERTY, _GET_MONITORS = 0, 15, 42
_REPLY = 32
"""Where what follows the fixed part of a reply begins."""

_EDID_WORDS = 32
_EDID_IDENTITY = slice(8, 16)
"""Maker, model and number within an EDID block; texts of 13 letters lie in four descriptors after it."""

_EDID_DESCRIPTORS = (54, 72, 90, 108)
_SERIAL_TEXT = b"\0\0\0\xff\0"


class WaylandSessionError(Exception):
    """The session is not one of X11; never leaves this package."""


def monitors(environment: Mapping[str, str] | None = None) -> list[Screen]:
    """The active monitors; one for the whole screen where the server cannot tell.

    Raises:
        DeviceListError: `no_display`, `xcb_missing`.
        WaylandSessionError: the X server, if there is one, shows only some of what is on the screen.
    """
    surroundings = os.environ if environment is None else environment
    display = surroundings.get("DISPLAY", "")
    if not display:
        if "WAYLAND_DISPLAY" in surroundings:
            raise WaylandSessionError
        raise DeviceListError(InventoryFault("no_display", "start_display"))
    try:
        found = _asked(display)
    except RecordingError as error:
        if error.code == "xcb_missing":
            raise DeviceListError(InventoryFault("xcb_missing", "install_xcb")) from error
        raise DeviceListError(InventoryFault("no_display", "start_display", {"display": display})) from error
    if any(screen.name.startswith("XWAYLAND") for screen in found):
        raise WaylandSessionError
    return found


def _asked(display: str) -> list[Screen]:
    wire = Wire(display)
    try:
        root = wire.root
        whole = Screen("screen", "screen", 0, 0, root.width, root.height, primary=True)
        return list(_monitors(wire)) or [whole]
    except WireError:  # a server without RandR 1.5
        return [whole]
    finally:
        wire.close()


def _monitors(wire: Wire) -> Iterator[Screen]:
    randr = wire.extension("RANDR")
    if randr is None:
        return
    wire.ask(randr.opcode, _VERSION, struct.pack("<II", 1, 5))
    reply = wire.ask(randr.opcode, _GET_MONITORS, struct.pack("<IBxxx", wire.root.window, 1))
    (count,) = struct.unpack_from("<I", reply, 12)
    at = _REPLY
    for _ in range(count):
        atom, primary, _automatic, outputs, x, y, width, height = struct.unpack_from("<IBBHhhHH", reply, at)
        name = _atom_name(wire, atom)
        ids = struct.unpack_from(f"<{outputs}I", reply, at + 24)
        serial = _serial(wire, randr, ids[0]) if ids else ""
        yield Screen(name, name, x, y, width, height, primary=bool(primary), serial=serial)
        at += 24 + 4 * outputs


def _atom_name(wire: Wire, atom: int) -> str:
    reply = wire.ask(_GET_ATOM_NAME, 0, struct.pack("<I", atom))
    (length,) = struct.unpack_from("<H", reply, 8)
    return reply[_REPLY : _REPLY + length].decode("utf-8", "replace")


def _serial(wire: Wire, randr: Extension, output: int) -> str:
    name = b"EDID"
    (atom,) = struct.unpack_from("<I", wire.ask(_INTERN_ATOM, 0, struct.pack("<HH", len(name), 0) + name), 8)
    question = struct.pack("<IIIIIBBxx", output, atom, 0, 0, _EDID_WORDS, 0, 0)
    reply = wire.ask(randr.opcode, _GET_OUTPUT_PROPERTY, question)
    (length,) = struct.unpack_from("<I", reply, 16)
    return serial_in(reply[_REPLY : _REPLY + length])


def serial_in(edid: bytes) -> str:
    """What an EDID block says of its monitor's maker, model and number; empty for anything but such a block."""
    if len(edid) < 128 or not edid.startswith(b"\0\xff\xff\xff\xff\xff\xff\0"):
        return ""
    texts = [edid[at + 5 : at + 18] for at in _EDID_DESCRIPTORS if edid[at : at + 5] == _SERIAL_TEXT]
    spoken = "".join(text.split(b"\n")[0].decode("ascii", "replace").strip() for text in texts)
    return f"{edid[_EDID_IDENTITY].hex()} {spoken}".strip()
