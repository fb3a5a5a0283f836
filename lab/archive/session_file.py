"""`session.json`: what was planned for one session. The room's whole input; readable without any database."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lab.archive import folder_layout
from lab.archive.atomic import write_atomically
from lab.domain.consent import Scope
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.timeline import DEFAULT_LAG_US, DEFAULT_LEAD_US
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.standard import CriterionKind
from protocols.text import Text
from recordings.plan import SourcePlan

FORMAT = "session/1"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class PlannedRound(_Frozen):
    """The round that the session belongs to."""

    id: str
    number: int
    name: str


class StandardReference(_Frozen):
    """A pinned checklist: id, version and SHA-256 of its file."""

    id: str
    version: str
    sha256: str


class CriterionCard(_Frozen):
    """What the room's clients need to know of one criterion."""

    id: str
    standard: str
    kind: CriterionKind
    title: Text
    observe: Text | None = None


class SignedConsent(_Frozen):
    """What the participant signed: form version, its language, the date on the paper (ISO), the scopes. A self-trial of
    the laboratory has no participant and no paper.
    """

    version: str
    language: str
    signed_on: str
    on_paper: bool
    self_trial: bool = False
    scopes: tuple[Scope, ...]


class SessionClock(_Frozen):
    """The session's clock.

    Attributes:
        origin_us: machine clock (`recordings.clock.now_us`) at session time 0, in the boot `boot_id`.
        wall: time of day at that moment, ISO 8601 with offset.
    """

    origin_us: int
    boot_id: str
    wall: str


class SessionPlan(_Frozen):
    """One planned session.

    Attributes:
        code: of the participant.
        booked_start, booked_end: ISO 8601 with offset.
        criteria: of all pinned standards, less what the round leaves out.
        questionnaires: those that the protocol asks.
        sources: what is recorded; consent has been applied.
        lead_us, lag_us: what a clip shows before and after a tag whose button says nothing else.
        task_order: ids in the order for this participant; empty = as the protocol has them.
        independent: observers see one another's tags only from the debrief on.
        clock: None until the room opens the session.
        created: ISO 8601 with offset.
    """

    format: Literal["session/1"] = "session/1"
    session_id: str = Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")
    code: str
    lab: str
    service: str
    release: str
    round: PlannedRound
    pilot: bool = False
    setup: Literal["own_device", "two_screens", "alone"] = "own_device"
    language: str
    moderator: str
    observers: tuple[str, ...] = ()
    room: str = ""
    booked_start: str
    booked_end: str
    protocol_sha256: str
    protocol: Protocol
    task_order: tuple[str, ...] = ()
    standards: tuple[StandardReference, ...]
    criteria: tuple[CriterionCard, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    lead_us: int = Field(default=DEFAULT_LEAD_US, ge=0)
    lag_us: int = Field(default=DEFAULT_LAG_US, ge=0)
    independent: bool = False
    consent: SignedConsent
    sources: tuple[SourcePlan, ...] = ()
    clock: SessionClock | None = None
    created: str
    app_version: str

    @property
    def may_be_observed(self) -> bool:
        """Whether the participant agreed that others watch from another room."""
        return Scope.OBSERVERS in self.consent.scopes

    @property
    def kinds(self) -> dict[str, CriterionKind]:
        """The kind of every criterion of the session, by id."""
        return {card.id: card.kind for card in self.criteria}


def read(folder: Path) -> SessionPlan:
    """The plan in a session folder.

    Raises:
        InputError: `session_file_missing`, `session_file_newer` or `session_file_broken` (with what is wrong).
        WorldError: `session_file_unreadable`.
    """
    path = folder / folder_layout.PLAN
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("session_file_missing", path=str(path)) from error
    except OSError as error:
        raise WorldError("session_file_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    return parse(content, path)


def parse(content: bytes, path: Path) -> SessionPlan:
    """The plan in the bytes of a session file; `path` is only named in errors. Raises InputError as `read`."""
    try:
        return SessionPlan.model_validate_json(content)
    except ValidationError as error:
        if any(fault["loc"] == ("format",) for fault in error.errors()):
            raise InputError("session_file_newer", path=str(path), format=FORMAT) from error
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:20]]
        raise InputError("session_file_broken", path=str(path), faults=faults) from error


def content_of(plan: SessionPlan) -> bytes:
    """The bytes of a session file: JSON that people can read."""
    return (plan.model_dump_json(indent=2) + "\n").encode()


def write(folder: Path, plan: SessionPlan) -> None:
    """Write the plan of a session that nobody has hosted yet, in place of one that is there; the folder is made if it
    is missing.

    Raises:
        WorldError: `session_folder_unwritable`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / folder_layout.PLAN, content_of(plan))
    except OSError as error:
        raise _unwritable(folder, error) from error


def rename(before: Path, after: Path) -> None:
    """Give a session folder another name; one that is gone is made anew by whoever writes into it. Raises WorldError as
    `write`.
    """
    if before == after or not before.exists():
        return
    try:
        before.rename(after)
    except OSError as error:
        raise _unwritable(after, error) from error


def change_sources(folder: Path, sources: tuple[SourcePlan, ...]) -> SessionPlan:
    """Write down other sources for a session that has not begun. Raises WorldError as `write`."""
    return _rewrite(folder, read(folder).model_copy(update={"sources": sources}))


def fix_clock(folder: Path, clock: SessionClock) -> SessionPlan:
    """Write the session's clock, once.

    Raises:
        RuleError: `clock_already_fixed`.
        WorldError: `session_folder_unwritable`.
    """
    plan = read(folder)
    if plan.clock is not None:
        raise RuleError("clock_already_fixed", path=str(folder))
    return _rewrite(folder, plan.model_copy(update={"clock": clock}))


def _rewrite(folder: Path, plan: SessionPlan) -> SessionPlan:
    try:
        write_atomically(folder / folder_layout.PLAN, content_of(plan))
    except OSError as error:
        raise _unwritable(folder, error) from error
    return plan


def _unwritable(folder: Path, error: OSError) -> WorldError:
    return WorldError("session_folder_unwritable", path=str(folder), reason=error.strerror or str(error))
