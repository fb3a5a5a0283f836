"""What a source is called: by what it shows, for nobody knows it by its id or its device."""

from lab.i18n import gettext as _


def shown_name(shows: str, otherwise: str) -> str:
    """The name of a source that shows this; `otherwise` for what has no name."""
    names = {
        "screen": _("screen"),
        "face": _("camera"),
        "room": _("room camera"),
        "hands": _("hands camera"),
        "voice": _("sound"),
        "system_sound": _("system sound"),
    }
    return names.get(shows, otherwise)
