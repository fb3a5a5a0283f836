"""The report as plain data: everything that it says, in one language. Page, JSON and paper are made of it alone.

Its JSON form is stable (`format` names it) and described by `docs/report.schema.json`. Words ending in `_text` and
`label` are for people; everything else is for programs. Times on a session's clock are µs; paths are relative to the
report.
"""

from typing import Literal

from lab.reports.figure_parts import CertaintyPart, MeasurePart
from lab.reports.judging_parts import ArtefactPart, TakenBackPart, UnitPart
from lab.reports.parts import Figure, FindingPart, FollowedPart, Labelled, Part, SummaryPart


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
    measures: tuple[MeasurePart, ...] = ()


class ScorePart(Part):
    """What a questionnaire comes to: a mean, for CSAT a share, for NPS the score. `notes`: what a reader must know of
    it (validation, items left out).
    """

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


class ChangePart(Part):
    """What changed between two rounds: `by` within `low` to `high` (95%), two-sided `p` of the test. Later minus
    earlier; of times later ÷ earlier. `beyond_chance`: the interval leaves out that nothing changed.
    """

    test: Labelled
    by: float
    low: float
    high: float
    p: float
    beyond_chance: bool


class ComparedPart(Part):
    """One figure in both rounds; `change` is None where it cannot be tested. `notes`: what a reader must know of it."""

    kind: Literal["success", "time", "score"]
    questionnaire: str | None
    task: str | None
    name: str
    measure: str
    earlier: Figure
    later: Figure
    change: ChangePart | None
    change_text: str
    conclusion: str
    notes: tuple[str, ...]


class ComparisonPart(Part):
    """This round beside the one it retests. `participants`: heard in the earlier and in this one."""

    earlier_number: int
    earlier_name: str
    participants: tuple[int, int]
    figures: tuple[ComparedPart, ...]
    notes: tuple[str, ...]


class SegmentComparedPart(Part):
    """A segment or client category (later) beside everybody else (earlier); without figures `warning` says why."""

    name: str
    text: str
    warning: str
    figures: tuple[ComparedPart, ...]


class QuotePart(Part):
    """What a participant said at a stage."""

    participant: str
    session: str
    at_us: int
    at_text: str
    words: str
    polarity: str


class StagePart(Part):
    """One stage of the client's path. `waiting`: median in s; `wait_norm_s`: the declared norm, kept by `within_norm`;
    `good` and `bad`: annotations and participants.
    """

    id: str
    title: str
    success: Figure
    time: Figure
    time_note: str
    waiting: Figure | None
    wait_norm_s: float | None
    within_norm: Figure | None
    waiting_text: str
    ease: Figure
    good: tuple[int, int]
    bad: tuple[int, int]
    seen_text: str
    quotes: tuple[QuotePart, ...]


class SegmentPathPart(Part):
    """The path of a declared segment; without stages `warning` says why."""

    name: str
    text: str
    warning: str
    stages: tuple[StagePart, ...]


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
    taken_back: tuple[TakenBackPart, ...] = ()
    artefacts: tuple[ArtefactPart, ...] = ()
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


class ClapPart(Part):
    """How far a source of a session was from the picture of the screen, by a clap test; nothing was shifted by it.

    `offset_ms` is positive if the source was late; `measured` is ISO 8601; device names are empty for the public.
    """

    source: str
    after: str
    device: str
    after_device: str
    claps: int
    offset_ms: float
    spread_ms: float
    measured: str
    text: str


class WatchedPart(Part):
    """Who watched a session by the page: the name by which they were admitted, what they were last, and for how long.

    `from_us`, `to_us` count from the start of the session, to its end at the latest; `to_us` null: nobody knows.
    Whoever came for the debrief alone has no time between them.
    """

    name: str
    role: str
    from_us: int
    to_us: int | None
    text: str


class SessionPart(Part):
    """One session. `times` are ISO 8601; `clicks` on the recorded screen, null where nobody listened for them; `notes`
    say what is special about it.
    """

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
    claps: tuple[ClapPart, ...]
    notes: tuple[str, ...]
    clicks: int | None = None
    watched: tuple[WatchedPart, ...] = ()


class MethodPart(Part):
    """How the report came about, and what it does not say. `personal_data`: what of it was masked, what kept.
    `held_back`: findings that were left out, for they lack a criterion or evidence.
    """

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
    held_back: tuple[str, ...] = ()
    personal_data: tuple[str, ...] = ()


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
    path: tuple[StagePart, ...] = ()
    segment_paths: tuple[SegmentPathPart, ...] = ()
    segments: tuple[SegmentComparedPart, ...] = ()
    categories: tuple[SegmentComparedPart, ...] = ()
    comparison: ComparisonPart | None = None
    followed: tuple[FollowedPart, ...] = ()
    certainty: CertaintyPart | None = None
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
