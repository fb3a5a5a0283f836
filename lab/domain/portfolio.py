"""All services of a laboratory: tested or not, overdue or not, and how they stand; and a service over its rounds.

Overdue is: a release whose planned launch has come and about which nobody decided; a launched or piloted service that
nobody ever tested; a last test older than the service's own term. A planned launch that is still to come asks for a
decision by then.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lab.domain.decision import Decision
from lab.domain.gate import GateState
from lab.domain.ids import ReleaseId
from lab.domain.level import Level
from lab.domain.metrics.shares import Share, share
from lab.domain.satisfaction_goal import Satisfaction
from lab.domain.service import LifeStage, Release, Service
from lab.domain.study import Round

PASSED = frozenset({GateState.GREEN, GateState.AMBER})
"""A gate that was passed: ready, or ready with actions."""

OUT_OF_COUNT = frozenset({LifeStage.IDEA, LifeStage.RETIRED})
"""What has nothing to test: no longer, or not yet."""

IN_USE = frozenset({LifeStage.PILOT, LifeStage.LAUNCHED})


class Attention(StrEnum):
    """Why a service asks for attention; the first is the most pressing."""

    UNDECIDED = "undecided"
    NEVER_TESTED = "never_tested"
    OLD_TEST = "old_test"
    DECISION_DUE = "decision_due"


OVERDUE = frozenset({Attention.UNDECIDED, Attention.NEVER_TESTED, Attention.OLD_TEST})


@dataclass(frozen=True, slots=True)
class Asks:
    """Why, since or until when, and about which release."""

    why: Attention
    day: date | None = None
    release: str = ""


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A service as one round left it.

    Attributes:
        held: day of its last session that counts; None where nobody was heard.
        level: of the verdicts that stand after it and the rounds that it retests.
        open_findings: of these rounds, not done with. worst: the highest severity of them.
        satisfaction: by the questionnaire of the service's goal, else by SUS; None where nobody answered it.
    """

    study: Round
    release: Release
    held: date | None
    participants: int
    level: Level
    gate: GateState
    decision: Decision | None
    open_findings: int
    worst: int | None
    satisfaction: Satisfaction | None


@dataclass(frozen=True, slots=True)
class ServiceStanding:
    """A service in the portfolio.

    Attributes:
        rounds: in their order; for the portfolio only the last one that was held.
        last_test, next_test: days; None for none.
    """

    service: Service
    releases: tuple[Release, ...]
    rounds: tuple[RoundStanding, ...]
    last_test: date | None
    next_test: date | None
    asks: tuple[Asks, ...]

    @property
    def current(self) -> RoundStanding | None:
        """The last round in which somebody was heard."""
        return next((one for one in reversed(self.rounds) if one.held is not None), None)

    @property
    def tested(self) -> bool:
        """Whether anybody was ever heard."""
        return self.last_test is not None

    @property
    def passed(self) -> bool:
        """Whether the gate of its last round says ready, or ready with actions."""
        return self.current is not None and self.current.gate in PASSED

    @property
    def overdue(self) -> bool:
        """Whether anything should have been done already."""
        return any(one.why in OVERDUE for one in self.asks)


@dataclass(frozen=True, slots=True)
class PortfolioShares:
    """Shares of all services that are neither an idea nor retired."""

    electronic: Share
    proactive: Share
    tested: Share
    passed: Share


def asks_of(
    service: Service,
    releases: Iterable[Release],
    decisions: Mapping[ReleaseId, Sequence[Decision]],
    last_test: date | None,
    on: date,
) -> tuple[Asks, ...]:
    """Why a service asks for attention on a day, the most pressing first. `decisions`: about rounds of each release."""
    if service.stage is LifeStage.RETIRED:
        return ()
    found = [*_undecided(releases, decisions, on)]
    if service.stage in IN_USE and last_test is None:
        found.append(Asks(Attention.NEVER_TESTED))
    if service.stage not in OUT_OF_COUNT and last_test is not None:
        until = months_after(last_test, service.test_term_months)
        if until < on:
            found.append(Asks(Attention.OLD_TEST, until))
    order = list(Attention)
    return tuple(sorted(found, key=lambda one: (order.index(one.why), one.day or on)))


def _undecided(
    releases: Iterable[Release], decisions: Mapping[ReleaseId, Sequence[Decision]], on: date
) -> Iterable[Asks]:
    """Releases with a planned launch about which nobody decided; one that a later release has replaced asks nothing."""
    planned = sorted(
        ((one.planned_launch, one) for one in releases if one.planned_launch is not None), key=lambda pair: pair[0]
    )
    decided = [day for day, one in planned if decisions.get(one.id)]
    for day, one in planned:
        if not decisions.get(one.id) and not any(later > day for later in decided):
            why = Attention.UNDECIDED if day <= on else Attention.DECISION_DUE
            yield Asks(why, day, one.name)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that has no such day."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shares_of(services: Iterable[ServiceStanding]) -> PortfolioShares:
    """The shares over the services that count."""
    counted = [one for one in services if one.service.stage not in OUT_OF_COUNT]
    n = len(counted)
    return PortfolioShares(
        electronic=share(sum(one.service.electronic for one in counted), n),
        proactive=share(sum(one.service.proactive for one in counted), n),
        tested=share(sum(one.tested for one in counted), n),
        passed=share(sum(one.passed for one in counted), n),
    )
