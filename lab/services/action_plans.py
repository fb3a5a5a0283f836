"""The owner's way back: a plan that came back is compared with what is kept, and taken whole or not at all."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.action_plan import Answer, Asked, Column, PlanFault
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import Finding
from lab.domain.gate import Gate
from lab.domain.ids import RoundId
from lab.domain.plan_answers import decided, differs, faults_of, promised, with_kept
from lab.domain.study import Action
from lab.reports.action_plan.form import Known
from lab.reports.action_plan.reading import ReadLine, ReadPlan, read_plan
from lab.services.days import today
from lab.services.evidence import EvidenceService
from lab.services.findings import FindingService
from lab.services.rounds import RoundService
from lab.services.verdicts import VerdictService


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One line that says something new: what stands now, and what its owner answered."""

    asked: Asked
    number: str
    row: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A plan that came back, beside what is kept.

    Attributes:
        sha256: of the file.
        made_at: when the plan was written.
        faults: everything that is wrong; with one of them nothing can be taken.
        left: lines that say nothing new.
        absent: what is asked now and was not asked in this file, or was deleted from it.
        before, after: the gate as it stands, and as it would stand.
    """

    path: Path
    sha256: str
    round_id: RoundId
    made_at: datetime
    on: date
    faults: tuple[PlanFault, ...]
    changes: tuple[PlanChange, ...]
    left: int
    absent: tuple[Asked, ...]
    before: Gate
    after: Gate


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """What was changed: (before, after) of every finding, and of every promise, which may not have been there."""

    round_id: RoundId
    findings: tuple[tuple[Finding, Finding], ...]
    actions: tuple[tuple[Action | None, Action], ...]


class ActionPlanService:
    """Reads plans of owners and takes what they say."""

    def __init__(
        self,
        store: Store,
        rounds: RoundService,
        evidence: EvidenceService,
        findings: FindingService,
        verdicts: VerdictService,
    ) -> None:
        self._store = store
        self._rounds = rounds
        self._evidence = evidence
        self._findings = findings
        self._verdicts = verdicts

    def review(self, path: Path, by: str = "", on: date | None = None, within: RoundId | None = None) -> PlanReview:
        """Compare a plan that came back with what is kept; nothing is changed.

        Args:
            by: who accepts what is promised, wherever the file does not say who decided.
            on: the day on which it is taken; today, if left out.
            within: the round that it has to be of; left out, whichever it is of.

        Raises:
            InputError: `plan_of_another_round`, `plan_round_unknown`, or as `read_plan`.
            WorldError: `plan_unreadable`.
        """
        on = on or today()
        plan = read_plan(path)
        round_id = self._round_of(plan, path, within)
        lines = {one.subject: one for one in self._verdicts.asked(round_id, on)}
        judge = _Judge(lines, plan, by.strip(), on)
        changes = tuple(judge.changes())
        faults = [*self._older(round_id, plan), *plan.faults, *judge.faults]
        faults.sort(key=lambda one: one.row)
        returned = {one.subject for one in plan.lines}
        return PlanReview(
            path=path,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            round_id=round_id,
            made_at=plan.about.made_at,
            on=on,
            faults=tuple(faults),
            changes=() if faults else changes,
            left=len(plan.lines) - len(changes),
            absent=tuple(one for one in lines.values() if one.open and one.subject not in returned),
            before=self._verdicts.gate(round_id, on),
            after=self._gate_after(round_id, () if faults else changes, on),
        )

    def take(self, review: PlanReview) -> PlanTaken:
        """Take everything that the plan says, in one transaction.

        Raises:
            InputError: `plan_faulty`: it has faults.
            RuleError: `plan_overtaken`: something that it speaks of was decided since it was compared.
        """
        if review.faults:
            raise InputError("plan_faulty", path=str(review.path), n=len(review.faults))
        findings: list[tuple[Finding, Finding]] = []
        actions: list[tuple[Action | None, Action]] = []
        rounds = {change.asked.finding.round_id for change in review.changes if change.asked.finding is not None}
        about = [Changed("finding", (one,)) for one in sorted(rounds)]
        with self._store.writing(*about, Changed("action", (review.round_id,))) as db:
            held = {one.subject: one for one in judging.actions(db, review.round_id)}
            for change in review.changes:
                one = change.asked
                if held.get(one.subject) != one.action:
                    raise RuleError("plan_overtaken", number=change.number)
                if one.finding is not None:
                    kept = judging.finding(db, one.finding.id)
                    if kept is None or _stand(kept.as_of(review.on)) != _stand(one.finding):
                        raise RuleError("plan_overtaken", number=change.number)
                    findings.append((kept, decided(kept.as_of(review.on), change.answer, review.on)))
                made = promised(one, change.answer, review.round_id)
                if made is not None:
                    actions.append((one.action, made))
            for _before, finding in findings:
                judging.put_finding(db, finding)
            for _known, action in actions:
                judging.put_action(db, action)
        return PlanTaken(review.round_id, tuple(findings), tuple(actions))

    def undo(self, taken: PlanTaken) -> None:
        """Put everything back as it was before the plan was taken, in one transaction.

        Raises RuleError `plan_overtaken`: something of it was decided otherwise since.
        """
        rounds = sorted({before.round_id for before, _after in taken.findings})
        about = [Changed("finding", (one,)) for one in rounds]
        with self._store.writing(*about, Changed("action", (taken.round_id,))) as db:
            for before, after in taken.findings:
                kept = judging.finding(db, after.id)
                if kept is None or _stand(kept) != _stand(after):
                    raise RuleError("plan_overtaken", number=f"F-{after.number}")
                judging.put_finding(
                    db,
                    replace(
                        kept,
                        status=before.status,
                        history=before.history,
                        decision=before.decision,
                        owner=before.owner,
                        due=before.due,
                    ),
                )
            held = {one.id: one for one in judging.actions(db, taken.round_id)}
            for known, made in taken.actions:
                if held.get(made.id) != made:
                    raise RuleError("plan_overtaken", number=made.subject)
                if known is None:
                    judging.drop_action(db, made.id)
                else:
                    judging.put_action(db, known)

    def _round_of(self, plan: ReadPlan, path: Path, within: RoundId | None) -> RoundId:
        known = {one.id: one for one in self._rounds.rounds()}
        study = known.get(RoundId(plan.about.round_id))
        if study is None:
            raise InputError("plan_round_unknown", path=str(path))
        if within is not None and study.id != within:
            raise InputError("plan_of_another_round", path=str(path), round=study.name)
        return study.id

    def _older(self, round_id: RoundId, plan: ReadPlan) -> Iterable[PlanFault]:
        """A plan is old once another one was written after it that asks something else. Of one that was written while
        nobody could note it (another process held the laboratory) only the lines can tell.
        """
        written = [one for one in self._verdicts.reports(round_id) if one.plan is not None]
        same = [one for one in written if one.plan == plan.about.plan]
        if same and written[-1].plan != plan.about.plan:
            facts: dict[str, object] = {"at": same[-1].at, "newer": written[-1].at}
            yield PlanFault("", 0, None, "older_export", facts)

    def _gate_after(self, round_id: RoundId, changes: Iterable[PlanChange], on: date) -> Gate:
        """The gate as it would stand: asked of the same services, that see the answers as taken."""
        findings: dict[str, Finding] = {}
        actions = {one.id: one for one in self._verdicts.actions(round_id)}
        for change in changes:
            if change.asked.finding is not None:
                findings[change.asked.finding.id] = decided(change.asked.finding, change.answer, on)
            made = promised(change.asked, change.answer, round_id)
            if made is not None:
                actions[made.id] = made
        supposed = _SupposedFindings(self._store, self._rounds, self._evidence, findings)
        return _SupposedVerdicts(self._store, self._rounds, self._evidence, supposed, tuple(actions.values())).gate(
            round_id, on
        )


class _Judge:
    """Holds the lines of a file against what is asked now."""

    def __init__(self, now: Mapping[str, Asked], plan: ReadPlan, by: str, on: date) -> None:
        self._now = now
        self._plan = plan
        self._by = by
        self._on = on
        self.faults: list[PlanFault] = []

    def changes(self) -> Iterable[PlanChange]:
        """What says something new and has no fault."""
        for line in self._plan.lines:
            known = self._plan.about.lines[line.subject]
            if line.answer is None or not differs(line.answer, known.answer):
                continue
            one = self._now.get(line.subject)
            if one is not None and not differs(line.answer, one.answer):
                continue  # it was taken already
            said = line.answer if one is None else with_kept(line.answer, known.answer, one.answer)
            answer = replace(said, by=said.by or self._by)
            if self._is_current(line, known, one) and one is not None:
                wrong = list(faults_of(one, answer, self._on))
                for field, code in wrong:
                    self._fault(line, Column(field), code)
                if not wrong:
                    yield PlanChange(one, known.number, line.row, answer)

    def _is_current(self, line: ReadLine, known: Known, now: Asked | None) -> bool:
        """Whether the same is still asked, and nobody has answered since."""
        if now is None:
            self._fault(line, Column.WHAT, "not_asked_now")
        elif now.standing != known.standing:
            self._fault(line, Column.WHAT, "decided_since")
        elif now.read != known.read:
            self._fault(line, Column.TITLE, "changed_since")
        else:
            return True
        return False

    def _fault(self, line: ReadLine, column: Column, code: str) -> None:
        number = self._plan.about.lines[line.subject].number
        self.faults.append(PlanFault(self._plan.sheet, line.row, column, code, {"number": number}))


class _SupposedFindings(FindingService):
    """The findings as they would be."""

    def __init__(
        self, store: Store, rounds: RoundService, evidence: EvidenceService, supposed: Mapping[str, Finding]
    ) -> None:
        super().__init__(store, rounds, evidence)
        self._supposed = supposed

    def findings(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """As kept, but for those that are supposed to be otherwise."""
        return tuple(self._supposed.get(one.id, one) for one in super().findings(round_id, on))


class _SupposedVerdicts(VerdictService):
    """The verdicts and the gate as they would be."""

    def __init__(
        self,
        store: Store,
        rounds: RoundService,
        evidence: EvidenceService,
        findings: FindingService,
        actions: tuple[Action, ...],
    ) -> None:
        super().__init__(store, rounds, evidence, findings)
        self._actions = actions

    def actions(self, round_id: RoundId) -> tuple[Action, ...]:
        """As they are supposed to be."""
        return tuple(one for one in self._actions if one.round_id == round_id)


def _stand(finding: Finding) -> object:
    return finding.status, finding.decision, finding.owner, finding.due
