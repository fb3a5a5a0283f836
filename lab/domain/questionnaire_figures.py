"""What the scores of several people come to: a mean, for CSAT the share of the satisfied, for NPS the score."""

from collections.abc import Sequence

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import Mean, mean
from lab.domain.metrics.recommendation import Recommendation, recommendation
from lab.domain.metrics.satisfaction import satisfied
from lab.domain.metrics.shares import Share
from protocols.questionnaire import Questionnaire
from protocols.scoring import ends

Summary = Mean | Share | Recommendation


def summary(questionnaire: Questionnaire, values: Sequence[float]) -> Summary | None:
    """The figure that the questionnaire's method asks for, with its n and interval; None without scores."""
    if not values:
        return None
    if questionnaire.scoring == "csat":
        return satisfied([round(value) for value in values])
    if questionnaire.scoring == "nps":
        return recommendation([round(value) for value in values])
    return mean(values, scale=scale_of(questionnaire))


def scale_of(questionnaire: Questionnaire) -> Interval:
    """Between which ends its scores lie."""
    return Interval(*ends(questionnaire))
