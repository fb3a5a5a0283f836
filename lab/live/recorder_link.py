"""The room's end of the line to the recorder: what it said last, and a way to tell it something."""

import asyncio
from collections.abc import Callable

from fastapi import WebSocket
from pydantic import ValidationError

from lab.live.frames import texts
from recordings import clock, messages
from recordings.messages import (
    Armed,
    Command,
    DeviceFault,
    Hello,
    Ping,
    RecorderState,
    Report,
    SourceState,
    StateChanged,
    parse_report,
)
from recordings.plan import RecordingPlan

OnReport = Callable[[Report], None]


class RecorderLink:
    """The recorder as the room knows it. At most one is connected; the newest wins.

    Attributes:
        pid: of the recorder that is connected, else 0.
        state: what it is doing; None while nobody is connected.
        plan: what it has armed or records.
        heard_us: machine clock when it last said anything.
    """

    def __init__(self, on_report: OnReport, on_change: Callable[[], None]) -> None:
        self._on_report = on_report
        self._on_change = on_change
        self._socket: WebSocket | None = None
        self._out: asyncio.Queue[Command] = asyncio.Queue()
        self.pid = 0
        self.state: RecorderState | None = None
        self.plan: RecordingPlan | None = None
        self.sources: tuple[SourceState, ...] = ()
        self.faults: tuple[DeviceFault, ...] = ()
        self.heard_us = 0

    @property
    def is_connected(self) -> bool:
        """Whether a recorder has said its hello."""
        return self.state is not None

    def tell(self, command: Command) -> None:
        """Send a command; lost when nobody is connected: whoever commands looks at the state again and again."""
        if self.is_connected:
            self._out.put_nowait(command)

    def ping(self) -> None:
        """Make it say something."""
        self.tell(Ping(id=0))

    def hang_up(self) -> None:
        """Forget a recorder that was ended: what still comes from it is not heard."""
        if self._socket is not None:
            self._socket = None
            self._forget()

    async def serve(self, socket: WebSocket) -> None:
        """Talk with a recorder until it hangs up."""
        if self._socket is not None:
            await self._socket.close(1012)
        self._socket = socket
        self._out = asyncio.Queue()
        sending = asyncio.ensure_future(self._send(socket, self._out))
        try:
            async for text in texts(socket):
                if self._socket is not socket:
                    return
                self._hear(text)
        finally:
            sending.cancel()
            if self._socket is socket:
                self._socket = None
                self._forget()

    def _hear(self, text: str) -> None:
        try:
            report = parse_report(text)
        except ValidationError:
            raise _NonsenseError(text[:200]) from None
        self.heard_us = clock.now_us()
        changed = True
        match report:
            case Hello():
                if report.version != messages.PROTOCOL_VERSION:
                    raise _NonsenseError(f"version {report.version}")
                self.pid, self.state, self.plan = report.pid, report.state, report.plan
                self.sources, self.faults = (), ()
            case StateChanged():
                self.state = report.state
            case Armed():
                self.sources, self.faults = report.sources, report.faults
            case _:
                changed = False
        self._on_report(report)
        if changed:
            self._on_change()

    def _forget(self) -> None:
        self.pid, self.state, self.plan = 0, None, None
        self.sources, self.faults = (), ()
        self._on_change()

    @staticmethod
    async def _send(socket: WebSocket, out: "asyncio.Queue[Command]") -> None:
        while True:
            command = await out.get()
            await socket.send_text(command.model_dump_json())


class _NonsenseError(Exception):
    """A recorder said something that is none of its words: ours is a bug, the connection ends."""
