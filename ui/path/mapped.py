"""What the screen shows: the path of a round, and its picture; read and drawn in the background."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.client_path import StageFigures
from lab.domain.ids import RoundId
from lab.i18n import gettext as _
from lab.i18n import language
from ui.naming import RoundNames, rounds_by_id
from ui.theme import Colours

if TYPE_CHECKING:
    from lab.charts.experience import Curve
    from lab.charts.tasks import Measured
    from lab.domain.metrics.means import Mean
    from lab.domain.metrics.shares import Share
    from lab.services.journeys import Journey
    from lab.services.laboratory import Laboratory

MOST_LINES = 4
"""Everybody and three segments: more lines nobody tells apart. The table has them all."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One round.

    Attributes:
        rounds: all of the laboratory, for the choice.
        picture: the experience curve as SVG, and `said` what it shows; empty where there is nothing to draw.
    """

    rounds: tuple[RoundNames, ...]
    chosen: RoundNames
    journey: "Journey"
    picture: str
    said: str

    def title(self, stage_id: str) -> str:
        """The name of a stage."""
        return next(one.title.in_language(language()) for one in self.journey.protocol.stages if one.id == stage_id)

    def task_name(self, task_id: str | None) -> str:
        """The title of a task; empty for none."""
        found = next((one for one in self.journey.protocol.tasks if one.id == task_id), None)
        return found.title.in_language(language()) if found is not None else ""

    def stages_of(self, segment_id: str | None) -> tuple[StageFigures, ...] | None:
        """The figures of everybody or of a segment; None where that is too thin."""
        if segment_id is None:
            return self.journey.stages
        return next(one.stages for one in self.journey.segments if one.segment.id == segment_id)


def read_path(lab: "Laboratory", wanted: RoundId | None, colours: Colours) -> Mapped | None:
    """The wanted round, else the newest; None while there is none."""
    from lab.services.journeys import journey

    rounds = rounds_by_id(lab)
    if not rounds:
        return None
    chosen = rounds[wanted] if wanted in rounds else next(iter(rounds.values()))
    found = journey(lab.rounds, lab.evidence, chosen.study.id)
    curve = _curve(found)
    picture, said = ("", "") if curve is None else _drawn(curve, colours)
    return Mapped(tuple(rounds.values()), chosen, found, picture, said)


def _curve(found: "Journey") -> "Curve | None":
    """How easy people found each stage; where nobody was asked, how many reached its goals."""
    from lab.charts.experience import Curve, Line

    stages = found.stages
    asked = any(one.ease is not None for one in stages)
    if not (asked or any(one.success.n for one in stages)):
        return None
    titles = {one.id: one.title.in_language(language()) for one in found.protocol.stages}
    lines = [Line(_("Everybody"), _values(stages, asked=asked))]
    lines += [Line(one.segment.name, _values(one.stages, asked=asked)) for one in found.segments if one.stages]
    return Curve(
        stages=tuple(titles[one.stage] for one in stages),
        scale=_("Ease, 1 to 7") if asked else _("Success without help"),
        least=1.0 if asked else 0.0,
        most=7.0 if asked else 1.0,
        lines=tuple(lines[:MOST_LINES]),
        good=tuple(one.good.participants for one in stages),
        bad=tuple(one.bad.participants for one in stages),
    )


def _values(stages: tuple[StageFigures, ...], *, asked: bool) -> "tuple[Measured | None, ...]":
    return tuple(_mean(one.ease) if asked else _share(one.success) for one in stages)


def _mean(found: "Mean | None") -> "Measured | None":
    from lab.charts.tasks import Measured

    if found is None:
        return None
    interval = found.interval
    return Measured(found.value, interval.low, interval.high) if interval else Measured(found.value, None, None)


def _share(found: "Share") -> "Measured | None":
    from lab.charts.tasks import Measured

    if found.interval is None:
        return None
    return Measured(found.hits / found.n, found.interval.low, found.interval.high)


def _drawn(curve: "Curve", colours: Colours) -> tuple[str, str]:
    from lab.charts.experience import experience_chart
    from lab.charts.palette import Palette

    palette = Palette(
        paper=colours.surface,
        ink=colours.text,
        soft=colours.quiet,
        line=colours.edge,
        good=colours.good,
        bad=colours.bad,
        series=(colours.accent, colours.careful, colours.severity[4], colours.quiet),
    )
    told = zip(curve.stages, curve.lines[0].values, strict=True)
    figures = "; ".join(f"{stage}: {'–' if one is None else f'{one.value:.2g}'}" for stage, one in told)
    said = _("Experience curve, stage by stage. {scale}: {figures}.").format(scale=curve.scale, figures=figures)
    return experience_chart(curve, palette), said
