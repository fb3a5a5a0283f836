"""Findings: gathered from annotations, rated by several people, decided, fixed, retested."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import (
    CATASTROPHE,
    CLAIMS,
    Evidence,
    Finding,
    FindingDecision,
    RetestResult,
    SeverityRating,
    Status,
)
from lab.domain.gathering import Gathered, Seen, added, finding_from, gather, merged, refreshed, uncoded
from lab.domain.held import Held
from lab.domain.ids import FindingId, RoundId, new_id
from lab.domain.judging import is_supported
from lab.domain.retesting import SeenAgain
from lab.domain.study import Round
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.days import today
from lab.services.evidence import EvidenceService
from lab.services.retests import Retests, chain_before
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
        self._retests = Retests(store, rounds, evidence)

    def findings(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """Findings of a round by number, as its sessions now show them, on a day (today, if left out): a risk whose
        acceptance has expired is open again.
        """
        return self._refreshed(round_id, self._evidence.held(round_id), on)

    def named(self, round_ids: Iterable[RoundId]) -> tuple[Finding, ...]:
        """Findings of these rounds as they were last written, to be found by number and title: no session is read, so
        that who is affected is not brought up to date.
        """
        with self._store.reading() as db:
            return judging.findings(db, round_ids)

    def finding(self, finding_id: FindingId) -> Finding:
        """One finding, as its sessions now show it, today. Raises InputError `finding_unknown`."""
        found = self._stored(finding_id)
        return refreshed(found, self._evidence.held(found.round_id)).as_of(today())

    def earlier(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """Findings of the rounds that this one is a retest of, however far back; the nearest round's last."""
        return tuple(one for earlier in chain_before(self._rounds, round_id) for one in self.findings(earlier, on))

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
        """Keep a finding that a person wrote, with the annotations that they chose as its evidence; its id and number
        are given here. Raises InputError `fields_wrong`.
        """
        study = self._rounds.round(round_id)
        draft = replace(draft, evidence=self._known(round_id, draft.evidence), stage=self._stage(study, draft.task))
        clean = self._checked(replace(draft, id=FindingId(new_id()), round_id=round_id))
        with self._store.writing(Changed("finding", (round_id,))) as db:
            number = judging.next_number(db, round_id)
            judging.put_finding(db, replace(clean, number=number, release_found=study.release_id))
        return self.finding(clean.id)

    def edit(self, finding: Finding) -> Finding:
        """Write what people wrote about a finding. Number, round, status, evidence, ratings, decision and retests stay
        as they are kept: each has its own verb. Raises InputError `fields_wrong`, `finding_unknown`.
        """
        clean = self._checked(finding, self._stored(finding.id))
        return self._change(
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
            ),
        )

    def attach(self, finding_id: FindingId, seen: Sequence[Seen]) -> Finding:
        """Let a finding rest on more annotations of its round. Raises InputError `finding_unknown`."""
        round_id = self._stored(finding_id).round_id
        pieces = self._known(round_id, [one.evidence for one in seen])
        return self._change(finding_id, lambda kept: replace(kept, evidence=_joined(kept.evidence, pieces)))

    def detach(self, finding_id: FindingId, pieces: Sequence[Evidence]) -> Finding:
        """Take annotations out of a finding's evidence again. Raises InputError `finding_unknown`."""
        gone = {(one.session, one.annotation) for one in pieces}

        def without(kept: Finding) -> Finding:
            left = tuple(one for one in kept.evidence if (one.session, one.annotation) not in gone)
            return replace(kept, evidence=left)

        return self._change(finding_id, without)

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

    def unmerge(self, kept: Finding, gone: Finding) -> Finding:
        """Undo a merge: both findings get back the evidence, criteria, task and ratings that they had (as given here),
        and the one that became a duplicate its status. Raises RuleError `finding_not_merged`.
        """
        if self._stored(gone.id).duplicate_of != kept.id:
            raise RuleError("finding_not_merged", finding=gone.number)
        with self._store.writing(Changed("finding", (kept.round_id,))) as db:
            for one in (kept, gone):
                now = judging.finding(db, one.id)
                assert now is not None
                back = replace(now, criteria=one.criteria, task=one.task, evidence=one.evidence, ratings=one.ratings)
                if one is gone:
                    back = replace(back, status=one.status, duplicate_of=one.duplicate_of)
                judging.put_finding(db, back)
        return self.finding(gone.id)

    def rate(self, finding_id: FindingId, rater: str, severity: int, on: date | None = None) -> Finding:
        """A person's own severity; it replaces their earlier one. Raises InputError `fields_wrong`."""
        checks = Checks()
        rater = checks.text("rater", rater)
        if not 0 <= severity <= CATASTROPHE:
            checks.fault("severity", "out_of_range")
        checks.done()
        rating = SeverityRating(rater, severity, on or today())
        return self._change(finding_id, lambda finding: finding.rated(rating))

    def move(self, finding_id: FindingId, to: Status, release_fixed: str = "") -> Finding:
        """Bring a finding into another status; `release_fixed`: the release that mends it.

        Raises RuleError `finding_move` for an illegal move, `finding_needs_evidence` when it is to be asserted and
        nothing shows it, `finding_not_retested` when it is not `proven`.
        """
        finding = self.finding(finding_id)
        if to is Status.VERIFIED and not self.proven(finding):
            n_min = self._rounds.round(finding.round_id).rules.n_min
            raise RuleError("finding_not_retested", finding=finding.number, needed=n_min)
        self._check_claim(finding, to)
        fixed = release_fixed.strip()
        return self._change(finding_id, lambda kept: replace(kept.moved(to), release_fixed=fixed or kept.release_fixed))

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
        return self._change(finding_id, lambda kept: _decided(kept, decision))

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
        return self._change(finding_id, lambda kept: _retested(kept, result))

    def proven(self, finding: Finding) -> bool:
        """Whether its present fix may be called verified (rule 8)."""
        return self._retests.proven(finding)

    def _of_an_earlier_round(self, finding_id: FindingId, round_id: RoundId) -> Finding:
        finding = self._stored(finding_id)
        if finding.round_id not in chain_before(self._rounds, round_id):
            raise RuleError("not_a_retest", finding=finding.number)
        return finding

    def _check_claim(self, finding: Finding, to: Status) -> None:
        if to in CLAIMS and not self.is_supported(finding):
            raise RuleError("finding_needs_evidence", finding=finding.number)

    def _known(self, round_id: RoundId, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The pieces that are annotations of the round's sessions, not taken back, each once."""
        held = {one.session_id: one.record.annotations_by_id for one in self._evidence.held(round_id)}
        here = [
            one
            for one in pieces
            if (tag := held.get(one.session, {}).get(one.annotation)) is not None and not tag.retracted
        ]
        return _joined((), here)

    def _refreshed(self, round_id: RoundId, held: Sequence[Held], on: date | None = None) -> tuple[Finding, ...]:
        with self._store.reading() as db:
            stored = judging.findings(db, (round_id,))
        return tuple(refreshed(one, held).as_of(on or today()) for one in stored)

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
            judging.put_finding(db, change(kept.as_of(today())))
        return self.finding(finding_id)

    def _stage(self, study: Round, task_id: str | None) -> str | None:
        tasks = {task.id: task.stage for task in self._rounds.protocol_of(study).tasks}
        return tasks.get(task_id) if task_id is not None else None

    def _checked(self, finding: Finding, kept: Finding | None = None) -> Finding:
        checks = Checks()
        before = kept.due if kept is not None else None
        if finding.due is not None and finding.due != before and finding.due < today():
            checks.fault("due", "in_the_past")
        known = {one.id for one in self._rounds.criteria(self._rounds.round(finding.round_id))}
        if not set(finding.criteria) <= known:
            checks.fault("criteria", "criterion_unknown")
        clean = replace(
            finding,
            title=checks.text("title", finding.title),
            owner=checks.text("owner", finding.owner, needed=False),
            release_fixed=checks.text("release_fixed", finding.release_fixed, needed=False),
            statement=_long(checks, "statement", finding.statement),
            expected=_long(checks, "expected", finding.expected),
            recommendation=_long(checks, "recommendation", finding.recommendation),
        )
        checks.done()
        return clean


def _long(checks: Checks, name: str, value: str) -> str:
    return checks.text(name, value, needed=False, longest=LONGEST_TEXT)


def _joined(kept: Sequence[Evidence], fresh: Iterable[Evidence]) -> tuple[Evidence, ...]:
    pieces = {(one.session, one.annotation): one for one in fresh}
    return (*kept, *(one for key, one in pieces.items() if key not in {(old.session, old.annotation) for old in kept}))


def _decided(finding: Finding, decision: FindingDecision) -> Finding:
    to = DECISIONS[decision.what]
    moved = finding if finding.status is to else finding.moved(to)
    if decision.due is not None:
        moved = replace(moved, owner=decision.owner.strip(), due=decision.due)
        decision = replace(decision, owner=decision.owner.strip())
    return replace(moved, decision=decision)


def _retested(finding: Finding, result: RetestResult) -> Finding:
    same = result.round_id, result.of_fix
    others = tuple(one for one in finding.retests if (one.round_id, one.of_fix) != same)
    told = replace(finding, retests=(*others, result))
    back = result.recurred and told.status in {Status.FIXED, Status.VERIFIED}
    return told.moved(Status.REOPENED) if back else told
