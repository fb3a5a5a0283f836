"""The pictures of all tracks side by side, what the participant saw as the largest."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.wording.sources import shown_name
from recordings.playback import Click, ClickTrail, Track
from ui import theme
from ui.review.picture_reader import Shown
from ui.widgets.fitting import fitted

MAIN_SHARE, OTHER_SHARE = 5, 2
LEAST_WIDTH, LEAST_HEIGHT = 120, 120
RING_RADIUS = 14


class PictureView(QWidget):
    """One track's picture.

    Attributes:
        shown: what is on it now.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self._clicks: ClickTrail | None = None
        self.setAccessibleName(name)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(LEAST_WIDTH, theme.scaled(LEAST_HEIGHT)))

    def show_picture(self, shown: Shown) -> None:
        """Show this."""
        self.shown = shown
        self.update()

    def mark_clicks(self, clicks: ClickTrail | None) -> None:
        """Mark these clicks on the pictures, or none."""
        self._clicks = clicks
        self.update()

    @property
    def marked(self) -> Sequence[Click]:
        """The clicks that are marked on the picture that is shown."""
        shown = self.shown
        if self._clicks is None or shown is None or shown.image is None or shown.stale:
            return ()
        return self._clicks.at(shown.asked_us)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture as large as it goes, rings where there were clicks; a sentence where there is no picture, or an
        old one.
        """
        colours = theme.colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(colours.raised))
        image: QImage | None = self.shown.image if self.shown is not None else None
        if image is not None:
            place = fitted(image.size(), QRectF(self.rect()))
            painter.drawImage(place, image)
            self._draw_clicks(painter, place, image.size())
        words = self._words()
        if words:
            self._caption(painter, words, colours)

    def _draw_clicks(self, painter: QPainter, place: QRectF, size: QSize) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.scaled(RING_RADIUS)
        for click in self.marked:
            x = place.x() + (click.x + 0.5) * place.width() / size.width()
            y = place.y() + (click.y + 0.5) * place.height() / size.height()
            for colour, width in ((theme.CLICK_EDGE, 6), (theme.CLICK, 3)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _caption(self, painter: QPainter, words: str, colours: theme.Colours) -> None:
        """In as many lines as it needs, at the lower edge."""
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        needed = painter.fontMetrics().boundingRect(self.rect(), flags, words).height() + theme.GRID
        strip = self.rect().adjusted(0, max(0, self.height() - needed), 0, 0)
        painter.fillRect(strip, QColor(colours.surface))
        painter.setPen(QColor(colours.text))
        painter.drawText(strip, flags, words)

    def _words(self) -> str:
        if self.shown is None or self.shown.time_us is None:
            return _("{name}: nothing recorded yet").format(name=self._name)
        if self.shown.stale:
            return _("Nothing was recorded here; last seen {time}").format(time=clock_text(self.shown.time_us))
        return ""


class PicturesView(QWidget):
    """All tracks with pictures."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        super().__init__()
        self.setObjectName("pictures")
        self.views: dict[str, PictureView] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID)
        names = {track.source: track.shows for track in tracks}
        for place, track in enumerate(tracks):
            view = PictureView(shown_name(names.get(track.source, ""), track.source))
            self.views[track.source] = view
            line.addWidget(view, MAIN_SHARE if place == 0 else OTHER_SHARE)

    def mark_clicks(self, clicks: Sequence[Click]) -> None:
        """Mark these clicks, each on the picture on which it fell."""
        for source, view in self.views.items():
            view.mark_clicks(ClickTrail(clicks, source) if clicks else None)

    def show_picture(self, shown: Shown) -> None:
        """Show a picture of its track."""
        view = self.views.get(shown.source)
        if view is not None:
            view.show_picture(shown)
