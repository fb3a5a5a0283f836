"""Participants across, findings down, grouped by principle or by task: one mark per person who hit it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lab.i18n import gettext as _
from ui import theme
from ui.findings.evidence_drag import dragged
from ui.findings.grid_model import EXPOSED, FIRST_PERSON, HIDDEN, MARK, NAME, SEVERITY, SHARE, UNRATED, GridModel
from ui.findings.lines import Arranged
from ui.widgets.marks import paint_severity

__all__ = ["FIRST_PERSON", "NAME", "SEVERITY", "SHARE", "FindingsGrid"]

_MARK_SIDE = 18
_LEAST_NAME = 200
_PADDING = 24


class _Marks(QStyledItemDelegate):
    """Draws severities: of the finding in the first column, and one for every person who hit it."""

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
        if mark == EXPOSED:
            painter.fillRect(
                QRectF(box.center().x() - side / 6, box.center().y() - 1, side / 3, 2), QColor(colours.quiet)
            )
            return
        first = index.column() == SEVERITY
        if first:
            box.moveLeft(option.rect.left() + theme.GRID)
        paint_severity(painter, box, None if mark in (UNRATED, HIDDEN) else int(mark), colours)
        if first and mark != UNRATED:
            painter.setPen(QColor(colours.text))
            number = QRectF(box.right() + theme.GRID, option.rect.top(), side, option.rect.height())
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, "?" if mark == HIDDEN else mark)


class FindingsGrid(QTableView):
    """`chosen` carries the id of the finding in the chosen row; `dropped` what was dragged on a finding, and its id."""

    chosen = Signal(str)
    dropped = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings_grid")
        self.setAccessibleName(_("Findings by participant"))
        self.listed = GridModel(self)
        self.setModel(self.listed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
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
        header.setMinimumSectionSize(theme.scaled(40))
        self.setItemDelegate(_Marks(self))
        self.setAcceptDrops(True)
        self.clicked.connect(lambda index: self._choose(index.row()))

    def show_rows(self, arranged: Arranged, codes: Sequence[str]) -> None:
        """Fill the grid; the chosen row stays chosen, and in its place."""
        chosen, scrolled = self.chosen_id, self.verticalScrollBar().value()
        self.listed.show_rows(arranged, codes)
        self.clearSpans()
        columns = self.listed.columnCount()
        for place in arranged.heads:
            self.setSpan(place, 0, 1, columns)
        self._widths()
        self.verticalScrollBar().setValue(scrolled)
        if chosen:
            self.choose(chosen)

    @property
    def chosen_id(self) -> str:
        """The id of the chosen finding; empty for none."""
        finding = self.listed.finding_at(self.currentIndex().row())
        return finding.id if finding is not None else ""

    def choose(self, finding_id: str) -> None:
        """Choose the row of a finding, if it is listed."""
        place = self.listed.place_of(finding_id)
        if place is not None:
            self.setCurrentIndex(self.listed.index(place, NAME))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every table. Going through here, one painting holds the interpreter's lock as a whole: a cell asks a dozen
        questions, and for each of them it would wait in the queue behind whatever is worked out in the background.
        """
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names come first: in a narrow view the share goes (the panel says it), then the people scroll."""
        super().resizeEvent(event)
        self._fit_names()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen finding."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    # -- evidence dropped on a finding

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only evidence of a finding is taken."""
        if dragged(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Only on another finding."""
        finding = self.listed.finding_at(self.indexAt(event.position().toPoint()).row())
        carried = dragged(event.mimeData())
        if finding is not None and carried is not None and carried.finding != finding.id:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is to belong there."""
        finding = self.listed.finding_at(self.indexAt(event.position().toPoint()).row())
        carried = dragged(event.mimeData())
        if finding is not None and carried is not None:
            event.acceptProposedAction()
            self.dropped.emit(carried, finding.id)

    # -- widths, measured by words and not by rows

    def _widths(self) -> None:
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        severity = metrics.horizontalAdvance(_("Severity")) + theme.scaled(_PADDING)
        header.resizeSection(SEVERITY, severity)
        header.resizeSection(SHARE, self._share_width())
        person = max((metrics.horizontalAdvance(code) for code in self.listed.codes), default=0)
        for place in range(FIRST_PERSON, self.listed.columnCount()):
            header.resizeSection(place, max(theme.scaled(40), person + theme.scaled(_PADDING) // 2))
        self._fit_names()

    def _share_width(self) -> int:
        metrics, n = self.fontMetrics(), len(self.listed.codes)
        longest = (_("Affected"), _("{n} of {all}").format(n=n, all=n))
        return max(metrics.horizontalAdvance(words) for words in longest) + theme.scaled(_PADDING)

    def _fit_names(self) -> None:
        header = self.horizontalHeader()
        if header.count() <= NAME:
            return
        self.setColumnHidden(SHARE, False)  # noqa: FBT003 - Qt's own
        others = header.length() - header.sectionSize(NAME)
        room, least = self.viewport().width() - others, theme.scaled(_LEAST_NAME)
        if room < least:
            self.setColumnHidden(SHARE, True)  # noqa: FBT003 - Qt's own
            room += self._share_width()
        header.resizeSection(NAME, max(room, least))

    def _choose(self, row: int) -> None:
        finding = self.listed.finding_at(row)
        if finding is not None:
            self.chosen.emit(finding.id)
