"""What a source is called: by what it shows, for nobody knows it by its id or its device."""

from lab.i18n import gettext as _

SECOND = "-2"
"""What the id of a second source of a kind ends with."""


def shown_name(shows: str, source: str) -> str:
    """The name of a source that shows this, a second one of its kind by its number; its id for what has no name."""
    names = {
        "screen": _("screen"),
        "face": _("camera"),
        "room": _("room camera"),
        "hands": _("hands camera"),
        "voice": _("sound"),
        "system_sound": _("system sound"),
    }
    if shows not in names:
        return source
    return f"{names[shows]} 2" if source.endswith(SECOND) else names[shows]
