"""The words between the room and its clients: one discriminated union each way, versioned, JSON.

Every request carries an `id` made by the client; the answer (`Acknowledged`, `Refused`, `Pong`) carries it again. Times
are µs on the session clock unless said otherwise. Pictures and sound travel on a second connection, see
`recordings.messages.MediaHeader`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from lab.domain.events import AnyEvent, Author, Id, Stamped, Words
from lab.domain.session import SessionState
from recordings.messages import Checked, DeviceFault, RecorderState, SourceState
from recordings.messages import Health as RecorderHealth
from recordings.plan import SourcePlan

PROTOCOL_VERSION = 1
PAGE = 500
"""Most events in one `Feed`."""

MOST_BYTES = 65_536
"""Longest message of a client."""

ClientKind = Literal["window", "demo", "test", "page"]
"""What a client is."""

RequestId = Id
"""Also the id of the event that a `Move` or a `Blind` makes: said twice, it is done once."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# From a client to the room.


class Hello(_Message):
    """The first word. `since`: session id → last number already known; the room sends what came after."""

    type: Literal["hello"] = "hello"
    version: int = PROTOCOL_VERSION
    client: ClientKind
    name: Author
    since: dict[Id, Annotated[int, Field(ge=0)]] = Field(default_factory=dict, max_length=1000)


class Host(_Message):
    """Open the session in this folder: clock fixed, journal open, recorder armed. Hosting twice is no fault."""

    type: Literal["host"] = "host"
    id: RequestId
    folder: str = Field(max_length=4096)


class Put(_Message):
    """Keep this event. Acknowledged when it is on the disk."""

    type: Literal["put"] = "put"
    id: RequestId
    session: Id
    event: AnyEvent


class Since(_Message):
    """Send the events of a session after this number, as `Feed`."""

    type: Literal["since"] = "since"
    session: Id
    seq: int = Field(ge=0)


class Move(_Message):
    """Bring a session into another state; the recorder follows. Acknowledged when the move is on the disk; for
    closed, aborted and withdrawn when the folder is sealed.
    """

    type: Literal["move"] = "move"
    id: RequestId
    session: Id
    to: SessionState
    reason: Words = ""
    at_us: int


class WantStills(_Message):
    """This client looks at the live picture (or no longer does)."""

    type: Literal["stills"] = "stills"
    on: bool


class ChooseDevice(_Message):
    """Use another device for one source, before or while recording."""

    type: Literal["choose"] = "choose"
    id: RequestId
    session: Id
    source: Id
    device: str = Field(max_length=1000)


class Rearm(_Message):
    """Use these sources instead, before the session runs; they are written to `session.json`."""

    type: Literal["rearm"] = "rearm"
    id: RequestId
    session: Id
    sources: tuple[SourcePlan, ...] = Field(max_length=16)


class CheckDevices(_Message):
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


class Blind(_Message):
    """Observers see and hear nothing (or again everything)."""

    type: Literal["blind"] = "blind"
    id: RequestId
    session: Id
    on: bool
    at_us: int


class Shutdown(_Message):
    """End the room. Refused while a session is hosted unless forced."""

    type: Literal["shutdown"] = "shutdown"
    id: RequestId
    force: bool = False


class Ping(_Message):
    """Answered by `Pong`."""

    type: Literal["ping"] = "ping"
    id: RequestId


Request = Host | Put | Move | ChooseDevice | Rearm | CheckDevices | Blind | Shutdown | Ping
"""What is answered by its id."""

ClientMessage = Annotated[
    Hello | Host | Put | Since | Move | WantStills | ChooseDevice | Rearm | CheckDevices | Blind | Shutdown | Ping,
    Field(discriminator="type"),
]

# From the room to a client.


class Hosted(_Message):
    """One session that the room hosts.

    Attributes:
        origin_us: machine clock (`recordings.clock.now_us`) at session time 0.
        last_seq: number of the last event on the disk.
        recording: the recorder is writing it at this moment.
        blind: observers are blinded.
    """

    session_id: str
    code: str
    folder: str
    state: SessionState
    origin_us: int
    last_seq: int
    recording: bool
    blind: bool = False


class RecorderCondition(_Message):
    """What the recorder says of itself; `state` None: there is none at the moment."""

    type: Literal["recorder"] = "recorder"
    session: str | None
    state: RecorderState | None
    sources: tuple[SourceState, ...] = ()
    faults: tuple[DeviceFault, ...] = ()


class Welcome(_Message):
    """The answer to `Hello`."""

    type: Literal["welcome"] = "welcome"
    version: int = PROTOCOL_VERSION
    pid: int
    sessions: tuple[Hosted, ...]
    recorder: RecorderCondition


class Sessions(_Message):
    """The hosted sessions, whenever one changes."""

    type: Literal["sessions"] = "sessions"
    sessions: tuple[Hosted, ...]


class Acknowledged(_Message):
    """A request was carried out; `seqs` are the numbers of the events it made, all on the disk."""

    type: Literal["ack"] = "ack"
    id: str
    session: str | None = None
    seqs: tuple[int, ...] = ()


class Refused(_Message):
    """A request was not carried out, nothing was changed. `fault`: a rule says no, the request is wrong, or the world
    failed.
    """

    type: Literal["refused"] = "refused"
    id: str | None
    fault: Literal["rule", "input", "world"]
    code: str
    facts: dict[str, object] = Field(default_factory=dict)


class EventKept(_Message):
    """An event is on the disk. Sent to everybody, in the order of its number."""

    type: Literal["event"] = "event"
    session: str
    stamped: Stamped


class Feed(_Message):
    """Events kept earlier, in order; `more`: another page follows."""

    type: Literal["feed"] = "feed"
    session: str
    events: tuple[Stamped, ...]
    more: bool


class Health(_Message):
    """Once a second while the recorder is armed or recording."""

    type: Literal["health"] = "health"
    session: str
    health: RecorderHealth


class CheckFound(_Message):
    """What a check of the devices found; its faults stand in the journal too. What a clap test found (`claps`) is told
    alone: whoever asked for it knows what the devices are called, and puts it there.
    """

    type: Literal["check_found"] = "check_found"
    session: str
    found: Checked


class Levels(_Message):
    """Loudness in dBFS by source, ten times a second."""

    type: Literal["levels"] = "levels"
    session: str
    at_us: int
    levels: dict[str, float]


class Alarm(_Message):
    """Something a person should look at now. Code and facts.

    Attributes:
        subject: tells alarms of one code apart; the same when it is over.
        over: it is no longer so.
        past: it has happened and is over by itself; whoever has seen it puts it away.
    """

    type: Literal["alarm"] = "alarm"
    session: str | None
    code: str
    facts: dict[str, object] = Field(default_factory=dict)
    subject: str = ""
    over: bool = False
    past: bool = False


class Bye(_Message):
    """The room ends."""

    type: Literal["bye"] = "bye"
    reason: str


class Pong(_Message):
    """Answer to `Ping`: the room's machine clock in µs."""

    type: Literal["pong"] = "pong"
    id: str
    now_us: int


Message = Annotated[
    Welcome
    | Sessions
    | Acknowledged
    | Refused
    | EventKept
    | Feed
    | Health
    | Levels
    | CheckFound
    | RecorderCondition
    | Alarm
    | Bye
    | Pong,
    Field(discriminator="type"),
]
"""What the room says."""

CLIENT_MESSAGE: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage, config=ConfigDict(defer_build=True))
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message, config=ConfigDict(defer_build=True))


def parse_client_message(text: str | bytes) -> ClientMessage:
    """The client's message in a JSON text; pydantic's `ValidationError` if it is none."""
    return CLIENT_MESSAGE.validate_json(text)


def parse_message(text: str | bytes) -> Message:
    """The room's message in a JSON text; pydantic's `ValidationError` if it is none."""
    return MESSAGE.validate_json(text)
