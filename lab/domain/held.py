"""A session that was held, as judging looks at it: whose it was, with which protocol, and what happened in it."""

from dataclasses import dataclass
from datetime import datetime

from lab.domain.ids import ParticipantId, SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import HELD


@dataclass(frozen=True, slots=True)
class Held:
    """One session of a round.

    Attributes:
        code: of the participant.
        protocol_sha256: of the protocol it ran with.
        starts: when it was booked.
    """

    session_id: SessionId
    participant_id: ParticipantId
    code: str
    segment_id: str | None
    protocol_sha256: str
    pilot: bool
    starts: datetime
    record: SessionRecord

    @property
    def counts(self) -> bool:
        """Whether figures and verdicts count it: no pilot, held, and not withdrawn. What still runs may yet
        change."""
        return not self.pilot and not self.record.erased and self.record.state in HELD

    def tried(self, task: str | None) -> bool:
        """Whether this participant came to the task (any attempt that was not voided); None asks for no task."""
        return task is None or any(one.task == task and not one.voided for one in self.record.attempts)
