"""The room itself with a session that runs, its second listener on a port of this machine, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from lab.domain.events import TagPut
from lab.domain.person import Role
from lab.live.door.app import application, guarded
from lab.live.door.own import Own
from lab.live.people.steward import Steward
from lab.live.room import Room
from lab.live.server import bound_socket
from tests.lab.live.page.pages import HOST
from tests.lab.live.page.severed import Wire, wire_to
from tests.lab.live.talk.rooms import Change, Stage, as_planned, stage

Made = TypeVar("Made")
SESSION = "s1"


class RealRoom:
    """What a test asks of a room that lives in another thread."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.is_ready = threading.Event()
        self._stage: Stage | None = None
        self._server: uvicorn.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def room(self) -> Room:
        """The room; to be asked in its own thread only."""
        assert self._stage is not None
        return self._stage.room

    def notes(self) -> list[str]:
        """The notes of all tags in the journal, in its order."""
        assert self._stage is not None
        return [one.event.note for one in self._stage.session.events if isinstance(one.event, TagPut)]

    def pin(self) -> str:
        """The PIN as it stands."""
        return self.room.people.pin.digits

    def names(self, *, admitted: bool) -> list[str]:
        """Who is in the room, or who waits in the lobby."""
        return [one.name for one in self.room.people.people if one.is_there and one.admitted is admitted]

    def admit_all(self, role: Role = Role.OBSERVER) -> None:
        """Let everybody in who waits."""
        steward = Steward(self.room.people)
        for person in self.room.people.people:
            if not person.admitted:
                self.does(steward.admit(person.id, role))

    def give_all(self, role: Role) -> None:
        """Give everybody who is in another role."""
        for person in self.room.people.people:
            self.does(Steward(self.room.people).give_role(person.id, role))

    def invitation(self, role: Role = Role.OBSERVER) -> str:
        """What stands in a link behind the address."""

        async def made() -> str:
            return self.room.people.invitations.make(role)

        return f"#{self.does(made())}.{role.value}"

    def remove_all(self) -> None:
        """Turn everybody out."""
        self.does(Steward(self.room.people).remove_all())

    def does(self, act: Coroutine[Any, Any, Made]) -> Made:
        """Have something done in the room's thread."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(10)

    async def live(self, folder: Path, change: Change, listening: socket.socket, own: Own) -> None:
        """Be served until told to end."""
        self._loop = asyncio.get_running_loop()
        async with stage(folder, change) as self._stage:
            options: dict[str, Any] = {"log_config": None, "access_log": False, "lifespan": "off"}
            app = guarded(application(self.room), own, lambda _address: None)
            self._server = uvicorn.Server(
                uvicorn.Config(app, ws="websockets-sansio", timeout_graceful_shutdown=1, **options)
            )
            self.is_ready.set()  # the socket listens: whoever dials now waits to be taken
            await self._server._serve([listening])

    def end(self) -> None:
        """Be served no more."""
        if self._server is not None:
            self._server.should_exit = True


@contextmanager
def real_room(folder: Path, change: Change = as_planned) -> Iterator[RealRoom]:
    """The room, served behind its guards over plain HTTP, at the end of a wire that can be cut.

    Args:
        change: of the smallest plan of a session there is.
    """
    listening = bound_socket(0)
    listening.listen()
    with wire_to(listening.getsockname()[1]) as wire:
        room = RealRoom(wire)
        own = Own(HOST, (HOST,), wire.port, secure=False)
        thread = threading.Thread(target=lambda: asyncio.run(room.live(folder, change, listening, own)), daemon=True)
        thread.start()
        try:
            assert room.is_ready.wait(20)
            yield room
        finally:
            room.end()
            thread.join(20)
            assert not thread.is_alive()
