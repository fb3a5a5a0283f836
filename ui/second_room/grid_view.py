"""The table of the live grid: a severity's shape for everybody who hit it, a dash for who came there and did not."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lab.i18n import gettext as _
from lab.services.tag_grids import RoundGrid
from ui import theme
from ui.second_room.grid_model import (
    EXPOSED,
    FIRST_PERSON,
    GOOD,
    MARK,
    NAME,
    SEVERITY,
    SHARE,
    UNRATED,
    WISH,
    TagGridModel,
)
from ui.widgets.marks import paint_severity

_MARK_SIDE = 18
_LEAST_NAME = 200
_PADDING = 24


class _Marks(QStyledItemDelegate):
    """Draws what a participant hit, and the worst of a row in its first column."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The usual ground, and the mark in the middle."""
        super().paint(painter, option, index)
        mark = index.data(MARK)
        if mark is None:
            return
        colours = theme.colours_of(self.parent())  # type: ignore[arg-type]
        side = theme.scaled(_MARK_SIDE)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(option.rect).center())
        first = index.column() == SEVERITY
        if first:
            box.moveLeft(option.rect.left() + theme.GRID)
        if mark in (EXPOSED, GOOD, WISH):
            _paint_sign(painter, box, mark, colours)
            return
        paint_severity(painter, box, None if mark == UNRATED else int(mark), colours)
        if first and mark != UNRATED:
            painter.setPen(QColor(colours.text))
            number = QRectF(box.right() + theme.GRID, option.rect.top(), side, option.rect.height())
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, mark)


def _paint_sign(painter: QPainter, box: QRectF, mark: str, colours: theme.Colours) -> None:
    """A short dash for who came there; a plus for what went well; a ring with a dot for a wish."""
    middle, arm = box.center(), box.width() / 2 - 3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.good if mark == GOOD else colours.quiet), 2))
    if mark == GOOD:
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
    elif mark == EXPOSED:
        painter.drawLine(middle - QPointF(arm / 2, 0), middle + QPointF(arm / 2, 0))
    else:
        painter.drawRect(QRectF(middle - QPointF(arm / 2, arm / 2), middle + QPointF(arm / 2, arm / 2)))
    painter.restore()


class TagGridView(QTableView):
    """`chosen` carries the index of a cell that was chosen by Enter, Space or a click on a participant's mark."""

    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tag_grid")
        self.setAccessibleName(_("What was tagged, by participant"))
        self.listed = TagGridModel(self)
        self.setModel(self.listed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.scaled(theme.CONTROL_HEIGHT + 4))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme.scaled(40))
        self.setItemDelegate(_Marks(self))
        self.clicked.connect(self.chosen)

    def show_grid(self, shown: RoundGrid) -> None:
        """Fill the grid; the chosen cell stays chosen, wherever its row has moved, and the view stays in its place."""
        row, column = self.listed.row_at(self.currentIndex().row()), self.currentIndex().column()
        scrolled = self.verticalScrollBar().value()
        self.listed.show_grid(shown)
        self.clearSpans()
        for place in self.listed.heads:
            self.setSpan(place, 0, 1, self.listed.columnCount())
        self._widths()
        place_now = self.listed.place_of(row.key) if row is not None else None
        if place_now is not None and column < self.listed.columnCount():
            self.setCurrentIndex(self.listed.index(place_now, column))
        self.verticalScrollBar().setValue(scrolled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open what was tagged; arrows walk the cells."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names take what the participants leave."""
        super().resizeEvent(event)
        self._fit_names()

    # -- widths, measured by words and not by rows

    def _widths(self) -> None:
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.resizeSection(SEVERITY, metrics.horizontalAdvance(_("Severity")) + theme.scaled(_PADDING))
        header.resizeSection(SHARE, self._share_width())
        codes = (f"● {code}" for code in self.listed.codes)
        person = max((metrics.horizontalAdvance(code) for code in codes), default=0)
        for place in range(FIRST_PERSON, self.listed.columnCount()):
            header.resizeSection(place, max(theme.scaled(40), person + theme.scaled(_PADDING) // 2))
        self._fit_names()

    def _share_width(self) -> int:
        metrics, n = self.fontMetrics(), len(self.listed.codes)
        longest = (_("Who hit it"), _("{n} of {all}").format(n=n, all=n))
        return max(metrics.horizontalAdvance(words) for words in longest) + theme.scaled(_PADDING)

    def _fit_names(self) -> None:
        header = self.horizontalHeader()
        if header.count() <= NAME:
            return
        others = header.length() - header.sectionSize(NAME)
        header.resizeSection(NAME, max(self.viewport().width() - others, theme.scaled(_LEAST_NAME)))
