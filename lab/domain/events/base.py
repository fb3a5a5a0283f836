"""What every event has, and the kinds of values in events."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

Author = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=10_000)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$")]
Moment = Annotated[int, Field(ge=-(10**17), le=10**17)]
"""µs on the session clock; three thousand years either way, so that every file can hold it."""

Severity = Annotated[int, Field(ge=0, le=4)]
Length = Annotated[int, Field(ge=0, le=10**17)]
AttemptOutcome = Literal["success", "assisted", "failed", "gave_up", "timed_out"]
UnitOutcomeName = Literal["passed", "failed", "cantTell", "inapplicable", "untested"]
Polarity = Literal["negative", "positive"]


class Event(BaseModel):
    """Base of all events.

    Attributes:
        id: made by whoever made the event; the same id twice is the same event.
        at_us: when it happened.
        author: who did it: a person at a workstation, or "live", "recorder".
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    BODY: ClassVar[frozenset[str]] = frozenset()

    id: Id
    at_us: Moment
    author: Author
