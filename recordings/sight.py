"""What the pictures of one source show, second by second: nothing at all, or always the same."""

from recordings import looking
from recordings.judging import black_picture, moved_part, moving_picture
from recordings.plan import SourcePlan
from recordings.sources.base import Picture


class Sight:
    """Looks at one picture a second; an unchanged one costs nothing. Times are machine clock.

    Attributes:
        still_s: for how long nothing moved, the noise of a sensor included; of a camera only.
        black_s: for how long there was nothing to be seen.
    """

    def __init__(self, plan: SourcePlan) -> None:
        self._filmed = not plan.shows_screen
        self.forget()

    def forget(self) -> None:
        """Begin anew: the source delivers nothing now."""
        self._picture: Picture | None = None
        self._changed_us = 0
        self._samples = b""
        self._moved_us = 0
        self._black = False
        self._black_since_us = 0
        self.still_s = 0.0
        self.black_s = 0.0

    def look(self, picture: Picture | None, changed_us: int, clock_us: int) -> None:
        """Look at the newest picture of a source that delivers; the picture last changed at `changed_us`."""
        if picture is None:
            return
        if picture is not self._picture:
            self._look_at(picture, changed_us, clock_us)
        self.black_s = max(0, clock_us - self._black_since_us) / 1e6 if self._black else 0.0

    def _look_at(self, picture: Picture, changed_us: int, clock_us: int) -> None:
        before, self._picture = self._picture, picture
        # The source's thread may have seen a change whose picture is not the newest yet.
        changed_us = changed_us if changed_us <= picture.clock_us else 0
        if before is None or not changed_us or changed_us != self._changed_us:
            self._changed_us = changed_us
            black = black_picture(looking.light(picture.frame), filmed=self._filmed)
            if black and not self._black:
                self._black_since_us = clock_us
            self._black = black
        if self._filmed:
            samples, self._samples = self._samples, looking.samples(picture.frame)
            if before is None or moving_picture(moved_part(samples, self._samples)):
                self._moved_us = picture.clock_us
            self.still_s = max(0, picture.clock_us - self._moved_us) / 1e6
