"""A session on the stage: the sample protocol's plan, and a room that keeps every event at once, or refuses it."""

from collections.abc import Callable
from concurrent.futures import Future
from itertools import pairwise
from typing import Any

from lab.domain.errors import LabError, RuleError
from lab.domain.events import AnyEvent, ObserversBlinded, SessionMoved, SessionOpened, Stamped
from lab.domain.folding import fold
from lab.domain.ids import new_id
from lab.domain.legality import check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.live.messages import Acknowledged, Blind, EventKept, Hosted, Message, Move, Request, Sessions
from lab.services.session_view import CriterionCard, SessionPlan, SourcePlan
from protocols import library

SECOND = 1_000_000
ORIGIN_US = 1_000 * SECOND
SESSION = "session-1"


def sample_plan(**changes: Any) -> SessionPlan:
    """The plan of a session of the sample protocol."""
    protocol = library.protocol("sample-child-benefit")
    standards = [library.standard(pin.id, pin.version) for pin in protocol.standards]
    asked = (*protocol.questionnaires.after_task, *protocol.questionnaires.after_session)
    fields: dict[str, Any] = {
        "session_id": SESSION,
        "code": "P04",
        "lab": "lab-1",
        "service": "Child benefit",
        "release": "2.3",
        "round": {"id": "round-1", "number": 2, "name": "second"},
        "language": "en",
        "moderator": "Anna",
        "booked_start": "2026-11-23T10:00:00+00:00",
        "booked_end": "2026-11-23T11:00:00+00:00",
        "protocol_sha256": "0" * 64,
        "protocol": protocol,
        "standards": [{"id": one.id, "version": one.version, "sha256": "0" * 64} for one in standards],
        "criteria": [
            CriterionCard(id=one.id, standard=standard.id, kind=one.kind, title=one.title, observe=one.observe)
            for standard in standards
            for one in standard.counted
        ],
        "questionnaires": [library.questionnaire(one) for one in asked],
        "consent": {
            "version": "1",
            "language": "en",
            "signed_on": "2026-11-23",
            "on_paper": True,
            "scopes": ["take_part", "screen", "face", "voice", "observers"],
        },
        "sources": [
            SourcePlan(id="screen", kind="screen", shows="screen"),
            SourcePlan(id="camera", kind="camera", shows="face"),
            SourcePlan(id="microphone", kind="microphone", shows="voice"),
        ],
        "clock": {"origin_us": ORIGIN_US, "boot_id": "boot", "wall": "2026-11-23T10:00:00+00:00"},
        "created": "2026-11-23T09:00:00+00:00",
        "app_version": "0",
    }
    return SessionPlan.model_validate(fields | changes)


class Room:
    """Stands for the room: checks and keeps events, answers at once; can be made silent (away) or strict.

    Attributes:
        kept: every event on the disk.
        requests: everything that was asked but events.
        trouble: why a folder cannot be sealed: a move to the end is kept, and answered with it.
    """

    def __init__(self, tell: Callable[[Message], None] | None = None) -> None:
        self.tell: Callable[[Message], None] = tell or (lambda _message: None)
        self.kept: list[Stamped] = []
        self.requests: list[Request] = []
        self.stills = False
        self.away = False
        self.refuses: str | None = None
        self.trouble: LabError | None = None
        self._unanswered: list[tuple[AnyEvent, Future[Acknowledged]]] = []

    @property
    def is_connected(self) -> bool:
        """As the client's."""
        return not self.away

    @property
    def record(self) -> SessionRecord:
        """What the room knows."""
        return fold(self.kept)

    def put(self, session: str, event: AnyEvent) -> Future[Acknowledged]:
        """As the client's."""
        assert session == SESSION
        future: Future[Acknowledged] = Future()
        if self.away:
            self._unanswered.append((event, future))
        else:
            self._answer(event, future)
        return future

    def request(self, message: Request) -> Future[Any]:
        """As the client's; moves are made and kept, but for the one back to planned, which no journal tells of."""
        self.requests.append(message)
        if isinstance(message, Move) and message.to not in (self.record.state, SessionState.PLANNED):
            self.keep(
                SessionMoved(
                    id=new_id(), at_us=message.at_us, author="Anna", from_state=self.record.state, to_state=message.to
                )
            )
        if isinstance(message, Blind):
            self.keep(ObserversBlinded(id=new_id(), at_us=message.at_us, author="Anna", on=message.on))
        future: Future[Any] = Future()
        if isinstance(message, Move) and message.to is SessionState.CLOSED and self.trouble is not None:
            future.set_exception(self.trouble)
        else:
            future.set_result(Acknowledged(id=getattr(message, "id", "")))
        return future

    def close(self) -> None:
        """As the client's."""

    def want_stills(self, *, on: bool) -> None:
        """As the client's."""
        self.stills = on

    def come_back(self) -> None:
        """The room is there again and answers what waited."""
        self.away = False
        waiting, self._unanswered = self._unanswered, []
        for event, future in waiting:
            self._answer(event, future)

    def keep(self, event: AnyEvent) -> None:
        """An event is on the disk, and everybody is told."""
        stamped = Stamped(seq=len(self.kept) + 1, event=event)
        self.kept.append(stamped)
        self.tell(EventKept(session=SESSION, stamped=stamped))

    def run(self) -> None:
        """The session is opened and runs, from session time 0."""
        self.ready()
        self._go(SessionState.READY, SessionState.RUNNING)

    def ready(self) -> None:
        """The session is opened and waits for its start."""
        self.keep(
            SessionOpened(id=new_id(), at_us=0, author="live", origin_us=ORIGIN_US, boot_id="boot", wall="2026-11-23")
        )
        self._go(SessionState.PLANNED, SessionState.READY)

    def _go(self, *states: SessionState) -> None:
        for before, after in pairwise(states):
            self.keep(SessionMoved(id=new_id(), at_us=0, author="Anna", from_state=before, to_state=after))

    def hosting(self, *, recording: bool = True) -> Sessions:
        """The message that says what is hosted."""
        hosted = Hosted(
            session_id=SESSION,
            code="P04",
            folder="/nowhere",
            state=self.record.state,
            origin_us=ORIGIN_US,
            last_seq=len(self.kept),
            recording=recording,
        )
        return Sessions(sessions=(hosted,))

    def _answer(self, event: AnyEvent, future: Future[Acknowledged]) -> None:
        if self.refuses is not None:
            future.set_exception(RuleError(self.refuses))
            return
        try:
            check(self.record, event)
        except RuleError as error:
            future.set_exception(error)
            return
        self.keep(event)
        future.set_result(Acknowledged(id="", session=SESSION, seqs=(len(self.kept),)))


class Clock:
    """A machine clock that stands until it is moved."""

    def __init__(self) -> None:
        self.us = ORIGIN_US

    def __call__(self) -> int:
        """The machine's time, µs."""
        return self.us

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass."""
        self.us += round(seconds * SECOND)
