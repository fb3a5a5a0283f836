"""A laboratory whose session is watched from the second room: a real room, a real recorder, the page's own address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from lab.archive import session_file
from lab.archive.journal_reading import read_events
from lab.archive.session_file import SessionPlan
from lab.domain.consent import Consent, Scope
from lab.domain.events import TagPut
from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.domain.study import Segment
from lab.live.messages import Admit, Host, OpenRoom, People, RoomState
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from lab.settings import LabSettings, write_settings
from recordings.plan import SourcePlan
from tests.lab.live.door.opened import free_port
from tests.process.room_rig import Person, Rig, rig, wait_until

MODERATOR, OBSERVER = "Anna Petrova", "Oleg Ivanov"
LABORATORY = {"en": "The laboratory", "ru": "Лаборатория услуг"}
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
    def short(self) -> str:
        """What is read out to somebody who types it."""
        return self._said.short_address

    @property
    def pin(self) -> str:
        """What is typed to come in."""
        pin = self._said.pin
        assert pin is not None
        return pin

    def admit(self, name: str = OBSERVER, role: Role = Role.OBSERVER) -> None:
        """Let somebody in who waits in the lobby."""
        wait_until(lambda: name in self._names("lobby"), f"{name} in the lobby")
        person = next(one for one in self.moderator.of(People)[-1].people if one.name == name)
        self.moderator.ask(Admit(id=new_id(), person=person.id, role=role))

    def role_of(self, name: str) -> str:
        """Of somebody who is in the room; empty while they are not."""
        told = self.moderator.of(People)
        there = told[-1].people if told else ()
        return next((str(one.role) for one in there if one.name == name and one.state == "here"), "")

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
def second_room(
    path: Path,
    language: str = "en",
    sources: tuple[SourcePlan, ...] = SOURCES,
    words: str = "",
    tls: Literal["plain", "own"] = "plain",
) -> Iterator[SecondRoom]:
    """A booked session of the sample protocol, hosted; the room open. `words` stand behind every text that somebody in
    the laboratory wrote.
    """
    session, folder = _prepared(path, language, sources, words)
    with rig(path) as made:
        moderator = made.person(MODERATOR)
        moderator.ask(Host(id=new_id(), folder=str(folder)))
        port = free_port()
        moderator.ask(OpenRoom(id=new_id(), interface="127.0.0.1", port=port, tls=tls))
        yield SecondRoom(made, moderator, session, folder, port)


def _prepared(path: Path, language: str, sources: tuple[SourcePlan, ...], words: str) -> tuple[str, Path]:
    with Laboratory.open(path) as lab:
        write_settings(path, LabSettings(name=f"{LABORATORY[language]}{words}"))
        service = lab.planning.add_service(
            f"Child benefit{words}", f"M. Orlova{words}", ClientCategory.PEOPLE, LifeStage.PILOT
        )
        release = lab.planning.add_release(service.id, "2.3", date(2026, 12, 15))
        segments = (Segment("parents", f"Parents{words}", 3),)
        study = lab.rounds.make_round(release.id, "sample-child-benefit", f"Before launch{words}", segments)
        participant = lab.planning.add_participant(study.id, "parents")
        consent = Consent("1", language, date(2026, 10, 1), frozenset(Scope), on_paper=True)
        lab.planning.give_consent(participant.id, consent)
        place = Place(f"Room 1{words}", datetime.now(UTC) + timedelta(minutes=1), 60, MODERATOR, (OBSERVER,))
        booking = lab.scheduling.book(participant.id, place).booking
        prepared = lab.sessions.prepare(booking.id, sources, language)
        if words:
            session_file.write(prepared.folder, _with_words(session_file.read(prepared.folder), words))
    return prepared.session_id, prepared.folder


def _with_words(plan: SessionPlan, words: str) -> SessionPlan:
    """The plan with these words behind every text of its protocol, criteria and questionnaires."""
    told = plan.model_dump(mode="json")
    for part in ("protocol", "criteria", "questionnaires"):
        told[part] = _spoilt(told[part], words)
    return SessionPlan.model_validate(told)


def _spoilt(told: Any, words: str) -> Any:
    if isinstance(told, list):
        return [_spoilt(one, words) for one in told]
    if not isinstance(told, dict):
        return told
    if told and told.keys() <= {"en", "ru"}:
        return {language: f"{text}{words}" if isinstance(text, str) else text for language, text in told.items()}
    return {name: _spoilt(one, words) for name, one in told.items()}
