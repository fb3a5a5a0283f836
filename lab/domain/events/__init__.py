"""Everything that can happen in a session, as the journal keeps it: one discriminated union.

An event has a head (ids, times, codes) and a body (`BODY` names its fields): whatever a person said or wrote in free
words. The journal hashes the body apart, so that words can be erased and the chain still holds. State is a fold of
these events (`lab.domain.record`); amendments after closing are the same events kept in the database.

Times are µs on the session clock.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from lab.domain.events.base import (
    AttemptOutcome,
    Author,
    Event,
    Id,
    Length,
    Moment,
    Polarity,
    Severity,
    UnitOutcomeName,
    Words,
)
from lab.domain.events.judging import AnswersPut, JudgementPut, JudgementRetracted
from lab.domain.events.second_room import (
    ChatSaid,
    ClockExchange,
    ClockMeasured,
    HandRaised,
    PersonJoined,
    PersonLeft,
    PersonRemoved,
    PersonRoleGiven,
    RoleName,
    RoomClosed,
    RoomOpened,
)
from lab.domain.events.session import (
    BareName,
    CheckFault,
    CheckOverridden,
    ClapTested,
    ClockGap,
    DevicesChecked,
    EpochBegan,
    ObserversBlinded,
    RecordingNoted,
    SessionClosed,
    SessionMoved,
    SessionOpened,
    SessionWithdrawn,
)
from lab.domain.events.tags import TagEdited, TagPut, TagRestored, TagRetracted, Version
from lab.domain.events.tasks import (
    TaskAdded,
    TaskAssisted,
    TaskCorrected,
    TaskEnded,
    TaskJudged,
    TaskRestarted,
    TaskRestored,
    TaskResumed,
    TaskStarted,
    TaskVoided,
)

AnyEvent = Annotated[
    SessionOpened
    | SessionMoved
    | SessionClosed
    | EpochBegan
    | ClockGap
    | RecordingNoted
    | TaskStarted
    | TaskRestarted
    | TaskEnded
    | TaskResumed
    | TaskJudged
    | TaskAssisted
    | TaskVoided
    | TaskRestored
    | TaskAdded
    | TaskCorrected
    | TagPut
    | TagEdited
    | TagRetracted
    | TagRestored
    | AnswersPut
    | JudgementPut
    | JudgementRetracted
    | ObserversBlinded
    | DevicesChecked
    | CheckOverridden
    | ClapTested
    | SessionWithdrawn
    | PersonJoined
    | PersonLeft
    | PersonRemoved
    | PersonRoleGiven
    | RoomOpened
    | RoomClosed
    | ClockMeasured
    | HandRaised
    | ChatSaid,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config=ConfigDict(defer_build=True))


class Stamped(BaseModel):
    """An event with its gap-free number in the journal (from 1); amendments have `seq` 0 and follow it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    seq: int
    event: AnyEvent


__all__ = [
    "EVENT",
    "AnswersPut",
    "AnyEvent",
    "AttemptOutcome",
    "Author",
    "BareName",
    "ChatSaid",
    "CheckFault",
    "CheckOverridden",
    "ClapTested",
    "ClockExchange",
    "ClockGap",
    "ClockMeasured",
    "DevicesChecked",
    "EpochBegan",
    "Event",
    "HandRaised",
    "Id",
    "JudgementPut",
    "JudgementRetracted",
    "Length",
    "Moment",
    "ObserversBlinded",
    "PersonJoined",
    "PersonLeft",
    "PersonRemoved",
    "PersonRoleGiven",
    "Polarity",
    "RecordingNoted",
    "RoleName",
    "RoomClosed",
    "RoomOpened",
    "SessionClosed",
    "SessionMoved",
    "SessionOpened",
    "SessionWithdrawn",
    "Severity",
    "Stamped",
    "TagEdited",
    "TagPut",
    "TagRestored",
    "TagRetracted",
    "TaskAdded",
    "TaskAssisted",
    "TaskCorrected",
    "TaskEnded",
    "TaskJudged",
    "TaskRestarted",
    "TaskRestored",
    "TaskResumed",
    "TaskStarted",
    "TaskVoided",
    "UnitOutcomeName",
    "Version",
    "Words",
]
