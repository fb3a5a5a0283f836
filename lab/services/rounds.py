"""Rounds: made from a protocol, pinned by its hash, amended with a reason."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from lab.database import register, studies
from lab.database.store import Changed, Store
from lab.domain.criterion_changes import CriterionChange, Said, gate_changes, scope_changes, takes_back
from lab.domain.errors import InputError, RuleError
from lab.domain.ids import ReleaseId, RoundId, ServiceId, new_id
from lab.domain.study import (
    GateOverride,
    LeftOut,
    PinnedStandard,
    Pooling,
    Round,
    RoundAmendment,
    RuleChange,
    RuleParameters,
    Segment,
    weighed,
)
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.standards import StandardService
from protocols import library
from protocols.criteria import ChosenShelf, Shelf
from protocols.loading import content_hash, load_protocol
from protocols.protocol import Protocol, Task
from protocols.standard import Criterion, Standard


class RoundService:
    """Keeps rounds and the documents they are pinned to.

    Attributes:
        before_judged_otherwise: called before other numbers, weights or another scope hold: what was said until now is
            kept with what it followed from.
    """

    def __init__(self, store: Store, standards: StandardService) -> None:
        self._store = store
        self._library = standards
        # Documents are known by the hash of their bytes: what was read once stays true.
        self._protocols: dict[str, Protocol] = {}
        self.before_judged_otherwise: Callable[[RoundId], object] = lambda _round_id: None

    def rounds(self, release_id: ReleaseId | None = None) -> tuple[Round, ...]:
        """Rounds of a release, or all of them; oldest first."""
        with self._store.reading() as db:
            return studies.rounds(db, release_id)

    def round(self, round_id: RoundId) -> Round:
        """One round. Raises InputError `round_unknown`."""
        with self._store.reading() as db:
            found = studies.study(db, round_id)
        if found is None:
            raise InputError("round_unknown", id=round_id)
        return found

    def find(self, words: str) -> Round:
        """The round with this id, id's beginning or name. Raises InputError `round_unknown`, `round_ambiguous`."""
        found = [one for one in self.rounds() if one.id == words]
        found = found or [one for one in self.rounds() if one.name == words or one.id.startswith(words)]
        if len(found) == 1:
            return found[0]
        raise InputError("round_ambiguous" if found else "round_unknown", id=words)

    def make_round(
        self,
        release_id: ReleaseId,
        protocol: str | bytes,
        name: str,
        segments: Sequence[Segment] = (),
        left_out: Sequence[LeftOut] = (),
        rules: RuleParameters | None = None,
        retest_of: RoundId | None = None,
        standards: Sequence[PinnedStandard] | None = None,
        gates: Sequence[GateOverride] = (),
        *,
        independent: bool = False,
    ) -> Round:
        """Make a round from a shipped protocol's id or a protocol file's bytes.

        Args:
            standards: other versions than the protocol pins, or further standards; left out, what the protocol pins.
            gates: criteria that weigh otherwise in this round.
            independent: observers see one another's tags only from the debrief on.

        Raises:
            InputError: `fields_wrong`, `release_unknown`, `protocol_unknown`, `standards_share_criterion`.
            ProtocolFaults: the file's faults, all of them; one that needs a standard that was not chosen, too.
        """
        raw = self._raw(protocol)
        plan, pinned = self._plan(raw, standards)
        criteria = self._criteria_of(pinned)
        checks = Checks()
        name = checks.text("name", name)
        _check_scope(checks, left_out, {one.id for one in criteria})
        _check_gates(checks, gates, criteria)
        for segment in segments:
            checks.text("segments", segment.name)
        checks.faults.extend((rules or RuleParameters()).faults())
        checks.done()
        documents = {content_hash(raw): raw, **{one.sha256: self._library.raw(one) for one in pinned}}
        with self._store.writing(Changed("round")) as db:
            release = register.release(db, release_id)
            if release is None:
                raise InputError("release_unknown", id=release_id)
            study = Round(
                id=RoundId(new_id()),
                release_id=release_id,
                number=studies.next_round_number(db, release.service_id),
                name=name,
                protocol_id=plan.id,
                protocol_sha256=content_hash(raw),
                standards=pinned,
                created=datetime.now(UTC),
                left_out=tuple(left_out),
                gates=tuple(gates),
                segments=tuple(segments),
                rules=rules or RuleParameters(),
                retest_of=retest_of,
                independent=independent,
            )
            studies.add_round(db, study, documents)
        return study

    def pins(self, protocol: str | bytes) -> tuple[PinnedStandard, ...]:
        """What a protocol pins by itself. Raises InputError `protocol_unknown`, ProtocolFaults."""
        return self._plan(self._raw(protocol), None)[1]

    def amend_round(self, round_id: RoundId, protocol: str | bytes, reason: str, by: str) -> RoundAmendment:
        """Put another protocol in force. Sessions held keep the hash they ran with.

        Raises:
            InputError: `fields_wrong`, `round_unknown`; ProtocolFaults for the file.
            RuleError: `amendment_changes_nothing`, `amendment_changes_standards`.
        """
        checks = Checks()
        reason, by = checks.text("reason", reason, longest=LONGEST_TEXT), checks.text("by", by)
        checks.done()
        study, raw = self.round(round_id), self._raw(protocol)
        before, after = self.protocol_of(study), load_protocol(raw, ChosenShelf(self.standards(study)))
        if content_hash(raw) == study.protocol_sha256:
            raise RuleError("amendment_changes_nothing", round=study.name)
        if set(after.standards) != set(before.standards):
            raise RuleError("amendment_changes_standards", round=study.name)
        amendment = RoundAmendment(
            new_id(), round_id, study.protocol_sha256, content_hash(raw), changed_tasks(before, after), reason, by,
            datetime.now(UTC),
        )  # fmt: skip
        with self._store.writing(Changed("round", (round_id,))) as db:
            studies.put_documents(db, {amendment.after_sha256: raw})
            studies.pin_protocol(db, round_id, after.id, amendment.after_sha256)
            studies.add_amendment(db, amendment)
        return amendment

    def amendments(self, round_id: RoundId) -> tuple[RoundAmendment, ...]:
        """Changes of a round's protocol, oldest first."""
        with self._store.reading() as db:
            return studies.amendments(db, round_id)

    def poolable(self, amendment: RoundAmendment) -> tuple[Task, ...]:
        """Tasks that the amendment changed and both protocols have, as they are now: only their figures can be
        pooled.
        """
        study = self.round(amendment.round_id)
        before = {task.id for task in self.protocol_of(study, amendment.before_sha256).tasks}
        after = self.protocol_of(study, amendment.after_sha256).tasks
        return tuple(task for task in after if task.id in before and task.id in amendment.changed_tasks)

    def pool(self, amendment: RoundAmendment, task_id: str, by: str, why: str) -> Pooling:
        """A named person says that a changed task's figures may be pooled. Raises InputError `fields_wrong`."""
        checks = Checks()
        by, why = checks.text("by", by), checks.text("why", why, longest=LONGEST_TEXT)
        if task_id not in {task.id for task in self.poolable(amendment)}:
            checks.fault("task_id", "unknown")
        checks.done()
        pooling = Pooling(
            amendment.round_id, task_id, amendment.before_sha256, amendment.after_sha256, by, why, datetime.now(UTC)
        )
        self.pool_again(pooling)
        return pooling

    def pool_again(self, pooling: Pooling) -> None:
        """Undo `unpool`: the permission holds as it was given."""
        with self._store.writing(Changed("round", (pooling.round_id,))) as db:
            studies.put_pooling(db, pooling)

    def unpool(self, pooling: Pooling) -> None:
        """Take the permission back: the figures are apart again. Doing so twice is no fault."""
        with self._store.writing(Changed("round", (pooling.round_id,))) as db:
            studies.drop_pooling(db, pooling)

    def poolings(self, round_id: RoundId) -> tuple[Pooling, ...]:
        """Permissions to pool figures."""
        with self._store.reading() as db:
            return studies.poolings(db, round_id)

    def change_rules(self, round_id: RoundId, rules: RuleParameters, reason: str, by: str) -> RuleChange:
        """Judge the round by other numbers from now on, all its sessions.

        Raises:
            InputError: `fields_wrong`, `round_unknown`.
            RuleError: `rules_unchanged`.
        """
        checks = Checks()
        checks.faults.extend(rules.faults())
        reason, by = checks.text("reason", reason, longest=LONGEST_TEXT), checks.text("by", by)
        checks.done()
        before = self.round(round_id).rules
        if rules == before:
            raise RuleError("rules_unchanged")
        self.before_judged_otherwise(round_id)
        change = RuleChange(new_id(), round_id, before, rules, reason, by, datetime.now(UTC))
        with self._store.writing(Changed("round", (round_id,))) as db:
            studies.change_rules(db, change)
        return change

    def set_independent(self, round_id: RoundId, *, on: bool) -> Round:
        """Say whether observers see one another's tags only from the debrief on, in sessions that are prepared from now
        on. Raises InputError `round_unknown`.
        """
        self.round(round_id)
        with self._store.writing(Changed("round", (round_id,))) as db:
            studies.set_independent(db, round_id, on=on)
        return self.round(round_id)

    def rule_changes(self, round_id: RoundId) -> tuple[RuleChange, ...]:
        """Changes of the numbers of a round's verdict rules, oldest first."""
        with self._store.reading() as db:
            return studies.rule_changes(db, round_id)

    def set_scope(self, round_id: RoundId, left_out: Sequence[LeftOut], by: str = "", why: str = "") -> Round:
        """Say which criteria the round leaves out. `by`, `why`: of those that it judges again; needed for them.

        Raises InputError `fields_wrong`.
        """
        study = self.round(round_id)
        checks = Checks()
        _check_scope(checks, left_out, {one.id for one in self.criteria(study)})
        said = _said(checks, by, why, needed=takes_back(study.left_out, left_out))
        checks.done()
        self.before_judged_otherwise(round_id)
        with self._store.writing(Changed("round", (round_id,))) as db:
            studies.set_scope(db, round_id, left_out)
            studies.add_criterion_changes(db, scope_changes(study, left_out, said))
        return self.round(round_id)

    def set_gates(self, round_id: RoundId, gates: Sequence[GateOverride], by: str = "", why: str = "") -> Round:
        """Say which criteria weigh otherwise in the round. `by`, `why`: of those that weigh as in their standard again;
        needed for them. Raises InputError `fields_wrong`.
        """
        study = self.round(round_id)
        checks = Checks()
        _check_gates(checks, gates, self.criteria(study))
        said = _said(checks, by, why, needed=takes_back(study.gates, gates))
        checks.done()
        own = {one.id: one.gate for one in self._criteria_of(study.standards)}
        self.before_judged_otherwise(round_id)
        with self._store.writing(Changed("round", (round_id,))) as db:
            studies.set_gates(db, round_id, gates)
            studies.add_criterion_changes(db, gate_changes(study, gates, own, said))
        return self.round(round_id)

    def criterion_changes(self, round_id: RoundId) -> tuple[CriterionChange, ...]:
        """Changes of what the round judges, and of what that weighs at the gate, oldest first."""
        with self._store.reading() as db:
            return studies.criterion_changes(db, round_id)

    def protocol_of(self, study: Round, sha256: str | None = None) -> Protocol:
        """The round's protocol now in force, or the one of this hash that an earlier session ran with."""
        wanted = sha256 or study.protocol_sha256
        if wanted not in self._protocols:
            self._protocols[wanted] = self._protocol(self.document(wanted), ChosenShelf(self.standards(study)))
        return self._protocols[wanted]

    def document(self, sha256: str) -> bytes:
        """The bytes of a pinned protocol or standard. Raises InputError `protocol_unknown`."""
        with self._store.reading() as db:
            content = studies.document(db, sha256)
        if content is None:
            raise InputError("protocol_unknown", id=sha256)
        return content

    def standards(self, study: Round) -> tuple[Standard, ...]:
        """The standards a round is pinned to, as they were then, with the gates that the round sets."""
        return tuple(weighed(self._library.of_hash(pinned.sha256), study.gates) for pinned in study.standards)

    def criteria(self, study: Round) -> tuple[Criterion, ...]:
        """All criteria of the pinned standards, obsolete ones left away."""
        return tuple(one for standard in self.standards(study) for one in standard.criteria if not one.obsolete)

    def criteria_in_scope(self, study: Round) -> tuple[Criterion, ...]:
        """The criteria that the round judges."""
        left_out = {left.criterion for left in study.left_out}
        return tuple(one for one in self.criteria(study) if one.id not in left_out)

    def service_id(self, study: Round) -> ServiceId:
        """The service whose release the round tests."""
        with self._store.reading() as db:
            release = register.release(db, study.release_id)
        assert release is not None
        return release.service_id

    def _raw(self, protocol: str | bytes) -> bytes:
        if isinstance(protocol, bytes):
            return protocol
        try:
            return library.text_of(protocol)
        except KeyError as error:
            raise InputError("protocol_unknown", id=protocol) from error

    def _protocol(self, raw: bytes, shelf: Shelf) -> Protocol:
        """The protocol in these bytes; a shipped one was read already."""
        sha256 = content_hash(raw)
        shipped = next((one.id for one in library.protocols() if one.sha256 == sha256), None)
        return load_protocol(raw, shelf) if shipped is None else library.protocol(shipped)

    def _plan(self, raw: bytes, chosen: Sequence[PinnedStandard] | None) -> tuple[Protocol, tuple[PinnedStandard, ...]]:
        """The protocol, and the standards that the round is pinned to."""
        if chosen is None:
            plan = self._protocol(raw, self._library.shelf())
            return plan, tuple(self._library.held(pin.id, pin.version).pin for pin in plan.standards)
        standards = [self._library.of_hash(one.sha256) for one in chosen]
        _refuse_shared(standards)
        return load_protocol(raw, ChosenShelf(standards)), tuple(chosen)

    def _criteria_of(self, pinned: Sequence[PinnedStandard]) -> list[Criterion]:
        return [one for pin in pinned for one in self._library.of_hash(pin.sha256).criteria]


def changed_tasks(before: Protocol, after: Protocol) -> tuple[str, ...]:
    """Ids of tasks whose text, criteria of success, target or limit differ, or that one of the two lacks."""
    old, new = ({task.id: what_counts(task) for task in plan.tasks} for plan in (before, after))
    return tuple(sorted(task for task in old.keys() | new.keys() if old.get(task) != new.get(task)))


def what_counts(task: Task) -> object:
    """What makes two tasks the same for figures and verdicts; compared for equality, never looked into."""
    return (
        task.scenario, task.start_state, task.success, task.target_time_s, task.time_limit_s, task.target_success,
        task.critical, task.exposes,
    )  # fmt: skip


def _check_scope(checks: Checks, left_out: Sequence[LeftOut], known: set[str]) -> None:
    for left in left_out:
        if left.criterion not in known:
            checks.fault(left.criterion, "criterion_unknown")
        checks.text(f"{left.criterion}.by", left.by)
        checks.text(f"{left.criterion}.why", left.why, longest=LONGEST_TEXT)


def _said(checks: Checks, by: str, why: str, *, needed: bool) -> Said:
    """Whose word it is to take something back, and why."""
    by = checks.text("by", by, needed=needed)
    return Said(by, checks.text("why", why, needed=needed, longest=LONGEST_TEXT), datetime.now(UTC))


def _check_gates(checks: Checks, gates: Sequence[GateOverride], criteria: Sequence[Criterion]) -> None:
    known = {one.id for one in criteria if not one.obsolete}
    repeated = {one.criterion for one in gates if [other.criterion for other in gates].count(one.criterion) > 1}
    for one in gates:
        if one.criterion not in known:
            checks.fault(one.criterion, "criterion_unknown")
        if one.criterion in repeated:
            checks.fault(one.criterion, "repeated")
        checks.text(f"{one.criterion}.by", one.by)
        checks.text(f"{one.criterion}.why", one.why, longest=LONGEST_TEXT)


def _refuse_shared(standards: Sequence[Standard]) -> None:
    """In verdicts and exports a criterion is named by its bare id. Raises InputError `standards_share_criterion`."""
    owners: dict[str, Standard] = {}
    for standard in standards:
        for criterion in standard.criteria:
            other = owners.setdefault(criterion.id, standard)
            if other is not standard:
                raise InputError(
                    "standards_share_criterion", standard=f"{standard.id} {standard.version}",
                    other=f"{other.id} {other.version}", criterion=criterion.id,
                )  # fmt: skip
