"""Which key was pressed, whatever letters are printed on it: so that a Russian layout alone works.

A key has the name that the web's `KeyboardEvent.code` gives it ("Digit1", "F6", "Enter"), which says where it sits on
the keyboard. Sources: the X11 key codes are the kernel's (linux/input-event-codes.h) plus 8, on every keyboard that
evdev or libinput drives; Windows scan codes are set 1; macOS virtual keys are those of Carbon's HIToolbox/Events.h.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_EVDEV = {
    "Enter": 28, "NumpadEnter": 96, "Backspace": 14, "Escape": 1, "Tab": 15, "Space": 57, "Delete": 111,
    "Backquote": 41, "Minus": 12, "Equal": 13, "BracketLeft": 26, "BracketRight": 27, "Backslash": 43,
    "Semicolon": 39, "Quote": 40, "Comma": 51, "Period": 52, "Slash": 53,
    "Insert": 110, "Home": 102, "End": 107, "PageUp": 104, "PageDown": 109,
    "ArrowUp": 103, "ArrowDown": 108, "ArrowLeft": 105, "ArrowRight": 106,
    "F1": 59, "F2": 60, "F3": 61, "F4": 62, "F5": 63, "F6": 64, "F7": 65, "F8": 66, "F9": 67, "F10": 68,
    "F11": 87, "F12": 88,
    "Digit1": 2, "Digit2": 3, "Digit3": 4, "Digit4": 5, "Digit5": 6, "Digit6": 7, "Digit7": 8, "Digit8": 9,
    "Digit9": 10, "Digit0": 11,
    "Numpad1": 79, "Numpad2": 80, "Numpad3": 81, "Numpad4": 75, "Numpad5": 76, "Numpad6": 77, "Numpad7": 71,
    "Numpad8": 72, "Numpad9": 73, "Numpad0": 82, "NumpadAdd": 78, "NumpadSubtract": 74,
    "KeyQ": 16, "KeyW": 17, "KeyE": 18, "KeyR": 19, "KeyT": 20, "KeyY": 21, "KeyU": 22, "KeyI": 23, "KeyO": 24,
    "KeyP": 25, "KeyA": 30, "KeyS": 31, "KeyD": 32, "KeyF": 33, "KeyG": 34, "KeyH": 35, "KeyJ": 36, "KeyK": 37,
    "KeyL": 38, "KeyZ": 44, "KeyX": 45, "KeyC": 46, "KeyV": 47, "KeyB": 48, "KeyN": 49, "KeyM": 50,
}  # fmt: skip
_X11 = {code + 8: name for name, code in _EVDEV.items()}
# Scan code set 1 is what the kernel's numbers were made from: they agree on the main block and the numeric pad.
_WINDOWS_OTHER = {
    "NumpadEnter": 0x11C, "Delete": 0x153, "Insert": 0x152, "Home": 0x147, "End": 0x14F, "PageUp": 0x149,
    "PageDown": 0x151, "ArrowUp": 0x148, "ArrowDown": 0x150, "ArrowLeft": 0x14B, "ArrowRight": 0x14D,
}  # fmt: skip
_WINDOWS = {_WINDOWS_OTHER.get(name, code): name for name, code in _EVDEV.items()}
_MACOS = {
    36: "Enter", 76: "NumpadEnter", 51: "Backspace", 53: "Escape", 48: "Tab", 49: "Space", 117: "Delete",
    122: "F1", 120: "F2", 99: "F3", 118: "F4", 96: "F5", 97: "F6", 98: "F7", 100: "F8", 101: "F9", 109: "F10",
    103: "F11", 111: "F12",
    18: "Digit1", 19: "Digit2", 20: "Digit3", 21: "Digit4", 23: "Digit5", 22: "Digit6", 26: "Digit7", 28: "Digit8",
    25: "Digit9", 29: "Digit0",
    83: "Numpad1", 84: "Numpad2", 85: "Numpad3", 86: "Numpad4", 87: "Numpad5", 88: "Numpad6", 89: "Numpad7",
    91: "Numpad8", 92: "Numpad9", 82: "Numpad0",
    12: "KeyQ", 13: "KeyW", 14: "KeyE", 15: "KeyR", 17: "KeyT", 16: "KeyY", 32: "KeyU", 34: "KeyI", 31: "KeyO",
    35: "KeyP", 0: "KeyA", 1: "KeyS", 2: "KeyD", 3: "KeyF", 5: "KeyG", 4: "KeyH", 38: "KeyJ", 40: "KeyK", 37: "KeyL",
    6: "KeyZ", 7: "KeyX", 8: "KeyC", 9: "KeyV", 11: "KeyB", 45: "KeyN", 46: "KeyM",
}  # fmt: skip
_BY_MEANING = {
    Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "NumpadEnter", Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Escape", Qt.Key.Key_Tab: "Tab", Qt.Key.Key_Space: "Space", Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Up: "ArrowUp", Qt.Key.Key_Down: "ArrowDown", Qt.Key.Key_Left: "ArrowLeft",
    Qt.Key.Key_Right: "ArrowRight",
    **{Qt.Key(Qt.Key.Key_F1 + n): f"F{n + 1}" for n in range(12)},
    **{Qt.Key(Qt.Key.Key_0 + n): f"Digit{n}" for n in range(10)},
    **{Qt.Key(Qt.Key.Key_A + n): f"Key{chr(ord('A') + n)}" for n in range(26)},
}  # fmt: skip

NAMES: frozenset[str] = frozenset(_EVDEV)
"""Every key that can be given a meaning."""


def x11_code(name: str) -> int:
    """The X11 key code of a key. Raises KeyError for a name that is none of ours."""
    return _EVDEV[name] + 8


def key_of(event: QKeyEvent) -> str | None:
    """Name of the key that was pressed; None for one that we do not know.

    Where the system tells no place (events that were not made by a keyboard), the key's meaning decides.
    """
    if sys.platform == "darwin":
        return _MACOS.get(event.nativeVirtualKey()) or _meaning(event)
    code = event.nativeScanCode()
    if code == 0:
        return _meaning(event)
    if sys.platform == "win32":
        return _WINDOWS.get(code)
    if QGuiApplication.platformName() in {"xcb", "wayland"}:
        return _X11.get(code)
    return _meaning(event)


def _meaning(event: QKeyEvent) -> str | None:
    return _BY_MEANING.get(Qt.Key(event.key()))


def label_of(name: str) -> str:
    """What is printed on the key, on most keyboards: "1", "F6", "Enter"."""
    for prefix in ("Digit", "Key"):
        if name.startswith(prefix) and len(name) == len(prefix) + 1:
            return name.removeprefix(prefix)
    arrows = {"ArrowUp": "↑", "ArrowDown": "↓", "ArrowLeft": "←", "ArrowRight": "→", "Backspace": "⌫"}
    marks = {"Minus": "-", "Equal": "=", "Comma": ",", "Period": ".", "Slash": "/", "Semicolon": ";", "Quote": "'"}
    return arrows.get(name) or marks.get(name) or name.replace("Numpad", "Num ")
