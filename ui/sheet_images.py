"""Ticks and arrows for the style sheet, which can only name files: icons of the set, saved in the theme's colours."""

from collections.abc import Mapping

from PySide6.QtCore import QSize

from ui.icons import icon
from ui.theme import Colours

_SIDE = 16


def sheet_images(folder: str, colours: Colours, scale: float) -> Mapping[str, str]:
    """Name in the sheet → path of the picture."""
    wanted = {
        "tick": ("check", colours.on_accent),
        "dot": ("circle-fill", colours.on_accent),
        "down": ("caret-down", colours.text),
        "up": ("caret-up", colours.text),
    }
    side = round(_SIDE * scale)
    paths = {}
    for name, (icon_name, colour) in wanted.items():
        path = f"{folder}/{name}-{'dark' if colours.dark else 'light'}-{side}.png"
        icon(icon_name, colour).pixmap(QSize(side, side)).save(path)
        paths[name] = path
    return paths
