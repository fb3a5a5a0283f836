"""The experience curve: stage by stage how easy people found it, or how many reached the goal; what was seen for and
against.
"""

import math
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from lab.charts.drawing import draw, quiet_axes
from lab.charts.palette import PAPER, Palette
from lab.charts.tasks import Measured
from lab.i18n import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST_WIDTH_IN, STAGE_IN, HEIGHT_IN = 6.4, 1.7, 4.2
_MARKS = ("o", "s", "^", "D")
_LINE_CHARS = 18
_BESIDE = 0.09
"""How far lines stand apart within a stage, so that their intervals do not lie on each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group's curve: a value for every stage, None where nobody told."""

    name: str
    values: tuple[Measured | None, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """What the picture shows.

    Attributes:
        stages: their titles, in order.
        scale: what the values are, in words; `least`, `most`: their ends.
        lines: everybody first.
        good, bad: participants for whom something was seen for and against, for every stage.
    """

    stages: tuple[str, ...]
    scale: str
    least: float
    most: float
    lines: tuple[Line, ...]
    good: tuple[int, ...]
    bad: tuple[int, ...]


def experience_chart(curve: Curve, palette: Palette = PAPER, name: str = "chart-experience") -> str:
    """The SVG. Raises ValueError without stages."""
    if not curve.stages:
        raise ValueError("no stages")

    def paint(figure: "Figure") -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
        for axes in (upper, lower):
            quiet_axes(axes, palette)
            axes.set_xlim(-0.5, len(curve.stages) - 0.5)
        _curves(upper, curve, palette)
        _seen(lower, curve, palette)

    return draw(name, max(LEAST_WIDTH_IN, STAGE_IN * len(curve.stages)), HEIGHT_IN, palette, paint)


def _curves(axes: "Axes", curve: Curve, palette: Palette) -> None:
    room = 0.06 * (curve.most - curve.least)
    axes.set_ylim(curve.least - room, curve.most + room)
    axes.set_title(curve.scale, loc="left", fontsize="medium", color=palette.ink)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    if curve.most <= 1:
        axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    middle = (len(curve.lines) - 1) / 2
    for number, line in enumerate(curve.lines):
        colour, mark = palette.series[number % len(palette.series)], _MARKS[number % len(_MARKS)]
        at = [place + (number - middle) * _BESIDE for place in range(len(line.values))]
        heights = [math.nan if one is None else one.value for one in line.values]  # a line breaks where nobody told
        axes.plot(at, heights, marker=mark, markersize=7, color=colour, linewidth=2.5 if number == 0 else 1.4,
                  label=line.name)  # fmt: skip
        for x, one in zip(at, line.values, strict=True):
            if one is not None and one.low is not None and one.high is not None:
                axes.plot([x, x], [one.low, one.high], color=colour, linewidth=1.2, alpha=0.6)
    if len(curve.lines) > 1:
        axes.legend(frameon=False, fontsize="small", loc="lower left", bbox_to_anchor=(0, 1.12), borderaxespad=0,
                    ncols=len(curve.lines))  # fmt: skip


def _seen(axes: "Axes", curve: Curve, palette: Palette) -> None:
    """Bars up for what was seen for the service, down for what was seen against it, with their numbers."""
    axes.set_title(_("Participants: something for it ▲, against it ▼"), loc="left", fontsize="small", color=palette.ink)
    places = range(len(curve.stages))
    axes.bar(places, curve.good, width=0.34, color=palette.good)
    axes.bar(places, [-one for one in curve.bad], width=0.34, color=palette.bad)
    most = max((*curve.good, *curve.bad, 1))
    axes.set_ylim(-1.6 * most, 1.6 * most)
    axes.axhline(0, color=palette.line, linewidth=1)
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    for place, (good, bad) in enumerate(zip(curve.good, curve.bad, strict=True)):
        if good:
            axes.text(place, good + 0.1 * most, str(good), ha="center", va="bottom", fontsize="small")
        if bad:
            axes.text(place, -bad - 0.1 * most, str(bad), ha="center", va="top", fontsize="small")
    axes.set_xticks(list(places), ["\n".join(wrap(one, _LINE_CHARS)) for one in curve.stages])
