"""The client's path: stage by stage success, time, waiting, ease, what was seen for and against it, and quotes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from lab.domain.annotation import Annotation
from lab.domain.held import Held
from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import Mean, mean
from lab.domain.metrics.shares import Share, share
from lab.domain.metrics.times import TypicalTime, typical_time
from lab.domain.metrics.waiting import Waiting, waiting
from lab.domain.study import Segment
from lab.domain.task_figures import LastAttempt, last_attempts, scored
from lab.domain.timeline import SECOND_US, Span
from protocols.protocol import PadButton, Protocol, Stage
from protocols.questionnaire import Questionnaire

EASE = Interval(1, 7)
"""The scale of the single ease question."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a participant said at a stage; `polarity` of the annotation that keeps it."""

    participant: str
    session_id: str
    at_us: int
    words: str
    polarity: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How many annotations, and of how many participants."""

    annotations: int
    participants: int


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage.

    Attributes:
        success: participants who reached the goal of every task of it that they finished, without help.
        time: what these needed for it; `not_arrived` others have no time.
        waiting: None where the protocol has no button for waiting at this stage, nobody was there, or the waiting of
            anybody is not measured: the others are those who waited less, and would make it look too short.
        unmeasured: participants who waited nobody knows how long: the button was pressed and not held.
        ease: mean of 1–7 (SEQ), each participant once; None where nobody was asked.
    """

    stage: str
    success: Share
    time: TypicalTime | None
    not_arrived: int
    waiting: Waiting | None
    unmeasured: int
    ease: Mean | None
    good: Seen
    bad: Seen
    quotes: tuple[Quote, ...]


def client_path(
    protocol: Protocol,
    questionnaires: Iterable[Questionnaire],
    sessions: Iterable[Held],
    pooled: Mapping[str, frozenset[str]],
) -> tuple[StageFigures, ...]:
    """Every stage in its order. `pooled`: task → protocol hashes whose sessions count for it. For a segment, give its
    sessions alone.
    """
    counted = [held for held in sessions if held.counts]
    ease = [one for one in questionnaires if one.scoring == "seq" and one.id in protocol.questionnaires.after_task]
    return tuple(_stage(stage, protocol, ease, counted, pooled) for stage in protocol.stages)


@dataclass(frozen=True, slots=True)
class SegmentPath:
    """The path of a declared segment; `stages` None where it is too thin to say anything."""

    segment: Segment
    participants: int
    stages: tuple[StageFigures, ...] | None


def paths_by_segment(
    protocol: Protocol,
    questionnaires: Sequence[Questionnaire],
    segments: Iterable[Segment],
    sessions: Sequence[Held],
    pooled: Mapping[str, frozenset[str]],
    least: int,
) -> tuple[SegmentPath, ...]:
    """Every declared segment. `least`: participants that it needs."""
    found = []
    for segment in segments:
        inside = [held for held in sessions if held.counts and held.segment_id == segment.id]
        people = len({held.participant_id for held in inside})
        stages = client_path(protocol, questionnaires, inside, pooled) if people >= least else None
        found.append(SegmentPath(segment, people, stages))
    return tuple(found)


def _stage(
    stage: Stage,
    protocol: Protocol,
    ease: Sequence[Questionnaire],
    sessions: Sequence[Held],
    pooled: Mapping[str, frozenset[str]],
) -> StageFigures:
    tasks = [task.id for task in protocol.tasks if task.stage == stage.id]
    together = {task: [held for held in sessions if held.protocol_sha256 in pooled[task]] for task in tasks}
    finished = _by_person(one for task in tasks for one in last_attempts(task, together[task]))
    times = [
        sum(one.seconds for one in attempts)
        for attempts in finished.values()
        if all(one.attempt.unassisted_success for one in attempts)
    ]
    seen = [(held, one) for held in sessions for one in held.record.annotations if one.task in tasks]
    waits = [(held, one) for held, one in seen if is_wait(one, protocol)]
    return StageFigures(
        stage=stage.id,
        success=share(len(times), len(finished)),
        time=typical_time([seconds for seconds in times if seconds > 0]),
        not_arrived=len(finished) - len(times),
        waiting=_waiting(stage, protocol, tasks, finished, waits),
        unmeasured=len(_unmeasured(waits)),
        ease=_ease(ease, together),
        good=_count((held, one) for held, one in seen if one.polarity == "positive"),
        bad=_count((held, one) for held, one in seen if one.is_against),
        quotes=tuple(
            Quote(held.code, held.session_id, one.anchor_us, one.quote, one.polarity)
            for held, one in seen
            if one.quote
        ),
    )  # fmt: skip


def _by_person(attempts: Iterable[LastAttempt]) -> dict[str, list[LastAttempt]]:
    found: dict[str, list[LastAttempt]] = {}
    for one in attempts:
        found.setdefault(one.held.code, []).append(one)
    return found


def is_wait(annotation: Annotation, protocol: Protocol) -> bool:
    """Whether the button that it was put with measures waiting."""
    return annotation.button in {one.id for one in _buttons(protocol, [annotation.task or ""]) if one.waiting}


def _buttons(protocol: Protocol, tasks: Sequence[str]) -> list[PadButton]:
    return [*protocol.common_pad, *(one for task in protocol.tasks if task.id in tasks for one in task.tag_pad)]


def _waiting(
    stage: Stage,
    protocol: Protocol,
    tasks: Sequence[str],
    finished: Mapping[str, Sequence[LastAttempt]],
    waits: Sequence[tuple[Held, Annotation]],
) -> Waiting | None:
    """Whoever finished a task of the stage and has no wait did not wait."""
    if not any(one.waiting for one in _buttons(protocol, tasks)):
        return None
    by_session: dict[str, list[Span]] = {}
    people: dict[str, float] = dict.fromkeys(finished, 0.0)
    for held, one in waits:
        by_session.setdefault(held.session_id, []).append(Span(one.anchor_us, one.end_us))
    for held in {held.session_id: held for held, _one in waits}.values():
        people[held.code] = people.get(held.code, 0.0) + covered_us(by_session[held.session_id]) / SECOND_US
    if not people or _unmeasured(waits):
        return None
    return waiting(list(people.values()), stage.longest_wait_s)


def _unmeasured(waits: Iterable[tuple[Held, Annotation]]) -> set[str]:
    return {held.code for held, one in waits if not one.span_us}


def covered_us(spans: Iterable[Span]) -> int:
    """How long the spans are together, µs: two observers who mark one wait make it no longer."""
    covered, reached = 0, None
    for span in sorted(spans, key=lambda one: one.start_us):
        begin = span.start_us if reached is None else max(span.start_us, reached)
        covered += max(0, span.end_us - begin)
        reached = span.end_us if reached is None else max(reached, span.end_us)
    return covered


def _ease(asked: Sequence[Questionnaire], together: Mapping[str, Sequence[Held]]) -> Mean | None:
    """Of every participant the mean over the stage's tasks: who did more tasks does not count more."""
    answers: dict[str, list[float]] = {}
    for questionnaire in asked:
        for task, sessions in together.items():
            for person, value in scored(questionnaire, task, sessions).items():
                answers.setdefault(person, []).append(value)
    return mean([fmean(values) for values in answers.values()], scale=EASE) if answers else None


def _count(seen: Iterable[tuple[Held, Annotation]]) -> Seen:
    chosen = [held.code for held, _one in seen]
    return Seen(len(chosen), len(set(chosen)))
