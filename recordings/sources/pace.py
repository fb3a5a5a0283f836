"""No more pictures than were asked for, from a camera that delivers more."""


class Pace:
    """Says which pictures are taken."""

    def __init__(self, fps: int) -> None:
        self._frame_us = 1_000_000 // fps
        self._due_us = 0

    def takes(self, taken_us: int) -> bool:
        """Whether the picture of that moment is one of them; then the next one is due a frame later."""
        if taken_us < self._due_us:
            return False
        # A quarter of a frame early is jitter, not speed.
        self._due_us = max(self._due_us + self._frame_us, taken_us + self._frame_us * 3 // 4)
        return True
