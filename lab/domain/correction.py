"""A correction: what somebody changed in a session after it was closed, and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """Who changed a closed session, when, for which reason. What was changed is in the record that was amended."""

    author: str
    at: datetime
    reason: str
