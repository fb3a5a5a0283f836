"""Verdicts, the launch gate and the decision of a round; each leads to its inputs and the rule that computed it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.action_plan import Asked, asked
from lab.domain.decision import Basis, Decided, Decision, WrittenReport, in_force
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import CATASTROPHE, Finding
from lab.domain.gate import Gate
from lab.domain.ids import RoundId, new_id
from lab.domain.judging import (
    Inspection,
    TakenBack,
    judged_criteria,
    judged_findings,
    judged_segments,
    judged_tasks,
    promises,
    units_of,
)
from lab.domain.kept import GateInputs
from lab.domain.pooling import pooled_with
from lab.domain.segment_figures import SegmentFigures, figures_by_segment
from lab.domain.study import Action, Round
from lab.domain.unit import Unit, UnitOutcome
from lab.domain.verdict import Override, OverrideSaid, Verdict, VerdictValue, judge, lineage_units
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.days import today
from lab.services.evidence import EvidenceService
from lab.services.findings import FindingService
from lab.services.kept_verdicts import KeptVerdicts
from lab.services.rounds import RoundService
from protocols import library
from protocols.standard import Criterion


class VerdictService:
    """Judges rounds.

    Attributes:
        kept: what was said of them, to be computed again.
    """

    def __init__(self, store: Store, rounds: RoundService, evidence: EvidenceService, findings: FindingService) -> None:
        self._store = store
        self._rounds = rounds
        self._evidence = evidence
        self._findings = findings
        self.kept = KeptVerdicts(store)

    def verdicts(self, round_id: RoundId, on: date | None = None) -> dict[str, Verdict]:
        """Criterion id → verdict on a day (today, if left out), for every criterion in the round's scope, in the order
        of the standards.
        """
        study = self._rounds.round(round_id)
        held = self._evidence.held(round_id)
        findings = self._findings.findings(round_id, on)
        with self._store.reading() as db:
            inspections = judging.inspections(db, round_id)
            overrides = {one.criterion: _in_force(one) for one in judging.overrides(db, round_id)}
        lineage = self._lineage(study, on or today())
        found = {}
        for criterion in self._rounds.criteria_in_scope(study):
            units = lineage if criterion.kind == "computed" else units_of(criterion, held, inspections, findings)
            found[criterion.id] = judge(criterion.id, criterion.kind, units, study.rules, overrides.get(criterion.id))
        return found

    def gate(self, round_id: RoundId, on: date | None = None) -> Gate:
        """The launch gate on a day (today, if left out): on it accepted risks have expired and actions are overdue."""
        on = on or today()
        return self._gate_inputs(round_id, self.verdicts(round_id, on), on).answer()

    def keep(self, round_id: RoundId) -> tuple[dict[str, Verdict], Gate]:
        """Keep what the round's verdicts and its gate are today, and say them: somebody sees them, takes them away or
        decides on them. What is as it was kept last is not kept twice.
        """
        verdicts = self.verdicts(round_id)
        inputs = self._gate_inputs(round_id, verdicts, today())
        self.kept.keep(round_id, verdicts.values(), inputs)
        return verdicts, inputs.answer()

    def figures(self, round_id: RoundId) -> tuple[SegmentFigures, ...]:
        """Success, time and scores of everybody and of each segment, to judge the whole round beside them."""
        study = self._rounds.round(round_id)
        protocol = self._rounds.protocol_of(study)
        asked = [library.questionnaire(name) for name in protocol.questionnaires.after_session]
        held = self._evidence.held(round_id)
        return figures_by_segment(protocol, asked, study.segments, held, self._pooled(study))

    def inspect(
        self,
        round_id: RoundId,
        criterion: str,
        unit: str,
        outcome: UnitOutcome,
        judged_by: str,
        severity: int | None = None,
        note: str = "",
        *,
        adjudicates: bool = False,
    ) -> Inspection:
        """A named person judges a page or artefact by inspection, or the whole round (criteria of kind `round`).

        Args:
            adjudicates: it settles judges who differ; `note` says why.

        Raises:
            InputError: `fields_wrong`.
            RuleError: `criterion_not_inspected`: performance is judged in sessions, `computed` by nobody.
        """
        kind = self._criterion(round_id, criterion).kind
        if kind in {"performance", "computed"}:
            raise RuleError("criterion_not_inspected", criterion=criterion, kind=kind)
        checks = Checks()
        judged_by = checks.text("by", judged_by)
        unit = "round" if kind == "round" else checks.text("unit", unit)
        note = checks.text("note", note, needed=adjudicates, longest=LONGEST_TEXT)
        if severity is not None and (outcome is not UnitOutcome.FAILED or not 0 <= severity <= CATASTROPHE):
            checks.fault("severity", "out_of_range")
        checks.done()
        made = Inspection(criterion, unit, outcome, judged_by, datetime.now(UTC), severity, note, adjudicates)
        with self._store.writing(Changed("verdict", (round_id,))) as db:
            judging.add_inspection(db, round_id, made)
        self.keep(round_id)
        return made

    def take_back(self, round_id: RoundId, said: Inspection) -> None:
        """Somebody says nothing of a page, a document or the round any more; that they did stays written down."""
        with self._store.writing(Changed("verdict", (round_id,))) as db:
            judging.add_inspection(db, round_id, replace(said, at=datetime.now(UTC)), taken_back=True)
        self.keep(round_id)

    def taken_back(self, round_id: RoundId) -> tuple[TakenBack, ...]:
        """Words outside sessions that were taken back and have no successor, oldest first."""
        with self._store.reading() as db:
            return judging.taken_back(db, round_id)

    def inspections(self, round_id: RoundId) -> tuple[Inspection, ...]:
        """Judgements outside sessions, oldest first."""
        with self._store.reading() as db:
            return judging.inspections(db, round_id)

    def overrides(self, round_id: RoundId) -> tuple[OverrideSaid, ...]:
        """Every word against a verdict, and every one that took such a word back, oldest first."""
        with self._store.reading() as db:
            return judging.overrides(db, round_id)

    def override(self, round_id: RoundId, criterion: str, value: VerdictValue | None, by: str, reason: str) -> Verdict:
        """A named person says otherwise, or (value None) takes that back; every word is kept. The verdict then.

        Raises:
            InputError: `fields_wrong`, `criterion_unknown`.
            RuleError: `nothing_overridden`: there is no word to take back.
        """
        self._criterion(round_id, criterion)
        now = next((one for one in reversed(self.overrides(round_id)) if one.criterion == criterion), None)
        if value is None and (now is None or now.value is None):
            raise RuleError("nothing_overridden", criterion=criterion)
        checks = Checks()
        by, reason = checks.text("by", by), checks.text("reason", reason, longest=LONGEST_TEXT)
        checks.done()
        with self._store.writing(Changed("verdict", (round_id,))) as db:
            judging.add_override(db, round_id, criterion, value, by, reason, datetime.now(UTC))
        self.keep(round_id)
        return self.verdicts(round_id)[criterion]

    def actions(self, round_id: RoundId) -> tuple[Action, ...]:
        """What owners promised, the soonest first."""
        with self._store.reading() as db:
            return judging.actions(db, round_id)

    def promise(self, round_id: RoundId, subject: str, text: str, owner: str, due: date, accepted_by: str) -> Action:
        """An owner promises to do something about a criterion or a finding, and a named person accepts that. A promise
        about the same subject is replaced. Raises InputError `fields_wrong`; a day that is past is no promise.
        """
        checks = Checks()
        known = {one.id for one in self._rounds.criteria_in_scope(self._rounds.round(round_id))}
        known |= {one.id for one in self._problems(self._rounds.round(round_id), today())}
        if subject not in known:
            checks.fault("subject", "unknown")
        text, owner = checks.text("text", text, longest=LONGEST_TEXT), checks.text("owner", owner)
        accepted_by = checks.text("accepted_by", accepted_by)
        if due < today():
            checks.fault("due", "in_the_past")
        checks.done()
        earlier = [one.id for one in self.actions(round_id) if one.subject == subject]
        made = Action(earlier[0] if earlier else new_id(), round_id, subject, text, owner, due, accepted_by)
        with self._store.writing(Changed("action", (round_id,))) as db:
            judging.put_action(db, made)
        return made

    def drop_promise(self, round_id: RoundId, action_id: str) -> Action:
        """Take a promise back; as it was. Raises InputError `action_unknown`."""
        known = next((one for one in self.actions(round_id) if one.id == action_id), None)
        if known is None:
            raise InputError("action_unknown", id=action_id)
        with self._store.writing(Changed("action", (round_id,))) as db:
            judging.drop_action(db, action_id)
        return known

    def restore_promise(self, action: Action) -> None:
        """Put back a promise that was dropped, as it was."""
        with self._store.writing(Changed("action", (action.round_id,))) as db:
            judging.put_action(db, action)

    def decisions(self, round_id: RoundId) -> tuple[Decision, ...]:
        """Decisions about the launch, oldest first; see `lab.domain.decision.in_force`."""
        with self._store.reading() as db:
            return judging.decisions(db, round_id)

    def reports(self, round_id: RoundId) -> tuple[WrittenReport, ...]:
        """Reports of the round that were written, oldest first."""
        with self._store.reading() as db:
            return judging.exports(db, round_id)

    def remember_report(self, report: WrittenReport) -> None:
        """Remember a report that was written, so that a decision can name it. In a laboratory that is open only for
        reading it is not remembered.
        """
        if self._store.read_only:
            return
        with self._store.writing(Changed("report", (report.round_id,))) as db:
            judging.add_export(db, report)

    def decide(
        self,
        round_id: RoundId,
        decided: Decided,
        by: str,
        conditions: str = "",
        reason: str = "",
        export_sha256: str | None = None,
        post: str = "",
    ) -> Decision:
        """A named person decides about the launch, on the gate as it now stands.

        Raises:
            InputError: `fields_wrong`.
            RuleError: `decision_needs_reason`: it goes against the gate.
        """
        checks = Checks()
        by, post = checks.text("by", by), checks.text("post", post, needed=False)
        conditions = checks.text("conditions", conditions, needed=False, longest=LONGEST_TEXT)
        reason = checks.text("reason", reason, needed=False, longest=LONGEST_TEXT)
        checks.done()
        basis = self.basis(round_id)
        state = basis.gate.state
        made = Decision(round_id, state, decided, by, datetime.now(UTC), conditions, reason, export_sha256, post, basis)
        if made.overrides_gate and not reason:
            raise RuleError("decision_needs_reason", gate=state.value, decided=decided.value)
        self.keep(round_id)
        with self._store.writing(Changed("decision", (round_id,))) as db:
            judging.add_decision(db, made)
        return made

    def take_back_decision(self, round_id: RoundId, by: str, reason: str) -> Decision:
        """A named person takes the decision back that holds; the one before it, if any, holds again. All are kept.

        Raises InputError `fields_wrong`; RuleError `nothing_decided_yet`.
        """
        checks = Checks()
        by, reason = checks.text("by", by), checks.text("reason", reason, longest=LONGEST_TEXT)
        checks.done()
        if in_force(self.decisions(round_id)) is None:
            raise RuleError("nothing_decided_yet", round=self._rounds.round(round_id).name)
        state = self.gate(round_id).state
        made = Decision(round_id, state, Decided.TAKEN_BACK, by, datetime.now(UTC), reason=reason)
        self.keep(round_id)
        with self._store.writing(Changed("decision", (round_id,))) as db:
            judging.add_decision(db, made)
        return made

    def _gate_inputs(self, round_id: RoundId, verdicts: Mapping[str, Verdict], on: date) -> GateInputs:
        """Everything that the gate is computed from on a day."""
        study = self._rounds.round(round_id)
        held = self._evidence.held(round_id)
        promised = promises(self.actions(round_id))
        problems = self._problems(study, on)
        return GateInputs(
            judged_criteria(self._rounds.criteria_in_scope(study), verdicts, promised, problems),
            judged_findings(problems, promised, on),
            judged_segments(study, held),
            judged_tasks(self._rounds.protocol_of(study), held, self._pooled(study)),
            study.rules,
            on,
        )

    def asked(self, round_id: RoundId, on: date | None = None) -> tuple[Asked, ...]:
        """What the owner of a round is asked on a day (today, if left out), and what they answered last."""
        on = on or today()
        return asked(
            (*self._findings.earlier(round_id, on), *self._findings.findings(round_id, on)),
            self._rounds.criteria_in_scope(self._rounds.round(round_id)),
            self.verdicts(round_id, on),
            self.gate(round_id, on),
            self.actions(round_id),
            self.inspections(round_id),
        )

    def basis(self, round_id: RoundId, on: date | None = None) -> Basis:
        """What a decision about the launch rests on, on a day (today, if left out)."""
        study = self._rounds.round(round_id)
        answered = [(one.subject, one.answer) for one in self.asked(round_id, on) if one.answer.what is not None]
        return Basis(
            self.gate(round_id, on),
            tuple(answered),
            len(self._rounds.criteria_in_scope(study)),
            study.left_out,
            len({held.code for held in self._evidence.held(round_id) if held.counts}),
        )

    def _pooled(self, study: Round) -> dict[str, frozenset[str]]:
        """Task → hashes of the protocols whose sessions count for it."""
        amendments, poolings = self._rounds.amendments(study.id), self._rounds.poolings(study.id)
        return {
            task.id: pooled_with(task.id, study.protocol_sha256, amendments, poolings)
            for task in self._rounds.protocol_of(study).tasks
        }

    def _criterion(self, round_id: RoundId, criterion_id: str) -> Criterion:
        for one in self._rounds.criteria_in_scope(self._rounds.round(round_id)):
            if one.id == criterion_id:
                return one
        raise InputError("criterion_unknown", id=criterion_id)

    def _problems(self, study: Round, on: date) -> tuple[Finding, ...]:
        """Problems that hold the release back: this round's, and those of the rounds it retests."""
        found = (*self._findings.earlier(study.id, on), *self._findings.findings(study.id, on))
        return tuple(one for one in found if one.is_problem)

    def _lineage(self, study: Round, on: date) -> tuple[Unit, ...]:
        return lineage_units(self._findings.earlier(study.id, on), first_round=study.retest_of is None, on=on)


def _in_force(said: OverrideSaid) -> Override | None:
    return None if said.value is None else Override(said.value, said.by, said.why, said.at.date())
