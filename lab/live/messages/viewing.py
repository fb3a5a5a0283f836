"""What those say who watch the observers' stream."""

from typing import Annotated, Literal

from pydantic import Field

from lab.live.messages.base import Spoken

ViewMode = Literal["mse", "mms", "fetch", "stills", "none"]
"""By which way a page gets its picture."""


class ViewerReport(Spoken):
    """How a page fares with the picture, every few seconds.

    Attributes:
        delay_p95_ms: 95th percentile of the picture's delay; None: no picture.
        drops: pictures that were not shown since it began.
        queued: how much waits on the device to be kept.
    """

    type: Literal["viewer_report"] = "viewer_report"
    mode: ViewMode
    delay_p95_ms: Annotated[int, Field(ge=0, le=3_600_000)] | None = None
    drops: Annotated[int, Field(ge=0)] = 0
    track: Literal["main", "low", "none"] = "main"
    queued: Annotated[int, Field(ge=0)] = 0


ViewingNote = ViewerReport
