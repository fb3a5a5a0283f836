"""“Other…”: a device that is in no list, named by hand: a part of the screen, a network camera. Pure."""

import re

from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.session_view import Inventory, hidden, shown_only
from ui.session.sources import DeviceChoice, Place

OFFERED: frozenset[Place] = frozenset({"screen", "screen-2", "camera", "camera-2"})
"""Where a device can be named by hand; the system lists every sound source that can be recorded."""

_REGION = re.compile(r"(\d{1,5})\s*[x×]\s*(\d{1,5})\s*\+\s*(\d{1,5})\s*\+\s*(\d{1,5})", re.IGNORECASE)
_CAMERA = re.compile(r"\d{1,3}|/dev/\S+|(?:rtsp|rtsps|rtmp|http|https|udp|tcp)://\S+", re.IGNORECASE)
LEAST_SIDE = 16
"""px; a smaller part of the screen is a slip of the hand."""


def hint(place: Place) -> str:
    """What can be written."""
    if place in ("screen", "screen-2"):
        return _("1280x720+0+0, or a camera’s address")
    return _("0, /dev/video0 or rtsp://…")


def named_by_hand(place: Place, typed: str, found: Inventory) -> DeviceChoice:
    """The device that was written down.

    Raises:
        InputError: `device_not_named`, `screen_region_wrong`, `screen_region_outside`, `camera_address_wrong`.
    """
    typed = typed.strip()
    if not typed:
        raise InputError("device_not_named", example=hint(place))
    if _CAMERA.fullmatch(typed):
        device = hidden(typed)
        return DeviceChoice("camera", device, _("Camera: {name}").format(name=device))
    if place in ("camera", "camera-2"):
        raise InputError("camera_address_wrong", typed=shown_only(typed))
    region = _REGION.fullmatch(typed)
    if region is None:
        raise InputError("screen_region_wrong", typed=typed)
    width, height, left, top = (int(part) for part in region.groups())
    if min(width, height) < LEAST_SIDE:
        raise InputError("screen_region_wrong", typed=typed)
    right = max((one.x + one.width for one in found.screens), default=left + width)
    bottom = max((one.y + one.height for one in found.screens), default=top + height)
    if left + width > right or top + height > bottom:
        raise InputError("screen_region_outside", typed=typed, width=right, height=bottom)
    device = f"{width}x{height}+{left}+{top}"
    return DeviceChoice("screen", device, _("Part of the screen: {part}").format(part=device))
