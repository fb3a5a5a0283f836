"""What later rounds show of earlier findings, and whether that proves a remedy."""

from lab.database import judging
from lab.database.store import Store
from lab.domain.finding import Finding
from lab.domain.ids import RoundId
from lab.domain.judging import units_of
from lab.domain.retesting import SeenAgain, seen_again
from lab.domain.unit import INSPECTED, Unit
from lab.domain.verdict import VerdictValue, value_of
from lab.services.evidence import EvidenceService
from lab.services.rounds import RoundService
from protocols.standard import Criterion


def chain_before(rounds: RoundService, round_id: RoundId) -> tuple[RoundId, ...]:
    """The rounds that this one is a retest of, however far back; the nearest last."""
    chain: list[RoundId] = []
    before = rounds.round(round_id).retest_of
    while before is not None and before not in chain:
        chain.append(before)
        before = rounds.round(before).retest_of
    return tuple(reversed(chain))


class Retests:
    """Compares earlier findings with a later round."""

    def __init__(self, store: Store, rounds: RoundService, evidence: EvidenceService) -> None:
        self._store = store
        self._rounds = rounds
        self._evidence = evidence

    def seen_again(self, finding: Finding, round_id: RoundId) -> SeenAgain:
        """What a later round shows of a finding."""
        criteria = [one for one in self._criteria(finding, round_id) if one.kind == "performance"]
        judged = [self._units(one, round_id) for one in criteria]
        return seen_again(finding, self._evidence.held(round_id), judged)

    def proven(self, finding: Finding) -> bool:
        """Whether its present fix may be called verified: at least n_min exposed participants of later rounds without
        one recurrence; or, for inspected criteria, a later round whose inspections met them all.
        """
        told = finding.retests_of_this_fix
        if any(one.recurred for one in told):
            return False
        if sum(one.exposed for one in told) >= self._rounds.round(finding.round_id).rules.n_min:
            return True
        return any(self._inspected(finding, one.round_id) for one in told)

    def _inspected(self, finding: Finding, round_id: RoundId) -> bool:
        """Whether an inspection proves it: only what an inspection alone can pass, and all of that."""
        rules = self._rounds.round(round_id).rules
        criteria = self._criteria(finding, round_id)
        if any(one.kind not in INSPECTED for one in criteria):
            return False
        values = [value_of(one.kind, self._units(one, round_id), rules) for one in criteria]
        return bool(values) and all(one is VerdictValue.MET for one in values)

    def _criteria(self, finding: Finding, round_id: RoundId) -> list[Criterion]:
        return [one for one in self._rounds.criteria(self._rounds.round(round_id)) if one.id in finding.criteria]

    def _units(self, criterion: Criterion, round_id: RoundId) -> tuple[Unit, ...]:
        with self._store.reading() as db:
            inspections = judging.inspections(db, round_id)
            findings = judging.findings(db, (round_id,))
        return units_of(criterion, self._evidence.held(round_id), inspections, findings)
