"""A real room in a process of its own, a real recorder with synthetic sources, real clients; and how to kill them."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import psutil

from lab.archive import session_file
from lab.archive.journal_reading import read_events
from lab.domain.events import AnyEvent, RecordingNoted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.folder import LabFolder, runtime_address_file
from lab.live import address, starter
from lab.live.address import AddressFile
from lab.live.client import RoomClient
from lab.live.messages import (
    Acknowledged,
    EventKept,
    Feed,
    Health,
    Host,
    Hosted,
    Message,
    Move,
    Pong,
    Request,
    Shutdown,
)
from recordings.messages import MediaHeader
from recordings.plan import SourcePlan
from tests.lab.archive.sessions import SYNTHETIC, plan

PATIENCE_S = 30.0


Heard = TypeVar("Heard")


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition; AssertionError when it does not come about."""
    ends = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < ends, f"never came about: {what}"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Whether the process runs."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def is_gone(pid: int) -> bool:
    """Whether no such process runs; 0 stands for one that never did."""
    return pid == 0 or not is_alive(pid)


class Person:
    """A client that remembers what it heard."""

    def __init__(self, folder: LabFolder, name: str, *, looks: bool = False) -> None:
        self.heard: list[Message] = []
        self.pictures: list[tuple[MediaHeader, bytes]] = []
        self.connections: list[bool] = []
        self._news = threading.Condition()
        on_media = (lambda header, picture: self.pictures.append((header, picture))) if looks else None
        self.client = RoomClient(
            starter.keeping_room(folder), name, self._hear, on_media, self.connections.append, kind="test"
        )

    def _hear(self, message: Message) -> None:
        self.heard.append(message)

    def ask(self, request: Request) -> Acknowledged | Pong:
        """Ask and wait for the answer."""
        return self.client.request(request).result(PATIENCE_S)

    def move(self, session: str, to: SessionState, at_us: int = 0) -> Acknowledged | Pong:
        """Bring a session into another state."""
        return self.ask(Move(id=new_id(), session=session, to=to, at_us=at_us))

    def of(self, kind: type[Heard]) -> list[Heard]:
        """What was heard of one kind."""
        return [message for message in list(self.heard) if isinstance(message, kind)]

    def seqs(self, session: str) -> list[int]:
        """Numbers of the events that were heard, in the order in which they were heard."""
        found: list[int] = []
        for message in list(self.heard):
            if isinstance(message, EventKept) and message.session == session:
                found.append(message.stamped.seq)
            elif isinstance(message, Feed) and message.session == session:
                found.extend(stamped.seq for stamped in message.events)
        return found

    def events(self, session: str) -> list[AnyEvent]:
        """The events that were heard, in the order in which they were heard."""
        found: list[AnyEvent] = []
        for message in list(self.heard):
            if isinstance(message, EventKept) and message.session == session:
                found.append(message.stamped.event)
            elif isinstance(message, Feed) and message.session == session:
                found.extend(stamped.event for stamped in message.events)
        return found

    def segments(self, session: str) -> list[RecordingNoted]:
        """The media files that were begun, as heard."""
        noted = (event for event in self.events(session) if isinstance(event, RecordingNoted))
        return [event for event in noted if event.fact == "segment"]

    def wait_for_health(self, more: int) -> None:
        """Wait for so many more seconds of recording as the recorder counts them."""
        enough = len(self.of(Health)) + more
        wait_until(lambda: len(self.of(Health)) >= enough, "health")

    def hosted(self, session: str) -> Hosted | None:
        """How a session stands, as last heard."""
        for message in reversed(list(self.heard)):
            if message.type in ("sessions", "welcome"):
                return next((one for one in message.sessions if one.session_id == session), None)
        return None

    def is_recording(self, session: str) -> bool:
        """Whether the session is being recorded, as last heard."""
        hosted = self.hosted(session)
        return hosted is not None and hosted.recording


class Rig:
    """A laboratory folder with its room."""

    def __init__(self, path: Path) -> None:
        self.folder = LabFolder.create(path)
        self._people: list[Person] = []

    def person(self, name: str = "Anna", *, looks: bool = False) -> Person:
        """Somebody who sits at a client."""
        person = Person(self.folder, name, looks=looks)
        self._people.append(person)
        wait_until(lambda: person.client.is_connected, "a welcome")
        return person

    @contextmanager
    def visitor(self, name: str) -> Iterator[Person]:
        """Somebody who leaves again."""
        person = self.person(name)
        try:
            yield person
        finally:
            person.client.close()
            self._people.remove(person)

    def planned(self, session_id: str = "s1", sources: tuple[SourcePlan, ...] = SYNTHETIC) -> Path:
        """The folder of a planned session."""
        folder = self.folder.sessions / f"2026-11-23-{session_id}"
        session_file.write(folder, plan(session_id, sources))
        return folder

    def hosted(self, person: Person, session_id: str = "s1", sources: tuple[SourcePlan, ...] = SYNTHETIC) -> Path:
        """The folder of a session that is hosted now."""
        folder = self.planned(session_id, sources)
        person.ask(Host(id=new_id(), folder=str(folder)))
        return folder

    def running(self, person: Person, session_id: str = "s1") -> Path:
        """The folder of a session that is being recorded."""
        folder = self.hosted(person, session_id)
        person.move(session_id, SessionState.RUNNING)
        wait_until(lambda: person.is_recording(session_id), "recording")
        wait_until(lambda: len(person.segments(session_id)) > 0, "a media file")
        return folder

    @property
    def address(self) -> AddressFile:
        """What the address file says."""
        found = address.read(runtime_address_file(self.folder.lab_id))
        assert found is not None
        return found

    def kill_room(self) -> int:
        """kill -9 of the room; the pid it had."""
        return _kill(self.address.pid)

    def kill_recorder(self) -> int:
        """kill -9 of the recorder; the pid it had."""
        return _kill(self.address.recorder_pid)

    def close(self) -> None:
        """End everything that was started here."""
        found = address.read(runtime_address_file(self.folder.lab_id))
        if found is not None:
            person = self.person("the last one")
            person.client.request(Shutdown(id=new_id(), force=True)).result(PATIENCE_S)
        for person in self._people:
            person.client.close()
        if found is not None:
            for pid in (found.pid, found.recorder_pid):
                wait_until(partial(is_gone, pid), "the end of room and recorder")


def _kill(pid: int) -> int:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid), "death")
    return pid


@contextmanager
def rig(path: Path) -> Iterator[Rig]:
    """A laboratory that is left without a trace of a process."""
    made = Rig(path)
    try:
        yield made
    finally:
        made.close()


def stored_ids(folder: Path) -> list[str]:
    """Ids of all events in a journal, in order."""
    return [stamped.event.id for stamped in read_events(folder)]
