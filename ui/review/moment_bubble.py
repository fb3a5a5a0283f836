"""A small picture above the timeline: what there was to see at the moment that the pointer points at."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from lab.domain.timeline import clock_text
from lab.services.derived import Derived, Place
from ui import theme
from ui.review.timeline import Timeline

_GAP = 6
"""px between picture and timeline."""


class MomentBubble(QFrame):
    """Shown while the pointer is over the timeline and there is a picture of that moment; never takes the focus.

    What it shows is a help for the eye alone: a click, or the keys, lead to the same picture in full size.
    """

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline, Qt.WindowType.ToolTip)
        self.setObjectName("moment_bubble")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._timeline = timeline
        self._made: Derived | None = None
        self._sheet: tuple[Path, QPixmap] | None = None
        self.picture, self.time = QLabel(), QLabel()
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID // 2, theme.GRID // 2, theme.GRID // 2, theme.GRID // 2)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.picture)
        column.addWidget(self.time)
        timeline.pointed.connect(self._point)

    def show_pictures_of(self, made: Derived) -> None:
        """From now on show what was made of this session."""
        self._made, self._sheet = made, None

    def _point(self, moment_us: int | None, x: int) -> None:
        place = self._made.thumbnail_at(moment_us) if self._made is not None and moment_us is not None else None
        if place is None or moment_us is None:
            self.hide()
            return
        self.picture.setPixmap(self._piece(place))
        self.time.setText(clock_text(moment_us))
        self.adjustSize()
        self.move(self._beside(x))
        self.show()

    def _piece(self, place: Place) -> QPixmap:
        if self._sheet is None or self._sheet[0] != place.file:
            self._sheet = (place.file, QPixmap(str(place.file)))
        piece = self._sheet[1].copy(QRect(place.left, place.top, place.width, place.height))
        width = theme.scaled(place.width)
        return piece.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)

    def _beside(self, x: int) -> QPoint:
        """Above the pointer, within the timeline's width."""
        left = min(max(0, x - self.width() // 2), max(0, self._timeline.width() - self.width()))
        return self._timeline.mapToGlobal(QPoint(left, -self.height() - _GAP))
