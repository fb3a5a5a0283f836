"""Where a session stands with its tasks: the order, the next one, how each went. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.domain.attempt import Attempt
from lab.domain.record import SessionRecord
from protocols.protocol import Protocol, Task


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task and what became of it so far.

    Attributes:
        attempts: those that count, in their order; voided ones are left out.
    """

    number: int
    task: Task
    attempts: tuple[Attempt, ...]

    @property
    def last(self) -> Attempt | None:
        """The last attempt that counts."""
        return self.attempts[-1] if self.attempts else None

    @property
    def is_running(self) -> bool:
        """Whether the participant works on it now."""
        return self.last is not None and self.last.end_us is None

    @property
    def is_ended(self) -> bool:
        """Whether an attempt reached its end."""
        return self.last is not None and self.last.end_us is not None


def tasks_in_order(protocol: Protocol, order: Iterable[str]) -> tuple[Task, ...]:
    """The tasks as this participant gets them; without an order, as the protocol has them."""
    wanted = tuple(order)
    return tuple(protocol.task(task) for task in wanted) if wanted else protocol.tasks


def standings(tasks: Iterable[Task], record: SessionRecord) -> tuple[TaskStanding, ...]:
    """How every task stands."""
    return tuple(
        TaskStanding(
            number,
            task,
            tuple(attempt for attempt in record.attempts if attempt.task == task.id and not attempt.voided),
        )
        for number, task in enumerate(tasks, start=1)
    )


def next_task(stand: Iterable[TaskStanding]) -> TaskStanding | None:
    """The first task after the last one begun that was never begun; else the first never begun at all."""
    every = tuple(stand)
    last_begun = max((one.number for one in every if one.attempts), default=0)
    waiting = [one for one in every if not one.attempts]
    return next((one for one in waiting if one.number > last_begun), waiting[0] if waiting else None)


def last_ended(record: SessionRecord) -> Attempt | None:
    """The attempt that ended last, voided ones left out."""
    ended = [attempt for attempt in record.attempts if attempt.end_us is not None and not attempt.voided]
    return max(ended, key=lambda attempt: attempt.end_us or 0, default=None)
