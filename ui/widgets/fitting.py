"""Where a picture lies in the room that there is for it."""

from PySide6.QtCore import QRectF, QSize, Qt


def fitted(size: QSize, into: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of another."""
    scaled = size.scaled(into.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, scaled.width(), scaled.height())
    place.moveCenter(into.center())
    return place
