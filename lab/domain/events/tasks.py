"""Tasks begin, end and are judged."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events.base import AttemptOutcome, Event, Id, Moment, Words


class TaskStarted(Event):
    """A task begins: a new attempt. `order` is its place among the attempts of this session, from 1."""

    type: Literal["task.started"] = "task.started"
    attempt: Id
    task: Id
    order: Annotated[int, Field(ge=0, le=10**6)]


class TaskRestarted(Event):
    """The running attempt begins anew (started too early): its start is this event's time."""

    type: Literal["task.restarted"] = "task.restarted"
    attempt: Id


class TaskEnded(Event):
    """The running attempt ends, with its outcome or without one yet."""

    type: Literal["task.ended"] = "task.ended"
    attempt: Id
    outcome: AttemptOutcome | None = None


class TaskResumed(Event):
    """ "Add to the last task": the attempt was ended too early and goes on."""

    type: Literal["task.resumed"] = "task.resumed"
    attempt: Id


class TaskJudged(Event):
    """An attempt's outcome is said or said anew."""

    type: Literal["task.judged"] = "task.judged"
    attempt: Id
    outcome: AttemptOutcome


class TaskAssisted(Event):
    """The moderator helped: counted, and the attempt cannot be an unassisted success."""

    BODY = frozenset({"note"})
    type: Literal["task.assisted"] = "task.assisted"
    attempt: Id
    note: Words = ""


class TaskVoided(Event):
    """The attempt does not count."""

    BODY = frozenset({"reason"})
    type: Literal["task.voided"] = "task.voided"
    attempt: Id
    reason: Words = ""


class TaskRestored(Event):
    """A voided attempt counts again; one that still ran when it was voided goes on, if nothing began since."""

    type: Literal["task.restored"] = "task.restored"
    attempt: Id


class TaskAdded(Event):
    """An attempt that nobody noted while it ran, as the recording shows it. With it all attempts
    are numbered anew, by their start.
    """

    type: Literal["task.added"] = "task.added"
    attempt: Id
    task: Id
    start_us: Moment
    end_us: Moment
    outcome: AttemptOutcome | None = None


class TaskCorrected(Event):
    """Start or end of an attempt is set right afterwards; None leaves it."""

    type: Literal["task.corrected"] = "task.corrected"
    attempt: Id
    start_us: Moment | None = None
    end_us: Moment | None = None
