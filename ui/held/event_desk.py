"""Where a session's events are put: at the room while it hosts the session, in the database once it is closed."""

from typing import Protocol

from lab.domain.events import AnyEvent
from lab.domain.record import SessionRecord
from ui.held.planned import SessionPlan


class EventDesk(Protocol):
    """What the verbs, the debrief and the review need of a session.

    Attributes:
        plan: what was planned. author: who sits here. record: as it stands, with what is under way.
    """

    plan: SessionPlan
    author: str
    record: SessionRecord

    def put(self, event: AnyEvent) -> None:
        """Have an event kept; it shows at once."""

    def now(self) -> int:
        """Session time now, µs."""

    def is_waiting(self, annotation: str) -> bool:
        """Whether something about this annotation is not yet on the disk."""
