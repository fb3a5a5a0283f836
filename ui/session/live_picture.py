"""What the participant sees, live, with all other pictures inset. Pictures are decoded off the GUI thread."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.background import Background
from ui.widgets.fitting import fitted

SCREEN, CAMERA = 0, 1
"""Tracks of the live picture, as the recorder numbers them; further sources have higher numbers."""

INSET_PART = 0.24
"""Width of the camera inset, as a part of the whole."""


class LivePicture(QWidget):
    """Draws the newest screen and camera pictures; a sentence where there is none."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._images: dict[int, QImage] = {}
        self._decoding: set[int] = set()
        self._notice = ""
        self.setObjectName("live_picture")
        self.setAccessibleName(_("What the participant sees"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 90))

    def sizeHint(self) -> QSize:
        """Qt's own: it takes what the others leave, and never makes the screen scroll."""
        return self.minimumSize()

    def say(self, notice: str) -> None:
        """A sentence over the picture; empty takes it away."""
        if notice != self._notice:
            self._notice = notice
            self.setAccessibleDescription(notice)
            self.update()

    def forget(self) -> None:
        """Show no picture."""
        self._images.clear()
        self.update()

    def take(self, pictures: Mapping[str, tuple[Any, bytes]]) -> None:
        """The newest pictures of the room; one that is still being decoded is not queued behind another."""
        for header, jpeg in pictures.values():
            if header.track not in self._decoding:
                self._decoding.add(header.track)
                self._decode(int(header.track), jpeg)

    def _decode(self, track: int, jpeg: bytes) -> None:
        def show(image: QImage) -> None:
            self._decoding.discard(track)
            if not image.isNull():
                self._images[track] = image
                self.update()

        read = self._background.read(lambda: _decoded(jpeg))
        read.owned_by(self).on_done(show).start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The screen as large as it goes, all else in a row along its lower edge from the right, a notice over them."""
        colours = theme.colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(colours.raised))
        main = self._images.get(SCREEN) or self._images.get(CAMERA)
        whole = QRectF(self.rect())
        if main is not None:
            whole = fitted(main.size(), whole)
            painter.drawImage(whole, main)
        place = whole.bottomRight() - QPointF(theme.GRID, theme.GRID)
        for _track, inset in sorted(self._images.items()):
            if inset is main:
                continue
            width = whole.width() * INSET_PART
            corner = QRectF(0, 0, width, width * inset.height() / max(1, inset.width()))
            corner.moveBottomRight(place)
            painter.drawImage(corner, inset)
            painter.setPen(QColor(colours.control))
            painter.drawRect(corner)
            place = corner.bottomLeft() - QPointF(theme.GRID, 0)
        words = self._notice or ("" if main is not None else _("No picture yet"))
        if words:
            _write(painter, self, words, over_picture=main is not None)


def _decoded(jpeg: bytes) -> QImage:
    image = QImage()
    image.loadFromData(jpeg)
    return image


def _write(painter: QPainter, widget: QWidget, words: str, *, over_picture: bool) -> None:
    colours = theme.colours_of(widget)
    margin = theme.MARGIN
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    room = widget.rect().adjusted(margin, margin, -margin, -margin)
    if over_picture:
        box = painter.boundingRect(room, flags, words).adjusted(-margin, -theme.GRID, margin, theme.GRID)
        painter.fillRect(box, QColor(colours.surface))
    painter.setPen(QColor(colours.text))
    painter.drawText(room, flags, words)
