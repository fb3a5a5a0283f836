"""Random access to the pictures of one media file: exact by time, forwards and backwards.

The rule is *the last picture whose time is not later than t*. It is kept without knowing the file's frame
rate (there is
none: equal pictures are left out when recording) by decoding until a picture later than t, or the end, was
seen.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from av.codec.context import CodecContext
from av.container.input import InputContainer
from av.error import InvalidDataError
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from recordings.media_file import open_media, packets, time_base_of, to_pts, to_us

_KEPT_BYTES = 96_000_000
_FEWEST_KEPT = 4
_NEAR_US = 5_000_000
"""Without a known key frame in between, decoding onwards so far is cheaper than seeking."""


class PictureReader:
    """Decodes one file, keeping a window of neighbouring pictures, so that steps either way are cheap.

    Not safe for several threads: the owner serialises. Times are µs after the start of the file.
    """

    def __init__(self, path: Path, container: InputContainer | None = None) -> None:
        """Open the file, or take over a container of it that is already open.

        Raises:
            RecordingError: `media_missing`, `media_unreadable`.
        """
        self._container = container or open_media(path)
        self._stream: VideoStream | None = next(iter(self._container.streams.video), None)
        self._window: deque[tuple[int, VideoFrame]] = deque()
        self._ended = True
        self._decoding: Iterator[VideoFrame] = iter(())
        if self._stream is not None:
            # Slices add no delay; decoding several frames at once would hold pictures back.
            self._stream.codec_context.thread_type = "SLICE"
            self._stream.codec_context.thread_count = 2
            self._unit = time_base_of(self._stream)
            self._seek(0)

    def close(self) -> None:
        """Give back the decoder and the file."""
        self._window.clear()
        self._decoding = iter(())
        self._container.close()

    def at(self, us: int) -> tuple[int, VideoFrame] | None:
        """The last picture with time <= us and its time, or None before the first."""
        if self._stream is None:
            return None
        if not self._holds(us):
            self._approach(us)
        position = bisect_right(self._window, us, key=lambda entry: entry[0])
        return self._window[position - 1] if position else None

    def after(self, us: int) -> tuple[int, VideoFrame] | None:
        """The first picture with time > us and its time, or None after the last."""
        if self._stream is None:
            return None
        if not self._holds(us):
            self._approach(us)
        position = bisect_right(self._window, us, key=lambda entry: entry[0])
        return self._window[position] if position < len(self._window) else None

    def _holds(self, us: int) -> bool:
        """Whether the window has the picture at `us` and knows that no later one would fit."""
        if not self._window or self._window[0][0] > us:
            return False
        return self._ended or self._window[-1][0] > us

    def _approach(self, us: int) -> None:
        """Decode until the window holds the picture at `us`, if the file has one."""
        if not self._window or us < self._window[0][0] or self._worth_seeking(us):
            self._seek(us)
        self._decode_past(us)
        if self._window and self._window[0][0] > us and us >= 0:
            self._seek(0)  # the index pointed behind the wanted time: start over from the first picture
            self._decode_past(us)

    def _decode_past(self, us: int) -> None:
        while not self._ended and (not self._window or self._window[-1][0] <= us):
            self._decode_one()

    def _decode_one(self) -> None:
        frame = next(self._decoding, None)
        if frame is None:
            self._ended = True
            return
        if frame.pts is None:
            return
        self._window.append((to_us(frame.pts, self._unit), frame))
        kept = max(_FEWEST_KEPT, _KEPT_BYTES // max(1, frame.width * frame.height * 3 // 2))
        while len(self._window) > kept:
            self._window.popleft()

    def _worth_seeking(self, us: int) -> bool:
        """Whether a key frame lies between the end of the window and the wanted time."""
        assert self._stream is not None
        last = self._window[-1][0]
        index = self._stream.index_entries
        found = index.search_timestamp(to_pts(us, self._unit))
        if found >= 0 and to_us(index[found].timestamp, self._unit) > last:
            return True
        complete = 0 <= found < len(index) - 1 or self._container.duration is not None
        return not complete and us - last > _NEAR_US

    def _seek(self, us: int) -> None:
        assert self._stream is not None
        self._window.clear()
        self._ended = False
        self._container.seek(max(0, to_pts(us, self._unit)), stream=self._stream)
        self._decoding = self._decode()

    def _decode(self) -> Iterator[VideoFrame]:
        """Pictures in the order of their times, from where the container stands."""
        assert self._stream is not None
        for packet in packets(self._container, self._stream):
            yield from _decoded(self._stream.codec_context, packet)
        yield from _decoded(self._stream.codec_context, None)


def _decoded(codec: CodecContext, packet: "Packet[Stream] | None") -> list[VideoFrame]:
    """The pictures one packet completes; none when it is damaged (only the end of a cut-off file can be)."""
    video = cast("VideoCodecContext", codec)
    try:
        return video.decode(cast("Packet[VideoStream] | None", packet))
    except InvalidDataError:
        return []
