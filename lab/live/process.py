"""The life of a room's process: address taken, sessions left open taken up again, served, left in good order."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp

from lab.folder import LabFolder, runtime_address_file, runtime_door_file
from lab.live import address, attendance, room_lock, server, supervision
from lab.live.address import AddressFile
from lab.live.door import app
from lab.live.door.attending import DoorNotes
from lab.live.door.certificates import Certificates
from lab.live.door.choice_file import ChoiceFile
from lab.live.door.door import Door
from lab.live.door.own import Own
from lab.live.messages import Bye
from lab.live.people import timekeeping
from lab.live.room import Room

LAST_WORDS_S = 1.0
RECORDER_ENDS_WITHIN_S = 10.0

_log = logging.getLogger(__name__)


async def run(path: Path) -> None:
    """Be the room of a laboratory folder until it is no longer needed. Returns at once if there is one.

    Raises:
        LabError: the folder or the runtime folder cannot be used.
    """
    folder = LabFolder.open(path)
    lock = room_lock.take(folder.room_lock)
    if lock is None:
        _log.info("the room of %s is open already", folder.path)
        return
    with lock:
        await _Life(folder).live()


def door_of(room: Room, kept: Path) -> Door:
    """The door of a room. `kept`: the file in which it is remembered how it was opened."""
    routes = app.application(room)

    def build(own: Own) -> ASGIApp:
        return app.guarded(routes, own, door.seen)

    door = Door(build, DoorNotes(room).changed, ChoiceFile(kept), Certificates.of_this_user())
    return door


class _Life:
    """One run of the room."""

    def __init__(self, folder: LabFolder) -> None:
        self._file = runtime_address_file(folder.lab_id)
        before = address.read(self._file)
        self._listening = server.bound_socket(before.port if before else 0)
        self._address = AddressFile(
            url=f"ws://{server.LOOPBACK}:{self._listening.getsockname()[1]}",
            token=before.token if before else address.new_token(),
            recorder_token=before.recorder_token if before else address.new_token(),
            pid=os.getpid(),
            recorder_pid=before.recorder_pid if before else 0,
        )
        self._room = Room(folder, os.getpid())
        self._forced = asyncio.Event()
        self._door = self._room.door = door_of(self._room, runtime_door_file(folder.lab_id))
        self._server = server.Server(server.application(self._room, self._address, self._forced.set), self._open)
        self._supervision = supervision.Supervision(
            self._room.link,
            self._room.desk,
            self._room.alarms,
            supervision.starter(self._file, self._address.recorder_token, folder.logs / "recorder.log"),
            self._address.recorder_pid,
            self._note_recorder,
        )

    async def live(self) -> None:
        """Serve until everybody has left, somebody says so, or the system does."""
        await self._room.host_left_open()
        with self._ends_with_us() as jobs:
            jobs.append(asyncio.ensure_future(self._end_when_told()))
            jobs.append(asyncio.ensure_future(self._room.finish_left_over()))
            jobs.append(asyncio.ensure_future(self._supervision.run()))
            jobs.append(asyncio.ensure_future(timekeeping.keep_time(self._room.people)))
            jobs.append(asyncio.ensure_future(self._door.keep_open()))
            await self._server.serve(sockets=[self._listening])
        await self._door.leave()
        await self._leave()

    def _open(self) -> None:
        """Connections are taken: say where."""
        address.write(self._file, self._address)
        _log.info("the room is open at %s", self._address.url)

    def _note_recorder(self, pid: int) -> None:
        self._address = self._address.with_recorder(pid)
        address.write(self._file, self._address)

    async def _end_when_told(self) -> None:
        left = asyncio.ensure_future(attendance.everybody_has_left(self._room))
        told = asyncio.ensure_future(self._forced.wait())
        await asyncio.wait({left, told}, return_when=asyncio.FIRST_COMPLETED)
        self._room.broadcast(Bye(reason="shutdown" if told.done() else "nobody_here"))
        for connection in list(self._room.connections):
            await connection.flush(LAST_WORDS_S)
        left.cancel()
        told.cancel()
        self._server.should_exit = True

    async def _leave(self) -> None:
        """Leave in good order. A recording goes on: the next room takes it up again. Only a forced end stops it."""
        if self._forced.is_set() or not self._room.is_recording:
            self._supervision.end()
            await self._supervision.gone(RECORDER_ENDS_WITHIN_S)
        await self._room.let_go()
        if not self._room.is_recording:
            self._file.unlink(missing_ok=True)

    @contextmanager
    def _ends_with_us(self) -> Iterator[list["asyncio.Future[None]"]]:
        jobs: list[asyncio.Future[None]] = []
        try:
            yield jobs
        finally:
            for job in jobs:
                job.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    job.done() and job.result()
