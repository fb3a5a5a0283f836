"""Picture against sound in a recorded file: every beep has its flash; and sound against the true time of each beep."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av import AudioFrame, VideoFrame

from recordings import manifest
from tests.benchmarks.flashes import HEIGHT, PERIOD_S, WIDTH, X, Y
from tests.recordings.filming import seconds_of

HALF_A_FRAME_MS = 1000 / 30 / 2
LOUD = 0.1


@dataclass(frozen=True)
class Offsets:
    """When each beep began, s, and how much later its flash is seen, ms; half a frame is taken off.

    A screen that is looked at thirty times a second shows a flash half a frame late on average.
    """

    at_s: npt.NDArray[np.float64]
    late_ms: npt.NDArray[np.float64]

    @property
    def median_ms(self) -> float:
        """The median."""
        return float(np.median(self.late_ms))

    @property
    def around_ms(self) -> float:
        """How far from the median 95 % lie at most."""
        return float(np.percentile(np.abs(self.late_ms - self.median_ms), 95))

    @property
    def drift_ms_a_minute(self) -> float:
        """How fast sound and picture part: the median of the slopes between all pairs (Theil 1950, Sen 1968)."""
        one, other = np.triu_indices(len(self.at_s), 1)
        slopes = (self.late_ms[other] - self.late_ms[one]) / (self.at_s[other] - self.at_s[one])
        return float(np.median(slopes)) * 60


def sound_offsets(path: Path) -> Offsets:
    """Measure a file."""
    flashes, beeps = _flashes_and_beeps(path)
    found = []
    for beep in beeps:
        flash = min(flashes, key=lambda moment: abs(moment - beep))
        if abs(flash - beep) < PERIOD_S / 2:
            found.append((beep, (flash - beep) * 1000 - HALF_A_FRAME_MS))
    at_s, late_ms = np.array(found).T
    return Offsets(at_s, late_ms)


def beeps_late_ms(folder: Path, true_us: Sequence[int]) -> npt.NDArray[np.float64]:
    """How much later than true each beep lies on the machine clock, ms; of those that were recorded.

    Args:
        folder: of a finished recording, its sound in the file of the screen.
        true_us: machine clock of the beginning of each beep.
    """
    found = manifest.read(folder)
    segment = next(track for track in found.tracks if track.kind == "screen").segments[0]
    begins_us = found.origin_us + segment.origin_us
    beeps_us = np.array([begins_us + beep_s * 1e6 for beep_s in _flashes_and_beeps(folder / segment.file)[1]])
    late_us = beeps_us[:, None] - np.array(true_us)[None, :]
    nearest = np.abs(late_us).argmin(axis=1)
    return np.asarray(late_us[np.arange(len(beeps_us)), nearest] / 1000, np.float64)


def _flashes_and_beeps(path: Path) -> tuple[list[float], list[float]]:
    """Seconds at which the window turns white, and at which a beep begins."""
    flashes: list[float] = []
    beeps: list[float] = []
    was_white, last_loud_s = False, -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(container.streams.video[0], container.streams.audio[0]):
            if isinstance(frame, VideoFrame):
                is_white = _brightness(frame) > 128
                if is_white and not was_white:
                    flashes.append(seconds_of(frame))
                was_white = is_white
            elif isinstance(frame, AudioFrame):
                for loud_s in seconds_of(frame) + np.flatnonzero(_loud(frame)) / frame.sample_rate:
                    if loud_s - last_loud_s > 0.5:
                        beeps.append(float(loud_s))
                    last_loud_s = float(loud_s)
    return flashes, beeps


def _brightness(frame: VideoFrame) -> float:
    luma = np.frombuffer(bytes(frame.planes[0]), np.uint8).reshape(frame.height, -1)
    return float(luma[Y + 10 : Y + HEIGHT - 10 : 20, X + 10 : X + WIDTH - 10 : 20].mean())


def _loud(frame: AudioFrame) -> npt.NDArray[np.bool_]:
    return np.asarray(np.abs(frame.to_ndarray()[0]) > LOUD)
