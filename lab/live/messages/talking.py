"""What persons say to each other in the room, and the exchange by which a page learns the session clock."""

from typing import Annotated, Literal

from pydantic import Field

from lab.archive.session_file import CriterionCard
from lab.domain.events import Id
from lab.live.messages.base import Milliseconds, RequestId, Spoken
from protocols.protocol import PadButton, SuccessCriterion
from protocols.questionnaire import Questionnaire
from protocols.text import Text

ChatText = Annotated[str, Field(min_length=1, max_length=2_000)]
Microseconds = Annotated[int, Field(ge=-(10**16), le=10**16)]
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
    """Somebody said something. `at_us`: machine clock; `from_role` tells who speaks where names are alike; `session`:
    whose record holds it, None: no session was under way.
    """

    type: Literal["chat_said"] = "chat_said"
    id: str
    author: str
    from_role: str
    person: str | None = None
    to: str
    text: str
    session: str | None = None
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


class LateKept(Spoken):
    """Something came for a session that is closed, and is on the disk: whoever holds the database takes it in as an
    amendment. To workstations only.
    """

    type: Literal["late"] = "late"
    session: str


class BoardTask(Spoken):
    """A task as a page shows it: what a role does not need is left empty."""

    id: str
    title: Text
    scenario: Text
    stage: str
    success: tuple[SuccessCriterion, ...] = ()
    target_time_s: float | None = None
    time_limit_s: float | None = None
    tag_pad: tuple[PadButton, ...] = ()
    exposes: tuple[str, ...] = ()


class Board(Spoken):
    """What a page needs to know of a session before anything happens in it: as `session.json` says it, cut down to
    what a role needs.

    Attributes:
        session: its id.
        independent: others' tags are not shown before the debrief.
        task_order: ids; empty: as `tasks` has them.
        start: read to the participant before the first task.
        common_pad: buttons that every task has after its own.
        after_task, after_session: ids of the questionnaires asked then.
        lead_us, lag_us: what a clip shows around a tag whose button says nothing else.
    """

    session: str
    language: str
    independent: bool = False
    tasks: tuple[BoardTask, ...] = ()
    task_order: tuple[str, ...] = ()
    start: Text | None = None
    common_pad: tuple[PadButton, ...] = ()
    criteria: tuple[CriterionCard, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    after_task: tuple[str, ...] = ()
    after_session: tuple[str, ...] = ()
    lead_us: int
    lag_us: int


class Boards(Spoken):
    """The boards of all sessions that a person takes part in, whenever one comes or goes, or their role changes."""

    type: Literal["boards"] = "boards"
    boards: tuple[Board, ...]


TalkRequest = Chat | RaiseHand
TalkNote = ClockSamples
TalkWord = ChatSaid | HandRaised | LateKept | Boards
