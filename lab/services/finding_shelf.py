"""The findings of rounds: as they are kept, and as their sessions now show them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from lab.database import judging
from lab.database.store import Changed, Store
from lab.domain.errors import InputError
from lab.domain.finding import Evidence, Finding
from lab.domain.gathering import Places, refreshed
from lab.domain.held import Held
from lab.domain.ids import FindingId, RoundId
from lab.services.days import today
from lab.services.evidence import EvidenceService

Change = Callable[[Finding], Finding]
_CACHED_ROUNDS = 8


@dataclass
class _Shown:
    """What was made of a round last: of each finding its kept content, the finding, and as the sessions show it."""

    held: tuple[Held, ...]
    places: Places
    findings: dict[str, tuple[object, Finding, Finding]] = field(default_factory=dict)


class FindingShelf:
    """Reads and writes findings. What did not change since it was read last is not worked out again: a round may have
    thousands of them.
    """

    def __init__(self, store: Store, evidence: EvidenceService) -> None:
        self.store = store
        self._evidence = evidence
        self._shown: dict[RoundId, _Shown] = {}

    def held(self, round_id: RoundId) -> tuple[Held, ...]:
        """The round's sessions."""
        return self._evidence.held(round_id)

    def places(self, round_id: RoundId) -> Places:
        """The round's sessions, to look things up in."""
        return self._round(round_id).places

    def findings(self, round_id: RoundId, on: date | None = None) -> tuple[Finding, ...]:
        """Findings by number, as the sessions now show them, on a day (today, if left out)."""
        day, known = on or today(), self._round(round_id)
        with self.store.reading() as db:
            contents = judging.finding_contents(db, round_id)
        found = []
        for finding_id, content in contents:
            before = known.findings.get(finding_id)
            if before is None or before[0] != content:
                kept = judging.finding_of(content)
                before = known.findings[finding_id] = (content, kept, refreshed(kept, known.places))
            found.append(before[2].as_of(day))
        return tuple(found)

    def finding(self, finding_id: FindingId) -> Finding:
        """One finding, as its sessions now show it, today. Raises InputError `finding_unknown`."""
        kept = self.kept(finding_id)
        return refreshed(kept, self.places(kept.round_id)).as_of(today())

    def kept(self, finding_id: FindingId) -> Finding:
        """One finding as it was last written. Raises InputError `finding_unknown`."""
        with self.store.reading() as db:
            found = judging.finding(db, finding_id)
        if found is None:
            raise InputError("finding_unknown", id=finding_id)
        return found

    def change(self, finding_id: FindingId, change: Change) -> Finding:
        """Write what `change` makes of a finding; it as its sessions then show it. Raises what `change` raises; then
        nothing is written.
        """
        round_id = self.kept(finding_id).round_id
        with self.store.writing(Changed("finding", (round_id,))) as db:
            judging.change_finding(db, finding_id, lambda kept: change(kept.as_of(today())))
        return self.finding(finding_id)

    def known(self, round_id: RoundId, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The pieces that are annotations of the round's sessions, not taken back, each once."""
        places = self.places(round_id)
        return joined((), (one for one in pieces if places.seen(one) is not None))

    def _round(self, round_id: RoundId) -> _Shown:
        held = self.held(round_id)
        known = self._shown.get(round_id)
        if known is None or known.held != held:
            if len(self._shown) >= _CACHED_ROUNDS:
                self._shown.clear()
            known = self._shown[round_id] = _Shown(held, Places(held))
        return known


def joined(kept: Sequence[Evidence], fresh: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with more evidence, each piece once."""
    pieces = {(one.session, one.annotation): one for one in fresh}
    here = {(one.session, one.annotation) for one in kept}
    return (*kept, *(one for key, one in pieces.items() if key not in here))
