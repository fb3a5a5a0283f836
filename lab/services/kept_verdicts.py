"""What was said of rounds: kept whenever it is shown, exported or decided on; and computed again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lab.database import kept
from lab.database.store import Store
from lab.domain.ids import RoundId
from lab.domain.kept import (
    Difference,
    GateInputs,
    KeptGate,
    KeptVerdict,
    SaidGate,
    gate_differences,
    verdict_differences,
)
from lab.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out when everything kept about a round was computed again."""

    verdicts: int
    gates: int
    differences: tuple[Difference, ...]


class KeptVerdicts:
    """Keeps verdicts and gates; nothing that was kept is ever written again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, round_id: RoundId, verdicts: Iterable[Verdict], inputs: GateInputs) -> int:
        """Keep what is not as it was kept last; how many verdicts and gates that were. In a laboratory that is open
        only for reading nothing is kept.
        """
        if self._store.read_only:
            return 0
        now = datetime.now(UTC)
        with self._store.writing() as db:
            fresh = kept.keep_verdicts(db, round_id, verdicts, now)
            return fresh + kept.keep_gate(db, round_id, SaidGate.of(inputs), now)

    def verdicts(self, round_id: RoundId) -> tuple[KeptVerdict, ...]:
        """Every verdict of the round that was said, oldest first."""
        with self._store.reading() as db:
            return kept.verdicts(db, round_id)

    def gates(self, round_id: RoundId) -> tuple[KeptGate, ...]:
        """Every gate of the round that was said, oldest first."""
        with self._store.reading() as db:
            return kept.gates(db, round_id)

    def check(self, round_id: RoundId) -> Checked:
        """Compute everything again that was kept about a round."""
        verdicts, gates = self.verdicts(round_id), self.gates(round_id)
        found = [one for said in verdicts for one in verdict_differences(said)]
        found += [one for said in gates for one in gate_differences(said)]
        return Checked(len(verdicts), len(gates), tuple(found))
