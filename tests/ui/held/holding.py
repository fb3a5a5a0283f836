"""A session that was held on the stage: two tasks finished, three tags, and its recording has ended."""

from pathlib import Path
from typing import Any

from lab.domain.events import AnyEvent, SessionMoved
from lab.domain.ids import new_id
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.services.session_view import SessionPlan, plan_in
from tests.ui.held.stage import SECOND, Room
from ui.held.verbs import TagContent, Verbs


class Moderator:
    """Puts events straight into the room."""

    author = "Anna"

    def __init__(self, room: Room, plan: SessionPlan) -> None:
        self._room = room
        self.plan = plan

    @property
    def record(self) -> SessionRecord:
        """As the room has it."""
        return self._room.record

    def put(self, event: AnyEvent) -> None:
        """Kept at once."""
        self._room.keep(event)

    def now(self) -> int:
        """Nothing happens by itself."""
        return 0

    def is_waiting(self, annotation: str) -> bool:
        """Never."""
        return not annotation


def hold(room: Room, folder: Path, *, second_us: int = SECOND, close: bool = False) -> None:
    """Run the session; `second_us` is how long its seconds are."""
    plan = plan_in(folder)
    moderator: Any = Moderator(room, plan)
    verbs = Verbs(moderator)
    find, fill = plan.protocol.tasks[:2]
    room.run()
    verbs.start(1 * second_us, find.id)
    verbs.tag(3 * second_us, TagContent(find.tag_pad[0]))
    verbs.end(4 * second_us, "success")
    verbs.start(5 * second_us, fill.id)
    verbs.tag(6 * second_us, TagContent(fill.tag_pad[0]))
    verbs.tag(7 * second_us, TagContent(note="“Again?”"))
    verbs.end(8 * second_us, "failed")
    states = [SessionState.DEBRIEF, SessionState.CLOSED] if close else [SessionState.DEBRIEF]
    for state in states:
        room.keep(
            SessionMoved(id=new_id(), at_us=9 * second_us, author="Anna", from_state=room.record.state, to_state=state)
        )
