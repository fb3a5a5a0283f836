"""Participants across, findings down, grouped by principle or by task: one mark per person who hit it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView

from lab.i18n import gettext as _
from ui.findings.evidence_drag import dragged
from ui.findings.grid_model import HIDDEN, GridModel
from ui.findings.lines import Arranged
from ui.widgets.people_grid import Marks, PeopleGrid
from ui.widgets.people_model import NAME, SHARE


class _Marks(Marks):
    """A question mark beside what is to be rated first."""

    def words_beside(self, mark: str) -> str:
        """The severity's number."""
        return "?" if mark == HIDDEN else super().words_beside(mark)


class FindingsGrid(PeopleGrid):
    """`chosen` carries the id of the finding in the chosen row; `dropped` what was dragged on a finding, and its id."""

    chosen = Signal(str)
    dropped = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("findings_grid", _("Findings by participant"))
        self.listed = GridModel(self)
        self.setModel(self.listed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(_Marks(self))
        self.setAcceptDrops(True)

    def show_rows(self, arranged: Arranged, codes: Sequence[str]) -> None:
        """Fill the grid; the chosen row stays chosen, and in its place."""
        chosen, scrolled = self.chosen_id, self.verticalScrollBar().value()
        self.listed.show_rows(arranged, codes)
        self.lay_out(arranged.heads)
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

    def open_cell(self, index: QModelIndex) -> None:
        """The finding of its row is chosen."""
        finding = self.listed.finding_at(index.row())
        if finding is not None:
            self.chosen.emit(finding.id)

    def room_for_names(self, least: int) -> int:
        """Names come first: in a narrow view the share goes (the panel says it), then the people scroll."""
        self.setColumnHidden(SHARE, False)  # noqa: FBT003 - Qt's own
        room = super().room_for_names(least)
        if room < least:
            self.setColumnHidden(SHARE, True)  # noqa: FBT003 - Qt's own
            room += self.share_width()
        return room

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
