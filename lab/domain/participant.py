"""A participant: a code, never a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lab.domain.consent import Consent, TakenBack
from lab.domain.ids import ParticipantId, RoundId

CODE = re.compile(r"P\d{2,4}")


@dataclass(frozen=True, slots=True)
class Participant:
    """One person of a round.

    Attributes:
        code: P01, P02 … unique within the round.
        segment_id: the segment they stand for; None while unknown.
        index: 0-based place in the round, which decides the rotated order of tasks.
    """

    id: ParticipantId
    round_id: RoundId
    code: str
    index: int
    segment_id: str | None = None
    consent: Consent | None = None

    @property
    def withdrawn(self) -> TakenBack | None:
        """When the participant took the consent back, and who noted it; None: they did not."""
        return self.consent.taken_back if self.consent is not None else None


def next_code(taken: Iterable[str]) -> str:
    """The first free code after the highest one taken: codes are never given twice."""
    numbers = [int(code[1:]) for code in taken if CODE.fullmatch(code)]
    return f"P{max(numbers, default=0) + 1:02}"
