"""An attempt at a task: its start and end, its outcome, the help that was given."""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.domain.events import AttemptOutcome
from lab.domain.timeline import Span


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one task.

    Attributes:
        order: its place among the attempts of the session, from 1.
        end_us: None while it runs.
        stretches: closed stretches of it that ended too early and were added to: the time between does not count.
        assists: how often the moderator helped.
        restarts: how often it began anew.
        voided: it does not count, and why. ended_by_void: it still ran then.
    """

    id: str
    task: str
    order: int
    start_us: int
    end_us: int | None = None
    outcome: AttemptOutcome | None = None
    assists: int = 0
    restarts: int = 0
    voided: bool = False
    void_reason: str = ""
    ended_by_void: bool = False
    stretches: tuple[Span, ...] = ()
    stretch_start_us: int | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has no end yet."""
        return self.end_us is None

    @property
    def counts(self) -> bool:
        """Whether it is finished and not voided."""
        return not self.voided and self.end_us is not None

    @property
    def unassisted_success(self) -> bool:
        """Reached the goal without help."""
        return self.outcome == "success" and self.assists == 0

    def time_on_task_us(self, pauses: Iterable[Span] = (), now_us: int | None = None) -> int:
        """Time spent on it in µs, without the session's pauses and the time between an end that was too early and
        its continuation. For a running attempt up to `now_us`.
        """
        worked = self.worked(now_us)
        paused = sum(shared_us(stretch, pause) for stretch in worked for pause in pauses)
        return sum(stretch.duration_us for stretch in worked) - paused

    def worked(self, now_us: int | None = None) -> tuple[Span, ...]:
        """When it was worked on, pauses of the session included: not the time between an end that was too early and its
        continuation. Of a running attempt up to `now_us`.
        """
        end = self.end_us if self.end_us is not None else now_us
        begin = self.start_us if self.stretch_start_us is None else self.stretch_start_us
        if end is None:
            return self.stretches
        spans = (*self.stretches, Span(begin, max(begin, end)))
        # A corrected end may lie before a stretch, or within one.
        return tuple(cut for span in spans if (cut := _within(span, self.start_us, end)) is not None)


def _within(span: Span, start_us: int, end_us: int) -> Span | None:
    """The part of a span that lies between two moments."""
    begin, end = max(span.start_us, start_us), min(span.end_us, end_us)
    return Span(begin, end) if begin <= end else None


def shared_us(one: Span, other: Span) -> int:
    """How long two spans overlap, µs."""
    return max(0, min(one.end_us, other.end_us) - max(one.start_us, other.start_us))
