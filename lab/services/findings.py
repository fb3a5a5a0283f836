"""Findings: gathered from annotations, rated by several people, decided, fixed, retested."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.errors import RuleError
from lab.domain.export_rules import Lack, lacks
from lab.domain.finding import (
    CATASTROPHE,
    CLAIMS,
    Finding,
    FindingDecision,
    RetestResult,
    SeverityRating,
    Status,
)
from lab.domain.gathering import Gathered, Seen, added, finding_from, gather, uncoded
from lab.domain.ids import FindingId, RoundId, new_id
from lab.domain.judging import is_supported
from lab.domain.moments import WINDOW_US
from lab.domain.retesting import SeenAgain
from lab.domain.study import Round
from lab.services.checking import LONGEST_TEXT, Checks, named
from lab.services.days import today
from lab.services.evidence import EvidenceService
from lab.services.finding_shelf import FindingShelf
from lab.services.proofs import Proofs
from lab.services.regrouping import Regrouping
from lab.services.retests import Retests, chain_before
from lab.services.rounds import RoundService

DECISIONS = {"fix": Status.PLANNED, "accept": Status.ACCEPTED_RISK, "reject": Status.REJECTED}
"""What can be decided about a finding → the status it gets."""

UNLAWFUL_WISH = "CC-42"
"""What a service owes to a wish that cannot lawfully be met: the ground, and what is possible instead."""


class FindingService:
    """Keeps the findings of rounds.

    Attributes:
        regrouping: which annotations belong to which finding.
        proofs: evidence that is no annotation.
    """

    def __init__(self, store: Store, rounds: RoundService, evidence: EvidenceService) -> None:
        self._store = store
        self._rounds = rounds
        self._shelf = FindingShelf(store, evidence)
        self._retests = Retests(store, rounds, evidence)
        self.regrouping = Regrouping(self._shelf)
        self.proofs = Proofs(self._shelf)

    def findings(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """Findings of a round by number, as its sessions now show them, on a day (today, if left out): a risk whose
        acceptance has expired is open again.
        """
        return self._shelf.findings(round_id, on)

    def named(self, round_ids: Iterable[RoundId]) -> tuple[Finding, ...]:
        """Findings of these rounds as they were last written, to be found by number and title: no session is read, so
        that who is affected is not brought up to date.
        """
        with self._store.reading() as db:
            return judging.findings(db, round_ids)

    def finding(self, finding_id: FindingId) -> Finding:
        """One finding, as its sessions now show it, today. Raises InputError `finding_unknown`."""
        return self._shelf.finding(finding_id)

    def earlier(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """Findings of the rounds that this one is a retest of, however far back; the nearest round's last."""
        return tuple(one for earlier in chain_before(self._rounds, round_id) for one in self.findings(earlier, on))

    def propose(self, round_id: RoundId, window_us: int = WINDOW_US) -> tuple[Gathered, ...]:
        """What the annotations of the counted sessions suggest and no finding says yet, by criterion and task.
        `window_us`: so far apart annotations of several observers still mean one moment (inclusive).
        """
        return gather(self._shelf.held(round_id), self._shelf.findings(round_id), window_us)

    def uncoded(self, round_id: RoundId) -> tuple[Seen, ...]:
        """Annotations that say neither by criterion nor by button what they are about."""
        return uncoded(self._shelf.held(round_id))

    def accept(
        self, round_id: RoundId, gathered: Gathered, title: str = "", language: str = "en", set_aside: str = ""
    ) -> Finding:
        """Make a proposal a finding, or add it to the finding that it belongs to. Without a title it is called by the
        words of its button, else by its criterion.

        Args:
            set_aside: why the wish behind it cannot lawfully or possibly be met; needed where the tags say so.

        Raises:
            InputError: `fields_wrong`.
        """
        if gathered.belongs_to is not None:
            return self._shelf.change(gathered.belongs_to, lambda finding: added(finding, gathered))
        checks = Checks()
        usual = gathered.words.get(language) or gathered.words.get("en") or gathered.criterion or ""
        title = checks.text("title", title or usual)
        why = checks.text("set_aside", set_aside, needed=gathered.out_of_scope, longest=LONGEST_TEXT)
        checks.done()
        study = self._rounds.round(round_id)
        stage = self._stage(study, gathered.task)
        with self._store.writing(Changed("finding", (round_id,))) as db:
            number = judging.next_number(db, round_id)
            made = finding_from(gathered, FindingId(new_id()), round_id, number, title, why)
            made = replace(made, stage=stage, release_found=study.release_id)
            judging.put_finding(db, self._about_the_law(made, study))
        return self.finding(made.id)

    def _about_the_law(self, finding: Finding, study: Round) -> Finding:
        """A wish that cannot be met belongs to the criterion about it, where the round has that one."""
        if not finding.set_aside or finding.criteria or UNLAWFUL_WISH not in self._criteria(study):
            return finding
        return replace(finding, criteria=(UNLAWFUL_WISH,))

    def lacking(self, round_id: RoundId) -> dict[FindingId, tuple[Lack, ...]]:
        """The findings of a round that cannot be exported, with what they lack: a criterion, evidence."""
        with self._store.reading() as db:
            inspections = judging.inspections(db, round_id)
        found = {one.id: lacks(one, inspections) for one in self.findings(round_id)}
        return {one: lack for one, lack in found.items() if lack}

    def create(self, round_id: RoundId, draft: Finding) -> Finding:
        """Keep a finding that a person wrote, with the annotations that they chose as its evidence; its id and number
        are given here. Raises InputError `fields_wrong`.
        """
        study = self._rounds.round(round_id)
        stage = draft.stage or self._stage(study, draft.task)
        draft = replace(draft, evidence=self._shelf.known(round_id, draft.evidence), stage=stage)
        clean = self._checked(replace(draft, id=FindingId(new_id()), round_id=round_id))
        with self._store.writing(Changed("finding", (round_id,))) as db:
            number = judging.next_number(db, round_id)
            judging.put_finding(db, replace(clean, number=number, release_found=study.release_id))
        return self.finding(clean.id)

    def edit(self, finding: Finding) -> Finding:
        """Write what people wrote about a finding. Number, round, status with its history, evidence, ratings, decision
        and retests stay as they are kept: each has its own verb. Raises InputError `fields_wrong`, `finding_unknown`.
        """
        study = self._rounds.round(self._shelf.kept(finding.id).round_id)
        finding = replace(finding, stage=finding.stage or self._stage(study, finding.task))
        clean = self._checked(finding, self._shelf.kept(finding.id))
        return self._shelf.change(
            finding.id,
            lambda kept: replace(
                clean,
                round_id=kept.round_id,
                number=kept.number,
                status=kept.status,
                evidence=kept.evidence,
                ratings=kept.ratings,
                decision=kept.decision,
                fixes=kept.fixes,
                verified_fixes=kept.verified_fixes,
                retests=kept.retests,
                duplicate_of=kept.duplicate_of,
                release_found=kept.release_found,
                proofs=kept.proofs,
                history=kept.history,
            ),
        )

    def rate(self, finding_id: FindingId, rater: str, severity: int, on: date | None = None) -> Finding:
        """A person's own severity; it replaces their earlier one. Raises InputError `fields_wrong`."""
        checks = Checks()
        rater = checks.text("rater", rater)
        if not 0 <= severity <= CATASTROPHE:
            checks.fault("severity", "out_of_range")
        checks.done()
        rating = SeverityRating(rater, severity, on or today())
        return self._shelf.change(finding_id, lambda finding: finding.rated(rating))

    def move(self, finding_id: FindingId, to: Status, release_fixed: str = "", *, by: str) -> Finding:
        """Bring a finding into another status.

        Args:
            release_fixed: the release that mends it.
            by: who says so; their name stands in its history.

        Raises:
            InputError: `finding_unknown`; `fields_wrong`: nobody is named.
            RuleError: `finding_move` for an illegal move, `finding_needs_evidence` when it is to be asserted and
                nothing shows it, `finding_not_retested` when it is not `proven`.
        """
        by = named("by", by)
        finding = self.finding(finding_id)
        if to is Status.VERIFIED and not self.proven(finding):
            n_min = self._rounds.round(finding.round_id).rules.n_min
            raise RuleError("finding_not_retested", finding=finding.number, needed=n_min)
        self._check_claim(finding, to)
        fixed = release_fixed.strip()

        def moved(kept: Finding) -> Finding:
            return replace(kept.moved(to, by, today()), release_fixed=fixed or kept.release_fixed)

        return self._shelf.change(finding_id, moved)

    def decide(self, finding_id: FindingId, decision: FindingDecision) -> Finding:
        """A named person decides to fix, accept or reject. With a fix they may accept what its owner promises.

        Raises:
            InputError: `fields_wrong`: nobody named, no reason to accept or reject, no end to an accepted risk, a
                promise without its owner, its day, or for a day that is past.
            RuleError: `finding_move`, `finding_needs_evidence`.
        """
        checks = Checks()
        if decision.what not in DECISIONS:
            checks.fault("what", "unknown")
        checks.text("by", decision.by)
        checks.text("why", decision.why, needed=decision.what != "fix", longest=LONGEST_TEXT)
        if decision.what == "accept" and (decision.expires is None or decision.expires <= decision.on):
            checks.fault("expires", "missing" if decision.expires is None else "in_the_past")
        if decision.due is not None or decision.owner.strip():
            checks.text("owner", decision.owner)
            if decision.due is None or decision.due < decision.on:
                checks.fault("due", "missing" if decision.due is None else "in_the_past")
        checks.done()
        self._check_claim(self.finding(finding_id), DECISIONS[decision.what])
        return self._shelf.change(finding_id, lambda kept: _decided(kept, decision))

    def is_supported(self, finding: Finding) -> bool:
        """Whether anything shows it: an annotation, or an inspection of one of its criteria."""
        with self._store.reading() as db:
            return is_supported(finding, judging.inspections(db, finding.round_id))

    def seen_again(self, finding_id: FindingId, round_id: RoundId) -> SeenAgain:
        """What a later round shows of a finding: who met the place again, and who had the problem again.

        Raises RuleError `not_a_retest` for a round that does not follow the finding's.
        """
        return self._retests.seen_again(self._of_an_earlier_round(finding_id, round_id), round_id)

    def retest(self, finding_id: FindingId, round_id: RoundId, by: str, on: date | None = None) -> Finding:
        """A named person takes in what a later round shows (`seen_again`). Saying so twice replaces the earlier answer;
        a fixed or verified finding that recurred is reopened.

        Raises InputError `fields_wrong`; RuleError `not_a_retest`.
        """
        checks = Checks()
        by = checks.text("by", by)
        checks.done()
        finding = self._of_an_earlier_round(finding_id, round_id)
        seen = self._retests.seen_again(finding, round_id)
        result = RetestResult(round_id, len(seen.exposed), len(seen.recurred), by, on or today(), finding.fixes)
        return self._shelf.change(finding_id, lambda kept: _retested(kept, result))

    def proven(self, finding: Finding) -> bool:
        """Whether its present fix may be called verified (rule 8)."""
        return self._retests.proven(finding)

    def _of_an_earlier_round(self, finding_id: FindingId, round_id: RoundId) -> Finding:
        finding = self._shelf.kept(finding_id)
        if finding.round_id not in chain_before(self._rounds, round_id):
            raise RuleError("not_a_retest", finding=finding.number)
        return finding

    def _check_claim(self, finding: Finding, to: Status) -> None:
        if to in CLAIMS and not self.is_supported(finding):
            raise RuleError("finding_needs_evidence", finding=finding.number)

    def _stage(self, study: Round, task_id: str | None) -> str | None:
        tasks = {task.id: task.stage for task in self._rounds.protocol_of(study).tasks}
        return tasks.get(task_id) if task_id is not None else None

    def _criteria(self, study: Round) -> frozenset[str]:
        return frozenset(one.id for one in self._rounds.criteria(study))

    def _stages(self, study: Round) -> frozenset[str]:
        return frozenset(one.id for one in self._rounds.protocol_of(study).stages)

    def _checked(self, finding: Finding, kept: Finding | None = None) -> Finding:
        checks = Checks()
        before = kept.due if kept is not None else None
        if finding.due is not None and finding.due != before and finding.due < today():
            checks.fault("due", "in_the_past")
        study = self._rounds.round(finding.round_id)
        if not set(finding.criteria) <= self._criteria(study):
            checks.fault("criteria", "criterion_unknown")
        if finding.positive and finding.set_aside.strip():
            checks.fault("set_aside", "contradicts")
        if finding.stage is not None and finding.stage not in self._stages(study):
            checks.fault("stage", "unknown")
        clean = replace(
            finding,
            title=checks.text("title", finding.title),
            owner=checks.text("owner", finding.owner, needed=False),
            release_fixed=checks.text("release_fixed", finding.release_fixed, needed=False),
            statement=_long(checks, "statement", finding.statement),
            expected=_long(checks, "expected", finding.expected),
            recommendation=_long(checks, "recommendation", finding.recommendation),
            set_aside=_long(checks, "set_aside", finding.set_aside),
            criteria=tuple(dict.fromkeys(finding.criteria)),
        )
        checks.done()
        return clean


def _long(checks: Checks, name: str, value: str) -> str:
    return checks.text(name, value, needed=False, longest=LONGEST_TEXT)


def _decided(finding: Finding, decision: FindingDecision) -> Finding:
    to = DECISIONS[decision.what]
    moved = finding if finding.status is to else finding.moved(to, decision.by.strip(), decision.on, decision.why)
    if decision.due is not None:
        moved = replace(moved, owner=decision.owner.strip(), due=decision.due)
        decision = replace(decision, owner=decision.owner.strip())
    return replace(moved, decision=decision)


def _retested(finding: Finding, result: RetestResult) -> Finding:
    same = result.round_id, result.of_fix
    others = tuple(one for one in finding.retests if (one.round_id, one.of_fix) != same)
    told = replace(finding, retests=(*others, result))
    back = result.recurred and told.status in {Status.FIXED, Status.VERIFIED}
    return told.moved(Status.REOPENED, result.by, result.on or today()) if back else told
