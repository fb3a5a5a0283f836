"""The way of a picture: source thread → compare → bounded queue → encoding thread → file.

The source's thread compares and queues and does nothing else, so that no picture is missed while one is
encoded.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from recordings import clock
from recordings.capture import Capture
from recordings.duplicates import HEARTBEAT_US, Duplicates
from recordings.errors import RecordingError
from recordings.picture_encoder import PictureTrack
from recordings.picture_queue import PictureQueue
from recordings.plan import Region, SourcePlan
from recordings.presence import HUSHED_US, STALLED_US, Presence, Say
from recordings.segments import PictureCounts, Segment, Segments
from recordings.sources.base import Device, Picture, Source
from recordings.writer import MediaWriter

QUEUE_ROOM = 8
PRESSED = 3
"""So many pictures wait where encoding does not keep up; whoever else works on pictures leaves it the machine."""

_log = logging.getLogger(__name__)


class _Order(Enum):
    ROLL = "close the file; the next picture opens another"
    END = "close the file and leave"


@dataclass(frozen=True, slots=True)
class _Gone:
    """The device showed nothing after this machine clock. `returned`: what follows is to lie in another file."""

    from_us: int
    returned: bool


def _patience_us(plan: SourcePlan) -> int:
    """How long a source may be silent: a camera that was pulled out is told within a second; a screen, we ask."""
    return max(HUSHED_US, 3_000_000 // plan.fps) if plan.kind == "camera" else STALLED_US


class PicturePipeline:
    """One source of pictures from its opening to its end. Armed first; `begin` makes it write.

    Args:
        failed: told when the disk or a thread of ours fails; must not wait.

    Attributes:
        latest: the newest picture, whether it is written or not.
        looked: told that there is a new one, in the source's thread; must not wait.
    """

    def __init__(
        self, plan: SourcePlan, source: Source[Picture], origin_us: int, failed: Callable[[Exception], None]
    ) -> None:
        self.plan = plan
        self.presence = Presence(plan.id, origin_us, _patience_us(plan))
        self.counts = PictureCounts()
        self.latest: Picture | None = None
        self.looked: Callable[[], None] | None = None
        self.changed_us = clock.now_us()
        self._origin_us = origin_us
        self._failed = failed
        self._duplicates = Duplicates()
        self._queue: PictureQueue[_Order | _Gone] = PictureQueue(QUEUE_ROOM)
        self._gate = threading.Lock()
        self._segments: Segments | None = None
        self._sound_for: Callable[[PicturePipeline], str | None] = lambda _: None
        self._segment: Segment | None = None
        self._frame_us = 1_000_000 // plan.fps
        self._queued_us = 0
        self._closed_us = 0
        self._stopped_us = 0
        self._seen_us = 0
        self._drops: list[int] = []
        self._rolling = False
        self._capture = Capture(plan.id, source, self)
        self._encoding = threading.Thread(target=self._encode, name=f"encode-{plan.id}", daemon=True)

    @property
    def writer(self) -> MediaWriter | None:
        """The file that is open now."""
        segment = self._segment
        return segment.writer if segment else None

    @property
    def is_pressed(self) -> bool:
        """Whether encoding for the file does not keep up at this moment."""
        return len(self._queue) >= PRESSED

    def place_at(self, clock_us: int) -> Region | None:
        """Which part of the desktop was being recorded at that moment; None if none was. Any thread may ask."""
        device = self.presence.device
        stopped = bool(self._stopped_us) and clock_us >= self._stopped_us
        if self._segments is None or stopped or device is None or not self.presence.is_open:
            return None
        return device.place

    def open(self) -> None:
        """Open the device; what it shows can be looked at, nothing is written."""
        self._capture.start()
        self._encoding.start()

    def begin(self, segments: Segments, say: Say, sound_for: "Callable[[PicturePipeline], str | None]") -> None:
        """Write from the next picture on. `sound_for` says whose sound a file of this source is to carry."""
        self.presence.begin(say, clock.now_us())
        with self._gate:
            self._duplicates.forget()
            self.counts = PictureCounts()
            self._seen_us = 0
            self._sound_for = sound_for
            self._segments = segments

    def roll(self) -> None:
        """Go on in a new file, soon; asking again meanwhile changes nothing. Any thread may call."""
        with self._gate:
            if not self._rolling:
                self._rolling = True
                self._duplicates.forget()
                self._queue.order(_Order.ROLL)

    def stop(self) -> None:
        """Let the device end; does not wait. This is the moment at which the file ends."""
        self._stopped_us = self._stopped_us or clock.now_us()
        self._capture.stop()

    def end(self) -> None:
        """Close the file, whether the device answers or not. Idempotent."""
        self.stop()
        self.presence.end(self._stopped_us)
        self._queue.order(_Order.END)
        if self._encoding.ident is not None:
            self._encoding.join()

    def give_back(self) -> None:
        """Wait until the device is given back, or clearly does not answer."""
        self._capture.join()

    def take_drops(self) -> tuple[int, int, int] | None:
        """Return count, first and last session time of the pictures dropped since this was last asked."""
        with self._gate:
            drops, self._drops = self._drops, []
        return (len(drops), min(drops), max(drops)) if drops else None

    # The source's thread.

    def came(self, device: Device) -> None:
        """Note that the device was opened."""
        self.presence.came(device, clock.now_us())

    def went(self, error: RecordingError) -> None:
        """Note that the device failed; the next picture is new, whatever it shows, and lies in a new file."""
        self.presence.went(error, clock.now_us())
        with self._gate:
            self._duplicates.forget()
            self._queue.order(_Gone(self._seen_us, returned=False))

    def broke(self, error: Exception) -> None:
        """Pass a fault of ours on."""
        self.presence.went(RecordingError("recorder_fault", why=repr(error)), clock.now_us())
        self._failed(error)

    def take(self, picture: Picture) -> None:
        """Queue a picture, unless it shows nothing new."""
        if picture.clock_us > clock.now_us():  # the clock that stamped it was set back; no picture after it would count
            picture = replace(picture, clock_us=clock.now_us())
        returns = self.presence.is_lost
        self.presence.delivered(picture.clock_us)
        if returns:
            self._come_back()
        self.counts.captured += 1
        self.counts.late += bool(self._seen_us) and picture.clock_us - self._seen_us > 1.5 * self._frame_us
        self._seen_us = picture.clock_us
        with self._gate:
            same = self._duplicates.is_same(picture.frame)
            if not same:
                self.changed_us = picture.clock_us
            # A picture that is still new at the next heartbeat's time would come too late: send it now.
            elif picture.clock_us + self._frame_us - self._queued_us < HEARTBEAT_US:
                self.counts.duplicates += 1
                return
            self._send(Picture(picture.clock_us, picture.frame, repeat=same))

    def _come_back(self) -> None:
        """Let what follows lie in a new file: a player that shows a file from end to end shows no stretch that is not
        there.
        """
        with self._gate:
            self._duplicates.forget()
            self._queue.order(_Gone(self._seen_us, returned=True))
        self._seen_us = 0

    def _send(self, picture: Picture) -> None:
        self._duplicates.remember(picture.frame)
        self._queued_us = picture.clock_us
        self.latest = picture
        looked = self.looked
        if looked is not None:
            looked()
        if self._segments is None:
            return
        dropped = self._queue.put(picture)
        if dropped is not None:
            self.counts.dropped += 1
            self._drops.append(dropped.clock_us - self._origin_us)

    # The encoding thread.

    def _encode(self) -> None:
        try:
            while (item := self._queue.get()) is not _Order.END:
                if isinstance(item, Picture):
                    self._write(item)
                elif isinstance(item, _Gone):
                    self._end_at_loss(item)
                else:
                    self._close(self._queue.next_us() or self._ends_us(clock.now_us()))
                    self._rolling = False
            self._close(self._ends_us(self._stopped_us))
        except Exception as error:  # noqa: BLE001  # the top of a thread: the engine reports it and ends
            self._failed(error)
            self._abandon()

    def _end_at_loss(self, gone: _Gone) -> None:
        """Close the file where its pictures end. One in which sound lies stays open for the sound until they return."""
        if self._segment is not None and (gone.returned or not self._segment.writer.has_sound):
            self._close(gone.from_us)

    def _ends_us(self, now_us: int) -> int:
        """When a file ends that is closed now: a device that is lost shows nothing any more."""
        return min(now_us, self._seen_us) if self.presence.is_lost else now_us

    def _write(self, picture: Picture) -> None:
        segments = self._segments
        if segments is None:
            return
        frame, plan = picture.frame, self.plan
        track = PictureTrack(
            frame.width, frame.height, plan.fps, plan.quality, plan.sharp_colours, drawn=plan.kind == "screen"
        )
        if self._segment is not None and self._segment.writer.picture != track:
            self._close(picture.clock_us)
        if self._segment is None:
            sound = self._sound_for(self)
            # Sound may have gone on in the file before while this picture waited; the files do not overlap.
            begin_us = max(picture.clock_us, self._closed_us)
            self._segment = segments.open(self.plan, begin_us, track, sound, self.counts)
        self._segment.writer.add_picture(picture)
        self.counts.written += 1

    def _close(self, end_us: int) -> None:
        segment, self._segment = self._segment, None
        if segment is not None and self._segments is not None:
            self._segments.close(segment, end_us, self.counts)
            self._closed_us = segment.writer.written_us

    def _abandon(self) -> None:
        """Close the file after a fault, so that what was written can be read; the fault itself is reported."""
        try:
            self._close(clock.now_us())
        except Exception:  # noqa: BLE001  # the top of a thread, whose first fault is reported
            _log.exception("the end of %s could not be written", self.plan.id)
