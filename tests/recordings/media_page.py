"""A page on the loopback that plays a media file, seeks in it, and sends back what the browser made of it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

PAGE = """<!doctype html><meta charset="utf-8"><video id="v" muted preload="auto" src="/media"></video><script>
const v = document.getElementById("v"), said = {error: "", played: 0, sought: -1, width: 0, duration: null}
const send = () => fetch("/said", {method: "POST", body: JSON.stringify(said)})
v.onerror = () => { said.error = v.error.message || String(v.error.code); send() }
v.onloadedmetadata = () => { said.width = v.videoWidth
  said.duration = Number.isFinite(v.duration) ? v.duration : null; v.play() }
v.ontimeupdate = () => { if (!said.played && v.currentTime > 0.8) { said.played = v.currentTime
  v.pause(); v.onseeked = () => { said.sought = v.currentTime; send() }; v.currentTime = SEEK } }
</script>"""


@contextmanager
def media_page(media: Path, kind: str, seek_s: float) -> Iterator[tuple[str, "Queue[dict[str, object]]"]]:
    """The address of the page, and what comes back from it."""
    said: Queue[dict[str, object]] = Queue()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(media.read_bytes(), kind, seek_s, said))
    server.daemon_threads = False
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", said
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def _handler(
    content: bytes, kind: str, seek_s: float, said: "Queue[dict[str, object]]"
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            if self.path == "/media":
                self._media()
            else:
                self._send(200, "text/html", PAGE.replace("SEEK", str(seek_s)).encode(), {})

        def do_POST(self) -> None:  # the library's name
            said.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send(204, "text/plain", b"", {})

        def _media(self) -> None:
            asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")
            first = int(asked[0] or 0)
            last = min(len(content) - 1, int(asked[1])) if asked[1] else len(content) - 1
            span = {"Content-Range": f"bytes {first}-{last}/{len(content)}", "Accept-Ranges": "bytes"}
            self._send(206, kind, content[first : last + 1], span)

        def _send(self, code: int, kind: str, body: bytes, more: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except ConnectionError:  # a browser that seeks leaves what it asked for
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
            """Say nothing."""

    return Handler
