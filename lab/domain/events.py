"""Everything that can happen in a session, as the journal keeps it: one discriminated union.

An event has a head (ids, times, codes) and a body (`BODY` names its fields): whatever a person said or wrote in free
words. The journal hashes the body apart, so that words can be erased and the chain still holds. State is a fold of
these events (`lab.domain.record`); amendments after closing are the same events kept in the database.

Times are µs on the session clock.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from lab.domain.clap import ClapMeasure
from lab.domain.session import SessionState

Author = Annotated[str, Field(max_length=200)]
Words = Annotated[str, Field(max_length=10_000)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_.:-]+$")]
Severity = Annotated[int, Field(ge=0, le=4)]
Length = Annotated[int, Field(ge=0)]
AttemptOutcome = Literal["success", "assisted", "failed", "gave_up", "timed_out"]
UnitOutcomeName = Literal["passed", "failed", "cantTell", "inapplicable", "untested"]
Polarity = Literal["negative", "positive"]
BareName = Annotated[str, Field(max_length=255, pattern=r"^[^/\\:\x00]*[^/\\:\x00.][^/\\:\x00]*$")]
"""The name of a file inside the session folder: it leads nowhere else."""


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
    at_us: int
    author: Author


class SessionOpened(Event):
    """The room opened the journal and fixed the clock."""

    type: Literal["session.opened"] = "session.opened"
    origin_us: int
    boot_id: str
    wall: str


class SessionMoved(Event):
    """The session changed its state."""

    BODY = frozenset({"reason"})
    type: Literal["session.moved"] = "session.moved"
    from_state: SessionState
    to_state: SessionState
    reason: Words = ""


class SessionClosed(Event):
    """The last event of a journal: what the folder held when it was sealed (file name → SHA-256)."""

    type: Literal["session.closed"] = "session.closed"
    files: dict[str, str]


class EpochBegan(Event):
    """The machine was restarted inside the session: the clock goes on from the wall clock."""

    type: Literal["epoch"] = "epoch"
    origin_us: int
    boot_id: str
    wall: str
    uncertainty_us: int


class ClockGap(Event):
    """The clock or the machine stood still, or the wall clock was set."""

    type: Literal["gap"] = "gap"
    cause: Literal["suspended", "clock_step", "room_restarted"]
    from_us: int
    to_us: int


class RecordingNoted(Event):
    """A fact of the recorder: a segment, a lost source, a gap … `facts` as in its own record."""

    type: Literal["recording.noted"] = "recording.noted"
    fact: str
    recorder_seq: int
    facts: dict[str, str | int | float | bool | None]


class TaskStarted(Event):
    """A task begins: a new attempt. `order` is its place among the attempts of this session, from 1."""

    type: Literal["task.started"] = "task.started"
    attempt: Id
    task: Id
    order: int


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
    start_us: int
    end_us: int
    outcome: AttemptOutcome | None = None


class TaskCorrected(Event):
    """Start or end of an attempt is set right afterwards; None leaves it."""

    type: Literal["task.corrected"] = "task.corrected"
    attempt: Id
    start_us: int | None = None
    end_us: int | None = None


class TagPut(Event):
    """An annotation. Its anchor is `shown_us` or else `pressed_us`.

    Attributes:
        pressed_us: when the key went down.
        shown_us: media time on the author's screen; None at the workstation.
        span_us: length of a held annotation, 0 for a moment.
        button: id of the pad's button, if one was used; `words` are that button's words.
    """

    BODY = frozenset({"note", "quote"})
    type: Literal["tag.put"] = "tag.put"
    annotation: Id
    pressed_us: int
    shown_us: int | None = None
    uncertainty_us: int = 0
    lead_us: int
    lag_us: int
    span_us: Length = 0
    task: Id | None = None
    attempt: Id | None = None
    button: Id | None = None
    words: dict[str, str] = Field(default_factory=dict)
    criterion: Id | None = None
    severity: Severity | None = None
    polarity: Polarity = "negative"
    note: Words = ""
    quote: Words = ""


class TagEdited(Event):
    """Fields of an annotation change; None leaves a field, `cleared` empties it."""

    BODY = frozenset({"note", "quote"})
    type: Literal["tag.edited"] = "tag.edited"
    annotation: Id
    base_version: int
    criterion: Id | None = None
    severity: Severity | None = None
    polarity: Polarity | None = None
    pressed_us: int | None = None
    lead_us: int | None = None
    lag_us: int | None = None
    span_us: Length | None = None
    task: Id | None = None
    cleared: tuple[Literal["criterion", "severity", "task", "note", "quote"], ...] = ()
    note: Words | None = None
    quote: Words | None = None


class TagRetracted(Event):
    """An annotation is taken back; it stays in the record as taken back."""

    BODY = frozenset({"reason"})
    type: Literal["tag.retracted"] = "tag.retracted"
    annotation: Id
    reason: Words = ""


class TagRestored(Event):
    """An annotation that was taken back is put back as it was."""

    type: Literal["tag.restored"] = "tag.restored"
    annotation: Id


class AnswersPut(Event):
    """Answers to a questionnaire: item id → value, None = left out. After a task, or after the session (task None)."""

    BODY = frozenset({"comment"})
    type: Literal["answers.put"] = "answers.put"
    questionnaire: Id
    task: Id | None = None
    values: dict[str, int | None]
    language: str
    comment: Words = ""


class JudgementPut(Event):
    """Somebody judges one criterion for this participant. The judge is the author; their later word replaces it.

    Attributes:
        outcome: `untested`: the judge did not see it.
        severity: of a `failed` one.
        annotations: what it rests on.
        adjudicates: it settles judges who differ, and stands beside the author's own word; `note` says why.
    """

    BODY = frozenset({"note"})
    type: Literal["judgement.put"] = "judgement.put"
    criterion: Id
    outcome: UnitOutcomeName
    severity: Severity | None = None
    annotations: tuple[Id, ...] = ()
    adjudicates: bool = False
    note: Words = ""


class JudgementRetracted(Event):
    """The author takes their word on a criterion back, or (adjudicates) that it was settled: nothing is said of it."""

    type: Literal["judgement.retracted"] = "judgement.retracted"
    criterion: Id
    adjudicates: bool = False


class ObserversBlinded(Event):
    """Observers see and hear nothing, or again everything; the recording goes on."""

    type: Literal["observers.blinded"] = "observers.blinded"
    on: bool


class CheckFault(BaseModel):
    """What the check of the devices found at one source (empty: at the disk), as code and facts."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    source: Annotated[str, Field(max_length=64)]
    code: Id
    facts: dict[str, str | int | float | bool | None] = Field(default_factory=dict, max_length=16)


class DevicesChecked(Event):
    """Ten seconds were recorded, decoded and judged before the start. No faults: ready."""

    type: Literal["devices.checked"] = "devices.checked"
    faults: tuple[CheckFault, ...] = ()


class CheckOverridden(Event):
    """The session is started although the check found these faults, or (none) although it was not made."""

    BODY = frozenset({"reason"})
    type: Literal["check.overridden"] = "check.overridden"
    faults: Annotated[tuple[CheckFault, ...], Field(max_length=32)] = ()
    reason: Words = ""


class ClapTested(Event):
    """What is known today of how far these devices are from the screen; none: nothing is, of the devices chosen now."""

    type: Literal["clap.tested"] = "clap.tested"
    measures: Annotated[tuple[ClapMeasure, ...], Field(max_length=16)] = ()


class SessionWithdrawn(Event):
    """The participant took their consent back: what was erased (file names), by whom."""

    type: Literal["session.withdrawn"] = "session.withdrawn"
    erased_files: tuple[BareName, ...]
    erased_bodies: int


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
    | SessionWithdrawn,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config=ConfigDict(defer_build=True))


class Stamped(BaseModel):
    """An event with its gap-free number in the journal (from 1); amendments have `seq` 0 and follow it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    seq: int
    event: AnyEvent
