"""Which annotations belong to which finding: added, taken out, moved, findings merged and split; each can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from lab.database import judging
from lab.database.store import Changed
from lab.domain.errors import RuleError
from lab.domain.finding import Evidence, Finding, Status
from lab.domain.gathering import Seen, merged
from lab.domain.ids import FindingId, new_id
from lab.services.checking import Checks, named
from lab.services.days import today
from lab.services.finding_shelf import FindingShelf, joined


class Regrouping:
    """Moves annotations and other evidence between findings of one round."""

    def __init__(self, shelf: FindingShelf) -> None:
        self._shelf = shelf

    def attach(self, finding_id: FindingId, seen: Sequence[Seen]) -> Finding:
        """Let a finding rest on more annotations of its round. Raises InputError `finding_unknown`."""
        round_id = self._shelf.kept(finding_id).round_id
        pieces = self._shelf.known(round_id, [one.evidence for one in seen])
        return self._shelf.change(finding_id, lambda kept: replace(kept, evidence=joined(kept.evidence, pieces)))

    def detach(self, finding_id: FindingId, pieces: Sequence[Evidence]) -> Finding:
        """Take annotations out of a finding's evidence again. Raises InputError `finding_unknown`."""
        return self._shelf.change(finding_id, lambda kept: _without(kept, pieces))

    def merge(self, keep: FindingId, others: Sequence[FindingId], by: str, on: date | None = None) -> Finding:
        """Let one finding take the evidence of others, which become its duplicates.

        Raises:
            InputError: `finding_unknown`; `fields_wrong`: nobody is named who merges them.
            RuleError: `finding_merge_impossible`: of another round, of the other kind, or the same one;
                `finding_move` for one that can no longer become a duplicate. Then nothing is written.
        """
        by = named("by", by)
        kept = self._shelf.kept(keep)
        given = [self._shelf.kept(one) for one in dict.fromkeys(others)]
        if not given or any(_apart(kept, one) for one in given):
            raise RuleError("finding_merge_impossible", finding=kept.number)
        day = on or today()
        gone = [replace(one.moved(Status.DUPLICATE, by, day), duplicate_of=kept.id) for one in given]
        for one in given:
            kept = merged(kept, one)
        self._write(kept, *gone)
        return self._shelf.finding(keep)

    def unmerge(self, kept: Finding, gone: Finding) -> Finding:
        """Undo a merge: both findings get back what they had (as given here), and the one that became a duplicate its
        status. Raises RuleError `finding_not_merged`.
        """
        if self._shelf.kept(gone.id).duplicate_of != kept.id:
            raise RuleError("finding_not_merged", finding=gone.number)
        self.put_back(kept, gone)
        return self._shelf.finding(gone.id)

    def move(self, source: FindingId, target: FindingId, pieces: Sequence[Evidence]) -> Finding:
        """Let annotations of one finding be evidence of another one of its round; the latter as it then is.

        Raises:
            InputError: `finding_unknown`; `fields_wrong`: no annotation was chosen that the first one rests on.
            RuleError: `finding_merge_impossible`: of another round, of the other kind, or the same one.
        """
        one, other = self._shelf.kept(source), self._shelf.kept(target)
        if _apart(one, other):
            raise RuleError("finding_merge_impossible", finding=one.number)
        moved = _chosen(one, pieces)
        self._write(_without(one, moved), replace(other, evidence=joined(other.evidence, moved)))
        return self._shelf.finding(target)

    def split(self, source: FindingId, title: str, pieces: Sequence[Evidence]) -> Finding:
        """A new finding that takes some annotations of another one, with its criteria, task and kind; nobody has rated
        it yet. Raises InputError `finding_unknown`, `fields_wrong`.
        """
        one = self._shelf.kept(source)
        checks = Checks()
        title = checks.text("title", title)
        checks.done()
        moved = _chosen(one, pieces)
        with self._shelf.store.writing(Changed("finding", (one.round_id,))) as db:
            made = Finding(
                FindingId(new_id()), one.round_id, judging.next_number(db, one.round_id), title,
                criteria=one.criteria, task=one.task, stage=one.stage, evidence=moved,
                release_found=one.release_found, positive=one.positive, set_aside=one.set_aside,
            )  # fmt: skip
            judging.put_finding(db, _without(one, moved))
            judging.put_finding(db, made)
        return self._shelf.finding(made.id)

    def take_back(self, made: Finding, *others: Finding) -> None:
        """Undo what made a finding: it goes, and the others get back what they had (as given here). Raises RuleError
        `finding_in_use` if somebody has worked on it since.
        """
        kept = self._shelf.kept(made.id)
        if (kept.evidence, kept.ratings, kept.history) != (made.evidence, made.ratings, made.history):
            raise RuleError("finding_in_use", finding=made.number)
        with self._shelf.store.writing(Changed("finding", (made.round_id,))) as db:
            judging.drop_finding(db, made.id)
            for one in others:
                judging.change_finding(db, one.id, partial(_as_before, one))

    def put_back(self, *findings: Finding) -> None:
        """Give findings of one round back their evidence, criteria, task and ratings, as given here; one that became a
        duplicate since, or is one no more, also its status.
        """
        with self._shelf.store.writing(Changed("finding", (findings[0].round_id,))) as db:
            for one in findings:
                judging.change_finding(db, one.id, partial(_as_before, one))

    def _write(self, *findings: Finding) -> None:
        with self._shelf.store.writing(Changed("finding", (findings[0].round_id,))) as db:
            for one in findings:
                judging.put_finding(db, one)


def _as_before(one: Finding, now: Finding) -> Finding:
    """A finding as it is now, with the evidence that it had as `one`."""
    back = replace(
        now, criteria=one.criteria, task=one.task, evidence=one.evidence, proofs=one.proofs, ratings=one.ratings
    )
    if now.duplicate_of == one.duplicate_of:
        return back
    return replace(back, status=one.status, duplicate_of=one.duplicate_of, history=one.history)


def _apart(kept: Finding, other: Finding) -> bool:
    """Whether two findings cannot be one: the same one, of another round, of another kind."""
    same_kind = (kept.positive, bool(kept.set_aside)) == (other.positive, bool(other.set_aside))
    return kept.id == other.id or kept.round_id != other.round_id or not same_kind


def _chosen(finding: Finding, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    wanted = {(one.session, one.annotation) for one in pieces}
    chosen = tuple(one for one in finding.evidence if (one.session, one.annotation) in wanted)
    checks = Checks()
    if not chosen:
        checks.fault("evidence", "missing")
    checks.done()
    return chosen


def _without(finding: Finding, pieces: Iterable[Evidence]) -> Finding:
    gone = {(one.session, one.annotation) for one in pieces}
    return replace(
        finding, evidence=tuple(one for one in finding.evidence if (one.session, one.annotation) not in gone)
    )
