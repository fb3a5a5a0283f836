"""The table of the live grid: a severity's shape for everybody who hit it, a dash for who came there and did not."""

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from lab.i18n import gettext as _
from lab.services.tag_grids import RoundGrid
from ui import theme
from ui.second_room.grid_model import GOOD, HERE, WISH, TagGridModel
from ui.widgets.people_grid import Marks, PeopleGrid


class _Marks(Marks):
    """Tags are not only against something."""

    def paint_mark(self, painter: QPainter, box: QRectF, mark: str, colours: theme.Colours) -> None:
        """A plus for what went well, a frame for a wish, else as everywhere."""
        if mark not in (GOOD, WISH):
            super().paint_mark(painter, box, mark, colours)
            return
        middle, arm = box.center(), box.width() / 2 - 3
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.good if mark == GOOD else colours.quiet), 2))
        if mark == GOOD:
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
        else:
            painter.drawRect(QRectF(middle - QPointF(arm / 2, arm / 2), middle + QPointF(arm / 2, arm / 2)))
        painter.restore()


class TagGridView(PeopleGrid):
    """`chosen` carries the index of a cell that was chosen by Enter, Space or a click on a participant's mark."""

    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__("tag_grid", _("What was tagged, by participant"))
        self.listed = TagGridModel(self)
        self.setModel(self.listed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Marks(self))

    def show_grid(self, shown: RoundGrid) -> None:
        """Fill the grid; the chosen cell stays chosen, wherever its row has moved, and the view stays in its place."""
        row, column = self.listed.line_at(self.currentIndex().row()), self.currentIndex().column()
        scrolled = self.verticalScrollBar().value()
        self.listed.show_grid(shown)
        self.lay_out(self.listed.heads)
        place_now = self.listed.place_of(row.key) if row is not None else None
        if place_now is not None and column < self.listed.columnCount():
            self.setCurrentIndex(self.listed.index(place_now, column))
        self.verticalScrollBar().setValue(scrolled)

    def open_cell(self, index: QModelIndex) -> None:
        """What was tagged there is opened."""
        self.chosen.emit(index)

    def words_of_person(self, code: str) -> str:
        """Room for the dot is kept beside everybody."""
        return HERE.format(code=code)
