"""What the room tells a client about sessions, the recorder and events."""

from typing import Literal

from pydantic import Field

from lab.domain.events import Stamped
from lab.domain.session import SessionState
from lab.live.messages.base import PROTOCOL_VERSION, Spoken
from lab.live.messages.people import PersonState
from lab.live.messages.talking import Board
from recordings.messages import Checked, DeviceFault, RecorderState, SourceState
from recordings.messages import Health as RecorderHealth


class Hosted(Spoken):
    """One session that the room hosts.

    Attributes:
        origin_us: machine clock (`recordings.clock.now_us`) at session time 0.
        last_seq: number of the last event on the disk.
        recording: the recorder is writing it at this moment.
        blind: observers are blinded.
        observed: whoever is told may watch it; False: the participant did not agree, and nothing else is told.
    """

    session_id: str
    code: str
    folder: str
    state: SessionState
    origin_us: int
    last_seq: int
    recording: bool
    blind: bool = False
    observed: bool = True


class RecorderCondition(Spoken):
    """What the recorder says of itself; `state` None: there is none at the moment."""

    type: Literal["recorder"] = "recorder"
    session: str | None
    state: RecorderState | None
    sources: tuple[SourceState, ...] = ()
    faults: tuple[DeviceFault, ...] = ()


class Welcome(Spoken):
    """The answer to `Hello`.

    Attributes:
        you: who a person is here; None at a workstation.
        boards: what a person's page needs of each session.
    """

    type: Literal["welcome"] = "welcome"
    version: int = PROTOCOL_VERSION
    pid: int
    sessions: tuple[Hosted, ...]
    recorder: RecorderCondition
    you: PersonState | None = None
    boards: tuple[Board, ...] = ()


class Sessions(Spoken):
    """The hosted sessions, whenever one changes."""

    type: Literal["sessions"] = "sessions"
    sessions: tuple[Hosted, ...]


class Acknowledged(Spoken):
    """A request was carried out; `seqs` are the numbers of the events it made, all on the disk."""

    type: Literal["ack"] = "ack"
    id: str
    session: str | None = None
    seqs: tuple[int, ...] = ()


class Refused(Spoken):
    """A request was not carried out, nothing was changed. `fault`: a rule says no, the request is wrong, or the world
    failed.
    """

    type: Literal["refused"] = "refused"
    id: str | None
    fault: Literal["rule", "input", "world"]
    code: str
    facts: dict[str, object] = Field(default_factory=dict)


class EventKept(Spoken):
    """An event is on the disk. Sent to everybody, in the order of its number."""

    type: Literal["event"] = "event"
    session: str
    stamped: Stamped


class Feed(Spoken):
    """Events kept earlier, in order; `more`: another page follows."""

    type: Literal["feed"] = "feed"
    session: str
    events: tuple[Stamped, ...]
    more: bool


class Health(Spoken):
    """Once a second while the recorder is armed or recording."""

    type: Literal["health"] = "health"
    session: str
    health: RecorderHealth


class CheckFound(Spoken):
    """What a check of the devices found; its faults stand in the journal too. What a clap test found (`claps`) is told
    alone: whoever asked for it knows what the devices are called, and puts it there.
    """

    type: Literal["check_found"] = "check_found"
    session: str
    found: Checked


class Levels(Spoken):
    """Loudness in dBFS by source, ten times a second."""

    type: Literal["levels"] = "levels"
    session: str
    at_us: int
    levels: dict[str, float]


class Alarm(Spoken):
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


class Bye(Spoken):
    """The room ends."""

    type: Literal["bye"] = "bye"
    reason: str


class Closing(Spoken):
    """Nobody is at the workstation, and nothing is hosted: the room ends in so many `seconds`. None: it does not."""

    type: Literal["closing"] = "closing"
    seconds: int | None = None


class Pong(Spoken):
    """Answer to `Ping`: the room's machine clock in µs.

    Attributes:
        t1_ms: as the `Ping` said it.
        t2_us, t3_us: when the `Ping` was heard, and this answer made.
    """

    type: Literal["pong"] = "pong"
    id: str
    now_us: int
    t1_ms: float | None = None
    t2_us: int | None = None
    t3_us: int | None = None


SessionWord = (
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
    | Closing
    | Pong
)
