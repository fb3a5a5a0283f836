"""Plays a recording as the review does, and says when each picture was shown. A process of its own, because Qt asks for
the sound server once. `playing.py FOLDER SECONDS` prints JSON: whether it is heard, and pairs of the machine clock (s)
and the clock that the picture shows (s).
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from recordings.playback import open_recording
from recordings.sources.synthetic import pattern_clock_us
from ui.review.picture_reader import Shown
from ui.review.player import Player


def main(folder: Path, seconds: float) -> None:
    """Play from the start, for so long."""
    application = QApplication([])
    player = Player(open_recording(folder))
    shown: list[tuple[float, float]] = []

    def note(picture: Shown) -> None:
        if picture.image is not None:
            shown.append((time.monotonic(), pattern_clock_us(pixels(picture.image)) / 1e6))

    player.shown.connect(note)
    player.playing_changed.connect(lambda: None if player.playing else application.quit())
    player.play(until_us=round(seconds * 1e6))
    application.exec()
    json.dump({"heard": player.heard, "shown": shown}, sys.stdout)
    player.end()
    player.join()


def pixels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Rows, columns, colours."""
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return whole[:, : image.width() * 3].reshape(image.height(), image.width(), 3)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
