"""Parts of the report document that hold further figures: efficiency, agreement. See `lab.reports.document`."""

from typing import Literal

from lab.reports.parts import Figure, Part


class MeasurePart(Part):
    """One more figure of a task. Codes: `goals_per_minute`, `time_that_led_to_goals` (0–1), `completion_per_minute`,
    `quick_median` (s), `sum` (0–1) and its parts `sum_time`, `sum_satisfaction`, `sum_completion`.
    """

    code: str
    label: str
    figure: Figure


class AgreementPart(Part):
    """People who judged the same, two or (`verdicts_together`) more: `n` things in common, on what `share` of them they
    agree, and `kappa` (without an interval where its method has none; None where all used one category only).
    """

    kind: Literal["verdicts", "verdicts_together", "severities", "tags"]
    label: str
    judges: tuple[str, ...]
    n: int
    share: float | None
    kappa: Figure
    text: str


class CertaintyPart(Part):
    """How far observers agree, and how many problems nobody had yet (`undiscovered`; None where nobody can tell)."""

    agreement: tuple[AgreementPart, ...]
    known: int
    undiscovered: float | None
    share_known: float | None
    texts: tuple[str, ...]
