"""A whole round by hand: six counted participants, a pilot and one who withdrew, with findings and verdicts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lab.domain.artefact import Artefact, Condition
from lab.domain.booking import Booking
from lab.domain.consent import Scope
from lab.domain.correction import Correction
from lab.domain.events import (
    AnswersPut,
    AnyEvent,
    JudgementPut,
    SessionMoved,
    Stamped,
    TagEdited,
    TagPut,
    TaskAssisted,
    TaskEnded,
    TaskStarted,
)
from lab.domain.finding import Finding, SeverityRating, Status
from lab.domain.folding import fold
from lab.domain.gate import gate
from lab.domain.gathering import refreshed
from lab.domain.held import Held
from lab.domain.ids import AnnotationId, BookingId, FindingId, ParticipantId, ReleaseId, RoundId, ServiceId, SessionId
from lab.domain.judging import (
    Inspection,
    TakenBack,
    judged_criteria,
    judged_findings,
    judged_segments,
    judged_tasks,
    promises,
    units_of,
)
from lab.domain.record import SessionRecord
from lab.domain.service import ClientCategory, LifeStage, Release, Service
from lab.domain.session import SessionState
from lab.domain.study import Action, LeftOut, PinnedStandard, Round, Segment
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import judge, lineage_units
from lab.reports.facts import ArtefactFacts, RoundFacts, SessionFacts
from protocols import library
from recordings.clicks import Click
from recordings.plan import SourcePlan

PROTOCOL = library.protocol("sample-child-benefit")
SHA = next(one.sha256 for one in library.protocols() if one.id == PROTOCOL.id)
TODAY = datetime(2026, 3, 12, 16, 40, tzinfo=UTC)
SECOND = 1_000_000
ROUND = RoundId("0f" * 16)
TASKS = tuple(task.id for task in PROTOCOL.tasks)
SOURCES = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen"),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face"),
    SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
)
# Per participant: the outcome and seconds of each task, and the tags: task, button, seconds after its start.
PEOPLE: dict[str, tuple[str, list[tuple[str, int]], list[tuple[str, str, int, str]]]] = {
    "P01": (
        "parents",
        [("success", 64), ("success", 221), ("success", 96), ("failed", 141)],
        [
            ("fill-form", "input-lost", 80, "typed the whole address again"),
            ("read-decision", "refusal-unexplained", 62, ""),
        ],
    ),
    "P02": (
        "parents",
        [("success", 71), ("success", 305), ("success", 118), ("success", 84)],
        [("find-service", "found-at-once", 30, ""), ("fill-form", "input-lost", 120, "")],
    ),
    "P03": (
        "parents",
        [("success", 128), ("assisted", 410), ("success", 102), ("gave_up", 190)],
        [
            ("fill-form", "input-lost", 200, "asks whether to start over"),
            ("attach-document", "waited-blind", 40, ""),
            ("read-decision", "refusal-unexplained", 90, "no reason is given"),
        ],
    ),
    "P04": (
        "assistive",
        [("failed", 300), ("success", 280), ("timed_out", 360), ("failed", 155)],
        [
            ("find-service", "wrong-entry", 110, ""),
            ("attach-document", "waited-blind", 55, ""),
            ("read-decision", "no-next-step", 130, "What am I supposed to do now?"),
        ],
    ),
    "P05": (
        "assistive",
        [("success", 90), ("success", 260), ("success", 99), ("success", 77)],
        [("attach-document", "waited-blind", 35, ""), ("read-decision", "retold-rightly", 60, "")],
    ),
    "P06": (
        "parents",
        [("success", 58), ("success", 199), ("success", 88), ("failed", 120)],
        [("read-decision", "refusal-unexplained", 71, "")],
    ),
}


def button(task_id: str, button_id: str) -> Any:
    """A button of a task's pad."""
    return next(one for one in PROTOCOL.task(task_id).tag_pad if one.id == button_id)


def session_events(code: str, to: SessionState = SessionState.CLOSED) -> Sequence[AnyEvent]:
    """What happened in a participant's session."""
    _segment, outcomes, tags = PEOPLE[code]
    events: list[AnyEvent] = [move(code, 0, SessionState.READY, SessionState.RUNNING)]
    now, starts = 10 * SECOND, dict[str, int]()
    for order, (task, (outcome, seconds)) in enumerate(zip(TASKS, outcomes, strict=True), 1):
        starts[task], attempt = now, f"{code}-{task}"
        events.append(TaskStarted(id=f"{attempt}-s", at_us=now, author="Anna", attempt=attempt, task=task, order=order))
        if outcome == "assisted":
            events.append(TaskAssisted(id=f"{attempt}-h", at_us=now + SECOND, author="Anna", attempt=attempt))
        now += seconds * SECOND
        events.append(TaskEnded(id=f"{attempt}-e", at_us=now, author="Anna", attempt=attempt, outcome=outcome))
        now += 15 * SECOND
    for number, (task, pressed, seconds, words) in enumerate(tags):
        events += tag_events(code, number, task, pressed, starts[task] + seconds * SECOND, words)
    events.append(move(code, now, SessionState.RUNNING, SessionState.DEBRIEF))
    events += judgement_events(code, now + SECOND)
    sus = [4, 2, 4, 2, 4, 2, 3, 2, 4, 3] if code != "P04" else [2, 4, 2, 4, 3, 4, 2, 4, 2, 4]
    items = [item.id for item in library.questionnaire("sus").items]
    values: dict[str, int | None] = dict(zip(items, sus, strict=True))
    events.append(
        AnswersPut(
            id=f"{code}-sus", at_us=now + 2 * SECOND, author="Anna", questionnaire="sus", values=values, language="en"
        )
    )
    events.append(move(code, now + 3 * SECOND, SessionState.DEBRIEF, to))
    return events


def move(code: str, at_us: int, before: SessionState, after: SessionState) -> SessionMoved:
    """A change of state."""
    return SessionMoved(id=f"{code}-{after.value}", at_us=at_us, author="Anna", from_state=before, to_state=after)


def tag_events(code: str, number: int, task: str, pressed: str, at_us: int, words: str) -> list[AnyEvent]:
    """A tag by a button; the first of every session is edited afterwards."""
    of, name = button(task, pressed), f"{code}-tag-{number}"
    put = TagPut(
        id=name,
        at_us=at_us,
        author="Oleg" if number % 2 else "Anna",
        annotation=name,
        pressed_us=at_us,
        lead_us=3 * SECOND,
        lag_us=7 * SECOND,
        task=task,
        attempt=f"{code}-{task}",
        button=pressed,
        words={"en": of.words.en, "ru": of.words.ru},
        criterion=of.criterion,
        severity=of.severity,
        polarity=of.polarity,
        note=words if not words.endswith("?") else "",
        quote=words if words.endswith("?") else "",
    )
    if number:
        return [put]
    edit = TagEdited(
        id=f"{name}-edit", at_us=at_us + SECOND, author="Anna", annotation=name, base_version=1, lead_us=5 * SECOND
    )
    return [put, edit]


def judgement_events(code: str, at_us: int) -> list[AnyEvent]:
    """Everything that was tagged or exposed, judged."""
    _segment, outcomes, tags = PEOPLE[code]
    judged: dict[str, JudgementPut] = {}
    for task_id, (outcome, _seconds) in zip(TASKS, outcomes, strict=True):
        if outcome in {"success", "assisted"}:
            for criterion in PROTOCOL.task(task_id).exposes:
                judged[criterion] = judgement(code, criterion, at_us, "passed")
    for number, (task, pressed, _seconds, _words) in enumerate(tags):
        of = button(task, pressed)
        if of.criterion is not None and of.polarity == "negative":
            judged[of.criterion] = judgement(code, of.criterion, at_us, "failed", of.severity, f"{code}-tag-{number}")
    return list(judged.values())


def judgement(
    code: str, criterion: str, at_us: int, outcome: Any, severity: int | None = None, *tags: str
) -> JudgementPut:
    """One judge's word."""
    return JudgementPut(
        id=f"{code}-{criterion}",
        at_us=at_us,
        author="Anna",
        criterion=criterion,
        outcome=outcome,
        severity=severity,
        annotations=tags,
    )


def record_of(code: str) -> SessionRecord:
    """The folded session."""
    return fold(Stamped(seq=number, event=event) for number, event in enumerate(session_events(code), 1))


def session(code: str, number: int, folder: Path | None = None, scopes: frozenset[Scope] | None = None) -> SessionFacts:
    """One session with its booking and consent."""
    starts = datetime(2026, 3, 9 + number // 3, 9 + 2 * (number % 3), tzinfo=UTC)
    participant, session_id = ParticipantId(f"participant-{code}"), SessionId(f"session-{code}")
    segment = PEOPLE[code][0] if code in PEOPLE else None
    record = record_of(code) if code in PEOPLE else SessionRecord()
    held = Held(session_id, participant, code, segment, SHA, code == "P90", starts, record)
    booking = Booking(
        BookingId(f"booking-{code}"), ROUND, participant, "Room 1", starts, 60, "Anna", ("Oleg", "Maria"),
        record.state, code == "P90", session_id=session_id,
    )  # fmt: skip
    return SessionFacts(held, booking, folder, frozenset(Scope) if scopes is None else scopes, SOURCES, "en")


CLICKS = (
    Click(at_us=5 * SECOND, source="screen", button=1, x=10, y=20),
    Click(at_us=11 * SECOND, source="screen", button=1, x=80, y=48),
    Click(at_us=12 * SECOND, source="screen", button=3, x=30, y=40),
)
"""Of P01: one before the first task, two while it was done."""


def all_sessions(folder: Path | None = None) -> tuple[SessionFacts, ...]:
    """The sessions: six that count, a pilot, and one withdrawn."""
    found = [session(code, number, folder) for number, code in enumerate(PEOPLE)]
    found[0] = replace(found[0], clicks=CLICKS)
    found[2] = replace(found[2], scopes=found[2].scopes - {Scope.CLIPS_INTERNAL, Scope.CLIPS_PUBLIC})
    found[4] = replace(
        found[4],
        scopes=found[4].scopes - {Scope.FACE},
        corrections=(Correction("Anna", TODAY - timedelta(days=1), "task end set right"),),
    )
    pilot = session("P90", 0, folder)
    gone = session("P91", 6, folder)
    erased = SessionRecord(state=SessionState.WITHDRAWN, erased=True)
    return (pilot, *found, replace(gone, held=replace(gone.held, record=erased)))


def finding(
    number: int, title: str, button_ids: set[str], criteria: tuple[str, ...], task: str, **more: Any
) -> Finding:
    """A finding that rests on all tags of these buttons."""
    from lab.domain.finding import Evidence

    made = Finding(FindingId(f"{number:032x}"), ROUND, number, title, criteria=criteria, task=task, **more)
    evidence = [
        Evidence(
            one.held.session_id,
            one.held.participant_id,
            AnnotationId(tag.id),
            tag.anchor_us,
            tag.lead_us,
            tag.lag_us,
        )
        for one in all_sessions()
        for tag in one.held.record.annotations
        if tag.button in button_ids
    ]
    return refreshed(replace(made, evidence=tuple(evidence)), [one.held for one in all_sessions()])


def rated(made: Finding, *severities: int) -> Finding:
    """With ratings of Anna, Oleg …"""
    for rater, severity in zip(("Anna", "Oleg", "Maria"), severities, strict=False):
        made = made.rated(SeverityRating(rater, severity, date(2026, 3, 11)))
    return made


@cache
def findings() -> tuple[Finding, ...]:
    """Four problems and something good."""
    refusal = finding(
        1,
        "The refusal gives neither a reason nor a next step",
        {"refusal-unexplained", "no-next-step"},
        ("CC-24",),
        "read-decision",
        stage="decision",
        statement="On the page with the decision participants read “Refused (code 14)” and nothing else. They cannot "
        "say why it was refused or what they could do; one of them would give up the benefit.",
        expected="The decision names the reason in plain words and the next step that can still lead to the benefit.",
        recommendation="Say the reason, the document that is missing and the day until which it can be handed in; "
        "add a button “Add the document”.",
        owner="M. Petrova",
        due=date(2026, 4, 15),
        status=Status.PLANNED,
    )
    lost = finding(
        2,
        "“Back” empties the form",
        {"input-lost"},
        ("CC-26",),
        "fill-form",
        stage="application",
        statement="Whoever goes back to correct the date of birth finds the address empty and types it again.",
        recommendation="Keep what was typed while the person moves between steps.",
        owner="Development",
        due=date(2026, 3, 30),
    )
    wait = finding(
        3,
        "The upload gives no sign of progress",
        {"waited-blind"},
        ("CC-15",),
        "attach-document",
        stage="documents",
        statement="For up to half a minute nothing moves; participants press again or believe that it failed.",
    )
    wrong = finding(4, "A similar entry leads to another benefit", {"wrong-entry"}, ("CC-01",), "find-service")
    good = finding(
        5,
        "The service is found by the words of the situation",
        {"found-at-once"},
        ("CC-01",),
        "find-service",
        positive=True,
    )
    return (rated(refusal, 4, 4, 3), rated(lost, 3, 3), rated(wait, 3, 2), rated(wrong, 2), good)


def facts(folder: Path | None = None) -> RoundFacts:
    """The whole round."""
    standards = tuple(library.standard(pin.id, pin.version) for pin in PROTOCOL.standards)
    pins = tuple(
        PinnedStandard(one.id, one.version, one.sha256)
        for one in library.standards()
        if one.id in {standard.id for standard in standards}
    )
    study = Round(
        ROUND, ReleaseId("release"), 1, "Round 1, before launch", PROTOCOL.id, SHA, pins, TODAY,
        left_out=(LeftOut("CC-38", "M. Petrova", "there is no earlier release of this service"),),
        segments=(Segment("parents", "Parents", 4), Segment("assistive", "Users of assistive technology", 3)),
    )  # fmt: skip
    sessions = all_sessions(folder)
    held = [one.held for one in sessions]
    scope = [one for standard in standards for one in standard.counted if one.id != "CC-38"]
    verdicts = {
        one.id: judge(
            one.id,
            one.kind,
            lineage_units((), first_round=True) if one.kind == "computed" else units_of(one, held, (), findings()),
        )
        for one in scope
    }
    action = Action(
        "a1", ROUND, findings()[0].id, "Rewrite the decision letter", "M. Petrova", date(2026, 4, 15), "Lead"
    )
    promised = promises([action])
    return RoundFacts(
        laboratory="Usability laboratory, Ministry of Digital Affairs",
        service=Service(
            ServiceId("service"),
            "Child benefit",
            "M. Petrova",
            ClientCategory.PEOPLE,
            LifeStage.PILOT,
            "A child is born",
        ),
        release=Release(ReleaseId("release"), ServiceId("service"), "2.3", date(2026, 4, 1)),
        study=study,
        protocols={SHA: PROTOCOL},
        standards=standards,
        questionnaires={one: library.questionnaire(one) for one in ("sus", "seq")},
        sessions=sessions,
        findings=findings(),
        verdicts=verdicts,
        gate=gate(
            judged_criteria(scope, verdicts, promised),
            judged_findings(findings(), promised),
            judged_segments(study, held),
            judged_tasks(PROTOCOL, held, {task: frozenset({SHA}) for task in TASKS}),
            on=TODAY.date(),
        ),
        made_at=TODAY,
        app_version="0.1.0",
        actions=(action,),
    )


def inspected() -> RoundFacts:
    """The round with a document that somebody attached and judged, a link, and a word that was taken back."""
    kept = Artefact("a7", ROUND, "CC-27", "Needs", "needs.pdf", "ab" * 32, 1024, "Maria", TODAY)
    link = replace(kept, id="a8", unit="Order", name="118-p", sha256="", size=0)
    said = Inspection("CC-27", "Needs", UnitOutcome.PASSED, "Maria", TODAY)
    gone = TakenBack("CC-27", "Needs", "Oleg", UnitOutcome.CANT_TELL, TODAY)
    artefacts = (ArtefactFacts(kept, Condition.CHANGED), ArtefactFacts(link))
    return replace(facts(), inspections=(said,), artefacts=artefacts, taken_back=(gone,))
