"""The state of a session: what is known of it after all its events (`lab.domain.folding`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lab.domain.annotation import Annotation, Change
from lab.domain.attempt import Attempt
from lab.domain.attendance import Attendance
from lab.domain.clap import ClapMeasure
from lab.domain.events import CheckFault, RecordingNoted, SessionMoved
from lab.domain.judgement import Answers, Judgement
from lab.domain.session import SessionState
from lab.domain.timeline import Span

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Move:
    """A change of state, and when."""

    to: SessionState
    at_us: int
    author: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact of the recorder."""

    fact: str
    at_us: int
    facts: Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class CheckOverride:
    """Somebody started the session although its devices were not found ready. No faults: they were not checked."""

    faults: tuple[CheckFault, ...]
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Everything that is known of a session, at one moment.

    Attributes:
        last_seq: number of the last journal event in it.
        attempts_by_id, annotations_by_id: in the order in which they came.
        changes_waiting: annotation's id → changes that came before the annotation itself.
        judgements_by_judge: (criterion, judge) → that judge's latest word.
        adjudications: criterion → the latest word that settles judges who differ.
        judgements_taken_back: (criterion, judge, whether it settled judges who differ) → the word that was taken back,
            at the time when it was; none where another took its place.
        answers_by_place: (questionnaire, task) → the latest answers.
        recording: the recorder's facts, oldest first.
        check_faults: what the last check of the devices found; None if none was made.
        override: why it was started all the same; None where the devices were ready.
        claps: how far sound and cameras are from the screen, as far as that was measured on its day.
        people: who came by the page while the session was open.
        erased: the participant withdrew and the words are gone.
    """

    state: SessionState = SessionState.PLANNED
    origin_us: int | None = None
    last_seq: int = 0
    attempts_by_id: Mapping[str, Attempt] = field(default_factory=dict)
    annotations_by_id: Mapping[str, Annotation] = field(default_factory=dict)
    changes_waiting: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    judgements_by_judge: Mapping[tuple[str, str], Judgement] = field(default_factory=dict)
    adjudications: Mapping[str, Judgement] = field(default_factory=dict)
    judgements_taken_back: Mapping[tuple[str, str, bool], Judgement] = field(default_factory=dict)
    answers_by_place: Mapping[tuple[str, str | None], Answers] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    recording: tuple[Noted, ...] = ()
    clock_gaps: tuple[Span, ...] = ()
    blinded: bool = False
    check_faults: tuple[CheckFault, ...] | None = None
    override: CheckOverride | None = None
    claps: tuple[ClapMeasure, ...] = ()
    people: Attendance = field(default_factory=dict)
    erased: bool = False

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts, in order."""
        return tuple(self.attempts_by_id.values())

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Annotations that were not taken back, by anchor."""
        return tuple(
            sorted(
                (one for one in self.annotations_by_id.values() if not one.retracted),
                key=lambda one: (one.anchor_us, one.id),
            )
        )

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The latest word of every judge on every criterion, and then what settled those who differ."""
        return (*self.judgements_by_judge.values(), *self.adjudications.values())

    @property
    def answers(self) -> tuple[Answers, ...]:
        """The latest answers to every questionnaire."""
        return tuple(self.answers_by_place.values())

    @property
    def running_attempt(self) -> Attempt | None:
        """The attempt that has no end yet."""
        return next((one for one in self.attempts_by_id.values() if one.is_running and not one.voided), None)

    @property
    def started_us(self) -> int | None:
        """When the session first ran."""
        return next((move.at_us for move in self.moves if move.to is SessionState.RUNNING), None)

    @property
    def finished_us(self) -> int | None:
        """When its recording ended: the first move out of running or paused for good."""
        ends = (SessionState.DEBRIEF, SessionState.ABORTED, SessionState.CLOSED, SessionState.WITHDRAWN)
        return next((move.at_us for move in self.moves if move.to in ends), None)

    @property
    def pauses(self) -> tuple[Span, ...]:
        """Spans in which the session was paused; one that still lasts is not among them."""
        spans, paused_at = [], None
        for move in self.moves:
            if paused_at is not None and move.at_us >= paused_at:
                spans.append(Span(paused_at, move.at_us))
            paused_at = move.at_us if move.to is SessionState.PAUSED else None
        return tuple(spans)

    def pauses_until(self, now_us: int) -> tuple[Span, ...]:
        """All pauses up to `now_us`, one that still lasts among them."""
        last = self.moves[-1] if self.moves else None
        if last is None or last.to is not SessionState.PAUSED or now_us < last.at_us:
            return self.pauses
        return (*self.pauses, Span(last.at_us, now_us))

    def running_us(self, now_us: int) -> int:
        """How long the session has run up to `now_us`, pauses left out; 0 before it ran."""
        if self.started_us is None:
            return 0
        end = self.finished_us if self.finished_us is not None else now_us
        last = self.moves[-1]
        if last.to is SessionState.PAUSED:
            end = min(end, last.at_us)
        return max(0, end - self.started_us - sum(pause.duration_us for pause in self.pauses))

    def annotated(self, annotation: Annotation) -> "SessionRecord":
        """The record with this annotation, in the place of the one it was before."""
        return replace(self, annotations_by_id={**self.annotations_by_id, annotation.id: annotation})

    def moved(self, event: SessionMoved) -> "SessionRecord":
        """The record in another state."""
        move = Move(event.to_state, event.at_us, event.author, event.reason)
        return replace(self, state=event.to_state, moves=(*self.moves, move))

    def noted(self, event: RecordingNoted) -> "SessionRecord":
        """The record with one more fact of the recorder."""
        return replace(self, recording=(*self.recording, Noted(event.fact, event.at_us, event.facts)))
