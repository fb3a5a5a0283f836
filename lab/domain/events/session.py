"""What happens to a session as a whole, to its clock, its devices and its recording."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from lab.domain.clap import ClapMeasure
from lab.domain.events.base import Event, Id, Words
from lab.domain.session import SessionState

BareName = Annotated[str, Field(max_length=255, pattern=r"^[^/\\:\x00]*[^/\\:\x00.][^/\\:\x00]*$")]
"""The name of a file inside the session folder: it leads nowhere else."""


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
