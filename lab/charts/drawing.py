"""A figure of matplotlib as an SVG that can stand in a page, with bytes that depend on the figures alone."""

import re
from collections.abc import Callable
from io import StringIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from lab.charts.palette import Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ONE_AT_A_TIME = Lock()
"""matplotlib's settings are the process's: a report and a window may draw at once."""

_TEXT_PT = 10
_PROLOGUE = re.compile(r"^.*?(?=<svg )", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_EMPTY = re.compile(r'(<path id="[^"]+")( transform="[^"]*"/>)')
"""A space has no outline, and Qt takes a path without one for a fault."""

_ID = re.compile(r'(?<=\bid=")|(?<=href="#)|(?<=url\(#)')


def draw(name: str, width_in: float, height_in: float, palette: Palette, paint: Callable[["Figure"], None]) -> str:
    """The `<svg>` that `paint` makes of an empty figure.

    Args:
        name: begins every id in it, so that several charts may stand in one page.
        width_in, height_in: size in inches; it scales.
    """
    with _ONE_AT_A_TIME:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        with rc_context(_settings(palette)):
            figure = Figure(figsize=(width_in, height_in), layout="constrained")
            FigureCanvasSVG(figure)
            paint(figure)
            written = StringIO()
            figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    bare = _EMPTY.sub(r'\1 d="M 0 0"\2', _METADATA.sub("", _PROLOGUE.sub("", written.getvalue())))
    return _ID.sub(f"{name}-", bare).strip() + "\n"


def quiet_axes(axes: "Axes", palette: Palette) -> None:
    """No frame but the foot, and no ticks but their words."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.line)
    axes.tick_params(length=0)


def _settings(palette: Palette) -> dict[Any, Any]:
    """Text as outlines: it looks the same everywhere, and Qt draws it too."""
    return {
        "svg.hashsalt": "usability-lab",
        "svg.fonttype": "path",
        "text.parse_math": False,
        "font.family": "DejaVu Sans",
        "font.size": _TEXT_PT,
        "text.color": palette.ink,
        "axes.labelcolor": palette.soft,
        "axes.edgecolor": palette.line,
        "axes.facecolor": palette.paper,
        "figure.facecolor": palette.paper,
        "xtick.color": palette.ink,
        "ytick.color": palette.ink,
        "grid.color": palette.line,
    }
