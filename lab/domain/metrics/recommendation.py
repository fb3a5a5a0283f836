"""Net Promoter Score: would people recommend the service (Reichheld 2003)?"""

from collections.abc import Sequence
from dataclasses import dataclass

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
    def score(self) -> float:
        """Share of promoters minus share of detractors, −100 to 100."""
        n = self.promoters + self.passives + self.detractors
        return 100 * (self.promoters - self.detractors) / n


def recommendation(answers: Sequence[int]) -> Recommendation:
    """The answers counted. Raises ValueError for none, or one outside 0–10."""
    if not answers or not all(0 <= answer <= HIGHEST for answer in answers):
        raise ValueError("answers from 0 to 10 are needed")
    promoters = sum(answer >= PROMOTES_FROM for answer in answers)
    detractors = sum(answer <= DETRACTS_TO for answer in answers)
    return Recommendation(promoters, len(answers) - promoters - detractors, detractors)
