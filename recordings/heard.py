"""What was heard: the sounds of several sources played at once, as a person in the room heard them."""

from collections.abc import Callable, Sequence

import numpy as np

from recordings.playback_track import Track
from recordings.track_sound import Sound, Waveform, waveform_of

_LOWEST, _LOUDEST = -32_768, 32_767


class Heard:
    """Some tracks of sound as one. Safe for several threads; made by `Recording.heard`, whose tracks it reads.

    Attributes:
        sources: ids of the sources that are heard.
    """

    def __init__(self, tracks: Sequence[Track], duration_us: int) -> None:
        """`duration_us` is that of the whole recording."""
        self.sources = tuple(track.source for track in tracks)
        self._tracks = tuple(tracks)
        self._duration_us = duration_us

    def sound(self, from_us: int, to_us: int, rate: int = 48_000) -> Sound:
        """One channel from `from_us` to `to_us` (session clock), as `Track.sound`; what is too loud is clipped.

        Raises:
            RecordingError: `recording_closed`; `media_unreadable` when the disk fails.
        """
        first, *others = (track.sound(from_us, to_us, rate) for track in self._tracks)
        if not others:
            return first
        together = np.sum([first, *others], axis=0, dtype=np.int32)
        return np.clip(together, _LOWEST, _LOUDEST).astype(np.int16)

    def waveform(self, buckets: int, cancelled: Callable[[], bool] | None = None) -> Waveform:
        """The loudest sample, 0..1, in each of `buckets` equal parts of the whole recording; see `Track.waveform`.

        Raises:
            RecordingError: `cancelled` as soon as `cancelled()` says so; else as `sound`.
        """
        return waveform_of(self.sound, self._duration_us, buckets, cancelled)
