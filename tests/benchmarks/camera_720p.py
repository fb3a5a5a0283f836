"""A network camera of 1280x720 px at 30 pictures a second: prints its address, ends when it is killed.

Its pictures are made before anybody looks, so that it costs next to nothing while something else is measured.
"""

import sys
import time
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext

WIDTH, HEIGHT, FPS = 1280, 720, 30
PICTURES = 60


def pictures() -> list[bytes]:
    """Two seconds of a bar that moves over a grainy room, as JPEG."""
    chance = np.random.default_rng(5)
    room = np.clip(110 + 12 * chance.standard_normal((HEIGHT, WIDTH)), 16, 235).astype(np.uint8)
    return [_jpeg(room, number) for number in range(PICTURES)]


def _jpeg(room: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", number: int) -> bytes:
    codec = CodecContext.create("mjpeg", "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt, codec.time_base = WIDTH, HEIGHT, "yuvj420p", Fraction(1, FPS)
    shown = np.roll(room, 7 * number, axis=1)
    left = number * WIDTH // PICTURES
    shown[:, left : left + 80] = 200
    frame = VideoFrame.from_ndarray(np.stack([shown] * 3, axis=2), format="rgb24").reformat(format="yuvj420p")
    frame.pts, frame.time_base = 0, Fraction(1, FPS)
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])


class Handler(BaseHTTPRequestHandler):
    """Answers with the stream, in real time, until nobody looks any more."""

    made: tuple[bytes, ...] = ()

    def do_GET(self) -> None:
        """The stream."""
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        self.end_headers()
        begun_s, number = time.monotonic(), 0
        while True:
            jpeg = self.made[number % PICTURES]
            head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            try:
                self.wfile.write(head.encode() + jpeg + b"\r\n")
            except OSError:
                return
            number += 1
            time.sleep(max(0.0, begun_s + number / FPS - time.monotonic()))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing."""


def main() -> int:
    """Serve for ever."""
    Handler.made = tuple(pictures())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}/video", flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
