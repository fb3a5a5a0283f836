"""A large judged round in a real laboratory: 20 participants, 300 annotations, 60 findings, 120 moments as evidence.

Light, it has no recordings and is made in about two seconds; with the folder of a recording (`small_recording`, or a
better one that a benchmark made) every session has real media, and every moment of evidence becomes a clip.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lab.archive import folder_layout, session_file
from lab.archive.closing import close_session
from lab.archive.journal import Journal
from lab.archive.session_file import SessionClock
from lab.database import judging
from lab.database.store import Changed
from lab.domain import events
from lab.domain.consent import Consent, Scope
from lab.domain.events import AnyEvent, Stamped
from lab.domain.finding import Cause, Effort, Finding, SeverityRating
from lab.domain.gathering import Seen
from lab.domain.ids import FindingId, SessionId, new_id
from lab.domain.judging import Inspection
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.domain.study import Round, Segment
from lab.domain.unit import UnitOutcome
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from protocols import library
from protocols.protocol import PadButton
from recordings.plan import SourcePlan
from tests.recordings.filming import Film, Studio, beeps

PARTICIPANTS, TAGS, FINDINGS_OF_A_PAIR = 20, 15, 6
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LENGTH_S = 100
"""Of every session's recording."""
SECOND = 1_000_000
SOURCES = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen"),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face"),
    SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
)
PROTOCOL = library.protocol("sample-child-benefit")
BAD = tuple((task, one) for task in PROTOCOL.tasks for one in task.tag_pad if one.polarity == "negative")
GOOD = tuple((task, one) for task in PROTOCOL.tasks for one in task.tag_pad if one.polarity == "positive")


@dataclass(frozen=True)
class LargeRound:
    """The round, and its findings by number."""

    round: Round
    findings: tuple[Finding, ...]


def small_recording(folder: Path) -> Path:
    """A recording of `LENGTH_S` with a picture each second, a face and a sound: 300 kB, made in half a second."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = [(ms, ms // 1000) for ms in range(0, LENGTH_S * 1000, 1000)]
    moments = range(SECOND, LENGTH_S * SECOND, 10 * SECOND)
    screen = Film(shots, sound=[(0, beeps(moments, LENGTH_S * SECOND))], width=160, height=96)
    face = Film([(ms, 4095) for ms in range(0, LENGTH_S * 1000, 2000)], width=64, height=48)
    studio = Studio(folder).film("screen", (0, screen)).borrowed("microphone", "screen")
    return studio.film("camera", (0, face), kind="synthetic_camera").done()


def make_large_round(
    lab: Laboratory, recording: Path | None = None, *, sealed: bool = False, participants: int = PARTICIPANTS
) -> LargeRound:
    """Put the round into an open laboratory, by its services. `recording`: a folder that every session's media are
    linked from. `sealed`: every session has its journal and seal. Every pair of participants brings six findings with
    two moments each; `participants` is even. The findings and inspections go straight into the tables: by the services
    they would take a transaction each.
    """
    service = lab.planning.add_service(
        "Child benefit", "M. Orlova", ClientCategory.PEOPLE, LifeStage.PILOT, "A child is born"
    )
    release = lab.planning.add_release(service.id, "2.3", date(2026, 12, 15))
    segments = (Segment("parents", "Parents", 14), Segment("assistive", "Users of assistive technology", 6))
    study = lab.rounds.make_round(release.id, PROTOCOL.id, "Before launch", segments)
    held = [_hold(lab, study, number, recording, sealed=sealed) for number in range(participants)]
    with lab.store.writing(Changed("finding", (study.id,))) as db:
        for inspection in _inspections(lab, study):
            judging.add_inspection(db, study.id, inspection)
        for finding in _findings(lab, study, held):
            judging.put_finding(db, finding)
    return LargeRound(study, lab.findings.findings(study.id))


def button_of(pair: int, slot: int) -> tuple[str, PadButton]:
    """The task and the button of a tag: a pair of participants meets the same things in its first slots."""
    among = GOOD if slot == TAGS - 1 else BAD
    task, button = among[(pair * FINDINGS_OF_A_PAIR + slot) % len(among)]
    return task.id, button


def _hold(lab: Laboratory, study: Round, number: int, recording: Path | None, *, sealed: bool) -> SessionId:
    person = lab.planning.add_participant(study.id, "assistive" if number % 10 > 6 else "parents")
    lab.planning.give_consent(person.id, Consent("1", "en", date(2026, 10, 1), frozenset(Scope), on_paper=True))
    day, turn = divmod(number, 5)
    place = Place("Room 1", MONDAY + timedelta(days=day, minutes=75 * turn), 60, "Anna Petrova", ("Oleg Ivanov",))
    booking = lab.scheduling.book(person.id, place).booking
    prepared = lab.sessions.prepare(booking.id, SOURCES, "en")
    if recording is not None:
        _link(recording, prepared.folder)
    told = tuple(Stamped(seq=seq, event=event) for seq, event in enumerate(_journal(number), 1))
    if sealed:
        told = _sealed(prepared.folder, told)
    lab.sessions.ingest(prepared.session_id, told)
    return prepared.session_id


def _link(recording: Path, folder: Path) -> None:
    """The media once on the disk, in every session; what may be written to is copied."""
    for path in recording.iterdir():
        if folder_layout.is_media(path.name):
            os.link(path, folder / path.name)
        elif path.is_file():
            shutil.copy(path, folder / path.name)


def _sealed(folder: Path, told: Sequence[Stamped]) -> tuple[Stamped, ...]:
    session_file.fix_clock(folder, SessionClock(origin_us=0, boot_id="boot", wall=MONDAY.isoformat()))
    journal, _ = Journal.open(folder / folder_layout.JOURNAL)
    opened = events.SessionOpened(
        id="opened", at_us=0, author="live", origin_us=0, boot_id="boot", wall=MONDAY.isoformat()
    )
    waiting = [journal.append(event) for event in (opened, *(one.event for one in told))]
    written = tuple(one.result() for one in waiting)
    close_session(folder, journal, written, LENGTH_S * SECOND, "live")
    return written


def _journal(number: int) -> Iterable[AnyEvent]:
    """One session: the four tasks, fifteen tags, a judgement of each criterion met, SUS."""
    yield _move(0, SessionState.PLANNED, SessionState.READY)
    yield _move(0, SessionState.READY, SessionState.RUNNING)
    length = LENGTH_S // len(PROTOCOL.tasks)
    tags = list(enumerate(button_of(number // 2, slot) for slot in range(TAGS)))
    for order, task in enumerate(PROTOCOL.tasks, 1):
        start = (order - 1) * length + 1
        attempt = f"t{order}"
        yield events.TaskStarted(
            id=f"s{order}", at_us=start * SECOND, author="Anna Petrova", attempt=attempt, task=task.id, order=order
        )
        mine = [(slot, button) for slot, (of, button) in tags if of == task.id]
        for at, (slot, button) in enumerate(mine, start + 2):
            yield _tag(slot, button, task.id, attempt, at)
        outcome = "failed" if (number + order) % 5 == 0 else "assisted" if (number + order) % 7 == 0 else "success"
        end = (start + length - 2 - number % 4) * SECOND
        yield events.TaskEnded(id=f"e{order}", at_us=end, author="Anna Petrova", attempt=attempt, outcome=outcome)
    yield _move(LENGTH_S, SessionState.RUNNING, SessionState.DEBRIEF)
    yield from _judged(tags)
    yield from _answers(number)
    yield _move(LENGTH_S + 3, SessionState.DEBRIEF, SessionState.CLOSED)


def _tag(slot: int, button: PadButton, task: str, attempt: str, at_s: int) -> events.TagPut:
    return events.TagPut(
        id=f"e{slot}-tag", at_us=at_s * SECOND, author=("Anna Petrova", "Oleg Ivanov")[slot % 2],
        annotation=f"a{slot}", pressed_us=at_s * SECOND, lead_us=3 * SECOND, lag_us=7 * SECOND, task=task,
        attempt=attempt, button=button.id, words={"en": button.words.en, "ru": button.words.ru},
        criterion=button.criterion, severity=button.severity, polarity=button.polarity,
        note=f"looked twice, then went on ({slot})" if slot % 3 == 0 else "",
        quote="What am I supposed to do now?" if slot % 5 == 4 else "",
    )  # fmt: skip


def _judged(tags: Sequence[tuple[int, tuple[str, PadButton]]]) -> Iterable[AnyEvent]:
    criteria: dict[str, list[tuple[int, int]]] = {one: [] for task in PROTOCOL.tasks for one in task.exposes}
    for slot, (_task, button) in tags:
        if button.polarity == "negative" and button.criterion in criteria:
            criteria[button.criterion].append((button.severity or 1, slot))
    for criterion, met in criteria.items():
        yield events.JudgementPut(
            id=f"j-{criterion}", at_us=(LENGTH_S + 1) * SECOND, author="Anna Petrova", criterion=criterion,
            outcome="failed" if met else "passed", severity=max(met)[0] if met else None,
            annotations=tuple(f"a{slot}" for _severity, slot in met),
        )  # fmt: skip


def _answers(number: int) -> Iterable[AnyEvent]:
    items = [item.id for item in library.questionnaire("sus").items]
    values: dict[str, int | None] = {
        item: (4 - (number + index) % 2 if index % 2 == 0 else 2 + (number + index) % 2)
        for index, item in enumerate(items)
    }
    yield events.AnswersPut(
        id="sus", at_us=(LENGTH_S + 2) * SECOND, author="Anna Petrova", questionnaire="sus", values=values,
        language="en",
    )  # fmt: skip


def _move(at_s: int, before: SessionState, after: SessionState) -> events.SessionMoved:
    return events.SessionMoved(
        id=f"m-{after}", at_us=at_s * SECOND, author="Anna Petrova", from_state=before, to_state=after
    )


def _inspections(lab: Laboratory, study: Round) -> Iterator[Inspection]:
    """Thirty criteria by inspection of two pages, every tenth of them failed on the second."""
    rows = [one for one in lab.rounds.criteria_in_scope(study) if one.kind == "conformance"]
    for number, one in enumerate(rows[:30]):
        for page in ("Form", "Decision"):
            failed = page == "Decision" and number % 10 == 0
            outcome = UnitOutcome.FAILED if failed else UnitOutcome.PASSED
            yield Inspection(one.id, page, outcome, "Oleg Ivanov", MONDAY, 3 if failed else None)


def _findings(lab: Laboratory, study: Round, sessions: Sequence[SessionId]) -> Iterator[Finding]:
    """What both participants of a pair met in one of its first slots is one finding."""
    held = {one.session_id: one for one in lab.evidence.held(study.id)}
    for number in range(len(sessions) // 2 * FINDINGS_OF_A_PAIR):
        pair, slot = divmod(number, FINDINGS_OF_A_PAIR)
        two = [held[one] for one in sessions[2 * pair : 2 * pair + 2]]
        seen = [Seen(one, one.record.annotations_by_id[f"a{slot}"]) for one in two]
        yield _finding(study, number + 1, seen, *button_of(pair, slot))


def _finding(study: Round, number: int, seen: Sequence[Seen], task: str, button: PadButton) -> Finding:
    made = Finding(
        FindingId(new_id()), study.id, number, f"{button.words.en} ({number})",
        statement="Participants read the page twice and went back. They could not say what happened.",
        expected="The page says in plain words what happened and what comes next.",
        recommendation="Say the reason and the next step; keep what was typed.",
        criteria=(button.criterion,) if button.criterion else (), task=task, cause=list(Cause)[number % len(Cause)],
        effort=list(Effort)[number % len(Effort)], evidence=tuple(one.evidence for one in seen),
        owner="M. Orlova" if number % 2 else "", due=date(2099, 1, number % 28 + 1) if number % 2 else None,
        stage=PROTOCOL.task(task).stage, release_found=study.release_id,
    )  # fmt: skip
    for rater, severity in (
        ("Anna Petrova", button.severity or 1),
        ("Oleg Ivanov", (button.severity or 1) + number % 2),
    ):
        made = made.rated(SeverityRating(rater, severity, MONDAY.date()))
    return made
