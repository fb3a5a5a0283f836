"""A device as a line of a list."""

from lab.i18n import gettext as _
from recordings.devices import Listed, Screen


def device_line(listed: Listed) -> str:
    """What it is, the id that names it, its own name, and the place of a screen."""
    device = listed.device
    if isinstance(device, Screen) and not device.width:
        return _("Screen {id}: the session asks which one").format(id=device.id)
    if isinstance(device, Screen):
        size = f"{device.width}×{device.height}+{device.x}+{device.y}"
        return _("Screen {id}: {name}, {size} px").format(id=device.id, name=device.name, size=size)
    lines = {
        "camera": _("Camera {id}: {name}"),
        "microphone": _("Microphone {id}: {name}"),
        "system_sound": _("Computer’s sound {id}: {name}"),
    }
    return lines[listed.kind].format(id=device.id, name=device.name)
