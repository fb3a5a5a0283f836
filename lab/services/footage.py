"""How finely pictures are recorded, and how large that makes an hour: one choice for all pictures of a session."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recordings.plan import Quality, SourcePlan

QUALITIES: tuple[Quality, ...] = ("small", "balanced", "archive")

_SCREEN_AN_HOUR: Mapping[Quality, int] = {"small": 300_000_000, "balanced": 600_000_000, "archive": 700_000_000}
"""Of 1080p, between a form that is filled in and a page that scrolls without end (0.2–0.4, 0.4–0.8, 0.4–0.9 GB)."""

_CAMERA_AN_HOUR: Mapping[Quality, int] = {"small": 300_000_000, "balanced": 600_000_000}
"""A head that moves a little before a noisy 720p sensor."""

_SOUND_AN_HOUR = 43_000_000
_SHARPER = 1.3


@dataclass(frozen=True, slots=True)
class Footage:
    """How pictures are recorded.

    The archive's quality and `sharp_colours` hold for what shows a screen. A camera has no sharper colours to give, and
    the archive would keep every grain of its noise: up to thirty times the room for nothing.
    """

    quality: Quality = "balanced"
    sharp_colours: bool = False

    @classmethod
    def of(cls, sources: Sequence[SourcePlan]) -> "Footage | None":
        """How these sources are recorded; None if none of them shows a screen."""
        screen = next((one for one in sources if one.shows_screen), None)
        return cls(screen.quality, screen.sharp_colours) if screen is not None else None

    def applied(self, sources: Iterable[SourcePlan]) -> tuple[SourcePlan, ...]:
        """The same sources, recorded like this."""
        return tuple(one if one.is_sound else one.model_copy(update=self._told(one)) for one in sources)

    def bytes_an_hour(self, sources: Iterable[SourcePlan]) -> int:
        """About how large an hour of these sources is, recorded like this."""
        return round(sum(self._one_an_hour(one) for one in sources))

    def _told(self, source: SourcePlan) -> dict[str, object]:
        if source.shows_screen:
            return {"quality": self.quality, "sharp_colours": self.sharp_colours}
        return {"quality": self._camera_quality, "sharp_colours": False}

    @property
    def _camera_quality(self) -> Quality:
        return "small" if self.quality == "small" else "balanced"

    def _one_an_hour(self, source: SourcePlan) -> float:
        if source.is_sound:
            return _SOUND_AN_HOUR
        if not source.shows_screen:
            return _CAMERA_AN_HOUR[self._camera_quality]
        return _SCREEN_AN_HOUR[self.quality] * (_SHARPER if self.sharp_colours else 1)
