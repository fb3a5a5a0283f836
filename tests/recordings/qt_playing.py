"""`qt_playing.py FILE SEEK_MS`: play a file in Qt's player, seek, and print what came of it as JSON."""

import json
import sys

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

PATIENCE_MS = 30_000


def main(file: str, seek_ms: int) -> None:
    """Play until pictures of later than 0.8 s came, seek, and wait for a picture from there."""
    application = QGuiApplication([])
    player, sink = QMediaPlayer(), QVideoSink()
    said: dict[str, object] = {"played": 0.0, "sought": -1.0, "width": 0, "error": "", "duration": None}
    player.setVideoSink(sink)

    def seen(frame: QVideoFrame) -> None:
        at = frame.startTime() / 1e6
        said["width"] = max(int(str(said["width"])), frame.width())
        if not said["played"] and at > 0.8:
            said["played"], said["duration"] = at, player.duration() / 1000 or None
            player.setPosition(seek_ms)
        elif said["played"] and at >= seek_ms / 1000 - 0.5:
            said["sought"] = at
            application.quit()

    def failed(*_what: object) -> None:
        said["error"] = player.errorString()
        application.quit()

    sink.videoFrameChanged.connect(seen)
    player.errorOccurred.connect(failed)
    QTimer.singleShot(PATIENCE_MS, application.quit)
    player.setSource(QUrl.fromLocalFile(file))
    player.play()
    application.exec()
    json.dump(said, sys.stdout)
    sys.stdout.flush()
    player.stop()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
