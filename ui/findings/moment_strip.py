"""The tags of a proposal with their frames, moment by moment; each can be left out before the proposal is accepted."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from lab.domain.finding import Evidence
from lab.domain.gathering import Gathered, Seen
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.icons import icon_for
from ui.widgets.boxes import Flow
from ui.widgets.texts import small
from ui.widgets.tick import Tick
from ui.widgets.tips import plain

MOST = 12
"""Moments shown; what lies beyond goes with them as a whole."""
_WIDTH, _HEIGHT = 144, 81
Play = Callable[[Evidence], None]


class MomentStrip(Flow):
    """A frame per moment, and under it a box for each tag of it."""

    def __init__(self, gathered: Gathered, play: Play) -> None:
        super().__init__()
        self.setObjectName("moments")
        self.setAccessibleName(_("Tags of the proposal"))
        self._frames: list[QToolButton] = []
        self._ticks: list[tuple[Tick, Seen]] = []
        self._moments = gathered.moments[:MOST]
        self._beyond = tuple(seen for moment in gathered.moments[MOST:] for seen in moment)
        for moment in self._moments:
            self.add(self._moment(moment, play))
        if self._beyond:
            n = len(gathered.moments) - MOST
            self.add(small(ngettext("and {n} more moment", "and {n} more moments", n).format(n=n)))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the frames show: the first tag of each moment."""
        return tuple(moment[0].evidence for moment in self._moments)

    @property
    def chosen(self) -> tuple[Seen, ...]:
        """The tags that were not left out."""
        return (*(seen for tick, seen in self._ticks if tick.box.isChecked()), *self._beyond)

    def leave_out(self, place: int) -> None:
        """Leave out the tag at a place."""
        self._ticks[place][0].box.setChecked(False)

    def show_stills(self, stills: Mapping[int, QImage]) -> None:
        """The pictures, by the place of their moment."""
        for place, image in stills.items():
            self._frames[place].setIcon(QIcon(QPixmap.fromImage(image)))

    def _moment(self, moment: Sequence[Seen], play: Play) -> QWidget:
        first = moment[0]
        where = f"{first.held.code} {clock_text(first.annotation.anchor_us)}"
        frame = QToolButton()
        frame.setText(where)
        frame.setAccessibleName(_("Play the evidence of {what}").format(what=where))
        frame.setToolTip(plain(frame.accessibleName()))
        frame.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        frame.setIconSize(QSize(_WIDTH, _HEIGHT))
        frame.setIcon(icon_for(self, "film-strip", "unknown"))
        frame.setMinimumHeight(_HEIGHT + theme.scaled(theme.BODY) + 3 * theme.GRID)
        frame.clicked.connect(lambda _checked=False: play(first.evidence))
        self._frames.append(frame)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame)
        for seen in moment:
            tick = Tick(seen.annotation.author, value=True)
            said = seen.annotation.quote or seen.annotation.note
            tick.box.setAccessibleName(f"{where} {seen.annotation.author}: {said}".rstrip(": "))
            tick.box.setToolTip(plain(said))
            self._ticks.append((tick, seen))
            column.addWidget(tick)
        return box


ReadStills = Callable[[MomentStrip], None]
