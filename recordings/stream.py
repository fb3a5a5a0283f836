"""Live stills for people who look on: small JPEGs of the newest picture, made only while somebody looks."""

import threading
from collections.abc import Callable

from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from recordings.fitting import fitting
from recordings.media_words import Emit
from recordings.messages import MEDIA_STILL, TRACK_CAMERA, TRACK_SCREEN, MediaHeader
from recordings.picture_encoder import MILLISECOND
from recordings.pipeline import PicturePipeline
from recordings.sources.base import Picture

MOST_WIDTH, MOST_HEIGHT = 960, 540
SHORTEST_S = 0.1
RETRY_S = 1.0
REPEAT_US = 1_000_000
"""A picture that does not change is sent this often, so that whoever comes late sees it soon."""

QUALITY = 5


class StillsThread:
    """A thread that looks at the pipelines ten times a second while it is switched on.

    Args:
        pictures: gives the pipelines that are open now.
        emit: takes a finished still; must not wait.
        failed: told when no still can be made any more; it is tried again and again. Must not wait.

    Attributes:
        fault: why none can be made at present; None if all is well.
    """

    def __init__(
        self,
        pictures: Callable[[], list[PicturePipeline]],
        origin_us: int,
        emit: Emit,
        failed: Callable[[Exception], None],
    ) -> None:
        self._pictures = pictures
        self._origin_us = origin_us
        self._emit = emit
        self._failed = failed
        self.fault: Exception | None = None
        self._on = threading.Event()
        self._ended = threading.Event()
        self._sent: dict[str, tuple[int, Picture]] = {}
        self._shrinkers: dict[str, Shrinker] = {}
        self._thread = threading.Thread(target=self._run, name="stills", daemon=True)
        self._thread.start()

    def switch(self, *, on: bool) -> None:
        """Begin or cease to make stills."""
        if on:
            self._sent.clear()
            self._on.set()
        else:
            self._on.clear()

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._ended.set()
        self._on.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set() and self._on.wait() and not self._ended.wait(SHORTEST_S):
            try:
                for track, pipeline in _one_for_each_track(self._pictures()).items():
                    self._look(track, pipeline)
            except Exception as error:  # noqa: BLE001  # the top of a thread: whoever made it reports it
                self._stumbled(error)
                self._ended.wait(RETRY_S)

    def _look(self, track: int, pipeline: PicturePipeline) -> None:
        picture = pipeline.latest
        if picture is None or not self._is_due(pipeline.plan.id, picture):
            return
        shrinker = self._shrinkers.setdefault(pipeline.plan.id, Shrinker())
        header = MediaHeader(MEDIA_STILL, track, picture.clock_us - self._origin_us)
        self._emit(header, shrinker.jpeg(picture.frame))
        self.fault = None

    def _stumbled(self, error: Exception) -> None:
        is_new, self.fault = self.fault is None, error
        self._shrinkers.clear()
        self._sent.clear()
        if is_new:
            self._failed(error)

    def _is_due(self, source: str, picture: Picture) -> bool:
        sent_us, sent = self._sent.get(source, (0, None))
        overdue = picture.clock_us - sent_us >= REPEAT_US
        if sent is picture or (picture.repeat and not overdue):
            return False
        self._sent[source] = (picture.clock_us, picture)
        return True


def _one_for_each_track(pipelines: list[PicturePipeline]) -> dict[int, PicturePipeline]:
    """The first screen and the first camera that deliver have the usual tracks, every further source one of its own.

    Two sources on one track would alternate in one picture.
    """
    found: dict[int, PicturePipeline] = {}
    for pipeline in pipelines:
        usual = TRACK_SCREEN if pipeline.plan.shows_screen else TRACK_CAMERA
        if pipeline.presence.is_open:
            found[max(TRACK_CAMERA, *found) + 1 if usual in found else usual] = pipeline
    return found


class Shrinker:
    """Makes JPEGs of at most 960×540 px; keeps what can be kept between two of them."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()
        self._codec: VideoCodecContext | None = None
        self._count = 0

    def jpeg(self, frame: VideoFrame) -> bytes:
        """Return the picture as a JPEG of even size that fits; it is never enlarged."""
        width, height = fitting(frame.width, frame.height, MOST_WIDTH, MOST_HEIGHT)
        small = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="yuvj420p",
            interpolation="AREA",
            dst_colorspace=Colorspace.ITU601,
            dst_color_range=ColorRange.JPEG,
        )
        self._count += 1
        small.pts, small.time_base, small.pict_type = self._count, MILLISECOND, 0
        return b"".join(bytes(packet) for packet in self._codec_for(width, height).encode(small))

    def _codec_for(self, width: int, height: int) -> VideoCodecContext:
        codec = self._codec
        if codec is None or (codec.width, codec.height) != (width, height):
            made = CodecContext.create("mjpeg", "w")
            assert isinstance(made, VideoCodecContext)
            made.width, made.height, made.pix_fmt = width, height, "yuvj420p"
            made.time_base = MILLISECOND
            made.color_range = ColorRange.JPEG
            made.options = {"qmin": str(QUALITY), "qmax": str(QUALITY)}
            self._codec = codec = made
        return codec
