"""Cutting clips and stills out of a recording, to be shown as evidence.

A clip is always encoded anew, so that it begins and ends exactly and holds nothing of what was before or after. While
nothing was recorded (pause, lost device) it shows plain grey, never an older picture.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from av.error import FFmpegError
from av.video.frame import VideoFrame

from recordings.caption import Caption
from recordings.clicks import Click, ClickTrail
from recordings.clip_canvas import Canvas, canvas_size
from recordings.clip_writer import FPS, SOUND_RATE, ClipWriter
from recordings.errors import RecordingError
from recordings.media_file import MICROSECONDS
from recordings.playback import Heard, Recording, Track, open_recording
from recordings.still_encoder import encoded_still, still_codec
from recordings.track_sound import Sound
from recordings.whole_file import unfinished, write_whole

if TYPE_CHECKING:
    from recordings.clip_captions import CaptionStrip

__all__ = ["Caption", "Clip", "Still", "cut", "still"]


@dataclass(frozen=True)
class Clip:
    """A clip that was written.

    Attributes:
        from_us, to_us: what it shows, session clock.
        width, height: px.
        sound: whether it can be heard.
    """

    path: Path
    from_us: int
    to_us: int
    width: int
    height: int
    sound: bool


@dataclass(frozen=True)
class Still:
    """A still that was written; `time_us`: session time from which its picture was on the screen; size in px."""

    path: Path
    time_us: int
    width: int
    height: int


def cut(
    recording: Recording,
    from_us: int,
    to_us: int,
    out: Path,
    picture: str,
    inset: str | None = None,
    sound: bool = True,
    heard: Collection[str] | None = None,
    max_width: int = 1280,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    captions: Sequence[Caption] = (),
    clicks: Sequence[Click] = (),
) -> Clip:
    """Write what was seen (and heard) from `from_us` to `to_us` (session clock) as an MP4 for browsers.

    The clip reads with decoders of its own, so that somebody may go on watching `recording`. `out` appears only when it
    is whole. With `sound`, the sources of sound in `heard` are mixed into it, None for all. `progress` is told the part
    done, 0..1; `cancelled` is asked for each picture. `captions` are drawn below the picture, which then is higher;
    `clicks` on it are marked with a ring.

    Raises:
        RecordingError: `span_empty`, `source_unknown`, `no_picture` when nothing was seen in the span, `cancelled`,
            `clip_unwritable` when the disk fails, `media_unreadable`.
    """
    if to_us <= from_us:
        raise RecordingError("span_empty", from_us=from_us, to_us=to_us)
    with open_recording(recording.folder) as own:
        voices = own.heard(heard) if sound else None
        cutter = _Cutter(own, from_us, to_us, picture, inset, voices, max_width, captions, clicks)
        try:
            with unfinished(out) as place:
                cutter.write(place, progress or (lambda _done: None), cancelled or (lambda: False))
        except (FFmpegError, OSError) as error:
            raise RecordingError("clip_unwritable", path=str(out), reason=str(error)) from error
        return Clip(out, from_us, to_us, cutter.width, cutter.height, voices is not None)


def still(recording: Recording, source: str, at_us: int, out: Path, max_width: int | None = None) -> Still:
    """Write the picture a source showed at a moment (session clock) as `.jpg` or `.png`, by the name of `out`.

    Raises:
        RecordingError: `source_unknown`, `no_picture` before the first one, `still_format` for another name,
            `clip_unwritable` when the disk fails, `media_unreadable`.
    """
    codec = still_codec(out)
    found = recording.track(source).decoded_at(at_us)
    if found is None:
        raise RecordingError("no_picture", source=source, from_us=at_us, to_us=at_us)
    frame = found.frame
    width, height = (frame.width, frame.height)
    if max_width is not None and max_width < frame.width:
        width, height = canvas_size(frame.width, frame.height, max_width)
    content = encoded_still(frame, width, height, codec)
    try:
        write_whole(out, content)
    except OSError as error:
        raise RecordingError("clip_unwritable", path=str(out), reason=str(error)) from error
    return Still(out, found.time_us, width, height)


class _Cutter:
    """One clip in the making."""

    def __init__(
        self,
        recording: Recording,
        from_us: int,
        to_us: int,
        picture: str,
        inset: str | None,
        sound: Heard | None,
        max_width: int,
        captions: Sequence[Caption],
        clicks: Sequence[Click],
    ) -> None:
        self._from_us, self._to_us = from_us, to_us
        self._picture = recording.track(picture)
        self._inset = recording.track(inset) if inset is not None else None
        self._sound = sound
        self._clicks = ClickTrail(clicks, picture)
        first = _first_seen(self._picture, from_us, to_us)
        self.width, self._picture_height = canvas_size(first.width, first.height, max_width)
        self._strip = _strip(self.width, captions)
        self.height = self._picture_height + (self._strip.height if self._strip is not None else 0)

    def write(self, path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        length_us = self._to_us - self._from_us
        count = -(-length_us * FPS // MICROSECONDS)
        writer = ClipWriter(path, self.width, self.height, length_us, sound=self._sound is not None)
        canvas = Canvas(self.width, self._picture_height, self.height - self._picture_height)
        try:
            for number in range(count):
                if cancelled():
                    raise RecordingError("cancelled")
                at_us = self._from_us + number * MICROSECONDS // FPS
                words = self._strip.at(at_us) if self._strip is not None else None
                rings = [(click.x, click.y) for click in self._clicks.at(at_us)]
                shown = canvas.draw(_seen(self._picture, at_us), _seen(self._inset, at_us), words, rings)
                writer.add_picture(shown)
                if self._sound is not None:
                    writer.add_sound(self._heard(self._sound, number))
                progress((number + 1) / count)
            writer.finish()
        finally:
            writer.abandon()

    def _heard(self, sound: Heard, number: int) -> Sound:
        """The sound beside one picture; all pieces together are exactly as long as the span."""
        begin = self._from_us + number * MICROSECONDS // FPS
        end = min(self._to_us, self._from_us + (number + 1) * MICROSECONDS // FPS)
        return sound.sound(begin, end, SOUND_RATE)


def _strip(width: int, captions: Sequence[Caption]) -> "CaptionStrip | None":
    """What draws the captions; None without any: then the library that draws letters is not loaded."""
    if not captions:
        return None
    from recordings.clip_captions import CaptionStrip

    return CaptionStrip(width, captions)


def _seen(track: Track | None, at_us: int) -> VideoFrame | None:
    """What a track showed at a moment; None when nothing was recorded then."""
    found = track.decoded_at(at_us) if track is not None else None
    return None if found is None or found.stale else found.frame


def _first_seen(track: Track, from_us: int, to_us: int) -> VideoFrame:
    """The first picture of a track within a span; its size is the clip's. Raises RecordingError `no_picture`."""
    seen = _seen(track, from_us)
    if seen is not None:
        return seen
    later = track.decoded_after(from_us)
    if later is None or later.time_us >= to_us:
        raise RecordingError("no_picture", source=track.source, from_us=from_us, to_us=to_us)
    return later.frame
