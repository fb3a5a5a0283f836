"""A laboratory whose session is watched from the second room: a real room, a real recorder, the page's own address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lab.archive.journal_reading import read_events
from lab.domain.consent import Consent, Scope
from lab.domain.events import TagPut
from lab.domain.ids import new_id
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.domain.study import Segment
from lab.live.messages import Admit, Host, OpenRoom, People, RoomState
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from recordings.plan import SourcePlan
from tests.lab.live.door.opened import free_port
from tests.process.room_rig import Person, Rig, rig, wait_until

MODERATOR, OBSERVER = "Anna Petrova", "Oleg Ivanov"
SOURCES = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=25),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face"),
    SourcePlan(id="voice", kind="synthetic_microphone", shows="voice"),
)


@dataclass(frozen=True)
class SecondRoom:
    """The room as its moderator has it: opened on this machine, the session prepared.

    Attributes:
        url: of the page. folder: of the session.
    """

    rig: Rig
    moderator: Person
    session: str
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Of the page, by its name in the local network."""
        return next(one for one in self._said.urls if ".local" in one)

    @property
    def address(self) -> str:
        """Of the page, by number."""
        return self._said.urls[0]

    @property
    def host(self) -> str:
        """The name in it."""
        return self.url.partition("://")[2].partition(":")[0]

    @property
    def pin(self) -> str:
        """What is typed to come in."""
        pin = self._said.pin
        assert pin is not None
        return pin

    def admit(self, name: str = OBSERVER) -> None:
        """Let somebody in who waits in the lobby."""
        wait_until(lambda: name in self._names("lobby"), f"{name} in the lobby")
        person = next(one for one in self.moderator.of(People)[-1].people if one.name == name)
        self.moderator.ask(Admit(id=new_id(), person=person.id))

    def begin(self) -> None:
        """Let the session run, and be recorded."""
        self.moderator.move(self.session, SessionState.RUNNING)
        wait_until(lambda: self.moderator.is_recording(self.session), "recording")

    def tags(self) -> list[TagPut]:
        """The annotations on the disk, oldest first."""
        return [one.event for one in read_events(self.folder) if isinstance(one.event, TagPut)]

    @property
    def _said(self) -> RoomState:
        return self.moderator.of(RoomState)[-1]

    def _names(self, place: str) -> set[str]:
        told = self.moderator.of(People)
        return {one.name for one in told[-1].people if one.state == place} if told else set()


@contextmanager
def second_room(path: Path, language: str = "en", sources: tuple[SourcePlan, ...] = SOURCES) -> Iterator[SecondRoom]:
    """A booked session of the sample protocol, hosted; the room open over plain HTTP."""
    session, folder = _prepared(path, language, sources)
    with rig(path) as made:
        moderator = made.person(MODERATOR)
        moderator.ask(Host(id=new_id(), folder=str(folder)))
        port = free_port()
        moderator.ask(OpenRoom(id=new_id(), interface="127.0.0.1", port=port, tls="plain"))
        yield SecondRoom(made, moderator, session, folder, port)


def _prepared(path: Path, language: str, sources: tuple[SourcePlan, ...]) -> tuple[str, Path]:
    with Laboratory.open(path) as lab:
        service = lab.planning.add_service("Child benefit", "M. Orlova", ClientCategory.PEOPLE, LifeStage.PILOT)
        release = lab.planning.add_release(service.id, "2.3", date(2026, 12, 15))
        segments = (Segment("parents", "Parents", 3),)
        study = lab.rounds.make_round(release.id, "sample-child-benefit", "Before launch", segments)
        participant = lab.planning.add_participant(study.id, "parents")
        consent = Consent("1", language, date(2026, 10, 1), frozenset(Scope), on_paper=True)
        lab.planning.give_consent(participant.id, consent)
        place = Place("Room 1", datetime.now(UTC) + timedelta(minutes=1), 60, MODERATOR, (OBSERVER,))
        booking = lab.scheduling.book(participant.id, place).booking
        prepared = lab.sessions.prepare(booking.id, sources, language)
    return prepared.session_id, prepared.folder
