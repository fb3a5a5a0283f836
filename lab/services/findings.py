"""Findings: gathered from annotations, rated by several people, decided, fixed, retested."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import CATASTROPHE, Finding, FindingDecision, RetestResult, SeverityRating, Status
from lab.domain.gathering import Gathered, Seen, added, finding_from, gather, merged, refreshed, uncoded
from lab.domain.held import Held
from lab.domain.ids import FindingId, RoundId, new_id
from lab.domain.study import Round
from lab.domain.unit import INSPECTED, UnitOutcome
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.evidence import EvidenceService
from lab.services.rounds import RoundService

DECISIONS = {"fix": Status.PLANNED, "accept": Status.ACCEPTED_RISK, "reject": Status.REJECTED}
"""What can be decided about a finding → the status it gets."""

Change = Callable[[Finding], Finding]


class FindingService:
    """Keeps the findings of rounds."""

    def __init__(self, store: Store, rounds: RoundService, evidence: EvidenceService) -> None:
        self._store = store
        self._rounds = rounds
        self._evidence = evidence

    def findings(self, round_id: RoundId) -> tuple[Finding, ...]:
        """Findings of a round by number, as its sessions now show them."""
        return self._refreshed(round_id, self._evidence.held(round_id))

    def finding(self, finding_id: FindingId) -> Finding:
        """One finding, as its sessions now show it. Raises InputError `finding_unknown`."""
        found = self._stored(finding_id)
        return refreshed(found, self._evidence.held(found.round_id))

    def earlier(self, round_id: RoundId) -> tuple[Finding, ...]:
        """Findings of the rounds that this one is a retest of, however far back; the newest round's last."""
        chain: list[RoundId] = []
        before = self._rounds.round(round_id).retest_of
        while before is not None and before not in chain:
            chain.append(before)
            before = self._rounds.round(before).retest_of
        return tuple(one for earlier in reversed(chain) for one in self.findings(earlier))

    def propose(self, round_id: RoundId) -> tuple[Gathered, ...]:
        """What the annotations of the counted sessions suggest and no finding says yet, by criterion and task."""
        held = self._evidence.held(round_id)
        return gather(held, self._refreshed(round_id, held))

    def uncoded(self, round_id: RoundId) -> tuple[Seen, ...]:
        """Annotations that say neither by criterion nor by button what they are about."""
        return uncoded(self._evidence.held(round_id))

    def accept(self, round_id: RoundId, gathered: Gathered, title: str = "", language: str = "en") -> Finding:
        """Make a proposal a finding, or add it to the finding that it belongs to. Without a title it is called by the
        words of its button, else by its criterion. Raises InputError `fields_wrong`.
        """
        if gathered.belongs_to is not None:
            return self._change(gathered.belongs_to, lambda finding: added(finding, gathered))
        checks = Checks()
        usual = gathered.words.get(language) or gathered.words.get("en") or gathered.criterion or ""
        title = checks.text("title", title or usual)
        checks.done()
        study = self._rounds.round(round_id)
        stage = self._stage(study, gathered.task)
        with self._store.writing(Changed("finding", (round_id,))) as db:
            number = judging.next_number(db, round_id)
            made = finding_from(gathered, FindingId(new_id()), round_id, number, title)
            made = replace(made, stage=stage, release_found=study.release_id)
            judging.put_finding(db, made)
        return self.finding(made.id)

    def create(self, round_id: RoundId, draft: Finding) -> Finding:
        """Keep a finding that a person wrote; its id and number are given here. Raises InputError `fields_wrong`."""
        study = self._rounds.round(round_id)
        clean = self._checked(replace(draft, id=FindingId(new_id()), round_id=round_id))
        with self._store.writing(Changed("finding", (round_id,))) as db:
            number = judging.next_number(db, round_id)
            judging.put_finding(db, replace(clean, number=number, release_found=study.release_id))
        return self.finding(clean.id)

    def edit(self, finding: Finding) -> Finding:
        """Write what people wrote about a finding. Number, round, status, ratings, decision and retests stay as they
        are kept: each has its own verb. Raises InputError `fields_wrong`, `finding_unknown`.
        """
        clean = self._checked(finding)
        return self._change(
            finding.id,
            lambda kept: replace(
                clean,
                round_id=kept.round_id,
                number=kept.number,
                status=kept.status,
                ratings=kept.ratings,
                decision=kept.decision,
                retests=kept.retests,
                duplicate_of=kept.duplicate_of,
            ),
        )

    def merge(self, keep: FindingId, others: Sequence[FindingId]) -> Finding:
        """Let one finding take the evidence of others, which become its duplicates.

        Raises:
            InputError: `finding_unknown`.
            RuleError: `finding_merge_impossible`: of another round, of the other kind, or the same one;
                `finding_move` for one that can no longer become a duplicate.
        """
        kept = self._stored(keep)
        given = [self._stored(one) for one in dict.fromkeys(others)]
        if not given or any(
            one.id == keep or one.round_id != kept.round_id or one.positive != kept.positive for one in given
        ):
            raise RuleError("finding_merge_impossible", finding=kept.number)
        gone = [replace(one.moved(Status.DUPLICATE), duplicate_of=kept.id) for one in given]
        for one in given:
            kept = merged(kept, one)
        with self._store.writing(Changed("finding", (kept.round_id,))) as db:
            for one in (kept, *gone):
                judging.put_finding(db, one)
        return self.finding(keep)

    def rate(self, finding_id: FindingId, rater: str, severity: int, on: date | None = None) -> Finding:
        """A person's own severity; it replaces their earlier one. Raises InputError `fields_wrong`."""
        checks = Checks()
        rater = checks.text("rater", rater)
        if not 0 <= severity <= CATASTROPHE:
            checks.fault("severity", "out_of_range")
        checks.done()
        rating = SeverityRating(rater, severity, on or _today())
        return self._change(finding_id, lambda finding: finding.rated(rating))

    def move(self, finding_id: FindingId, to: Status, release_fixed: str = "") -> Finding:
        """Bring a finding into another status.

        Raises RuleError `finding_move` for an illegal move, `finding_not_retested` when it is not `proven`.
        """
        finding = self.finding(finding_id)
        if to is Status.VERIFIED and not self.proven(finding):
            n_min = self._rounds.round(finding.round_id).rules.n_min
            raise RuleError("finding_not_retested", finding=finding.number, needed=n_min)
        fixed = release_fixed.strip()
        return self._change(finding_id, lambda kept: replace(kept.moved(to), release_fixed=fixed or kept.release_fixed))

    def decide(self, finding_id: FindingId, decision: FindingDecision) -> Finding:
        """A named person decides to fix, accept or reject.

        Raises:
            InputError: `fields_wrong`: nobody named, no reason to accept or reject, no end to an accepted risk.
            RuleError: `finding_move`.
        """
        checks = Checks()
        if decision.what not in DECISIONS:
            checks.fault("what", "unknown")
        checks.text("by", decision.by)
        checks.text("why", decision.why, needed=decision.what != "fix", longest=LONGEST_TEXT)
        if decision.what == "accept" and (decision.expires is None or decision.expires <= decision.on):
            checks.fault("expires", "missing" if decision.expires is None else "in_the_past")
        checks.done()
        return self._change(finding_id, lambda kept: _decided(kept, decision))

    def retest(self, finding_id: FindingId, round_id: RoundId) -> Finding:
        """Take in what a later round says: who met the place again, and who had the problem again. Saying so twice
        replaces the earlier answer. Raises RuleError `not_a_retest` for a round that does not follow the finding's.
        """
        finding = self._stored(finding_id)
        if finding_id not in {one.id for one in self.earlier(round_id)}:
            raise RuleError("not_a_retest", finding=finding.number)
        held = [one for one in self._evidence.held(round_id) if one.counts]
        exposed = {one.code for one in held if one.tried(finding.task)}
        recurred = {one.code for one in held if _recurs(finding, one)}
        result = RetestResult(round_id, len(exposed | recurred), len(recurred))
        others = tuple(one for one in finding.retests if one.round_id != round_id)
        return self._change(finding_id, lambda kept: replace(kept, retests=(*others, result)))

    def proven(self, finding: Finding) -> bool:
        """Whether it may be called verified: at least n_min exposed participants of later rounds without one
        recurrence; or, for inspected criteria, an inspection of a later round that passed.
        """
        study = self._rounds.round(finding.round_id)
        if any(one.recurred for one in finding.retests):
            return False
        if sum(one.exposed for one in finding.retests) >= study.rules.n_min:
            return True
        kinds = {one.id: one.kind for one in self._rounds.criteria(study)}
        wanted = {one for one in finding.criteria if kinds.get(one) in INSPECTED}
        return bool(wanted) and wanted <= self._passed_in_later_rounds(finding)

    def _passed_in_later_rounds(self, finding: Finding) -> set[str]:
        later = [one.round_id for one in finding.retests]
        with self._store.reading() as db:
            return {
                one.criterion
                for round_id in later
                for one in judging.inspections(db, round_id)
                if one.outcome is UnitOutcome.PASSED
            }

    def _refreshed(self, round_id: RoundId, held: Sequence[Held]) -> tuple[Finding, ...]:
        with self._store.reading() as db:
            stored = judging.findings(db, (round_id,))
        return tuple(refreshed(one, held) for one in stored)

    def _stored(self, finding_id: FindingId) -> Finding:
        with self._store.reading() as db:
            found = judging.finding(db, finding_id)
        if found is None:
            raise InputError("finding_unknown", id=finding_id)
        return found

    def _change(self, finding_id: FindingId, change: Change) -> Finding:
        round_id = self._stored(finding_id).round_id
        with self._store.writing(Changed("finding", (round_id,))) as db:
            kept = judging.finding(db, finding_id)
            assert kept is not None
            judging.put_finding(db, change(kept))
        return self.finding(finding_id)

    def _stage(self, study: Round, task_id: str | None) -> str | None:
        tasks = {task.id: task.stage for task in self._rounds.protocol_of(study).tasks}
        return tasks.get(task_id) if task_id is not None else None

    def _checked(self, finding: Finding) -> Finding:
        checks = Checks()
        known = {one.id for one in self._rounds.criteria(self._rounds.round(finding.round_id))}
        if not set(finding.criteria) <= known:
            checks.fault("criteria", "criterion_unknown")
        clean = replace(
            finding,
            title=checks.text("title", finding.title),
            owner=checks.text("owner", finding.owner, needed=False),
            statement=_long(checks, "statement", finding.statement),
            expected=_long(checks, "expected", finding.expected),
            recommendation=_long(checks, "recommendation", finding.recommendation),
        )
        checks.done()
        return clean


def _long(checks: Checks, name: str, value: str) -> str:
    return checks.text(name, value, needed=False, longest=LONGEST_TEXT)


def _decided(finding: Finding, decision: FindingDecision) -> Finding:
    to = DECISIONS[decision.what]
    moved = finding if finding.status is to else finding.moved(to)
    return replace(moved, decision=decision)


def _recurs(finding: Finding, held: Held) -> bool:
    """Whether an annotation of this session says the same again: one of its criteria, the same task, a problem."""
    return any(
        one.polarity == "negative" and one.criterion in finding.criteria and finding.task in {None, one.task}
        for one in held.record.annotations
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
