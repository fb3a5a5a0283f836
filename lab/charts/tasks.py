"""All tasks at a glance: success without help and time to success, each with its interval and its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.charts.drawing import draw, quiet_axes
from lab.charts.palette import PAPER, Palette
from lab.i18n import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 8.6
_ROW_IN, _REST_IN = 0.52, 0.95
_LONGEST = 34
_ROUND_TIMES_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400)
_FEWEST_TICKS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with the ends of its interval; None where it has none."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task: its title, success 0–1, time in s, and what each should be."""

    title: str
    success: Measured | None
    target_success: float
    time: Measured | None
    target_time_s: float


def tasks_chart(rows: Sequence[TaskRow], palette: Palette = PAPER, name: str = "chart-tasks") -> str:
    """The SVG. Raises ValueError without tasks."""
    if not rows:
        raise ValueError("no tasks")

    def paint(figure: "Figure") -> None:
        success, time = figure.subplots(1, 2, sharey=True)
        for axes in (success, time):
            quiet_axes(axes, palette)
            axes.grid(axis="x")
            axes.set_axisbelow(True)
            axes.set_ylim(len(rows) - 0.5, -0.5)
        success.set_yticks(range(len(rows)), [_short(row.title) for row in rows])
        success.set_xlim(-0.02, 1.02)
        success.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        success.set_title(_("Success without help"), loc="left", fontsize="medium", color=palette.ink)
        time.set_title(_("Time to success, m:ss"), loc="left", fontsize="medium", color=palette.ink)
        for place, row in enumerate(rows):
            _measure(success, place, row.success, row.target_success, palette)
            _measure(time, place, row.time, row.target_time_s, palette)
        _time_axis(time, rows)

    return draw(name, WIDTH_IN, _REST_IN + _ROW_IN * len(rows), palette, paint)


def _measure(axes: "Axes", place: int, found: Measured | None, target: float, palette: Palette) -> None:
    """A dark mark on a wide band; the target is a dashed line across the row."""
    axes.plot([target, target], [place - 0.32, place + 0.32], linestyle=(0, (3, 2)), linewidth=1.5,
              color=palette.series[0])  # fmt: skip
    if found is None:
        return
    if found.low is not None and found.high is not None:
        axes.plot([found.low, found.high], [place, place], linewidth=6, color=palette.soft, alpha=0.55,
                  solid_capstyle="butt")  # fmt: skip
    axes.plot([found.value], [place], marker="D", markersize=7, color=palette.ink)


def _time_axis(axes: "Axes", rows: Sequence[TaskRow]) -> None:
    """Logarithmic: times are skewed, and their intervals reach as far up as down only there."""
    shown = [row.target_time_s for row in rows]
    for row in rows:
        if row.time is not None:
            shown += [one for one in (row.time.value, row.time.low, row.time.high) if one]
    axes.set_xscale("log")
    least, most = max(min(shown) * 0.8, 0.5), min(max(shown), 40 * max(row.target_time_s for row in rows)) * 1.25
    ticks = [one for one in _ROUND_TIMES_S if least <= one <= most]
    if len(ticks) < _FEWEST_TICKS:
        ticks = [round(least), round(most)]
    axes.set_xlim(least, most)
    axes.set_xticks(ticks, [f"{one // 60}:{one % 60:02}" for one in ticks], fontsize="small")
    axes.set_xticks([], minor=True)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
