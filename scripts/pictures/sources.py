"""What the devices of the photographed sessions hear and see: a steady tone, and a drawn person."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter


@contextmanager
def a_humming_microphone() -> Iterator[None]:
    """A sound server whose only microphone hears a steady tone. (Its own source of tones hands out two seconds at once,
    which no microphone does.)
    """
    modules = (
        "module-native-protocol-unix",
        "module-null-sink sink_name=Room",
        "module-sine sink=Room frequency=180",
        "module-remap-source master=Room.monitor source_name=Table source_properties=device.description=Table",
    )
    loads = [part for module in modules for part in ("-L", module)]
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(2)
        subprocess.run(["pactl", "set-default-source", "Table"], check=True)
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def drawn_person() -> Iterator[str]:
    """The address of a network camera that shows a drawn head and shoulders, swaying a little."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
            self.end_headers()
            while True:
                jpeg = _head_and_shoulders(time.monotonic())
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                try:
                    self.wfile.write(head.encode() + jpeg + b"\r\n")
                except OSError:
                    return
                time.sleep(1 / 15)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/video"
    finally:
        server.shutdown()


def _head_and_shoulders(now: float) -> bytes:
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("#a9b7c0"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    sway = 8 * ((now % 4) - 2)
    for colour, x, y, width, height in (
        ("#3f5468", 320 + sway / 2, 390, 190, 150),
        ("#e2bd9b", 320 + sway, 180, 66, 84),
        ("#4a3628", 320 + sway, 118, 72, 46),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), width, height)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)  # type: ignore[call-overload]  # PySide takes a device and a format
    return bytes(buffer.data().data())
