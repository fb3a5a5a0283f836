"""The flashes of the clap test: the recorded screen goes dark and is lit at each moment, for the recorder to see."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from lab.services.session_view import FLASH_S
from ui import theme
from ui.held.participant_screen import recorded_part, recorded_screen
from ui.held.planned import SourcePlan
from ui.session.overlay import Overlay

TEXT_PX = 28


def flashed(sources: Sequence[SourcePlan]) -> dict[str, QRect]:
    """Source → the place of this machine's desktop that it records: what can be made to flash."""
    found = {}
    for source in sources:
        screen = recorded_screen((source,))
        if screen is not None:
            place = recorded_part(source) or screen.geometry()
            on_it = QGuiApplication.screenAt(place.center()) or screen
            found[source.id] = place.intersected(on_it.geometry())
    return found


class Flash(Overlay):
    """A dark sheet over one recorded place that can be lit."""

    def __init__(self, place: QRect) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setObjectName("clap_flash")
        self.setAccessibleName(_("Clap test"))
        self.setGeometry(place)
        self.lit = False

    def light(self, *, lit: bool) -> None:
        """Light it or darken it, at once."""
        self.lit = lit
        self.repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill it; while it is dark, with what goes on."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.CUE_LIGHT if self.lit else theme.CUE_DARK))
        if not self.lit:
            font = painter.font()
            font.setPixelSize(TEXT_PX)
            painter.setFont(font)
            painter.setPen(QColor(theme.CUE_LIGHT))
            words = _("Quiet, please: sound and picture are measured.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


class Flashes:
    """The sheets over all recorded places, and when they are lit.

    Args:
        now: session time, µs.

    Attributes:
        late_us: how long after its moment each flash was painted: the window may have been busy.
    """

    def __init__(self, parent: QWidget, now: Callable[[], int]) -> None:
        self.shown: list[Flash] = []
        self.late_us: list[int] = []
        self._parent = parent
        self._now = now
        self._timers: list[QTimer] = []

    def run(self, sources: Sequence[SourcePlan], moments_us: Sequence[int]) -> None:
        """Lay them out now, and light them at these moments of the session clock."""
        self.hide()
        self.late_us = []
        for place in flashed(sources).values():
            flash = Flash(place)
            flash.show()
            self.shown.append(flash)
        for moment_us in moments_us:
            self._at(moment_us, lit=True)
            self._at(moment_us + round(FLASH_S * 1e6), lit=False)

    def hide(self) -> None:
        """Take them away."""
        timers, self._timers = self._timers, []
        for timer in timers:
            timer.stop()
            timer.deleteLater()
        shown, self.shown = self.shown, []
        for flash in shown:
            flash.close()

    def _at(self, moment_us: int, *, lit: bool) -> None:
        wait_ms = (moment_us - self._now()) // 1000
        if wait_ms < 0:
            return
        timer = QTimer(self._parent, singleShot=True, interval=wait_ms, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(partial(self._light, moment_us, lit=lit))
        timer.start()
        self._timers.append(timer)

    def _light(self, moment_us: int, *, lit: bool) -> None:
        for flash in self.shown:
            flash.light(lit=lit)
        if lit:
            self.late_us.append(self._now() - moment_us)
