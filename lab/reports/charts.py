"""The charts of a report, made of its document: as SVG within the page, whose colours follow the reader's own.

What a chart shows is said in its words for who does not see it, and stands in the table beside it.
"""

from functools import lru_cache

from markupsafe import Markup, escape

from lab.charts.experience import Curve, Line, experience_chart
from lab.charts.palette import PAPER
from lab.charts.tasks import Measured, TaskRow, tasks_chart
from lab.i18n import gettext as _
from lab.reports.document import ReportDocument, SegmentPathPart, StagePart
from lab.reports.parts import Figure

_MOST_LINES = 4
"""Everybody and three segments: more lines nobody tells apart. The tables have them all."""
_DRAWN = 2
"""Drawings of each kind that are kept: page and papers of one export show the same."""

_OF_THE_PAGE = {
    PAPER.paper: "var(--paper)",
    PAPER.ink: "var(--ink)",
    PAPER.soft: "var(--soft)",
    PAPER.line: "var(--line)",
    PAPER.good: "var(--green)",
    PAPER.bad: "var(--red)",
    PAPER.series[0]: "var(--link)",
    PAPER.series[1]: "var(--amber)",
    PAPER.series[2]: "var(--sev4)",
    PAPER.series[3]: "var(--sev1)",
}


def tasks_picture(report: ReportDocument) -> Markup:
    """All tasks at a glance; empty without tasks."""
    drawn = tasks_drawing(report)
    return _within_page(*drawn) if drawn is not None else Markup()


def tasks_drawing(report: ReportDocument) -> tuple[str, str] | None:
    """The same as SVG for paper, and its words."""
    if not report.tasks:
        return None
    rows = [
        TaskRow(one.title, _measured(one.success), one.target_success, _measured(one.time), one.target_time_s)
        for one in report.tasks
    ]
    said = "; ".join(f"{one.title}: {one.success.text}, {one.time.text}" for one in report.tasks)
    words = _("Success without help and time to success of every task. {figures}.").format(figures=said)
    return _tasks(tuple(rows)), words


def path_picture(report: ReportDocument) -> Markup:
    """The experience curve; empty where the protocol has no stages, or nobody was at one."""
    drawn = path_drawing(report)
    return _within_page(*drawn) if drawn is not None else Markup()


def path_drawing(report: ReportDocument) -> tuple[str, str] | None:
    """The same as SVG for paper, and its words."""
    curve = curve_of(report.path, report.segment_paths)
    if curve is None:
        return None
    told = zip(curve.stages, curve.lines[0].values, strict=True)
    said = "; ".join(f"{stage}: {_said(one, curve)}" for stage, one in told)
    words = _("Experience curve, stage by stage. {scale}: {figures}.").format(scale=curve.scale, figures=said)
    return _experience(curve), words


@lru_cache(maxsize=_DRAWN)
def _tasks(rows: tuple[TaskRow, ...]) -> str:
    return tasks_chart(rows)


@lru_cache(maxsize=_DRAWN)
def _experience(curve: Curve) -> str:
    return experience_chart(curve)


def curve_of(path: tuple[StagePart, ...], segments: tuple[SegmentPathPart, ...]) -> Curve | None:
    """How easy people found each stage; where nobody was asked, how many reached its goals."""
    asked = any(one.ease.value is not None for one in path)
    if not path or not (asked or any(one.success.value is not None for one in path)):
        return None
    lines = [Line(_("Everybody"), _values(path, asked=asked))]
    lines += [Line(one.name, _values(one.stages, asked=asked)) for one in segments if one.stages]
    return Curve(
        stages=tuple(one.title for one in path),
        scale=_("Ease, 1 to 7") if asked else _("Success without help"),
        least=1.0 if asked else 0.0,
        most=7.0 if asked else 1.0,
        lines=tuple(lines[:_MOST_LINES]),
        good=tuple(one.good[1] for one in path),
        bad=tuple(one.bad[1] for one in path),
    )


def _values(stages: tuple[StagePart, ...], *, asked: bool) -> tuple[Measured | None, ...]:
    return tuple(_measured(one.ease if asked else one.success) for one in stages)


def _measured(figure: Figure) -> Measured | None:
    return Measured(figure.value, figure.low, figure.high) if figure.value is not None else None


def _said(one: Measured | None, curve: Curve) -> str:
    if one is None:
        return "–"
    return f"{one.value:.0%}" if curve.most <= 1 else f"{one.value:.1f}"


def _within_page(svg: str, words: str) -> Markup:
    """Our own drawing: its titles are outlines, no text of anybody stands in it."""
    for colour, variable in _OF_THE_PAGE.items():
        svg = svg.replace(colour, variable)
    named = svg.replace("<svg ", f'<svg class="chart" role="img" aria-label="{escape(words)}" ', 1)
    return Markup(named)  # noqa: S704 - drawn by us
