"""Net Promoter Score: would people recommend the service (Reichheld 2003)?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lab.domain.metrics.interval import CONFIDENCE, Interval, z_quantile

PROMOTES_FROM = 9
DETRACTS_TO = 6
HIGHEST = 10


@dataclass(frozen=True, slots=True)
class Recommendation:
    """How many would recommend it (9–10), do not care (7–8), and would not (0–6)."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """How many answered."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """Share of promoters minus share of detractors, −100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.n

    def interval(self, confidence: float = CONFIDENCE) -> Interval | None:
        """Adjusted Wald interval of the score: three people more, ¾ of them promoters and ¾ detractors (Rocks, The
        American Statistician 70, 2016); clamped to [−100, 100]. None for one person: the three would drown it.
        """
        if self.n < 2:
            return None
        n = self.n + 3
        promote, detract = (self.promoters + 0.75) / n, (self.detractors + 0.75) / n
        middle = promote - detract
        margin = z_quantile(confidence) * math.sqrt((promote + detract - middle**2) / n)
        return Interval(max(-100.0, 100 * (middle - margin)), min(100.0, 100 * (middle + margin)))


def sign(answer: float) -> float:
    """100 for a promoter, −100 for a detractor, 0 between: the mean of them is the score."""
    return 100.0 * (answer >= PROMOTES_FROM) - 100.0 * (answer <= DETRACTS_TO)


def recommendation(answers: Sequence[int]) -> Recommendation:
    """The answers counted. Raises ValueError for none, or one outside 0–10."""
    if not answers or not all(0 <= answer <= HIGHEST for answer in answers):
        raise ValueError("answers from 0 to 10 are needed")
    promoters = sum(answer >= PROMOTES_FROM for answer in answers)
    detractors = sum(answer <= DETRACTS_TO for answer in answers)
    return Recommendation(promoters, len(answers) - promoters - detractors, detractors)
