"""Two groups side by side (two rounds; a segment and everybody else): each figure with its test and its interval.

The groups are different people: codes hold within a round, so nobody is known again in another. Success: N − 1
two-proportion, or Fisher's exact test where an expected count is below 1; scores and times: Welch's t (Sauro & Lewis,
ch. 5). Every change is later minus earlier; of times, later ÷ earlier, geometric means of unaided successes: who never
arrived has no time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from lab.domain.held import Held
from lab.domain.ids import ParticipantId
from lab.domain.metrics.interval import Interval, within
from lab.domain.metrics.recommendation import HIGHEST, sign
from lab.domain.metrics.satisfaction import SATISFIED_FROM
from lab.domain.metrics.shares import Share, share
from lab.domain.metrics.times import TypicalTime, geometric_mean
from lab.domain.metrics.two_groups import compare_means, compare_shares, compare_table, compare_times, sample_of
from lab.domain.questionnaire_figures import Summary, scale_of, summary
from lab.domain.task_figures import last_attempts, scored
from protocols.questionnaire import Questionnaire

Value = TypeVar("Value")
ByPerson = Mapping[ParticipantId, Value]
"""Participant → what is known of them in one round."""


class HowTested(StrEnum):
    """How a change was tested."""

    N_MINUS_1 = "n_minus_1"
    FISHER = "fisher"
    WELCH = "welch_t"


class Unlike(StrEnum):
    """What makes two rounds less comparable than a round and its retest with the same protocol. `protocol`: another one
    that leaves the tasks as they were; `tasks`: not all of them are the same in both.
    """

    NO_RETEST = "no_retest"
    PROTOCOL = "protocol"
    TASKS = "tasks"
    STANDARDS = "standards"
    SEGMENTS = "segments"
    NOBODY_EARLIER = "nobody_earlier"
    NOBODY_LATER = "nobody_later"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: `by` within `interval` (95 %), two-sided `p` of `test`.

    Attributes:
        by: later minus earlier; of times later ÷ earlier.
        none: what `by` is when nothing changed: 0, or 1 for a ratio.
    """

    test: HowTested
    by: float
    interval: Interval
    p: float
    none: float = 0.0

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval leaves out that nothing changed."""
        return not self.interval.low <= self.none <= self.interval.high


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task in both rounds; a change is None where there are too few people to test it, or nothing varies.

    Attributes:
        not_arrived: attempts of either round that are not in its time.
    """

    task: str
    success: tuple[Share, Share]
    success_change: Change | None
    time: tuple[TypicalTime | None, TypicalTime | None]
    time_change: Change | None
    not_arrived: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One questionnaire in both rounds, after a task or after the session (task None)."""

    questionnaire: str
    task: str | None
    scores: tuple[Summary, Summary]
    change: Change | None


@dataclass(frozen=True, slots=True)
class GroupsCompared:
    """A later round beside an earlier one, or a segment (later) beside everybody else (earlier).

    Attributes:
        participants: heard in the earlier, in the later.
        not_compared: tasks that one of the two does not have, or has with other words.
    """

    participants: tuple[int, int]
    tasks: tuple[TaskChange, ...]
    scores: tuple[ScoreChange, ...]
    not_compared: tuple[str, ...]

    @property
    def tests(self) -> int:
        """How many changes were tested: at 95 % one in twenty differs by chance."""
        changes = [one for task in self.tasks for one in (task.success_change, task.time_change)]
        return sum(one is not None for one in (*changes, *(score.change for score in self.scores)))


@dataclass(frozen=True, slots=True)
class Side:
    """One group: its sessions that count, and for each task those whose figures belong together."""

    sessions: Sequence[Held]
    by_task: Mapping[str, Sequence[Held]]

    @property
    def people(self) -> frozenset[ParticipantId]:
        """Everybody who was heard."""
        return frozenset(held.participant_id for held in self.sessions)


def compare_groups(
    earlier: Side,
    later: Side,
    tasks: Sequence[str],
    asked: Iterable[tuple[Questionnaire, str | None]],
    not_compared: Iterable[str] = (),
) -> GroupsCompared:
    """Everything that both groups have. `tasks`: those that mean the same in both; `asked`: questionnaires, after which
    task or after the session.
    """
    both = (earlier, later)
    scores = (_score(questionnaire, task, both) for questionnaire, task in asked if task is None or task in tasks)
    return GroupsCompared(
        (len(earlier.people), len(later.people)),
        tuple(one for task in tasks if (one := _task(task, both)) is not None),
        tuple(one for one in scores if one is not None),
        tuple(not_compared),
    )


def _task(task: str, both: tuple[Side, Side]) -> TaskChange | None:
    """None where nobody of one round finished the task."""
    last = [last_attempts(task, side.by_task[task]) for side in both]
    if not all(last):
        return None
    reached = [{one.held.participant_id: one.attempt.unassisted_success for one in found} for found in last]
    times = [
        {one.held.participant_id: one.seconds for one in found if one.attempt.unassisted_success and one.seconds > 0}
        for found in last
    ]
    return TaskChange(
        task,
        (_share(reached[0]), _share(reached[1])),
        _success_change(*reached),
        (_time(times[0]), _time(times[1])),
        _time_change(*times),
        (len(last[0]) - len(times[0]), len(last[1]) - len(times[1])),
    )


def _share(reached: ByPerson[bool]) -> Share:
    return share(sum(reached.values()), len(reached))


def _time(times: ByPerson[float]) -> TypicalTime | None:
    return geometric_mean(list(times.values())) if times else None


def _success_change(earlier: ByPerson[bool], later: ByPerson[bool]) -> Change:
    hits1, n1, hits2, n2 = sum(later.values()), len(later), sum(earlier.values()), len(earlier)
    found = compare_shares(hits1, n1, hits2, n2)
    by = hits1 / n1 - hits2 / n2
    expected = min(n1, n2) * min(hits1 + hits2, n1 + n2 - hits1 - hits2) / (n1 + n2)
    if expected < 1:
        exact = compare_table([[hits1, n1 - hits1], [hits2, n2 - hits2]])
        return Change(HowTested.FISHER, by, found.difference, exact.p)
    return Change(HowTested.N_MINUS_1, by, found.difference, found.p)


def _time_change(earlier: ByPerson[float], later: ByPerson[float]) -> Change | None:
    try:
        found = compare_times(list(later.values()), list(earlier.values()))
    except ValueError:  # too few, or nothing varies: there is nothing to test
        return None
    return Change(HowTested.WELCH, found.ratio, found.interval, found.p, none=1.0)


def _score(questionnaire: Questionnaire, task: str | None, both: tuple[Side, Side]) -> ScoreChange | None:
    """None where nobody of one round answered."""
    sessions = [side.sessions if task is None else side.by_task[task] for side in both]
    earlier, later = (scored(questionnaire, task, of_round) for of_round in sessions)
    before, after = (summary(questionnaire, list(one.values())) for one in (earlier, later))
    if before is None or after is None:
        return None
    return ScoreChange(questionnaire.id, task, (before, after), _change(questionnaire, earlier, later))


def _change(questionnaire: Questionnaire, earlier: ByPerson[float], later: ByPerson[float]) -> Change | None:
    """CSAT is a share; of NPS the mean of +100, 0 and −100 is the score (trinomial means, Rocks 2016)."""
    if questionnaire.scoring == "csat":
        before, after = ({one: value >= SATISFIED_FROM for one, value in of.items()} for of in (earlier, later))
        return _success_change(before, after)
    if questionnaire.scoring == "nps":
        signs_before, signs_after = ({one: sign(value) for one, value in of.items()} for of in (earlier, later))
        return _score_change(signs_before, signs_after, Interval(sign(0), sign(HIGHEST)))
    return _score_change(earlier, later, scale_of(questionnaire))


def _score_change(earlier: ByPerson[float], later: ByPerson[float], scale: Interval) -> Change | None:
    """The change cannot be larger than the scale is long: its interval is cut there."""
    try:
        one, other = sample_of(list(later.values())), sample_of(list(earlier.values()))
        found = compare_means(one, other)
    except ValueError:
        return None
    most = scale.high - scale.low
    return Change(HowTested.WELCH, one.mean - other.mean, within(found.difference, Interval(-most, most)), found.p)
