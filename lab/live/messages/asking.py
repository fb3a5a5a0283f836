"""What a client says to the room about sessions, devices and events."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events import AnyEvent, Author, Id, Words
from lab.domain.session import SessionState
from lab.live.messages.base import PROTOCOL_VERSION, Milliseconds, RequestId, Spoken
from recordings.plan import SourcePlan

ClientKind = Literal["window", "demo", "test", "page"]
"""What a client is."""


class Hello(Spoken):
    """The first word. `since`: session id → last number already known; the room sends what came after."""

    type: Literal["hello"] = "hello"
    version: int = PROTOCOL_VERSION
    client: ClientKind
    name: Author
    since: dict[Id, Annotated[int, Field(ge=0)]] = Field(default_factory=dict, max_length=1000)


class Host(Spoken):
    """Open the session in this folder: clock fixed, journal open, recorder armed. Hosting twice is no fault."""

    type: Literal["host"] = "host"
    id: RequestId
    folder: str = Field(max_length=4096)


class Put(Spoken):
    """Keep this event. Acknowledged when it is on the disk."""

    type: Literal["put"] = "put"
    id: RequestId
    session: Id
    event: AnyEvent


class Since(Spoken):
    """Send the events of a session after this number, as `Feed`."""

    type: Literal["since"] = "since"
    session: Id
    seq: int = Field(ge=0)


class Move(Spoken):
    """Bring a session into another state; the recorder follows. Acknowledged when the move is on the disk; for
    closed, aborted and withdrawn when the folder is sealed.
    """

    type: Literal["move"] = "move"
    id: RequestId
    session: Id
    to: SessionState
    reason: Words = ""
    at_us: int


class WantStills(Spoken):
    """This client looks at the live picture (or no longer does)."""

    type: Literal["stills"] = "stills"
    on: bool


class ChooseDevice(Spoken):
    """Use another device for one source, before or while recording."""

    type: Literal["choose"] = "choose"
    id: RequestId
    session: Id
    source: Id
    device: str = Field(max_length=1000)


class Rearm(Spoken):
    """Use these sources instead, before the session runs; they are written to `session.json`."""

    type: Literal["rearm"] = "rearm"
    id: RequestId
    session: Id
    sources: tuple[SourcePlan, ...] = Field(max_length=16)


class CheckDevices(Spoken):
    """Have the armed devices record for some seconds, decoded and judged. Acknowledged when that has begun;
    `CheckFound` follows.

    Attributes:
        numbers: source → the number that is flashed on the screen which it should show.
        claps: this is a clap test: when the screen flashes and the recorder beeps, session clock, µs.
    """

    type: Literal["check"] = "check"
    id: RequestId
    session: Id
    seconds: float = Field(default=10.0, ge=1, le=60)
    numbers: dict[Id, int] = Field(default_factory=dict, max_length=16)
    claps: tuple[int, ...] = Field(default=(), max_length=20)


class Blind(Spoken):
    """Observers see and hear nothing (or again everything)."""

    type: Literal["blind"] = "blind"
    id: RequestId
    session: Id
    on: bool
    at_us: int


class Shutdown(Spoken):
    """End the room. Refused while a session is hosted unless forced."""

    type: Literal["shutdown"] = "shutdown"
    id: RequestId
    force: bool = False


class Ping(Spoken):
    """Answered by `Pong`. `t1_ms`: the client's own clock, for the exchange that measures how far it is off."""

    type: Literal["ping"] = "ping"
    id: RequestId
    t1_ms: Milliseconds | None = None


SessionRequest = Host | Put | Move | ChooseDevice | Rearm | CheckDevices | Blind | Shutdown | Ping
"""What is answered by its id."""

Opening = Hello | Since | WantStills
"""What has no id of its own."""
