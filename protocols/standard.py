"""A standard: a versioned checklist of criteria that a round is judged against."""

from typing import Annotated, Literal

from pydantic import Field

from protocols.identity import ClientCategory, Id, Url, Version
from protocols.text import Frozen, Text

CriterionKind = Literal["performance", "conformance", "document", "round", "computed"]
"""How a criterion is judged: per participant; per page or state; from an artefact; once after the last
session beside the computed figure; or from the lineage of findings."""

GateWeight = Literal["blocker", "major", "normal"]
"""What not meeting it does to the launch: forbids it; allows it with an accepted action; is only planned."""

Level = Literal["A", "AA", "AAA"]

Evidence = Literal[
    "clip",
    "document_check",
    "first_click",
    "journey_map",
    "log_count",
    "log_timing",
    "questionnaire",
    "quote",
    "retest",
    "screenshot",
    "task_metric",
]


class Group(Frozen):
    """A principle or chapter under which criteria stand together."""

    id: Id
    title: Text


class Clause(Frozen):
    """The same requirement in another document: its short name, and the number or name it has there."""

    document: Id
    reference: Annotated[str, Field(min_length=1, max_length=100)]


class SeverityLevel(Frozen):
    """One step of a severity scale."""

    value: Annotated[int, Field(ge=0, le=4)]
    title: Text


class Criterion(Frozen):
    """One requirement.

    Attributes:
        observe: how it is seen in a session, or where to look for it.
        evidence: kinds of evidence that usually show it.
        since: version of the source document that introduced it.
        session_signal: a moderated session can show directly that it is *not* met; else inspection does.
        obsolete: kept only so that older reports can name it; never judged, never counted.
    """

    id: Id
    group: Id
    kind: CriterionKind
    gate: GateWeight
    client_categories: Annotated[tuple[ClientCategory, ...], Field(min_length=1)]
    level: Level | None = None
    title: Text
    description: Text | None = None
    observe: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    clauses: Annotated[tuple[Clause, ...], Field(max_length=20)] = ()
    url: Url | None = None
    since: Version | None = None
    session_signal: bool = False
    obsolete: bool = False


class Standard(Frozen):
    """A checklist with where it comes from and on which terms it may be passed on."""

    format: Literal["standard/1"]
    id: Id
    version: Version
    title: Text
    source: Text
    licence: Text
    attribution: Text | None = None
    url: Url | None = None
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=100)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=1000)]
    severity_scale: Annotated[tuple[SeverityLevel, ...], Field(max_length=5)] = ()

    @property
    def counted(self) -> tuple[Criterion, ...]:
        """The criteria that are judged: all but the obsolete ones."""
        return tuple(criterion for criterion in self.criteria if not criterion.obsolete)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id. Raises KeyError when the standard has none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)
