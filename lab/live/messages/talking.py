"""What persons say to each other in the room, and the exchange by which a page learns the session clock."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events import Id
from lab.live.messages.base import Milliseconds, RequestId, Spoken

ChatText = Annotated[str, Field(min_length=1, max_length=2_000)]
Microseconds = Annotated[int, Field(ge=-(10**18), le=10**18)]
MOST_SAMPLES = 16


class Chat(Spoken):
    """Say something that the participant never hears: to the observers, to the moderator, or to one person."""

    type: Literal["chat"] = "chat"
    id: RequestId
    to: Id
    text: ChatText


class RaiseHand(Spoken):
    """Bring something before the moderator: an annotation, or words alone."""

    type: Literal["raise_hand"] = "raise_hand"
    id: RequestId
    session: Id
    annotation: Id | None = None
    text: Annotated[str, Field(max_length=2_000)] = ""


class ClockSample(Spoken):
    """One exchange: sent and answer heard on the page's clock (ms), heard and answered on the machine's (µs)."""

    t1_ms: Milliseconds
    t2_us: Microseconds
    t3_us: Microseconds
    t4_ms: Milliseconds


class ClockSamples(Spoken):
    """The exchanges by which a page measured how far its clock is from the machine's; kept in the record."""

    type: Literal["clock_samples"] = "clock_samples"
    samples: Annotated[tuple[ClockSample, ...], Field(min_length=1, max_length=MOST_SAMPLES)]


class ChatSaid(Spoken):
    """Somebody said something. `at_us`: machine clock; `from_role` tells who speaks where names are alike."""

    type: Literal["chat_said"] = "chat_said"
    id: str
    author: str
    from_role: str
    person: str | None = None
    to: str
    text: str
    at_us: int


class HandRaised(Spoken):
    """Somebody brings something before the moderator."""

    type: Literal["hand_raised"] = "hand_raised"
    id: str
    session: str
    author: str
    person: str | None = None
    annotation: str | None = None
    text: str = ""
    at_us: int


TalkRequest = Chat | RaiseHand
TalkNote = ClockSamples
TalkWord = ChatSaid | HandRaised
