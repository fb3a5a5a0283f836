"""A room with one session that runs, a recorder that is only heard, and people who watch."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import uvicorn

from lab.archive.session_file import SignedConsent
from lab.domain.consent import Scope
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import fold, with_event
from lab.domain.session import SessionState
from lab.folder import LabFolder
from lab.live.door.app import application
from lab.live.hosted_session import HostedSession
from lab.live.messages import Track
from lab.live.people.person import Person
from lab.live.people.roles import Role
from lab.live.relay.track_choice import TrackChoice
from lab.live.relay.viewer import Viewer
from lab.live.room import Room
from recordings.messages import (
    MEDIA_STREAM_DELTA,
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    MEDIA_STREAM_VEIL,
    TRACK_MAIN,
    UNVEILED,
    VEILED,
    Hello,
    MediaHeader,
    Observe,
    pack_media,
)
from recordings.plan import RecordingPlan, SourcePlan
from tests.lab.live.people.rooms import invited

SOURCES = (
    SourcePlan(id="screen", kind="screen", shows="screen"),
    SourcePlan(id="camera", kind="camera", device="0", shows="face"),
    SourcePlan(id="microphone", kind="microphone", shows="voice"),
)
EVERYTHING = frozenset(Scope)
WITHIN_S = 10.0
NOW_US = 1000
"""On the session clock, always."""


def media(kind: int, track: int = TRACK_MAIN, at_us: int = 0, payload: bytes = b"x" * 50) -> bytes:
    """A message of the recorder."""
    return pack_media(MediaHeader(kind, track, at_us), payload)


def begun(track: int = TRACK_MAIN, at_us: int = 0, *, blind: bool = False) -> list[bytes]:
    """How a track begins: what it shows, what a player must know, and something to begin with."""
    veil = media(MEDIA_STREAM_VEIL, track, at_us, VEILED if blind else UNVEILED)
    return [veil, media(MEDIA_STREAM_INIT, track, at_us), media(MEDIA_STREAM_KEY, track, at_us)]


def delta(at_us: int, size: int = 50) -> bytes:
    """A picture that needs those before it."""
    return media(MEDIA_STREAM_DELTA, TRACK_MAIN, at_us, bytes(size))


class _Session:
    """A session that runs, without a disk."""

    def __init__(self, name: str, folder: Path, scopes: frozenset[Scope]) -> None:
        self.id = name
        self.folder = folder
        self.state = SessionState.RUNNING
        consent = SignedConsent(version="1", language="en", signed_on="2026-11-27", on_paper=True, scopes=tuple(scopes))
        self.plan = SimpleNamespace(sources=SOURCES, code="P01", consent=consent, moderator="Anna")
        self.record = fold(())
        self.epoch = SimpleNamespace(origin_us=0, now_us=lambda: NOW_US)
        self.last_seq = 0
        self.booked_end_us = 1
        self.may_be_observed = Scope.OBSERVERS in scopes

    async def keep(self, event: AnyEvent) -> Stamped:
        """Keep an event in mind."""
        self.last_seq += 1
        stamped = Stamped(seq=self.last_seq, event=event)
        self.record = with_event(self.record, stamped)
        return stamped


class Theatre:
    """Must be made in a running event loop."""

    def __init__(self, folder: Path, scopes: Iterable[Scope] = EVERYTHING) -> None:
        self.room = Room(LabFolder.create(folder), 1)
        self.clock_us = 0
        self.faring: list[Viewer] = []
        self.session = self._hosted("s", frozenset(scopes))
        self.room._sessions["s"] = self.session
        self.recorder_comes()

    def _hosted(self, name: str, scopes: frozenset[Scope]) -> HostedSession:
        return cast("HostedSession", _Session(name, self.room.folder.sessions / name, scopes))

    def recorder_comes(self) -> None:
        """A recorder says hello that has this session in hand."""
        plan = RecordingPlan(folder=self.session.folder, origin_us=0, sources=SOURCES)
        self.room.link._hear(Hello(pid=7, state="recording", plan=plan, segment=1).model_dump_json())

    def recorder_goes(self) -> None:
        """It is gone."""
        self.room.link._forget()

    def say(self, *messages: bytes) -> None:
        """Let the recorder send media."""
        for message in messages:
            self.room.relay.take(message)

    def blind(self, *, on: bool) -> None:
        """The moderator blinds observers: noted, and not yet told to anybody."""
        self.session.record = replace(self.session.record, blinded=on)

    @property
    def told(self) -> list[Observe]:
        """What the recorder was told since this was last asked."""
        commands = []
        while not self.room.link._out.empty():
            commands.append(self.room.link._out.get_nowait())
        return [one for one in commands if isinstance(one, Observe)]

    async def person(self, role: Role = Role.OBSERVER, name: str = "Olga") -> tuple[Person, str]:
        """Somebody who was let in, and their token."""
        return await invited(self.room.people, role, name)

    def watcher(self, track: Track = "main", *, may: bool = True) -> Viewer:
        """A line on which somebody watches."""
        viewer = Viewer(
            TrackChoice(track, self.clock_us),
            lambda: may,
            self.room.relay,
            self.faring.append,
            None,
            lambda: self.clock_us,
        )
        self.room.relay.join(viewer)
        return viewer


async def until(true: Callable[[], bool]) -> None:
    """Wait for something of the room."""
    async with asyncio.timeout(WITHIN_S):
        while not true():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.005)


def seen(viewer: Viewer) -> list[bytes]:
    """All that waits for somebody."""
    return list(iter(viewer._queue.take, None))


@asynccontextmanager
async def listening(room: Room) -> AsyncIterator[str]:
    """The app that pages ask, on a socket of this machine; its address without a scheme."""
    config = uvicorn.Config(
        application(room), port=0, ws="websockets-sansio", log_config=None, lifespan="off", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve())
    try:
        await until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = True
        server.force_exit = True
        await serving
