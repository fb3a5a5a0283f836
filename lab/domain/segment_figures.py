"""The figures beside which a criterion of the whole round is judged: success, time and scores, segment by segment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.domain.attempt import Attempt
from lab.domain.held import Held
from lab.domain.metrics.means import Mean, mean
from lab.domain.metrics.shares import Share, share
from lab.domain.metrics.times import TypicalTime, typical_time
from lab.domain.study import Segment
from lab.domain.timeline import SECOND_US
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from protocols.scoring import ScoringRefused, score


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """One task: participants who reached its goal without help, of those who finished it; and the time these needed."""

    task: str
    success: Share
    time: TypicalTime | None


@dataclass(frozen=True, slots=True)
class SegmentFigures:
    """One declared segment, or everybody (segment None).

    Attributes:
        participants: heard, each once.
        scores: questionnaire id → mean score of those who answered it after the session.
    """

    segment: Segment | None
    participants: int
    tasks: tuple[TaskFigures, ...]
    scores: Mapping[str, Mean]


def figures_by_segment(
    protocol: Protocol,
    questionnaires: Sequence[Questionnaire],
    segments: Sequence[Segment],
    sessions: Iterable[Held],
    pooled: Mapping[str, frozenset[str]],
) -> tuple[SegmentFigures, ...]:
    """Everybody first, then segment by segment. `pooled`: task → protocol hashes whose sessions count for it."""
    counted = [held for held in sessions if held.counts]
    groups: list[tuple[Segment | None, list[Held]]] = [(None, counted)]
    groups += [(one, [held for held in counted if held.segment_id == one.id]) for one in segments]
    return tuple(
        SegmentFigures(
            segment,
            len({held.code for held in heard}),
            tuple(_task(task.id, [one for one in heard if one.protocol_sha256 in pooled[task.id]])
                  for task in protocol.tasks),
            {one.id: found for one in questionnaires if (found := _score(one, heard)) is not None},
        )
        for segment, heard in groups
    )  # fmt: skip


def _task(task: str, sessions: Iterable[Held]) -> TaskFigures:
    last = _last_attempts(task, sessions)
    reached = [_seconds(held, attempt) for held, attempt in last if attempt.unassisted_success]
    return TaskFigures(task, share(len(reached), len(last)), typical_time([one for one in reached if one > 0]))


def _last_attempts(task: str, sessions: Iterable[Held]) -> list[tuple[Held, Attempt]]:
    """Of every participant the last attempt that counts and has an outcome."""
    last: dict[str, tuple[Held, Attempt]] = {}
    for held in sorted(sessions, key=lambda one: one.starts):
        for attempt in held.record.attempts:
            if attempt.task == task and attempt.counts and attempt.outcome is not None:
                last[held.code] = held, attempt
    return list(last.values())


def _seconds(held: Held, attempt: Attempt) -> float:
    return attempt.time_on_task_us(held.record.pauses) / SECOND_US


def _score(questionnaire: Questionnaire, sessions: Iterable[Held]) -> Mean | None:
    values = []
    for held in sessions:
        for answers in held.record.answers:
            if answers.questionnaire == questionnaire.id and answers.task is None:
                try:
                    values.append(score(questionnaire, answers.values).value)
                except ScoringRefused:
                    continue
    return mean(values) if values else None
