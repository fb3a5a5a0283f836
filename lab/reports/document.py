"""The report as plain data: everything that it says, in one language. Page, JSON and paper are made of it alone.

Its JSON form is stable (`format` names it) and described by `docs/report.schema.json`. Words ending in `_text` and
`label` are for people; everything else is for programs. Times on a session's clock are µs; paths are relative to the
report.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """What every part is: immutable, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Labelled(Part):
    """A code with its words."""

    code: str
    label: str


class Figure(Part):
    """A number with its interval (95 %) and how many it rests on; `text` says all three."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    text: str


class ReasonPart(Part):
    """Why the gate stands where it stands; `short` names its subject, `link` the part of the report that shows it."""

    code: str
    subject: str
    short: str
    text: str
    link: str | None = None


class ReasonGroup(Part):
    """Reasons of one kind, said together."""

    code: str
    text: str
    reasons: tuple[ReasonPart, ...]


class GatePart(Part):
    """The launch gate. `further`: what would hold it back next."""

    state: Literal["red", "grey", "amber", "green"]
    label: str
    sentence: str
    only_waits_for_owner: bool
    reasons: tuple[ReasonGroup, ...]
    further: tuple[ReasonGroup, ...]


class DecisionPart(Part):
    """What a named person decided; `overrides_gate` says that it goes against the computed gate."""

    decided: Labelled
    by: str
    on: str
    gate: Labelled
    conditions: str
    reason: str
    overrides_gate: bool


class LevelPart(Part):
    """The level of client-centricity in percent, its bounds and its coverage."""

    value: float | None
    low: float
    high: float
    coverage: float
    decided: int
    applicable: int
    text: str
    coverage_text: str


class ToDo(Part):
    """What is to be done, by whom, by when; `due` is ISO 8601."""

    subject: str
    subject_text: str
    link: str
    text: str
    owner: str
    due: str | None
    due_text: str
    severity: int | None


class SummaryPart(Part):
    """The first page. `worst`: numbers of the worst findings, three at most."""

    gate: GatePart
    decision: DecisionPart | None
    level: LevelPart
    worst: tuple[int, ...]
    to_do: tuple[ToDo, ...]
    people_text: str
    period_text: str


class EvidencePart(Part):
    """One moment that shows a finding.

    Attributes:
        id: also the stem of its files.
        still, clip: relative paths; None where there is none, and `left_out` says why.
        at_us, from_us, to_us: session clock.
        notes: what observers noted within the clip: seconds from its start, and the words.
    """

    id: str
    participant: str
    session: str
    annotation: str
    task: str | None
    at_us: int
    from_us: int
    to_us: int
    at_text: str
    words: str
    author: str
    severity: int | None
    quote: str
    alt: str
    still: str | None
    clip: str | None
    width: int | None
    height: int | None
    sound: bool
    left_out: tuple[str, ...]
    notes: tuple[tuple[float, float, str], ...]


class RatingPart(Part):
    """One person's severity."""

    rater: str
    severity: int
    on: str


class CriterionLink(Part):
    """A criterion by id and title; `link` is None when it is out of scope."""

    id: str
    title: str
    link: str | None


class FindingPart(Part):
    """One finding."""

    id: str
    number: int
    title: str
    positive: bool
    statement: str
    expected: str
    recommendation: str
    severity: int | None
    severity_label: str
    ratings: tuple[RatingPart, ...]
    ratings_text: str
    awaits_second_rater: bool
    affected: tuple[str, ...]
    exposed: tuple[str, ...]
    affected_share: Figure
    criteria: tuple[CriterionLink, ...]
    task: str | None
    task_title: str | None
    stage: str | None
    stage_title: str | None
    segments: tuple[str, ...]
    cause: Labelled
    effort: Labelled
    owner: str
    due: str | None
    due_text: str
    status: Labelled
    decision_text: str
    release_found: str
    release_fixed: str
    retest_texts: tuple[str, ...]
    duplicate_of: int | None
    evidence: tuple[EvidencePart, ...]


class CountPart(Part):
    """How many attempts ended in one way."""

    outcome: Labelled
    n: int


class TaskPart(Part):
    """A task with its figures; `pooled_text` says which sessions were counted apart."""

    id: str
    title: str
    scenario: str
    critical: bool
    target_success: float
    target_time_s: float
    success: Figure
    success_target_text: str
    outcomes: tuple[CountPart, ...]
    assists: int
    time: Figure
    time_text: str
    time_target_text: str
    never_arrived_text: str
    pooled_text: str


class ScorePart(Part):
    """A questionnaire's mean score. `notes`: what a reader must know of it (validation, items left out)."""

    id: str
    title: str
    task: str | None
    task_title: str | None
    scale_text: str
    score: Figure
    grade: str | None
    values: tuple[float, ...]
    notes: tuple[str, ...]
    credit: str


class WordPart(Part):
    """What one judge said of one unit."""

    judge: str
    outcome: Labelled
    severity: int | None
    adjudicates: bool


class UnitPart(Part):
    """One input of a verdict."""

    subject: str
    outcome: Labelled
    severity: int | None
    conflict: bool
    words: tuple[WordPart, ...]
    text: str


class OverridePart(Part):
    """A person's word against the computed verdict."""

    verdict: Labelled
    by: str
    why: str
    on: str


class CriterionPart(Part):
    """A criterion with its verdict, what it was computed from and by which rule."""

    id: str
    title: str
    description: str
    kind: Labelled
    weight: Labelled
    level: str | None
    verdict: Labelled
    computed: Labelled
    override: OverridePart | None
    units: tuple[UnitPart, ...]
    passed: Figure
    agreement_text: str
    findings: tuple[int, ...]
    rule_version: str
    url: str | None


class GroupPart(Part):
    """A principle: its verdict is the worst of its criteria."""

    id: str
    title: str
    verdict: Labelled
    decided: int
    criteria: tuple[CriterionPart, ...]


class StandardPart(Part):
    """A checklist. `counts`: how many criteria have which verdict, in the order best to worst."""

    id: str
    version: str
    title: str
    source: str
    attribution: str
    sha256: str
    counts: tuple[CountPart, ...]
    groups: tuple[GroupPart, ...]


class LeftOutPart(Part):
    """A criterion that the round does not judge, by whose word and why."""

    criterion: str
    title: str
    by: str
    why: str


class SegmentPart(Part):
    """A declared segment; `n` is None where so few were heard that a public report does not say how many."""

    name: str
    n: int | None
    quota: int
    text: str


class ScopePart(Part):
    """What the round judges and what not."""

    left_out: tuple[LeftOutPart, ...]
    coverage_texts: tuple[str, ...]
    segments: tuple[SegmentPart, ...]


class SessionPart(Part):
    """One session. `times` are ISO 8601; `notes` say what is special about it."""

    id: str
    participant: str
    segment: str
    starts: str
    starts_text: str
    minutes: int | None
    state: str
    counted: bool
    pilot: bool
    moderator: str
    observers: tuple[str, ...]
    language: str
    protocol_sha256: str
    annotations: int
    corrections: int
    notes: tuple[str, ...]


class MethodPart(Part):
    """How the report came about, and what it does not say."""

    rule_version: str
    n_min: int
    segment_n_min: int
    pass_at: float
    fail_at: float
    protocol: str
    protocol_version: str
    protocol_sha256: str
    rules: tuple[str, ...]
    changes: tuple[str, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]


class ServicePart(Part):
    """The service that was tested."""

    name: str
    owner: str
    category: str
    stage: str
    life_situation: str


class ReleasePart(Part):
    """Its release; `planned_launch` is ISO 8601."""

    name: str
    planned_launch: str | None
    planned_launch_text: str


class RoundPart(Part):
    """The round."""

    id: str
    number: int
    name: str
    goal: str
    retest: bool


class ReportDocument(Part):
    """The whole report."""

    format: Literal["report/1"] = "report/1"
    language: str
    audience: Literal["internal", "public"]
    laboratory: str
    service: ServicePart
    release: ReleasePart
    round: RoundPart
    made_at: str
    made_at_text: str
    app_version: str
    summary: SummaryPart
    findings: tuple[FindingPart, ...]
    tasks: tuple[TaskPart, ...]
    scores: tuple[ScorePart, ...]
    standards: tuple[StandardPart, ...]
    scope: ScopePart
    sessions: tuple[SessionPart, ...]
    method: MethodPart

    def finding(self, number: int) -> FindingPart:
        """The finding of that number. Raises KeyError."""
        for finding in self.findings:
            if finding.number == number:
                return finding
        raise KeyError(number)
