"""Parts of the report document that stand on its first page and among its findings. See `lab.reports.document`."""

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
    """Why the gate stands where it stands; `name` and `short` name its subject, `link` the part of the report that
    shows it.
    """

    code: str
    subject: str
    name: str
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
    """What a named person decided; `overrides_gate` says that it goes against the computed gate, `export_sha256` names
    the report that lay before them (SHA-256 of its `bundle.json`).
    """

    decided: Labelled
    by: str
    on: str
    gate: Labelled
    conditions: str
    reason: str
    overrides_gate: bool
    export_sha256: str | None = None


class LevelPart(Part):
    """The level of client-centricity in percent, its bounds and its coverage.

    `headline` is the level, or only its bounds while less than half of the criteria are decided.
    """

    value: float | None
    low: float
    high: float
    coverage: float
    decided: int
    applicable: int
    headline: str
    text: str
    coverage_text: str
    by_standard: tuple[str, ...]


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
    """One finding. `set_aside`: why the wish behind it cannot be met; then it is no defect. `proofs`: evidence that is
    no annotation. `priority`: severity × share affected, 0 to 4, for sorting only.
    """

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
    inspections: tuple[str, ...]
    unsupported_text: str
    set_aside: str = ""
    proofs: tuple[str, ...] = ()
    priority: float | None = None


class FollowedPart(Part):
    """What became of a finding of a round that this one retests; `fate` is how it stands now."""

    round_number: int
    number: int
    title: str
    severity: int | None
    severity_label: str
    affected_share: Figure
    fate: Labelled
    owner: str
    due_text: str
    texts: tuple[str, ...]
