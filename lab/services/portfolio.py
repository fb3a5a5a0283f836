"""The portfolio of all services, and the history of one over its rounds."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from lab.domain.booking import Booking
from lab.domain.decision import Decision, in_force
from lab.domain.ids import ReleaseId, RoundId, ServiceId
from lab.domain.level import CLIENT_CENTRICITY, Level, level
from lab.domain.portfolio import RoundStanding, ServiceStanding, asks_of
from lab.domain.questionnaire_figures import summary
from lab.domain.satisfaction_goal import Satisfaction, figure_of
from lab.domain.service import Release, Service
from lab.domain.session import ENDED, HELD
from lab.domain.study import Round
from lab.domain.task_figures import scored
from lab.services.days import today
from lab.services.evidence import EvidenceService
from lab.services.planning import PlanningService
from lab.services.retest_planning import RetestPlanning
from lab.services.rounds import RoundService
from lab.services.scheduling import SchedulingService
from lab.services.verdicts import VerdictService
from protocols import library

USUAL_QUESTIONNAIRE = "sus"


class PortfolioService:
    """Looks at services as a whole. Everything is computed from what is there; nothing is kept."""

    def __init__(
        self,
        planning: PlanningService,
        rounds: RoundService,
        scheduling: SchedulingService,
        evidence: EvidenceService,
        verdicts: VerdictService,
        retests: RetestPlanning,
    ) -> None:
        self._planning = planning
        self._rounds = rounds
        self._scheduling = scheduling
        self._evidence = evidence
        self._verdicts = verdicts
        self._retests = retests

    def portfolio(self, on: date | None = None) -> tuple[ServiceStanding, ...]:
        """All services by name, each with the last round in which somebody was heard, on a day (today, if left out)."""
        return tuple(self._standing(one, on or today(), whole=False) for one in self._planning.services())

    def history(self, service_id: ServiceId, on: date | None = None) -> ServiceStanding:
        """A service with all its rounds, by number. Raises InputError `service_unknown`."""
        return self._standing(self._planning.service(service_id), on or today(), whole=True)

    def _standing(self, service: Service, on: date, *, whole: bool) -> ServiceStanding:
        releases = self._planning.releases(service.id)
        by_release: dict[ReleaseId, tuple[Round, ...]] = {one.id: self._rounds.rounds(one.id) for one in releases}
        rounds = sorted((one for group in by_release.values() for one in group), key=lambda one: one.number)
        bookings = {one.id: self._scheduling.bookings_of(one.id) for one in rounds}
        held = {one.id: _last_held(bookings[one.id]) for one in rounds}
        shown = rounds if whole else [one for one in rounds if held[one.id] is not None][-1:]
        named = {one.id: one for one in releases}
        last_test = max((day for day in held.values() if day is not None), default=None)
        decisions = {one: self._decisions(group) for one, group in by_release.items()}
        return ServiceStanding(
            service=service,
            releases=releases,
            rounds=tuple(self._round(service, one, named[one.release_id], held[one.id], on) for one in shown),
            last_test=last_test,
            next_test=_next(one for group in bookings.values() for one in group),
            asks=asks_of(service, releases, decisions, last_test, on),
        )

    def _decisions(self, rounds: Iterable[Round]) -> list[Decision]:
        """Those that hold."""
        holding = (in_force(self._verdicts.decisions(one.id)) for one in rounds)
        return [one for one in holding if one is not None]

    def _round(self, service: Service, study: Round, release: Release, held: date | None, on: date) -> RoundStanding:
        problems = self._retests.open_findings(study.id)
        counted = [one for one in self._evidence.held(study.id) if one.counts]
        return RoundStanding(
            study=study,
            release=release,
            held=held,
            participants=len({one.code for one in counted}),
            level=self._level(study.id),
            gate=self._verdicts.gate(study.id, on).state,
            decision=in_force(self._verdicts.decisions(study.id)),
            open_findings=len(problems),
            worst=max((one.severity for one in problems if one.severity is not None), default=None),
            satisfaction=self._satisfaction(service, study),
        )

    def _level(self, round_id: RoundId) -> Level:
        """The level of client-centricity over the verdicts that stand."""
        study = self._rounds.round(round_id)
        counted = {
            one.id
            for standard in self._rounds.standards(study)
            if standard.id == CLIENT_CENTRICITY
            for one in standard.counted
        }
        standing = self._retests.standing(round_id)
        return level(stands.value for criterion, stands in standing.items() if criterion in counted)

    def _satisfaction(self, service: Service, study: Round) -> Satisfaction | None:
        goal = service.satisfaction
        asked = library.questionnaire(goal.questionnaire if goal is not None else USUAL_QUESTIONNAIRE)
        counted = [one for one in self._evidence.held(study.id) if one.counts]
        found = summary(asked, list(scored(asked, None, counted).values()))
        return figure_of(found) if found is not None else None


def _last_held(bookings: Iterable[Booking]) -> date | None:
    """The day of the last session that was held; a pilot tests nothing."""
    days = [one.starts.astimezone().date() for one in bookings if one.state in HELD and not one.pilot]
    return max(days, default=None)


def _next(bookings: Iterable[Booking]) -> date | None:
    """The day of the next session that is booked."""
    now = datetime.now(UTC)
    coming = [
        one.starts
        for one in bookings
        if one.occupies and not one.pilot and one.state not in ENDED and one.starts >= now
    ]
    return min(coming).astimezone().date() if coming else None
