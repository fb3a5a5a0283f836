"""When a picture that came over a network, or from another process, was taken, by our clock.

Who sends it stamps pictures evenly, but on a clock of its own; they are delivered sooner or later. The picture
that was least on its way within the last seconds tells how the two clocks stand to each other, and all others follow.
What even that one needed (coding, the way itself) nobody knows: it is a constant of the device.
"""

WINDOW_US = 5_000_000
"""So long the quickest picture counts, at least; a crystal that is off by 100 ppm errs by 1 ms in twice this time."""

JUMP_US = 1_000_000
"""A stamp that runs ahead of the arrivals by more than this is of another clock."""


class ArrivalClock:
    """The moments of the pictures of one connection; they rise, and none lies later than its arrival."""

    def __init__(self) -> None:
        self._stamp_us: int | None = None
        self._arrived_us = 0
        self._taken_us = 0
        self._quickest: list[int] = []
        self._window_ends_us = 0

    def taken_us(self, stamp_us: int | None, arrived_us: int) -> int:
        """When the picture was taken, machine clock. `stamp_us`: the camera's own time of it; None for none."""
        taken_us = arrived_us if stamp_us is None else self._by_stamp(stamp_us, arrived_us)
        self._taken_us = max(taken_us, min(self._taken_us + 1, arrived_us))
        return self._taken_us

    def _by_stamp(self, stamp_us: int, arrived_us: int) -> int:
        if self._is_of_another_clock(stamp_us, arrived_us):
            self._quickest = []
        self._stamp_us, self._arrived_us = stamp_us, arrived_us
        lag_us = arrived_us - stamp_us
        if not self._quickest or arrived_us > self._window_ends_us:
            self._quickest = [*self._quickest[-1:], lag_us]
            self._window_ends_us = arrived_us + WINDOW_US
        self._quickest[-1] = min(self._quickest[-1], lag_us)
        return stamp_us + min(self._quickest)

    def _is_of_another_clock(self, stamp_us: int, arrived_us: int) -> bool:
        if self._stamp_us is None:
            return True
        step_us = stamp_us - self._stamp_us
        return step_us <= 0 or step_us - (arrived_us - self._arrived_us) > JUMP_US
