"""All colours, sizes and fonts of the windows, as named tokens; no literal colour stands anywhere else.

A widget that paints itself asks `colours_of(widget)`: the palette, which Qt hands down, says whether it is dark.
Contrast: text ≥ 4.5:1, edges of controls ≥ 3:1 against what lies behind (a test computes it).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

ThemeChoice = Literal["system", "light", "dark"]

GRID = 8
"""px; every distance is a multiple of it or its half."""
MARGIN = 2 * GRID
SMALL, BODY, HEADING, TITLE = 13, 15, 20, 28
"""px at 100 % text."""
RADIUS = 6
CONTROL_HEIGHT = 36
ICON = 20
RAIL_WIDTH, RAIL_COMPACT_WIDTH = 208, 64
PANEL_WIDTH = 360
READING_WIDTH = 720
"""px; longer lines of text tire the eye."""
CUE_DARK, CUE_LIGHT = "#000000", "#ffffff"
"""Of the number that is flashed on a screen, in every theme: a machine reads it."""

_MIDDLE_LIGHTNESS = 128


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours.

    Attributes:
        ground: behind everything. surface: cards and lists on it. raised: hovered and selected.
        edge: quiet lines that carry no meaning. control: outlines of controls.
        on_accent: text on the accent colour.
        severity: 0–4, getting stronger; told apart by lightness too.
    """

    dark: bool
    ground: str
    surface: str
    raised: str
    selected: str
    text: str
    quiet: str
    edge: str
    control: str
    accent: str
    accent_pressed: str
    on_accent: str
    good: str
    careful: str
    bad: str
    unknown: str
    good_ground: str
    careful_ground: str
    bad_ground: str
    unknown_ground: str
    info_ground: str
    recording: str
    severity: tuple[str, str, str, str, str]


CLICK, CLICK_EDGE = "#ff9d2e", "#101010"
"""A ring in a picture of any colour: one of the two is seen."""

LIGHT = Colours(
    dark=False,
    ground="#f4f5f7",
    surface="#ffffff",
    raised="#e9edf2",
    selected="#dbe9f8",
    text="#1a1f26",
    quiet="#535d69",
    edge="#d9dee5",
    control="#838d99",
    accent="#0b5cad",
    accent_pressed="#084a8c",
    on_accent="#ffffff",
    good="#0a6650",
    careful="#8a5000",
    bad="#b3261e",
    unknown="#535d69",
    good_ground="#e2f3ee",
    careful_ground="#fcf0db",
    bad_ground="#fdeae8",
    unknown_ground="#eceff3",
    info_ground="#e4effb",
    recording="#c4161c",
    severity=("#6e7781", "#8f7300", "#b35900", "#c2330f", "#86094e"),
)
DARK = Colours(
    dark=True,
    ground="#14171b",
    surface="#1c2026",
    raised="#2a3038",
    selected="#1f3a56",
    text="#e8ebef",
    quiet="#a9b2bd",
    edge="#333a43",
    control="#7d8794",
    accent="#74b6f7",
    accent_pressed="#a3d0fb",
    on_accent="#0b1724",
    good="#63d1b0",
    careful="#f0b45a",
    bad="#ff8f85",
    unknown="#a9b2bd",
    good_ground="#153029",
    careful_ground="#372a12",
    bad_ground="#3d1d1b",
    unknown_ground="#272c33",
    info_ground="#19304a",
    recording="#ff6b66",
    severity=("#98a3ae", "#e3c64a", "#f2a03d", "#f7764f", "#ff6fae"),
)

VERDICT_ICONS: Mapping[str, str] = {
    "met": "check-circle",
    "partly_met": "circle-half",
    "not_met": "x-circle",
    "cannot_tell": "question",
    "not_tested": "circle-dashed",
    "not_applicable": "minus-circle",
}
GATE_ICONS: Mapping[str, str] = {
    "green": "check-circle",
    "amber": "warning-circle",
    "grey": "question",
    "red": "prohibit",
}
_TONES = {
    "met": "good",
    "green": "good",
    "partly_met": "careful",
    "amber": "careful",
    "not_met": "bad",
    "red": "bad",
}


def tone_of(state: str) -> str:
    """The tone (good, careful, bad, unknown) of a verdict or a gate state."""
    return _TONES.get(state, "unknown")


def tone_colour(colours: Colours, tone: str) -> str:
    """The colour of text and icon in this tone."""
    tones = {"good": colours.good, "careful": colours.careful, "bad": colours.bad, "info": colours.accent}
    return tones.get(tone, colours.unknown)


def tone_ground(colours: Colours, tone: str) -> str:
    """The ground on which something in this tone lies."""
    grounds = {
        "good": colours.good_ground,
        "careful": colours.careful_ground,
        "bad": colours.bad_ground,
        "info": colours.info_ground,
    }
    return grounds.get(tone, colours.unknown_ground)


def colours_of(widget: QWidget) -> Colours:
    """The colours in force where this widget is."""
    del widget  # a widget's own palette holds what the style sheet painted it with; the application's does not
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < _MIDDLE_LIGHTNESS else LIGHT


def text_scale() -> float:
    """How much larger than usual text is now: 1.0 is the usual size."""
    return QFontInfo(QApplication.font()).pixelSize() / BODY


def scaled(pixels: int) -> int:
    """A size that grows with the text."""
    return round(pixels * text_scale())
