"""A desk with a real laboratory in a temporary folder, one booked participant, and a room on the stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from lab.domain.booking import Booking, Setup
from lab.domain.consent import Consent, Scope
from lab.domain.events import Stamped
from lab.domain.service import ClientCategory, LifeStage
from lab.live.messages import Message
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from ui.alerts import Alert, Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.desk import Desk
from ui.memory import Memory
from ui.preferences import Preferences
from ui.second_room.company import Company

SCOPES = frozenset({Scope.TAKE_PART, Scope.SCREEN, Scope.FACE, Scope.VOICE, Scope.OBSERVERS, Scope.CLIPS_INTERNAL})


class Link:
    """Stands for the line to the room."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.dialled = True
        self.told: tuple[Message, ...] = ()
        self.company: Company

    def standing(self) -> tuple[Message, ...]:
        """What the room said last."""
        return self.told

    def heard(self, session: str) -> tuple[Stamped, ...]:
        """Everything that the room has told."""
        return tuple(self.client.kept) if session else ()


class Steps:
    """Stands for the main window: notes where the user is led."""

    def __init__(self) -> None:
        self.went: list[tuple[str, dict[str, str | int]]] = []

    def go(self, screen: str, **subject: str | int) -> None:
        """As the window's."""
        self.went.append((screen, subject))

    def back(self) -> None:
        """As the window's."""
        self.went.append(("back", {}))

    def knows(self, screen: str) -> bool:
        """As the window's."""
        return bool(screen)


class Furnished:
    """The desk, and what tests look at.

    Attributes:
        said: every alert. steps: where the user was led.
    """

    def __init__(self, folder: Path, client: Any) -> None:
        self.lab = Laboratory.open(folder)
        self.alerts = Alerts()
        self.said: list[Alert] = []
        self.alerts.raised.connect(self.said.append)
        self.bridge = Bridge()
        self._unsubscribe = self.lab.subscribe(self.bridge.store_changed)
        self.unhandled: list[Exception] = []
        self.background = Background(self.unhandled.append)
        self.preferences = Preferences(folder / "person.toml")
        self.preferences.change(name="Anna")
        self.steps = Steps()
        self.link = Link(client)
        self.link.company = Company(self.bridge, lambda: client, Memory())
        self.desk = Desk(
            self.lab,
            cast("Any", self.link),
            self.bridge,
            self.background,
            self.alerts,
            self.preferences,
            cast("Any", self.steps),
        )

    def booking(self, setup: Setup = Setup.TWO_SCREENS, language: str = "en") -> Booking:
        """A participant of a round of the sample protocol, with consent, booked for now."""
        planning = self.lab.planning
        service = planning.add_service("Child benefit", "Ivan", ClientCategory.PEOPLE, LifeStage.PILOT)
        release = planning.add_release(service.id, "2.3")
        study = self.lab.rounds.make_round(release.id, "sample-child-benefit", "First")
        person = planning.add_participant(study.id)
        planning.give_consent(person.id, Consent("1", language, date(2024, 1, 15), SCOPES, on_paper=True))
        place = Place("Room 1", datetime.now(UTC) + timedelta(minutes=1), 60, "Anna", setup=setup)
        return self.lab.scheduling.book(person.id, place).booking

    def close(self) -> None:
        """End threads and database."""
        self._unsubscribe()
        self.background.close()
        self.lab.close()


@contextmanager
def furnished(folder: Path, client: Any) -> Iterator[Furnished]:
    """A furnished desk for the time of a block."""
    made = Furnished(folder, client)
    try:
        yield made
    finally:
        made.close()
