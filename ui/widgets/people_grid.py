"""The table of participants across: a shape for everybody who hit it, a dash for who came there and did not."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lab.i18n import gettext as _
from ui import theme
from ui.widgets.marks import paint_severity
from ui.widgets.people_model import EXPOSED, FIRST_PERSON, MARK, NAME, SEVERITY, SHARE, PeopleModel

_MARK_SIDE = 18
_LEAST_NAME = 200
_LEAST_PERSON = 40
_PADDING = 24


class Marks(QStyledItemDelegate):
    """Draws what a participant hit, and the severity of a row in its first column."""

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
        self.paint_mark(painter, box, mark, colours)
        if first:
            painter.setPen(QColor(colours.text))
            number = QRectF(box.right() + theme.GRID, option.rect.top(), side, option.rect.height())
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, self.words_beside(mark))

    def paint_mark(self, painter: QPainter, box: QRectF, mark: str, colours: theme.Colours) -> None:
        """A short dash for who came there; else the severity, a dotted ring for one that is not known."""
        if mark == EXPOSED:
            middle, width = box.center(), box.width() / 3
            painter.fillRect(QRectF(middle.x() - width / 2, middle.y() - 1, width, 2), QColor(colours.quiet))
        else:
            paint_severity(painter, box, int(mark) if mark.isdecimal() else None, colours)

    def words_beside(self, mark: str) -> str:
        """What is written beside the mark of a row: the severity's number."""
        return mark if mark.isdecimal() else ""


class PeopleGrid(QTableView):
    """Enter, Space and a click open a cell; names take the width that the participants leave."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # all rows are alike: none is measured
        rows.setDefaultSectionSize(theme.scaled(theme.CONTROL_HEIGHT + 4))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme.scaled(_LEAST_PERSON))
        self.clicked.connect(self.open_cell)

    @property
    def table(self) -> PeopleModel[Any]:
        """What is shown."""
        model = self.model()
        assert isinstance(model, PeopleModel)
        return model

    def open_cell(self, index: QModelIndex) -> None:
        """Show what stands behind a cell."""
        raise NotImplementedError

    def words_of_person(self, code: str) -> str:
        """The widest that stands above a participant."""
        return code

    def lay_out(self, heads: Iterable[int]) -> None:
        """After other rows are shown: heads go across, and every column is as wide as its words."""
        self.clearSpans()
        for place in heads:
            self.setSpan(place, 0, 1, self.table.columnCount())
        self._widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the chosen cell; arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_cell(self.currentIndex())
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
        header.resizeSection(SEVERITY, metrics.horizontalAdvance(self.table.title(SEVERITY)) + theme.scaled(_PADDING))
        header.resizeSection(SHARE, self.share_width())
        codes = map(self.words_of_person, self.table.codes)
        person = max((metrics.horizontalAdvance(code) for code in codes), default=0)
        for place in range(FIRST_PERSON, self.table.columnCount()):
            header.resizeSection(place, max(theme.scaled(_LEAST_PERSON), person + theme.scaled(_PADDING) // 2))
        self._fit_names()

    def share_width(self) -> int:
        """px that the share takes."""
        metrics, n = self.fontMetrics(), len(self.table.codes)
        longest = (self.table.title(SHARE), _("{n} of {all}").format(n=n, all=n))
        return max(metrics.horizontalAdvance(words) for words in longest) + theme.scaled(_PADDING)

    def room_for_names(self, least: int) -> int:
        """px that the other columns leave; `least` is how many names want at any rate."""
        del least
        header = self.horizontalHeader()
        return self.viewport().width() - header.length() + header.sectionSize(NAME)

    def _fit_names(self) -> None:
        header = self.horizontalHeader()
        if header.count() > NAME:
            least = theme.scaled(_LEAST_NAME)
            header.resizeSection(NAME, max(self.room_for_names(least), least))
