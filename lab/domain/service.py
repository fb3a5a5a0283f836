"""What is tested: a service, and the release of it that waits for launch."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lab.domain.ids import ReleaseId, ServiceId


class ClientCategory(StrEnum):
    """Whom the service is for: the three categories of the client-centricity standards."""

    PEOPLE = "people"
    BUSINESS = "business"
    INTERNAL = "internal"


class LifeStage(StrEnum):
    """Where a service is in its life."""

    IDEA = "idea"
    DESIGN = "design"
    PILOT = "pilot"
    LAUNCHED = "launched"
    RETIRED = "retired"


class GoalRule(StrEnum):
    """How the target follows from the baseline: so many times as much, or so many points more. The programme asks for
    "at least 50 % more" and does not say of which: whoever sets the target says it.
    """

    TIMES = "times"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class SatisfactionGoal:
    """What satisfaction is to become.

    Attributes:
        questionnaire: id of the one that is asked after the session.
        baseline: its figure at the start, on its own scale (CSAT in percent).
        amount: a factor, or points, as `rule` says.
    """

    questionnaire: str
    baseline: float
    rule: GoalRule
    amount: float

    @property
    def target(self) -> float:
        """The figure that is wanted."""
        return self.baseline * self.amount if self.rule is GoalRule.TIMES else self.baseline + self.amount


SATISFACTION_BY = ("sus", "umux-lite", "csat", "nps", "ces")
"""Questionnaires after the session by which satisfaction can be measured: more is better in all of them."""

USUAL_TERM_MONTHS = 12
LONGEST_TERM_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Service:
    """A public service.

    Attributes:
        owner: the named person who answers for it and decides about launch.
        life_situation: the situation of a person's life it belongs to, in the laboratory's words; may be empty.
        electronic: whether it is provided electronically. proactive: whether it comes without being asked for.
        test_term_months: after so many months without a test it is overdue.
    """

    id: ServiceId
    name: str
    owner: str
    category: ClientCategory
    stage: LifeStage
    life_situation: str = ""
    electronic: bool = False
    proactive: bool = False
    test_term_months: int = USUAL_TERM_MONTHS
    satisfaction: SatisfactionGoal | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A version of a service that is tested before it is launched."""

    id: ReleaseId
    service_id: ServiceId
    name: str
    planned_launch: date | None = None
    notes: str = ""
