"""The rows. They do not validate (SQLModel tables never do): the services do, before anything comes here.

Times are timezone-aware; µs on a session clock are plain integers; structured values that are only read whole are JSON.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, MetaData, UniqueConstraint, false
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can drop it."""


class Row(SQLModel):
    """Base of all rows: they share one catalogue of tables with named constraints."""

    metadata = MetaData(naming_convention=NAMES)


def json_column() -> Column[Any]:
    """A column of JSON that is never null."""
    return Column(JSON, nullable=False)


class ServiceRow(Row, table=True):
    """A service."""

    __tablename__ = "service"
    id: str = Field(primary_key=True)
    name: str
    owner: str
    category: str
    stage: str
    life_situation: str
    electronic: bool = False
    proactive: bool = False
    test_term_months: int = 12
    satisfaction: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


class ReleaseRow(Row, table=True):
    """A release of a service."""

    __tablename__ = "release"
    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True)
    name: str
    planned_launch: date | None
    notes: str


class DocumentRow(Row, table=True):
    """A protocol or standard as its file was, by the SHA-256 of its bytes: what a round is pinned to."""

    __tablename__ = "document"
    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class StandardRow(Row, table=True):
    """A version of a standard that the laboratory took in."""

    __tablename__ = "standard"
    id: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    sha256: str = Field(foreign_key="document.sha256")
    added: datetime


class RoundRow(Row, table=True):
    """A round."""

    __tablename__ = "round"
    id: str = Field(primary_key=True)
    release_id: str = Field(foreign_key="release.id", index=True)
    number: int
    name: str
    protocol_id: str
    protocol_sha256: str = Field(foreign_key="document.sha256")
    standards: list[dict[str, str]] = Field(sa_column=json_column())
    created: datetime
    left_out: list[dict[str, str]] = Field(sa_column=json_column())
    gates: list[dict[str, str]] = Field(sa_column=Column(JSON, nullable=False, server_default="[]"))
    segments: list[dict[str, Any]] = Field(sa_column=json_column())
    rules: dict[str, Any] = Field(sa_column=json_column())
    retest_of: str | None = Field(foreign_key="round.id")
    independent: bool = False


class RoundAmendmentRow(Row, table=True):
    """A round's protocol was changed."""

    __tablename__ = "round_amendment"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    before_sha256: str
    after_sha256: str
    changed_tasks: list[str] = Field(sa_column=json_column())
    reason: str
    by: str
    at: datetime


class RuleChangeRow(Row, table=True):
    """The numbers of a round's verdict rules were changed."""

    __tablename__ = "rule_change"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    before: dict[str, Any] = Field(sa_column=json_column())
    after: dict[str, Any] = Field(sa_column=json_column())
    reason: str
    by: str
    at: datetime


class PoolingRow(Row, table=True):
    """Figures of a task may be pooled across a change."""

    __tablename__ = "pooling"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    task_id: str
    before_sha256: str
    after_sha256: str
    by: str
    why: str
    at: datetime


class ParticipantRow(Row, table=True):
    """A participant: a code."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("round_id", "code"),)
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    code: str
    index: int
    segment_id: str | None
    consent: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))


class BookingRow(Row, table=True):
    """A booking, and the session that came of it."""

    __tablename__ = "booking"
    __table_args__ = (Index("ix_booking_starts", "starts"),)
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    participant_id: str = Field(foreign_key="participant.id", index=True)
    room: str
    starts: datetime
    minutes: int
    moderator: str
    observers: list[str] = Field(sa_column=json_column())
    state: str
    pilot: bool
    setup: str
    session_id: str | None = Field(unique=True)
    folder: str | None
    protocol_sha256: str | None
    ingested_seq: int
    restored: list[str] = Field(sa_column=json_column())


class EventRow(Row, table=True):
    """A copy of a journal's event, so that many sessions can be asked at once."""

    __tablename__ = "event"
    session_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    content: str


class AmendmentRow(Row, table=True):
    """A correction after closing: an event with its author, time and reason. Append-only."""

    __tablename__ = "amendment"
    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    session_id: str = Field(index=True)
    content: str
    author: str
    reason: str
    at: datetime


class FindingRow(Row, table=True):
    """A finding, whole, with its round."""

    __tablename__ = "finding"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    number: int
    content: dict[str, Any] = Field(sa_column=json_column())


class ActionRow(Row, table=True):
    """What an owner promised."""

    __tablename__ = "action"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    subject: str
    text: str
    owner: str
    due: date
    accepted_by: str


class OverrideRow(Row, table=True):
    """A named person's other verdict on a criterion, with the reason; the latest holds, all are kept."""

    __tablename__ = "override"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    criterion: str
    value: str
    reason: str
    by: str
    at: datetime


class RoundJudgementRow(Row, table=True):
    """A judgement about the round itself or an artefact: kinds `round`, `document`, `conformance` by inspection. An
    empty outcome: the judge took their word back.
    """

    __tablename__ = "round_judgement"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    criterion: str
    unit: str
    outcome: str
    severity: int | None
    judge: str
    note: str
    at: datetime
    adjudicates: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ArtefactRow(Row, table=True):
    """A file, link or number that lies beside such judgements; one that was taken off stays, and says by whom."""

    __tablename__ = "artefact"
    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    criterion: str
    unit: str
    name: str
    sha256: str
    size: int
    by: str
    at: datetime
    detached_by: str


class DraftRow(Row, table=True):
    """What is being typed for a session or round (`owner`), and was not said yet."""

    __tablename__ = "draft"
    owner: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    text: str


class KeptVerdictRow(Row, table=True):
    """A verdict as it was said, whole; append-only. `sha256` is of the canonical JSON of its content."""

    __tablename__ = "kept_verdict"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    criterion: str
    at: datetime
    sha256: str
    content: dict[str, Any] = Field(sa_column=json_column())


class KeptGateRow(Row, table=True):
    """A gate as it was said, whole; append-only. `sha256` is of the canonical JSON of its content."""

    __tablename__ = "kept_gate"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    at: datetime
    sha256: str
    content: dict[str, Any] = Field(sa_column=json_column())


class CriterionChangeRow(Row, table=True):
    """What a round that was made changed about a criterion: its weight, or whether it is judged. Append-only."""

    __tablename__ = "criterion_change"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    criterion: str
    what: str
    before: str
    after: str
    by: str
    why: str
    at: datetime


class ExportRow(Row, table=True):
    """A report that was written: a decision names the one that lay before whoever decided."""

    __tablename__ = "export"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    at: datetime
    sha256: str
    folder: str
    language: str
    audience: str
    plan: str | None = None


class DecisionRow(Row, table=True):
    """Who decided what about a launch, on which state of the gate."""

    __tablename__ = "decision"
    number: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    gate: str
    decided: str
    by: str
    at: datetime
    conditions: str
    reason: str
    export_sha256: str | None
    post: str = Field(default="", sa_column_kwargs={"server_default": ""})
    basis: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
