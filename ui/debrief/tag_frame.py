"""The picture of a tag's moment, beside the tag while it is coded."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui.background import Background
from ui.held.stills import read_still

_HEIGHT = 180
_READ = QSize(960, 540)


class TagFrame(QLabel):
    """Shows what was on the screen at a moment; nothing where nothing was recorded."""

    def __init__(self, folder: Path, background: Background) -> None:
        super().__init__()
        self._folder = folder
        self._background = background
        self._moment: int | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_moment(self, moment_us: int | None) -> None:
        """Show this moment; the picture comes when it has been read."""
        if moment_us == self._moment:
            return
        self._moment = moment_us
        if moment_us is None:
            self._show(None)
            return
        read = self._background.read(lambda: read_still(self._folder, moment_us, _READ)).owned_by(self)
        read.on_done(lambda image: self._arrived(moment_us, image)).start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the width."""
        super().resizeEvent(event)
        self._draw()

    def _arrived(self, moment_us: int, image: QImage | None) -> None:
        if moment_us == self._moment:
            self._show(image)

    def _show(self, image: QImage | None) -> None:
        self._image = image
        self.setVisible(image is not None)
        if image is not None and self._moment is not None:
            self.setFixedHeight(_HEIGHT)
            self.setAccessibleName(_("The screen at {time}").format(time=clock_text(self._moment)))
        self._draw()

    def _draw(self) -> None:
        if self._image is None:
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        room = QSize(self.width(), _HEIGHT) * ratio
        fitted = self._image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(fitted))
