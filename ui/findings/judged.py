"""What the screen Findings shows: one round as it is judged, read in the background, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.decision import Decision, WrittenReport
from lab.domain.errors import WorldError
from lab.domain.export_rules import Lack
from lab.domain.finding import Finding
from lab.domain.gate import Gate
from lab.domain.gathering import Gathered, Seen
from lab.domain.held import Held
from lab.domain.ids import FindingId, ParticipantId, RoundId
from lab.domain.judging import Inspection
from lab.domain.level import Level, client_centricity, level_of
from lab.domain.moments import WINDOW_US
from lab.domain.retesting import SeenAgain, criteria_to_retest
from lab.domain.service import Release
from lab.domain.study import Action, Round
from lab.domain.verdict import OverrideSaid, Verdict
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import Protocol
from protocols.standard import Criterion, Standard
from ui.naming import RoundNames, rounds_by_id

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding of a round that this one retests, and what this round shows of it."""

    finding: Finding
    study: Round
    seen: SeenAgain


@dataclass(frozen=True, slots=True)
class Judged:
    """One round, judged.

    Attributes:
        earlier: findings of the rounds that this one retests.
        by_id: all of these by their ids.
        people: participant → code, of this round and of those it retests.
        rounds: every round of the laboratory, by id.
        level: of client-centricity; `levels`: title and level of every pinned standard.
        reports: written ones, oldest first.
        releases: of the service, in their order.
        to_retest: ids of the criteria that a retest has to look at again.
        lacking: findings of this round that cannot be exported, with what they lack.
        proposals: annotations that seem to say one thing and are in no finding yet.
        uncoded: annotations that say neither by criterion nor by button what they are about.
        verdicts: criterion id → verdict, in the order of the standards.
        unkept: why verdicts and gate could not be kept as they are shown; None where they were.
        overrides: every word against a verdict, and every one that took it back, oldest first.
    """

    names: RoundNames
    protocol: Protocol
    standards: tuple[Standard, ...]
    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    earlier: tuple[EarlierFinding, ...]
    by_id: Mapping[str, Finding]
    people: Mapping[ParticipantId, str]
    rounds: Mapping[RoundId, Round]
    releases: tuple[Release, ...]
    to_retest: tuple[str, ...]
    lacking: Mapping[FindingId, tuple[Lack, ...]]
    proposals: tuple[Gathered, ...]
    uncoded: tuple[Seen, ...]
    verdicts: Mapping[str, Verdict]
    overrides: tuple[OverrideSaid, ...]
    inspections: tuple[Inspection, ...]
    gate: Gate
    unkept: WorldError | None
    level: Level
    levels: tuple[tuple[str, Level], ...]
    reports: tuple[WrittenReport, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]

    @property
    def round_id(self) -> RoundId:
        """The round's id."""
        return self.names.study.id

    @property
    def unsupported(self) -> frozenset[str]:
        """Ids of the findings of this round that nothing shows yet."""
        return frozenset(one for one, lack in self.lacking.items() if Lack.EVIDENCE in lack)

    @property
    def codes(self) -> tuple[str, ...]:
        """Participants whose sessions count, in order."""
        return tuple(sorted({one.code for one in self.held if one.counts}))

    def criterion(self, criterion_id: str) -> Criterion | None:
        """A criterion of the pinned standards."""
        return next((one for standard in self.standards for one in standard.criteria if one.id == criterion_id), None)

    def criterion_name(self, criterion_id: str) -> str:
        """Id and title."""
        known = self.criterion(criterion_id)
        return f"{criterion_id} {known.title.in_language(language())}" if known is not None else criterion_id

    def group_name(self, criterion_id: str) -> str:
        """The principle that a criterion stands under."""
        for standard in self.standards:
            for one in standard.criteria:
                if one.id == criterion_id:
                    titles = {group.id: group.title.in_language(language()) for group in standard.groups}
                    return titles[one.group]
        return _("Without a criterion")

    def task_name(self, task_id: str | None) -> str:
        """The title of a task; empty for none."""
        titles = {task.id: task.title.in_language(language()) for task in self.protocol.tasks}
        return titles.get(task_id, task_id) if task_id is not None else ""

    def subject_name(self, subject: str) -> str:
        """What a reason of the gate is about: finding, criterion, task or segment."""
        finding = self.finding(subject)
        if finding is not None:
            return f"{self.finding_name(finding)} {finding.title}"
        if self.criterion(subject) is not None:
            return self.criterion_name(subject)
        return self.task_name(subject)

    def finding_name(self, finding: Finding) -> str:
        """ "F-3"; of an earlier round "F-3 (round 1)"."""
        if finding.round_id == self.round_id:
            return f"F-{finding.number}"
        number = self.rounds[finding.round_id].number
        return _("F-{number} (round {round})").format(number=finding.number, round=number)

    def finding(self, finding_id: str) -> Finding | None:
        """One finding, of this round or of one that it retests."""
        return self.by_id.get(finding_id)

    def earlier_finding(self, finding_id: str) -> EarlierFinding | None:
        """A finding of a round that this one retests."""
        return next((one for one in self.earlier if one.finding.id == finding_id), None)

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything that was tagged in sessions that count, by participant and time."""
        return tuple(
            Seen(held, tag)
            for held in sorted(self.held, key=lambda one: one.code)
            if held.counts
            for tag in held.record.annotations
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The rounds to choose from, and the one that is shown; None when there is no round yet."""

    rounds: tuple[RoundNames, ...]
    shown: Judged | None


def read_judged(lab: "Laboratory", round_id: RoundId | None, window_us: int = WINDOW_US) -> Choice:
    """The round, or else the newest one. `window_us`: annotations of several observers so near mean one moment."""
    rounds = rounds_by_id(lab)
    newest_first = tuple(reversed(rounds.values()))
    if not newest_first:
        return Choice((), None)
    names = rounds.get(round_id, newest_first[0]) if round_id is not None else newest_first[0]
    return Choice(newest_first, _judged(lab, names, {one: known.study for one, known in rounds.items()}, window_us))


def _judged(lab: "Laboratory", names: RoundNames, rounds: Mapping[RoundId, Round], window_us: int) -> Judged:
    study = names.study
    verdicts, gate, unkept = _said(lab, study.id)
    findings = lab.findings.findings(study.id)
    standards = lab.rounds.standards(study)
    earlier = tuple(
        EarlierFinding(one, rounds[one.round_id], lab.findings.seen_again(one.id, study.id))
        for one in lab.findings.earlier(study.id)
        if one.is_problem
    )
    shown = {study.id, *(one.study.id for one in earlier)}
    return Judged(
        names=names,
        protocol=lab.rounds.protocol_of(study),
        standards=standards,
        held=lab.evidence.held(study.id),
        findings=findings,
        earlier=earlier,
        by_id={one.id: one for one in (*findings, *(known.finding for known in earlier))},
        people={held.participant_id: held.code for one in shown for held in lab.evidence.held(one)},
        rounds=rounds,
        releases=tuple(lab.planning.releases(names.service.id)),
        to_retest=criteria_to_retest(
            lab.rounds.criteria_in_scope(study), verdicts, (*findings, *(one.finding for one in earlier))
        ),
        lacking=lab.findings.lacking(study.id),
        proposals=lab.findings.propose(study.id, window_us),
        uncoded=lab.findings.uncoded(study.id),
        verdicts=verdicts,
        overrides=lab.verdicts.overrides(study.id),
        inspections=lab.verdicts.inspections(study.id),
        gate=gate,
        unkept=unkept,
        level=client_centricity(standards, verdicts),
        levels=tuple((one.title.in_language(language()), level_of([one], verdicts)) for one in standards),
        reports=lab.verdicts.reports(study.id),
        actions=lab.verdicts.actions(study.id),
        decisions=lab.verdicts.decisions(study.id),
    )


def _said(lab: "Laboratory", round_id: RoundId) -> tuple[Mapping[str, Verdict], Gate, WorldError | None]:
    """Verdicts and gate, kept as they are shown; a disk that is full hides them from nobody."""
    try:
        return *lab.verdicts.keep(round_id), None
    except WorldError as error:
        return lab.verdicts.verdicts(round_id), lab.verdicts.gate(round_id), error
