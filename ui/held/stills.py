"""One frame of a session's recording, small: what was on the screen at a moment. Read in the background."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from lab.domain.errors import LabError


def read_still(folder: Path, moment_us: int, size: QSize) -> QImage | None:
    """The frame of the first picture track within `size`; None where nothing was recorded or it cannot be read."""
    from lab.services.session_view import recording_in  # late: a window starts without the player

    try:
        recording = recording_in(folder)
    except LabError:
        return None
    if recording is None:
        return None
    with recording:
        track = next(iter(recording.pictures), None)
        picture = track.frame_at(moment_us) if track is not None else None
    if picture is None:
        return None
    height, width = picture.rgb.shape[:2]
    image = QImage(picture.rgb.data, width, height, picture.rgb.strides[0], QImage.Format.Format_RGB888)
    # A scaled copy: the picture's own memory goes with it.
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
