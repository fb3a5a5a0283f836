"""Sessions told event by event: what their journals would hold."""

from itertools import count

from lab.domain import events
from lab.domain.booking import Booking
from lab.domain.events import Stamped
from lab.domain.folding import with_event
from lab.domain.ids import SessionId
from lab.domain.legality import check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US
from lab.services.scheduling import Place
from tests.lab.laboratories import NINE, Furnished, consent

_names = count(1)


class Story:
    """A session that runs since its second 0; every event is checked as the room would."""

    def __init__(self) -> None:
        self.record = SessionRecord()
        self.told: list[Stamped] = []
        self.move(SessionState.READY, 0).move(SessionState.RUNNING, 0)

    def tell(self, kind: type[events.Event], at_s: float, author: str = "Anna", **fields: object) -> "Story":
        """One more event at this second."""
        event = kind(id=f"e{next(_names)}", at_us=int(at_s * SECOND_US), author=author, **fields)
        check(self.record, event)  # type: ignore[arg-type]
        stamped = Stamped(seq=len(self.told) + 1, event=event)
        self.record = with_event(self.record, stamped)
        self.told.append(stamped)
        return self

    def move(self, to: SessionState, at_s: float) -> "Story":
        """Another state."""
        return self.tell(events.SessionMoved, at_s, from_state=self.record.state, to_state=to)

    def task(self, task: str, at_s: float, outcome: str = "success") -> "Story":
        """An attempt of ten seconds."""
        attempt = f"t{next(_names)}"
        self.tell(events.TaskStarted, at_s, attempt=attempt, task=task, order=len(self.record.attempts) + 1)
        return self.tell(events.TaskEnded, at_s + 10, attempt=attempt, outcome=outcome)

    def tag(self, at_s: float, author: str = "Anna", **fields: object) -> "Story":
        """An annotation with the usual lead and lag."""
        times = {"pressed_us": int(at_s * SECOND_US), "lead_us": 3 * SECOND_US, "lag_us": 7 * SECOND_US}
        return self.tell(events.TagPut, at_s, author, annotation=f"a{next(_names)}", **{**times, **fields})

    def judge(self, criterion: str, outcome: str, author: str = "Anna", **fields: object) -> "Story":
        """A judge's word in the debrief."""
        return self.tell(events.JudgementPut, 900, author, criterion=criterion, outcome=outcome, **fields)

    def closed(self) -> "Story":
        """Finished, judged and closed."""
        if self.record.state is SessionState.RUNNING:
            self.move(SessionState.DEBRIEF, 800)
        return self.move(SessionState.CLOSED, 1000)

    @property
    def last_tag(self) -> str:
        """Id of the annotation put last."""
        return list(self.record.annotations_by_id)[-1]


def hold(place: Furnished, story: Story, *, pilot: bool = False, round_id: object = None) -> tuple[Booking, SessionId]:
    """Book one more participant, prepare their session and take the story in as its journal."""
    study = place.round.id if round_id is None else round_id
    participant = place.lab.planning.add_participant(study, "parents")  # type: ignore[arg-type]
    place.lab.planning.give_consent(participant.id, consent())
    room = f"Room {next(_names)}"
    asked = Place(room, NINE, 60, f"Moderator of {room}", pilot=pilot)
    booking = place.lab.scheduling.book(participant.id, asked).booking
    session_id = place.lab.sessions.prepare(booking.id, (), "en").session_id
    place.lab.sessions.ingest(session_id, story.told)
    return booking, session_id
