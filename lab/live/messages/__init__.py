"""The words between the room and its clients: one discriminated union each way, versioned, JSON.

Every request carries an `id` made by the client; the answer (`Acknowledged`, `Refused`, `Pong`) carries it again. Times
are µs on the session clock unless said otherwise. Pictures and sound travel on a second connection, see
`recordings.messages.MediaHeader`.
"""

from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from lab.live.messages.asking import (
    Blind,
    CheckDevices,
    ChooseDevice,
    ClientKind,
    Hello,
    Host,
    Move,
    Opening,
    Ping,
    Put,
    Rearm,
    SessionRequest,
    Shutdown,
    Since,
    WantStills,
)
from lab.live.messages.base import MOST_BYTES, PAGE, PROTOCOL_VERSION, RequestId, Spoken
from lab.live.messages.door import (
    ROOM_PORT,
    CheckNetwork,
    CloseRoom,
    DoorRequest,
    DoorWord,
    FoundInterface,
    NetworkFinding,
    NetworkFound,
    OpenRoom,
    RoomState,
    TlsMode,
)
from lab.live.messages.people import (
    Admit,
    GiveRole,
    Invitation,
    MutePerson,
    NewInvitation,
    NewPin,
    People,
    PeopleRequest,
    PeopleWord,
    PersonPlace,
    PersonRole,
    PersonState,
    Remove,
    RemoveAll,
    TakeLead,
    Track,
)
from lab.live.messages.talking import (
    Board,
    Boards,
    BoardTask,
    Chat,
    ChatSaid,
    ClockSample,
    ClockSamples,
    HandRaised,
    LateKept,
    RaiseHand,
    TalkNote,
    TalkRequest,
    TalkWord,
)
from lab.live.messages.telling import (
    Acknowledged,
    Alarm,
    Bye,
    CheckFound,
    Closing,
    EventKept,
    Feed,
    Health,
    Hosted,
    Levels,
    Pong,
    RecorderCondition,
    Refused,
    Sessions,
    SessionWord,
    Welcome,
)
from lab.live.messages.viewing import ViewerReport, ViewingNote, ViewMode

Request = SessionRequest | DoorRequest | PeopleRequest | TalkRequest
"""What is answered by its id."""

ClientMessage = Annotated[Opening | Request | TalkNote | ViewingNote, Field(discriminator="type")]

Message = Annotated[SessionWord | DoorWord | PeopleWord | TalkWord, Field(discriminator="type")]
"""What the room says."""

CLIENT_MESSAGE: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage, config=ConfigDict(defer_build=True))
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message, config=ConfigDict(defer_build=True))


def parse_client_message(text: str | bytes) -> ClientMessage:
    """The client's message in a JSON text; pydantic's `ValidationError` if it is none."""
    return CLIENT_MESSAGE.validate_json(text)


def parse_message(text: str | bytes) -> Message:
    """The room's message in a JSON text; pydantic's `ValidationError` if it is none."""
    return MESSAGE.validate_json(text)


__all__ = [
    "CLIENT_MESSAGE",
    "MESSAGE",
    "MOST_BYTES",
    "PAGE",
    "PROTOCOL_VERSION",
    "ROOM_PORT",
    "Acknowledged",
    "Admit",
    "Alarm",
    "Blind",
    "Board",
    "BoardTask",
    "Boards",
    "Bye",
    "Chat",
    "ChatSaid",
    "CheckDevices",
    "CheckFound",
    "CheckNetwork",
    "ChooseDevice",
    "ClientKind",
    "ClientMessage",
    "ClockSample",
    "ClockSamples",
    "CloseRoom",
    "Closing",
    "DoorRequest",
    "DoorWord",
    "EventKept",
    "Feed",
    "FoundInterface",
    "GiveRole",
    "HandRaised",
    "Health",
    "Hello",
    "Host",
    "Hosted",
    "Invitation",
    "LateKept",
    "Levels",
    "Message",
    "Move",
    "MutePerson",
    "NetworkFinding",
    "NetworkFound",
    "NewInvitation",
    "NewPin",
    "OpenRoom",
    "Opening",
    "People",
    "PeopleRequest",
    "PeopleWord",
    "PersonPlace",
    "PersonRole",
    "PersonState",
    "Ping",
    "Pong",
    "Put",
    "RaiseHand",
    "Rearm",
    "RecorderCondition",
    "Refused",
    "Remove",
    "RemoveAll",
    "Request",
    "RequestId",
    "RoomState",
    "SessionRequest",
    "SessionWord",
    "Sessions",
    "Shutdown",
    "Since",
    "Spoken",
    "TakeLead",
    "TalkNote",
    "TalkRequest",
    "TalkWord",
    "TlsMode",
    "Track",
    "ViewMode",
    "ViewerReport",
    "ViewingNote",
    "WantStills",
    "Welcome",
    "parse_client_message",
    "parse_message",
]
