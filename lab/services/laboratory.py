"""All services of one laboratory folder, put together once: for the window, the commands and the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lab.database.store import Changed, Store, Subscriber
from lab.domain.errors import LabError, RuleError
from lab.domain.ids import SessionId
from lab.domain.session import RUNS
from lab.folder import LabFolder
from lab.reports.preview import clear_preview
from lab.reports.workplace import sweep
from lab.services.clap_tests import ClapTests
from lab.services.derived import DerivedFiles
from lab.services.late_words import LateWordService
from lab.services.planning import PlanningService
from lab.services.rounds import RoundService
from lab.services.scheduling import SchedulingService
from lab.services.session_plans import PlanMaker
from lab.services.sessions import SessionService
from lab.services.standards import StandardService
from lab.settings import LabSettings, read_settings, write_settings

if TYPE_CHECKING:
    from lab.services.action_plans import ActionPlanService
    from lab.services.artefacts import ArtefactService
    from lab.services.drafts import DraftService
    from lab.services.evidence import EvidenceService
    from lab.services.findings import FindingService
    from lab.services.portfolio import PortfolioService
    from lab.services.retest_planning import RetestPlanning
    from lab.services.verdicts import VerdictService

__all__ = ["Changed", "Laboratory", "Landing", "Subscriber"]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the window lands: the session that is under way, if there is one; and damaged session folders."""

    under_way: SessionId | None
    troubles: tuple[LabError, ...] = ()


class Laboratory:
    """An open laboratory folder.

    Attributes:
        folder: where everything lies.
        settings: what holds for the whole laboratory; see `change_settings`.
        store: the database behind the services; only to subscribe to its changes.
        planning, standards, rounds, scheduling, sessions: the verbs before and during sessions.
        clap_tests: how far the devices of this workstation are apart.
        evidence, findings, verdicts, artefacts, drafts, retests, action_plans, portfolio: the verbs after them.
        derived: what is made of recordings in the background; it begins when a window says so.
    """

    def __init__(self, folder: LabFolder, store: Store, settings: LabSettings | None = None) -> None:
        self.folder = folder
        self.store = store
        self.settings = settings or LabSettings()
        self.planning = PlanningService(store)
        self.standards = StandardService(store)
        self.rounds = RoundService(store, self.standards)
        self.rounds.before_judged_otherwise = lambda study: self.verdicts.keep(study)  # noqa: PLW0108 - late
        self.scheduling = SchedulingService(store, self.settings.limits, self.settings.rooms)
        self._plans = PlanMaker(folder, self.planning, self.rounds, self.settings)
        self.sessions = SessionService(store, folder, self._plans)
        self.late = LateWordService(store, folder)
        self.clap_tests = ClapTests(folder.path)
        self.derived = DerivedFiles(self.sessions, store.publish)
        self.sessions.before_erasing = self.derived.let_go
        store.subscribe(self.derived.hear)

    # The verbs after the sessions are loaded when somebody judges: a window begins with Today.

    @cached_property
    def evidence(self) -> "EvidenceService":
        """What sessions and inspections say of criteria and findings."""
        from lab.services.evidence import EvidenceService

        return EvidenceService(self.store, self.sessions)

    @cached_property
    def findings(self) -> "FindingService":
        """Gather, write, rate, decide, retest."""
        from lab.services.findings import FindingService

        return FindingService(self.store, self.rounds, self.evidence)

    @cached_property
    def artefacts(self) -> "ArtefactService":
        """Files, links and numbers beside judgements by inspection."""
        from lab.services.artefacts import ArtefactService

        return ArtefactService(self.store, self.folder, self.rounds)

    @cached_property
    def drafts(self) -> "DraftService":
        """What is being typed in a debrief."""
        from lab.services.drafts import DraftService

        return DraftService(self.store)

    @cached_property
    def verdicts(self) -> "VerdictService":
        """Verdicts, gate, actions, decisions."""
        from lab.services.verdicts import VerdictService

        return VerdictService(self.store, self.rounds, self.evidence, self.findings)

    @cached_property
    def retests(self) -> "RetestPlanning":
        """What stands after several rounds, and what the next one looks at again."""
        from lab.services.retest_planning import RetestPlanning

        return RetestPlanning(self.rounds, self.evidence, self.findings, self.verdicts)

    @cached_property
    def action_plans(self) -> "ActionPlanService":
        """Plans of owners that come back."""
        from lab.services.action_plans import ActionPlanService

        return ActionPlanService(self.store, self.rounds, self.evidence, self.findings, self.verdicts)

    @cached_property
    def portfolio(self) -> "PortfolioService":
        """All services at once, and one over its rounds."""
        from lab.services.portfolio import PortfolioService

        return PortfolioService(self.planning, self.rounds, self.scheduling, self.evidence, self.verdicts, self.retests)

    @classmethod
    def open(cls, path: Path) -> "Laboratory":
        """Open a folder for writing; made if it is not there. What killed exports left in it is swept, and a
        report that was only looked at. Raises what
        `LabFolder.create`, `read_settings` and `Store.open` raise.
        """
        folder = LabFolder.create(path)
        settings = read_settings(folder.path)
        store = Store.open(folder)
        sweep(folder.exports)
        clear_preview(folder.exports)
        return cls(folder, store, settings)

    @classmethod
    def open_readonly(cls, path: Path) -> "Laboratory":
        """Open a folder to read from, also while another process writes it. Raises as `Store.open_readonly`."""
        folder = LabFolder.open_readonly(path)
        settings = read_settings(folder.path)
        return cls(folder, Store.open_readonly(folder), settings)

    def change_settings(self, settings: LabSettings) -> None:
        """Keep other settings; they hold from now on.

        Raises RuleError `opened_read_only`; WorldError `settings_unwritable`: then the old ones hold.
        """
        if self.store.read_only:
            raise RuleError("opened_read_only")
        write_settings(self.folder.path, settings)
        self.settings = self._plans.settings = settings
        self.scheduling.limits, self.scheduling.named_rooms = settings.limits, settings.rooms
        self.store.publish(Changed("settings"))

    def rooms(self) -> tuple[str, ...]:
        """Rooms to offer, as `SchedulingService.rooms`."""
        return self.scheduling.rooms()

    def subscribe(self, subscriber: Callable[[Changed], None]) -> Callable[[], None]:
        """Be told of every commit, on the thread that committed. Call the answer to end it."""
        return self.store.subscribe(subscriber)

    def catch_up(self) -> Landing:
        """Take in what the journals hold; where to go on, and what is wrong with damaged folders."""
        troubles = (*self.sessions.catch_up().troubles, *self.late.take_in_all())
        under_way = (one.session_id for one in self.sessions.open_sessions() if one.state in RUNS)
        return Landing(next(under_way, None), troubles)

    def close(self) -> None:
        """End what is made in the background, and close the database. Doing so twice is no fault."""
        self.derived.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
