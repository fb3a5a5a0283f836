"""Everything that a report is made of: the facts of one round, as the services know them. Plain and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from lab.domain.action_plan import Asked
from lab.domain.artefact import Artefact, Condition
from lab.domain.booking import Booking
from lab.domain.consent import Scope
from lab.domain.correction import Correction
from lab.domain.criterion_changes import CriterionChange
from lab.domain.decision import Decision
from lab.domain.finding import Finding
from lab.domain.gate import Gate
from lab.domain.group_comparison import GroupsCompared
from lab.domain.held import Held
from lab.domain.judging import Inspection, TakenBack
from lab.domain.service import Release, Service
from lab.domain.study import Action, Pooling, Round, RoundAmendment, RuleChange
from lab.domain.verdict import OverrideSaid, Verdict
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.standard import Criterion, Standard
from recordings.plan import SourcePlan
from recordings.playback import Click


class Audience(StrEnum):
    """For whom a report is made; consent to show clips binds to it."""

    INTERNAL = "internal"
    PUBLIC = "public"


CLIP_SCOPE = {Audience.INTERNAL: Scope.CLIPS_INTERNAL, Audience.PUBLIC: Scope.CLIPS_PUBLIC}


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session: what happened, where its recording lies, and what its participant agreed to.

    Attributes:
        sources: what was recorded, and what each source shows.
        language: it was held in.
        clicks: on the recorded screen, by time; None where nobody listened for them, or they may not be told.
        self_trial: the laboratory tried itself: there was no participant and no signed form.
    """

    held: Held
    booking: Booking
    folder: Path | None
    scopes: frozenset[Scope]
    sources: tuple[SourcePlan, ...]
    language: str
    corrections: tuple[Correction, ...] = ()
    self_trial: bool = False
    clicks: tuple[Click, ...] | None = None


@dataclass(frozen=True, slots=True)
class ArtefactFacts:
    """What lies beside a judgement by inspection, and how it lies there now.

    Attributes:
        path: of the file in the laboratory; None of a link or number.
        file: where its copy lies in the export, relative to the report; empty where the export has none.
    """

    artefact: Artefact
    condition: Condition = Condition.KEPT
    path: Path | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Masking:
    """What was done about people in the free texts: `masked` kind → how many; `kept`: kind, subject, field, reason."""

    masked: tuple[tuple[str, int], ...] = ()
    kept: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round with all that was seen and judged.

    Attributes:
        protocols: SHA-256 → protocol, of every protocol that a session ran with, and the one now in force.
        sessions: by start; pilots and withdrawn ones among them.
        held_back: findings of the round that lack a criterion or evidence, so that they are not exported.
        earlier: findings of the rounds that this one retests.
        verdicts: criterion id → verdict, for every criterion in scope.
        made_at: with its time zone.
        round_numbers: of the rounds of this laboratory: a finding names later ones.
        masking: what was done about people in the free texts; None where nobody looked.
        asked: what the action plan asks, as it stood before anything was masked; empty where nothing was.
        contact: who answers questions about the report, a line each.
        taken_back: words of judges, in sessions and outside, that count nowhere any more.
        before, compared: the round that this one retests, and the two side by side; None in a first round.
    """

    laboratory: str
    service: Service
    release: Release
    study: Round
    protocols: Mapping[str, Protocol]
    standards: tuple[Standard, ...]
    questionnaires: Mapping[str, Questionnaire]
    sessions: tuple[SessionFacts, ...]
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    gate: Gate
    made_at: datetime
    app_version: str
    earlier: tuple[Finding, ...] = ()
    round_numbers: Mapping[str, int] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    artefacts: tuple[ArtefactFacts, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    amendments: tuple[RoundAmendment, ...] = ()
    poolings: tuple[Pooling, ...] = ()
    rule_changes: tuple[RuleChange, ...] = field(default=())
    criterion_changes: tuple[CriterionChange, ...] = ()
    overrides: tuple[OverrideSaid, ...] = ()
    held_back: tuple[Finding, ...] = ()
    before: Round | None = None
    compared: GroupsCompared | None = None
    masking: Masking | None = None
    asked: tuple[Asked, ...] = ()
    contact: tuple[str, ...] = ()

    @property
    def protocol(self) -> Protocol:
        """The protocol now in force."""
        return self.protocols[self.study.protocol_sha256]

    @property
    def counted(self) -> tuple[SessionFacts, ...]:
        """Sessions that figures and verdicts count."""
        return tuple(session for session in self.sessions if session.held.counts)

    @property
    def criteria_in_scope(self) -> tuple[Criterion, ...]:
        """Criteria that the round judges, in the order of the standards."""
        left_out = {one.criterion for one in self.study.left_out}
        return tuple(one for standard in self.standards for one in standard.counted if one.id not in left_out)
