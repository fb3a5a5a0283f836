"""Where sound lies: the first beside the picture it belongs to, so that any player shows both in step.

That is the screen's file, or else the first camera's, or else a file of its own. A picture that fails before
its file exists does not take the sound with it: the next in the row carries it. Every further sound lies in a
file of its own: it is given no pictures.
"""

import threading
from collections.abc import Callable

from recordings.pipeline import PicturePipeline
from recordings.segments import PictureCounts, Segment
from recordings.sound_pipeline import SoundPipeline
from recordings.writer import MediaWriter


class SoundHome:
    """Decides for one stretch of recording (from start or resume to pause or stop).

    Args:
        pictures: gives the sources of pictures that may carry the sound, the one that is to do so first.
        microphone: gives the source of sound, None while there is none.
        open_own: opens a file of sound alone at a machine clock.
        close_own: closes it at a machine clock.
    """

    def __init__(
        self,
        pictures: Callable[[], list[PicturePipeline]],
        microphone: Callable[[], SoundPipeline | None],
        open_own: Callable[[int], Segment],
        close_own: Callable[[Segment, PictureCounts], None],
    ) -> None:
        self._pictures = pictures
        self._microphone = microphone
        self._open_own = open_own
        self._close_own = close_own
        self._lock = threading.RLock()
        self._carrier: PicturePipeline | None = None
        self._own: Segment | None = None

    def sound_for(self, pipeline: PicturePipeline) -> str | None:
        """Return the id of the microphone whose sound a new file of this source carries; None for none."""
        microphone = self._microphone()
        if microphone is None or microphone.presence.is_lost:
            return None
        with self._lock:
            return microphone.plan.id if self._own is None and self._carries(pipeline) else None

    def writer(self, from_us: int) -> MediaWriter | None:
        """Return the file for sound from that machine clock on; None while devices are still opening."""
        with self._lock:
            if self._own is not None:
                return self._own.writer
            carrier = self._present_carrier()
            if carrier is not None:
                return self._writer_of(carrier)
            if any(not picture.presence.is_lost for picture in self._pictures()):
                return None
            self._own = self._open_own(from_us)
            return self._own.writer

    def close(self) -> None:
        """Close the file of sound alone, if there is one; sound that follows begins another."""
        with self._lock:
            own, self._own = self._own, None
            if own is not None:
                self._close_own(own, PictureCounts())

    def _carries(self, pipeline: PicturePipeline) -> bool:
        carrier = self._present_carrier()
        if carrier is None:
            carrier = next((each for each in self._pictures() if not each.presence.is_lost), None)
        if carrier is pipeline:
            self._carrier = pipeline
        return carrier is pipeline

    def _present_carrier(self) -> PicturePipeline | None:
        """Return the source whose file carries the sound; it stays so while that file is open."""
        carrier = self._carrier
        if carrier is not None:
            gone = carrier not in self._pictures()
            if gone or (carrier.writer is None and carrier.presence.is_lost):
                self._carrier = None
                return None
            return carrier
        return self._silent_file()

    def _silent_file(self) -> PicturePipeline | None:
        """Return the first source with an open file, which was begun while there was no microphone."""
        if any(picture.writer is None and not picture.presence.is_lost for picture in self._pictures()):
            return None
        self._carrier = next((picture for picture in self._pictures() if picture.writer is not None), None)
        return self._carrier

    def _writer_of(self, carrier: PicturePipeline) -> MediaWriter | None:
        writer = carrier.writer
        if writer is None or writer.has_sound:
            return writer
        carrier.roll()
        return None
