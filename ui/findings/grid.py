"""Participants across, findings down, grouped by principle or by task: one mark per person who hit it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from lab.domain.finding import Finding, priority
from lab.i18n import gettext as _
from lab.wording.judging import severity_label, status_label
from ui import theme
from ui.findings.judged import Judged
from ui.icons import icon_for
from ui.widgets.marks import paint_severity

_FINDING, _MARK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
SEVERITY, NAME, SHARE, FIRST_PERSON = 0, 1, 2, 3
_MARK_SIDE = 18
_LEAST_NAME = 200


class _Marks(QStyledItemDelegate):
    """Draws severities: of the finding in the first column, and one for every person who hit it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The usual ground, and the mark in the middle."""
        super().paint(painter, option, index)
        mark = index.data(_MARK)
        if mark is None:
            return
        colours = theme.colours_of(self.parent())  # type: ignore[arg-type]
        side = theme.scaled(_MARK_SIDE)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(option.rect).center())
        if mark == "exposed":
            painter.fillRect(
                QRectF(box.center().x() - side / 6, box.center().y() - 1, side / 3, 2), QColor(colours.quiet)
            )
        else:
            if index.column() == SEVERITY:
                box.moveLeft(option.rect.left() + theme.GRID)
            paint_severity(painter, box, None if mark == "unrated" else int(mark), colours)
        if index.column() == SEVERITY and mark != "unrated":
            painter.setPen(QColor(colours.text))
            number = QRectF(box.right() + theme.GRID, option.rect.top(), side, option.rect.height())
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, mark)


class FindingsGrid(QTableWidget):
    """`chosen` carries the id of the finding in the chosen row."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings_grid")
        self.setAccessibleName(_("Findings by participant"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegate(_Marks(self))
        self.cellClicked.connect(lambda row, _column: self._choose(row))

    def show_findings(self, judged: Judged, *, by_task: bool) -> None:
        """Fill the grid; the chosen row stays chosen."""
        chosen = self.chosen_id
        codes = judged.codes
        self.clear()
        self.setColumnCount(FIRST_PERSON + len(codes))
        self.setHorizontalHeaderLabels([_("Severity"), _("Finding"), _("Affected"), *codes])
        groups = _groups(judged, by_task=by_task)
        self.setRowCount(sum(1 + len(lines) for _name, lines in groups))
        self.clearSpans()
        row = 0
        for name, lines in groups:
            self._head(row, name)
            row += 1
            for line in lines:
                self._fill(row, line, codes)
                if line.finding.id == chosen:
                    self.selectRow(row)
                row += 1
        self._widths(len(codes))

    @property
    def chosen_id(self) -> str:
        """The id of the chosen finding; empty for none."""
        item = self.item(self.currentRow(), SEVERITY)
        return str(item.data(_FINDING) or "") if item is not None else ""

    def choose(self, finding_id: str) -> None:
        """Choose the row of a finding."""
        for row in range(self.rowCount()):
            item = self.item(row, SEVERITY)
            if item is not None and item.data(_FINDING) == finding_id:
                self.setCurrentCell(row, NAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names come first: in a narrow view the share goes (the panel says it), then the people scroll."""
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        if self.columnCount() <= NAME:
            return
        header = self.horizontalHeader()
        self.setColumnHidden(SHARE, False)  # noqa: FBT003 - Qt's own
        least = theme.scaled(_LEAST_NAME)
        room = self.viewport().width() - sum(
            header.sectionSize(place) for place in range(self.columnCount()) if place != NAME
        )
        if room < least:
            self.setColumnHidden(SHARE, True)  # noqa: FBT003 - Qt's own
            room += self.sizeHintForColumn(SHARE)
        fixed = room < least
        mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(NAME, mode)
        if fixed:
            header.resizeSection(NAME, least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen finding."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as all its rows, so that the screen scrolls and not the table."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        return QSize(super().sizeHint().width(), rows + self.horizontalHeader().height() + 4)

    # -- filling

    def _head(self, row: int, name: str) -> None:
        item = QTableWidgetItem(name)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(theme.scaled(theme.SMALL))
        item.setFont(font)
        item.setForeground(QColor(theme.colours_of(self).quiet))
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, self.columnCount())
        self.setRowHeight(row, theme.scaled(theme.CONTROL_HEIGHT))

    def _fill(self, row: int, line: "_Line", codes: tuple[str, ...]) -> None:
        finding = line.finding
        severity = finding.severity
        mark = "unrated" if severity is None else str(severity)
        first = self._item("", _("Good") if finding.positive else severity_label(severity))
        if not finding.positive:
            first.setData(_MARK, mark)
        else:
            first.setText("＋")
        first.setData(_FINDING, finding.id)
        self.setItem(row, SEVERITY, first)
        spoken = [line.name, status_label(finding.status), "" if line.supported else _("no evidence yet")]
        title = self._item(line.name, ", ".join(part for part in spoken if part))
        if not line.supported:
            title.setIcon(icon_for(self, "warning", "careful"))
        self.setItem(row, NAME, title)
        share = _("{n} of {all}").format(n=len(line.affected), all=len(line.exposed))
        self.setItem(row, SHARE, self._item(share, share))
        for place, code in enumerate(codes):
            self.setItem(row, FIRST_PERSON + place, self._mark(line, code, mark))
        self.setRowHeight(row, theme.scaled(theme.CONTROL_HEIGHT + 4))

    def _mark(self, line: "_Line", code: str, mark: str) -> QTableWidgetItem:
        if code in line.affected:
            item = self._item("＋" if line.finding.positive else "", _("{code} had it").format(code=code))
            if not line.finding.positive:
                item.setData(_MARK, mark)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            return item
        if code in line.exposed:
            item = self._item("", _("{code} came there and did not have it").format(code=code))
            item.setData(_MARK, "exposed")
            return item
        return self._item("", _("{code} did not come there").format(code=code))

    def _item(self, text: str, spoken: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(spoken)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _widths(self, people: int) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme.scaled(40))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for place in range(people):
            header.setSectionResizeMode(FIRST_PERSON + place, QHeaderView.ResizeMode.ResizeToContents)
            head = self.horizontalHeaderItem(FIRST_PERSON + place)
            if head is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fit_names()
        self.updateGeometry()

    def _choose(self, row: int) -> None:
        item = self.item(row, SEVERITY)
        if item is not None and item.data(_FINDING):
            self.chosen.emit(str(item.data(_FINDING)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding with what this round's participants did: of an earlier finding, who had it again. `supported`: whether
    anything shows it.
    """

    finding: Finding
    name: str
    affected: frozenset[str]
    exposed: frozenset[str]
    supported: bool = True


def _groups(judged: Judged, *, by_task: bool) -> list[tuple[str, list[_Line]]]:
    """Name of the group → its findings, the worst first; groups in the order of their worst finding. What earlier
    rounds found comes last, with what this one shows of it.
    """
    name_of: Callable[[Finding], str] = _task_of(judged) if by_task else _principle_of(judged)
    groups: dict[str, list[_Line]] = {}
    for one in _ranked(judged.findings):
        line = _Line(
            one, f"{judged.finding_name(one)}  {one.title}", one.affected, one.exposed, one.id not in judged.unsupported
        )
        groups.setdefault(name_of(one), []).append(line)
    seen = {known.finding.id: known.seen for known in judged.earlier}
    for one in _ranked(known.finding for known in judged.earlier):
        again = seen[one.id]
        line = _Line(one, f"{judged.finding_name(one)}  {one.title}", again.recurred, again.exposed)
        groups.setdefault(_("From earlier rounds: who had it again"), []).append(line)
    return list(groups.items())


def _ranked(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(
        findings,
        key=lambda one: (one.positive, not one.is_problem, -(one.severity or 0), -priority(one), one.number),
    )


def _principle_of(judged: Judged) -> Callable[[Finding], str]:
    return lambda finding: judged.group_name(finding.criteria[0] if finding.criteria else "")


def _task_of(judged: Judged) -> Callable[[Finding], str]:
    return lambda finding: judged.task_name(finding.task) or _("Without a task")
