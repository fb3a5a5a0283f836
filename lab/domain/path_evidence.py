"""What every figure of the client's path rests on: moments that can be looked at in the recording."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lab.domain.annotation import Annotation
from lab.domain.client_path import is_wait
from lab.domain.held import Held
from lab.domain.task_figures import last_attempts, scores
from protocols.protocol import Protocol, Stage
from protocols.questionnaire import Questionnaire


class Shows(StrEnum):
    """Which figure of a stage a moment is behind."""

    SUCCESS = "success"
    TIME = "time"
    WAITING = "waiting"
    EASE = "ease"
    GOOD = "good"
    BAD = "bad"
    QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of one session.

    Attributes:
        at_us: session clock.
        annotation: that it is of; None for an attempt or an answer.
        outcome: of an attempt. seconds: time on task, or the wait. answer: of a questionnaire.
    """

    shows: Shows
    participant: str
    session_id: str
    at_us: int
    task: str | None = None
    annotation: Annotation | None = None
    outcome: str | None = None
    seconds: float | None = None
    answer: float | None = None


def moments(
    stage: Stage,
    protocol: Protocol,
    questionnaires: Iterable[Questionnaire],
    sessions: Sequence[Held],
    pooled: Mapping[str, frozenset[str]],
) -> tuple[Moment, ...]:
    """Everything behind the figures of a stage, as `client_path` counts it; by participant and time."""
    counted = [held for held in sessions if held.counts]
    tasks = [task.id for task in protocol.tasks if task.stage == stage.id]
    ease = [one for one in questionnaires if one.scoring == "seq" and one.id in protocol.questionnaires.after_task]
    found = [
        *(one for task in tasks for one in _attempts(task, [held for held in counted
                                                             if held.protocol_sha256 in pooled[task]])),
        *(one for task in tasks for held in counted if held.protocol_sha256 in pooled[task]
          for one in _answers(task, ease, held)),
        *(one for held in counted for tag in held.record.annotations if tag.task in tasks
          for one in _tagged(held, tag, protocol)),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.participant, one.at_us)))


def _attempts(task: str, sessions: Sequence[Held]) -> Iterator[Moment]:
    for one in last_attempts(task, sessions):
        attempt, held = one.attempt, one.held
        outcome = "assisted" if attempt.outcome == "success" and attempt.assists else str(attempt.outcome)
        for shows in (Shows.SUCCESS, Shows.TIME):
            if shows is Shows.SUCCESS or attempt.unassisted_success:
                yield Moment(
                    shows, held.code, held.session_id, attempt.start_us, task, outcome=outcome, seconds=one.seconds
                )


def _answers(task: str, asked: Iterable[Questionnaire], held: Held) -> Iterator[Moment]:
    for questionnaire in asked:
        for value in scores(questionnaire, task, [held]).values:
            at_us = max((one.end_us or 0 for one in held.record.attempts if one.task == task), default=0)
            yield Moment(Shows.EASE, held.code, held.session_id, at_us, task, answer=value)


def _tagged(held: Held, tag: Annotation, protocol: Protocol) -> Iterator[Moment]:
    shown = [Shows.GOOD] if tag.polarity == "positive" else []
    if tag.is_against:
        shown = [Shows.BAD]
    seconds = None
    if is_wait(tag, protocol):
        shown = [*shown, Shows.WAITING]
        seconds = tag.span_us / 1_000_000 if tag.span_us else None
    if tag.quote:
        shown = [*shown, Shows.QUOTES]
    for shows in shown:
        yield Moment(shows, held.code, held.session_id, tag.anchor_us, tag.task, tag, seconds=seconds)
