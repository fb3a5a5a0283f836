"""A camera on the network: MJPEG over HTTP, RTSP and whatever else FFmpeg plays from an address.

RTSP is asked for over TCP, where no picture is torn by a lost packet, and over UDP if the camera knows nothing else.
A camera that does not answer is given up within seconds, wherever it falls silent.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import av
from av import VideoFrame
from av.container import InputContainer
from av.error import (
    ExitError,
    FFmpegError,
    HTTPForbiddenError,
    HTTPNotFoundError,
    HTTPUnauthorizedError,
    InvalidDataError,
)
from av.video.reformatter import VideoReformatter

from recordings import clock
from recordings.camera_logins import hidden, revealed
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.sources.arrival_clock import ArrivalClock
from recordings.sources.base import Device, Picture, Source
from recordings.sources.pace import Pace

SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "rtmp", "udp", "tcp"})

CONNECT_S = 2.5
READ_S = 1.5
OPEN_US = 4_800_000
"""A camera may begin with pictures that cannot be shown before its next whole one."""

FRESH_US = 10_000
"""Pictures that lie ready are each less old than the one before by a whole frame, save what it takes to decode one."""

_OPTIONS = {
    "rtsp_flags": "prefer_tcp",
    "allowed_media_types": "video",
    "analyzeduration": "500000",
    "max_delay": "100000",
    "flags": "low_delay",
    "protocol_whitelist": "rtsp,rtp,udp,tcp,tls,http,https,rtmp,crypto",
}
_STAMPED = frozenset({"rtsp", "rtsps", "rtmp"})
"""Over these the camera sends its own times; in a stream of JPEGs there are none, and FFmpeg makes them up."""


class NetworkCamera(Source[Picture]):
    """One camera. `device`: its address, in which `***` may stand for a name and a password."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._shown = hidden(plan.device)
        self._container: InputContainer | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._clock = ArrivalClock()
        self._pace = Pace(plan.fps)
        self._is_stamped = False
        self._reformatter = VideoReformatter()

    def open(self) -> Device:
        give_up_us = clock.now_us() + OPEN_US
        address = self._address()
        self._clock, self._pace = ArrivalClock(), Pace(self._plan.fps)
        self._container = container = self._connected(address)
        self._frames = _decoded(container)
        try:
            first = self._first(give_up_us)
        except RecordingError:
            self.close()
            raise
        return Device(self._shown, first.width & ~1, first.height & ~1)

    def read(self) -> Picture | None:
        frame = self._next()
        arrived_us = clock.now_us()
        taken_us = self._clock.taken_us(self._stamp_us(frame), arrived_us)
        if not self._pace.takes(taken_us):
            return None  # the camera is faster than was asked for
        return Picture(taken_us, self._plain(frame))

    def close(self) -> None:
        container, self._container = self._container, None
        self._frames = iter(())
        if container is not None:
            container.close()

    def _plain(self, frame: VideoFrame) -> VideoFrame:
        """The picture as all sources deliver it, of even size. What converts is kept: making it anew costs 4 ms."""
        plain = self._reformatter.reformat(frame, format="bgr24")
        if plain.width % 2 == 0 and plain.height % 2 == 0:
            return plain
        array = plain.to_ndarray(format="bgr24")
        return VideoFrame.from_ndarray(array[: plain.height & ~1, : plain.width & ~1].copy(), format="bgr24")

    def _address(self) -> str:
        """The whole address, of a form that can be right."""
        try:
            parts = urlsplit(revealed(self._plan.device))
            is_whole = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            is_whole = False
        if not is_whole:
            raise RecordingError("camera_address_wrong", typed=self._shown, device=self._shown)
        self._is_stamped = parts.scheme.lower() in _STAMPED
        return revealed(self._plan.device)

    def _connected(self, address: str) -> InputContainer:
        begun_us = clock.now_us()
        try:
            container = av.open(address, options=dict(_OPTIONS), timeout=(CONNECT_S, READ_S))
        except FFmpegError as error:
            # Its own words contain the address.
            raise self._fault(error, clock.now_us() - begun_us) from None
        if not container.streams.video:
            container.close()
            raise RecordingError("camera_not_opened", device=self._shown)
        return container

    def _fault(self, error: FFmpegError, took_us: int) -> RecordingError:
        if isinstance(error, HTTPUnauthorizedError | HTTPForbiddenError):
            return RecordingError("camera_login_refused", device=self._shown)
        if isinstance(error, HTTPNotFoundError):
            return RecordingError("camera_path_unknown", device=self._shown)
        if isinstance(error, ExitError) or took_us >= CONNECT_S * 1e6:
            return RecordingError("camera_unanswered", device=self._shown)
        return RecordingError("camera_not_opened", device=self._shown)

    def _first(self, give_up_us: int) -> VideoFrame:
        """The first picture that is fresh: only a camera that delivers is an open camera, and it tells the true size.

        What came while the connection was made is old, and the sooner it is passed over the less old are the next.
        """
        least_us: int | None = None
        while True:
            frame, arrived_us = self._next(), clock.now_us()
            if not self._is_stamped or arrived_us > give_up_us:
                return frame
            stamp_us = self._stamp_us(frame)
            if stamp_us is None:
                continue  # the very first
            self._clock.taken_us(stamp_us, arrived_us)
            lag_us = arrived_us - stamp_us
            if least_us is not None and lag_us > least_us - FRESH_US:
                return frame
            least_us = lag_us

    def _next(self) -> VideoFrame:
        try:
            return next(self._frames)
        except (StopIteration, FFmpegError):
            raise RecordingError("camera_silent", device=self._shown) from None

    def _stamp_us(self, frame: VideoFrame) -> int | None:
        if not self._is_stamped or frame.pts is None or frame.time_base is None:
            return None
        return round(frame.pts * frame.time_base * 1_000_000)


def _decoded(container: InputContainer) -> Iterator[VideoFrame]:
    """All pictures as they come. Raises FFmpegError when none comes within `READ_S`."""
    stream = container.streams.video[0]
    stream.thread_type = "SLICE"  # threads that share out whole pictures hold some of them back
    whole_us = clock.now_us()
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError:  # a part was lost on the way; the next whole picture mends it
            if clock.now_us() - whole_us > READ_S * 1e6:
                raise
            continue
        for frame in frames:
            assert isinstance(frame, VideoFrame)
            whole_us = clock.now_us()
            yield frame
