"""When a picture was on the screen, from when a library says that it was grabbed and from when it came.

The library counts from a moment of its own. The least time that any picture has needed lies closest to the truth: with
it the library's times are put on our clock, and what delayed the others delays them no longer. Times that do not rise,
or run away from the arrivals, are not believed: then the arrival counts.
"""

BELIEVED_US = 250_000
"""A picture is at most so much older than its arrival."""


class FrameTimes:
    """The pictures of one opened device, in order."""

    def __init__(self) -> None:
        self._least_us: int | None = None
        self._last_us = -1

    def stamp(self, said_us: int, came_us: int) -> int:
        """The machine clock of a picture.

        Args:
            said_us: the library's own time; negative where it has none.
            came_us: machine clock of its arrival.
        """
        rises, self._last_us = said_us > self._last_us, said_us
        if said_us < 0 or not rises:
            self._least_us = None
            return came_us
        away_us = came_us - said_us
        if self._least_us is None or abs(away_us - self._least_us) > BELIEVED_US:
            self._least_us = away_us  # the first one; or one of the clocks was set
        self._least_us = min(self._least_us, away_us)
        return said_us + self._least_us
