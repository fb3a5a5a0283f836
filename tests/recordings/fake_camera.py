"""A network camera for tests: pictures as a stream of JPEGs over HTTP, or nonsense, or nothing at all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import numpy as np
from av import VideoFrame

from recordings import clock
from recordings.sources.synthetic import draw_pattern
from recordings.stream import Shrinker

FPS = 20
WIDTH, HEIGHT = 640, 360


class FakeCamera:
    """Serves `/video`, `/nonsense` and `/nothing`. While it is unplugged, streams end and nobody gets a picture.

    Attributes:
        shows: what is before it: something that moves, a picture that stands still, or a cover.
    """

    def __init__(self) -> None:
        self.shows: Literal["moving", "frozen", "covered"] = "moving"
        self._plugged = threading.Event()
        self._plugged.set()
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="fake-camera")
        self._thread.start()

    def url(self, path: str) -> str:
        """The address of one of its pages."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def unplug(self) -> None:
        """End all streams and refuse new ones."""
        self._plugged.clear()

    def plug(self) -> None:
        """Deliver again."""
        self._plugged.set()

    def close(self) -> None:
        """End the server and wait for its threads."""
        self._ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the library's name
                if self.path == "/nonsense":
                    self._answer("text/html")
                    self.wfile.write(b"<html>this is no camera</html>")
                elif self.path == "/nothing":
                    camera._ended.wait()
                elif camera._plugged.is_set():
                    self._answer("multipart/x-mixed-replace; boundary=picture")
                    self._stream()
                else:
                    self.send_error(503)

            def _answer(self, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()

            def _stream(self) -> None:
                shrinker = Shrinker()
                while camera._plugged.is_set() and not camera._ended.wait(1 / FPS):
                    jpeg = shrinker.jpeg(_picture(camera.shows))
                    head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                    try:
                        self.wfile.write(head.encode() + jpeg + b"\r\n")
                    except OSError:
                        return  # nobody looks any more

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
                """Say nothing."""

        return Handler


@contextmanager
def fake_camera() -> Iterator[FakeCamera]:
    """A camera as long as the block lasts."""
    camera = FakeCamera()
    try:
        yield camera
    finally:
        camera.close()


def _picture(shows: str) -> VideoFrame:
    array = np.full((HEIGHT, WIDTH, 3), 0 if shows == "covered" else 90, np.uint8)
    if shows != "covered":
        draw_pattern(array, clock.now_us() if shows == "moving" else 0x123456789ABC)
    return VideoFrame.from_ndarray(array, format="bgr24")
