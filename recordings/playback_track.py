"""One recorded track, pictures and sound, over all its segments and by session time."""

from collections.abc import Callable, Iterator
from threading import Lock

from av.video.reformatter import VideoReformatter

from recordings import manifest
from recordings.errors import RecordingError
from recordings.packet_index import Times
from recordings.picture import DecodedPicture, Picture, to_picture
from recordings.plan import SOUND_KINDS, Shows, SourceKind
from recordings.spans import Spans
from recordings.track_pictures import TrackPictures
from recordings.track_sound import Sound, TrackSound, Waveform


class Track:
    """What one source recorded. Safe for several threads. Made and closed by its `Recording`.

    Attributes:
        source: id of the source, such as `screen`.
        kind: what kind of device it was.
        shows: what it shows.
        is_sound: whether it is a source of sound, which shows nothing.
        has_sound: whether its files carry sound.
    """

    def __init__(self, described: manifest.Track, spans: Spans, duration_us: int) -> None:
        """`duration_us` is that of the whole recording; files are opened when they are first needed."""
        self.is_sound = described.kind in SOUND_KINDS
        self.source = described.source
        self.kind: SourceKind = described.kind
        self.shows: Shows = described.shows
        self.has_sound = described.sound or self.is_sound
        self._spans = spans
        self._duration_us = duration_us
        # A microphone's sound may lie in the screen's file, whose pictures are not the microphone's.
        self._pictures = TrackPictures(Spans((), ()) if self.is_sound else spans)
        self._sound = TrackSound(spans)
        self._converter = VideoReformatter()
        self._converting = Lock()

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """From when to when (session clock, µs) this source delivered nothing, as its recorder wrote down."""
        return self._spans.gaps

    @property
    def faults(self) -> tuple[RecordingError, ...]:
        """Files met so far that are missing or unreadable; they count as gaps."""
        return self._pictures.faults

    def frame_at(self, session_us: int) -> Picture | None:
        """What was on the screen at a moment: the last picture with time <= `session_us`; None before the first.

        Raises:
            RecordingError: `recording_closed`; `media_unreadable` when the disk fails.
        """
        return self._converted(self._pictures.at(session_us))

    def frame_after(self, session_us: int) -> Picture | None:
        """The first picture with time > `session_us` (one step forward); None after the last. Raises as `frame_at`."""
        return self._converted(self._pictures.after(session_us))

    def frame_before(self, session_us: int) -> Picture | None:
        """The last picture with time < `session_us` (one step back); None before the first. Raises as `frame_at`."""
        return self._converted(self._pictures.at(session_us - 1))

    def decoded_at(self, session_us: int) -> DecodedPicture | None:
        """As `frame_at`, but as the decoder left it: for those who draw it smaller."""
        return self._pictures.at(session_us)

    def decoded_after(self, session_us: int) -> DecodedPicture | None:
        """As `frame_after`, but as the decoder left it."""
        return self._pictures.after(session_us)

    def frames(self, from_us: int) -> Iterator[Picture]:
        """The picture on the screen at `from_us`, then every later one, for playing. Raises as `frame_at`."""
        picture = self.frame_at(from_us) or self.frame_after(from_us)
        while picture is not None:
            yield picture
            picture = self.frame_after(picture.time_us)

    def prepare(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Read the track's files once, so that seeking is fast in those a killed recorder left without an index.

        Takes as long as reading the files does; for a background thread. Other threads may read meanwhile.

        Raises:
            RecordingError: `cancelled` as soon as `cancelled()` says so.
        """
        self._pictures.prepare(cancelled)

    def picture_times(self, cancelled: Callable[[], bool] | None = None) -> Times:
        """Session time of every picture, µs, rising. Reads the files the first time; raises as `prepare`."""
        self._pictures.prepare(cancelled)
        return self._pictures.times()

    def sound(self, from_us: int, to_us: int, rate: int = 48_000) -> Sound:
        """One channel from `from_us` to `to_us` (session clock), `rate` samples a second; silence in gaps.

        Pieces read one after the other fit together without a seam. Raises as `frame_at`.
        """
        return self._sound.sound(from_us, to_us, rate)

    def waveform(self, buckets: int, cancelled: Callable[[], bool] | None = None) -> Waveform:
        """The loudest sample, 0..1, in each of `buckets` equal parts of the whole recording.

        Decodes all of the sound (about a second for ten minutes); for a background thread.

        Raises:
            RecordingError: `cancelled` as soon as `cancelled()` says so; else as `frame_at`.
        """
        return self._sound.waveform(self._duration_us, buckets, cancelled)

    def close(self) -> None:
        """Give back decoders and files; idempotent."""
        self._pictures.close()
        self._sound.close()
        with self._converting:
            self._converter = VideoReformatter()  # the used one keeps threads of its own

    def _converted(self, decoded: DecodedPicture | None) -> Picture | None:
        if decoded is None:
            return None
        with self._converting:
            return to_picture(decoded, self._converter)
