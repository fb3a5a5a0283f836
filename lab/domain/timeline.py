"""Moments and spans on the session clock: integer microseconds since the session's origin."""

from dataclasses import dataclass

SECOND_US = 1_000_000
DEFAULT_LEAD_US = 3 * SECOND_US
DEFAULT_LAG_US = 7 * SECOND_US


@dataclass(frozen=True, slots=True)
class Span:
    """From `start_us` up to, not including, `end_us`."""

    start_us: int
    end_us: int

    def __post_init__(self) -> None:
        if self.end_us < self.start_us:
            msg = f"a span cannot end before it starts: {self.start_us}..{self.end_us}"
            raise ValueError(msg)

    @property
    def duration_us(self) -> int:
        """Length in µs."""
        return self.end_us - self.start_us

    def contains(self, moment_us: int) -> bool:
        """Whether the moment lies inside."""
        return self.start_us <= moment_us < self.end_us


def clip_span(anchor_us: int, lead_us: int, lag_us: int) -> Span:
    """What a clip of an annotation shows: from `lead_us` before its anchor to `lag_us` after, not before the origin."""
    return Span(max(0, anchor_us - lead_us), max(0, anchor_us + lag_us))


def clock_text(moment_us: int) -> str:
    """A moment as people read it: m:ss, from one hour on h:mm:ss."""
    seconds = max(0, moment_us) // SECOND_US
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
