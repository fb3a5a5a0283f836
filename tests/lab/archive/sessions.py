"""Session folders for tests: planned, interrupted, closed; with real media from a synthetic recording."""

from datetime import UTC, datetime
from pathlib import Path

from lab.archive import folder_layout, session_file
from lab.archive.closing import close_session
from lab.archive.journal import Journal
from lab.archive.session_file import PlannedRound, SessionClock, SessionPlan, SignedConsent
from lab.domain.consent import Scope
from lab.domain.events import AnyEvent, SessionMoved, SessionOpened, Stamped, TagPut, TaskStarted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from protocols.protocol import Protocol, Stage, StandardPin, SuccessCriterion, Task
from protocols.text import Text
from recordings import clock, record
from recordings.plan import RecordingPlan, SourcePlan

WORDS = "I really cannot find the button"

SYNTHETIC = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=10),
    SourcePlan(id="voice", kind="synthetic_microphone", shows="voice"),
)


def text(words: str) -> Text:
    """The same words in both languages."""
    return Text(en=words, ru=words)


def protocol() -> Protocol:
    """The smallest protocol there is."""
    return Protocol(
        format="protocol/1",
        id="small",
        version="1",
        title=text("Small"),
        goal=text("See"),
        service_category=text("Benefit"),
        client_category="people",
        life_situation=text("Birth"),
        stages=(Stage(id="find", title=text("Find")),),
        tasks=(
            Task(
                id="find",
                title=text("Find"),
                scenario=text("Find it"),
                stage="find",
                start_state=text("Start"),
                restore=text("Restart"),
                success=(SuccessCriterion(id="found", text=text("Found")),),
                target_time_s=60,
                time_limit_s=120,
                target_success=0.8,
            ),
        ),
        standards=(StandardPin(id="nielsen-10", version="1994"),),
    )


def plan(session_id: str = "s1", sources: tuple[SourcePlan, ...] = SYNTHETIC) -> SessionPlan:
    """A session as it is planned."""
    return SessionPlan(
        session_id=session_id,
        code="P01",
        lab="lab",
        service="Child benefit",
        release="1.0",
        round=PlannedRound(id="r1", number=1, name="First"),
        language="en",
        moderator="Anna",
        booked_start="2026-11-23T10:00:00+00:00",
        booked_end="2026-11-23T11:00:00+00:00",
        protocol_sha256="0" * 64,
        protocol=protocol(),
        standards=(),
        consent=SignedConsent(version="1", language="en", signed_on="2026-11-20", on_paper=True, scopes=tuple(Scope)),
        sources=sources,
        created=datetime.now(UTC).isoformat(),
        app_version="0.1.0",
    )


def move(from_state: SessionState, to_state: SessionState, at_us: int = 0) -> SessionMoved:
    """A move of the session."""
    return SessionMoved(id=new_id(), at_us=at_us, author="Anna", from_state=from_state, to_state=to_state)


def tag(at_us: int, note: str = WORDS) -> TagPut:
    """An annotation with words of the participant."""
    return TagPut(
        id=new_id(),
        at_us=at_us,
        author="Anna",
        annotation=new_id(),
        pressed_us=at_us,
        lead_us=3_000_000,
        lag_us=7_000_000,
        note=note,
        quote=note,
    )


def begun_session(folder: Path, *, seconds: float = 0) -> tuple[Journal, tuple[Stamped, ...]]:
    """A session in debrief whose journal is open; `seconds` of synthetic recording."""
    session_file.write(folder, plan())
    origin = clock.now_us()
    fixed = SessionClock(origin_us=origin, boot_id=clock.boot_id(), wall=clock.wall().isoformat())
    session_file.fix_clock(folder, fixed)
    journal, _ = Journal.open(folder / folder_layout.JOURNAL)
    states = SessionState
    happened: list[AnyEvent] = [
        SessionOpened(id=new_id(), at_us=0, author="live", origin_us=origin, boot_id=fixed.boot_id, wall=fixed.wall),
        move(states.PLANNED, states.READY),
        move(states.READY, states.RUNNING),
        TaskStarted(id=new_id(), at_us=1, author="Anna", attempt="a1", task="find", order=1),
        tag(2),
        tag(3),
    ]
    if seconds:
        record.record(RecordingPlan(folder=folder, origin_us=origin, sources=SYNTHETIC), seconds)
    happened.append(move(states.RUNNING, states.DEBRIEF, 5))
    return journal, tuple(journal.append(event).result() for event in happened)


def closed_session(folder: Path, *, seconds: float = 0) -> None:
    """A sealed session."""
    journal, events = begun_session(folder, seconds=seconds)
    last = journal.append(move(SessionState.DEBRIEF, SessionState.CLOSED, 6)).result()
    close_session(folder, journal, (*events, last), 6, "live")
