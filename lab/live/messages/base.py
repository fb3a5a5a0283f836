"""What every message is made from, whoever speaks."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from lab.domain.events import Id

PROTOCOL_VERSION = 1
PAGE = 500
"""Most events in one `Feed`."""

MOST_BYTES = 65_536
"""Longest message of a client."""

RequestId = Id
"""Also the id of the event that a `Move` or a `Blind` makes: said twice, it is done once."""

Milliseconds = Annotated[float, Field(ge=-4e13, le=4e13, allow_inf_nan=False)]
"""On a page's own clock."""


class Spoken(BaseModel):
    """A message, or a part of one: no field more than it has."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
