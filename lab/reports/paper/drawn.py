"""Drawings as pixels, for office programs that cannot show SVG."""

from typing import Any

import typst

PIXELS_AN_INCH = 200
PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'


def as_png(svg: str) -> bytes:
    """The drawing on white, as PNG; the same each time."""
    draw: Any = typst.compile
    made = draw({"main": PAGE, "drawing.svg": svg.encode()}, format="png", ppi=PIXELS_AN_INCH, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
