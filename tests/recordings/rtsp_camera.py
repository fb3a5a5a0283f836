"""A network camera for tests that speaks RTSP: H.264 in RTP packets, interleaved with the talk on one connection."""

import base64
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from io import BufferedReader

import numpy as np
from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext

from recordings import clock
from recordings.sources.synthetic import draw_pattern

FPS = 20
WIDTH, HEIGHT = 640, 360
PATH = "/live"
RTP_RATE = 90_000

_SDP = """v=0
o=- 0 0 IN IP4 127.0.0.1
s=camera
c=IN IP4 0.0.0.0
t=0 0
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1
a=control:track1
"""


class RtspCamera:
    """Serves `/live`. While it is unplugged, streams end and nobody is let in.

    Args:
        login: `name:password` that it wants to hear; empty for none.
    """

    def __init__(self, login: str = "") -> None:
        self._login = login
        self._ended = threading.Event()
        self._plugged = threading.Event()
        self._plugged.set()
        self.mute = threading.Event()
        """It takes calls, and answers none; what runs falls silent."""
        self.sent_us: list[int] = []
        """When the pictures of the last call were made, machine clock."""
        self._server = socket.create_server(("127.0.0.1", 0))
        self._calls: list[tuple[socket.socket, threading.Thread]] = []
        self._thread = threading.Thread(target=self._serve, name="rtsp-camera")
        self._thread.start()

    def url(self, path: str = PATH, login: str = "") -> str:
        """The address of one of its streams."""
        before = f"{login}@" if login else ""
        return f"rtsp://{before}127.0.0.1:{self._server.getsockname()[1]}{path}"

    def unplug(self) -> None:
        """Hang up on everybody, and let nobody in."""
        self._plugged.clear()
        for connection, _thread in self._calls:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def plug(self) -> None:
        """Deliver again."""
        self._plugged.set()

    def close(self) -> None:
        """End the server and wait for its threads."""
        self._ended.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.close()
        self.unplug()
        for connection, thread in self._calls:
            thread.join()
            connection.close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _address = self._server.accept()
            except OSError:
                return
            if not self._plugged.is_set():
                connection.close()
                continue
            thread = threading.Thread(target=self._talk, args=(connection,), name="rtsp-call")
            self._calls.append((connection, thread))
            thread.start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection.makefile("rb") as lines:
            while request := _request(lines):
                if self.mute.is_set():
                    continue
                method, path, headers = request
                connection.sendall(self._answer(method, path, headers).encode())
                if method == "PLAY":
                    self._stream(connection)
                    return

    def _answer(self, method: str, path: str, headers: dict[str, str]) -> str:
        body, more = "", ""
        if self._login and headers.get("authorization") != f"Basic {base64.b64encode(self._login.encode()).decode()}":
            return f'RTSP/1.0 401 Unauthorized\r\nCSeq: {headers["cseq"]}\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'
        if method != "OPTIONS" and not path.startswith(PATH):
            return f"RTSP/1.0 404 Not Found\r\nCSeq: {headers['cseq']}\r\n\r\n"
        if method == "DESCRIBE":
            body, more = _SDP.replace("\n", "\r\n"), "Content-Type: application/sdp\r\n"
        elif method == "SETUP":
            more = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n"
        elif method == "PLAY":
            more = "Session: 1\r\n"
        return f"RTSP/1.0 200 OK\r\nCSeq: {headers['cseq']}\r\n{more}Content-Length: {len(body)}\r\n\r\n{body}"

    def _stream(self, connection: socket.socket) -> None:
        codec, sequence, begun_us = _codec(), 0, clock.now_us()
        self.sent_us = []
        while self._plugged.is_set() and not self._ended.wait(1 / FPS):
            if self.mute.is_set():
                continue
            now_us = clock.now_us()
            self.sent_us.append(now_us)
            for packet in codec.encode(_picture(now_us)):
                units = _units(bytes(packet))
                for number, unit in enumerate(units, start=1):
                    sequence = sequence + 1 & 0xFFFF
                    stamp = (now_us - begun_us) * RTP_RATE // 1_000_000 & 0xFFFFFFFF
                    marked = 0x80 if number == len(units) else 0
                    packed = struct.pack(">BBHII", 0x80, 96 | marked, sequence, stamp, 1) + unit
                    connection.sendall(struct.pack(">cBH", b"$", 0, len(packed)) + packed)


@contextmanager
def rtsp_camera(login: str = "") -> Iterator[RtspCamera]:
    """A camera as long as the block lasts."""
    camera = RtspCamera(login)
    try:
        yield camera
    finally:
        camera.close()


def _request(lines: BufferedReader) -> tuple[str, str, dict[str, str]] | None:
    """The next request: its method, its path, its headers in small letters; None at the end."""
    first = lines.readline().decode().split()
    if len(first) < 2:
        return None
    headers: dict[str, str] = {}
    while line := lines.readline().decode().strip():
        name, _colon, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return first[0], "/" + first[1].split("/", 3)[-1], headers


def _codec() -> VideoCodecContext:
    made = CodecContext.create("libx264", "w")
    assert isinstance(made, VideoCodecContext)
    made.width, made.height, made.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    made.time_base, made.framerate, made.gop_size = Fraction(1, 1_000_000), Fraction(FPS), FPS // 2
    made.options = {"preset": "ultrafast", "tune": "zerolatency", "x264-params": "annexb=1:repeat-headers=1"}
    return made


def _picture(now_us: int) -> VideoFrame:
    array = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    draw_pattern(array, now_us)
    frame = VideoFrame.from_ndarray(array, format="bgr24").reformat(format="yuv420p")
    frame.pts, frame.time_base = now_us, Fraction(1, 1_000_000)
    return frame


def _units(stream: bytes) -> list[bytes]:
    """The units of an Annex B stream, without their start codes; each fits into one packet."""
    return [unit.rstrip(b"\0") for unit in stream.split(b"\0\0\1") if unit.strip(b"\0")]
