"""All services of one laboratory folder, put together once: for the window, the commands and the tests."""

from pathlib import Path
from typing import Self

from lab.database.store import Changed, Store, Subscriber
from lab.domain.booking import LabLimits
from lab.folder import LabFolder
from lab.services.planning import PlanningService
from lab.services.rounds import RoundService
from lab.services.scheduling import SchedulingService
from lab.services.session_plans import PlanMaker
from lab.services.sessions import SessionService

__all__ = ["Changed", "Laboratory", "Subscriber"]


class Laboratory:
    """An open laboratory folder.

    Attributes:
        folder: where everything lies.
        store: the database behind the services; only to subscribe to its changes.
        planning, rounds, scheduling, sessions: the verbs.
    """

    def __init__(self, folder: LabFolder, store: Store, limits: LabLimits | None = None) -> None:
        self.folder = folder
        self.store = store
        self.planning = PlanningService(store)
        self.rounds = RoundService(store)
        self.scheduling = SchedulingService(store, limits)
        self.sessions = SessionService(store, folder, PlanMaker(folder, self.planning, self.rounds))

    @classmethod
    def open(cls, path: Path, limits: LabLimits | None = None) -> "Laboratory":
        """Open a folder for writing; made if it is not there. Raises what `LabFolder.create` and `Store.open` raise."""
        folder = LabFolder.create(path)
        return cls(folder, Store.open(folder), limits)

    @classmethod
    def open_readonly(cls, path: Path) -> "Laboratory":
        """Open a folder to read from, also while another process writes it. Raises as `Store.open_readonly`."""
        folder = LabFolder.open_readonly(path)
        return cls(folder, Store.open_readonly(folder))

    def close(self) -> None:
        """Close the database. Doing so twice is no fault."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
