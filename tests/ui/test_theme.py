"""The colours can be told apart and read; no colour stands anywhere else."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui.theme import DARK, LIGHT, Colours

UI = Path(__file__).parent.parent.parent / "ui"
TEXT, CONTROL = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_text_can_be_read_on_every_ground(colours: Colours) -> None:
    grounds = (colours.ground, colours.surface)
    pairs = [(text, ground) for text in (colours.text, colours.quiet, colours.accent) for ground in grounds]
    pairs += [(colours.text, ground) for ground in (colours.raised, colours.selected)]
    pairs += [(colours.on_accent, colours.accent), (colours.on_accent, colours.accent_pressed)]
    for tone in ("good", "careful", "bad", "unknown"):
        pairs += [(getattr(colours, tone), ground) for ground in (*grounds, getattr(colours, f"{tone}_ground"))]
        pairs.append((colours.text, getattr(colours, f"{tone}_ground")))
    assert [(one, other) for one, other in pairs if contrast(one, other) < TEXT] == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_controls_and_severities_stand_out_from_their_ground(colours: Colours) -> None:
    shown = (colours.control, colours.accent, colours.recording, *colours.severity)
    faint = [one for one in shown for ground in (colours.ground, colours.surface) if contrast(one, ground) < CONTROL]
    assert faint == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_severities_differ(colours: Colours) -> None:
    assert len(set(colours.severity)) == len(colours.severity)


def test_that_no_colour_stands_outside_the_theme() -> None:
    literal = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']|QColor\(\s*["'\d]|Qt\.GlobalColor""")
    sample = UI / "sample"  # a service of its own, with a look of its own
    found = [
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        if path.name != "theme.py" and sample not in path.parents and literal.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
