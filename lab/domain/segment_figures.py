"""The figures beside which a criterion of the whole round is judged: success, time and scores, segment by segment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.domain.held import Held
from lab.domain.metrics.shares import Share, share
from lab.domain.metrics.times import TypicalTime, typical_time
from lab.domain.questionnaire_figures import Summary, summary
from lab.domain.study import Segment
from lab.domain.task_figures import last_attempts, scores
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire


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
        scores: questionnaire id → what those who answered it after the session come to.
    """

    segment: Segment | None
    participants: int
    tasks: tuple[TaskFigures, ...]
    scores: Mapping[str, Summary]


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
    last = last_attempts(task, sessions)
    reached = [one.seconds for one in last if one.attempt.unassisted_success]
    return TaskFigures(task, share(len(reached), len(last)), typical_time([one for one in reached if one > 0]))


def _score(questionnaire: Questionnaire, sessions: Iterable[Held]) -> Summary | None:
    return summary(questionnaire, scores(questionnaire, None, sessions).values)
