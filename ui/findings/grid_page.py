"""The list of findings with what chooses and sorts it. It is arranged in the background: there may be thousands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.desk import Desk
from ui.findings.grid import FindingsGrid
from ui.findings.lines import Arranged, Arrangement, Line, arranged
from ui.findings.list_filter import ListFilter
from ui.widgets.texts import quiet


class GridPage(QWidget):
    """`chosen` carries the id of a finding; `dropped` what was dragged on one, and its id."""

    chosen = Signal(str)
    dropped = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._background = desk.background
        self._lines: Sequence[Line] = ()
        self._codes: Sequence[str] = ()
        self.filter = ListFilter(desk.memory)
        self.wanted: Arrangement = self.filter.wanted
        self.filter.changed.connect(self._arrange)
        self.filter.left_downwards.connect(self._into_list)
        self.grid = FindingsGrid()
        self.grid.chosen.connect(self.chosen)
        self.grid.dropped.connect(self.dropped)
        self._nothing = quiet("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        for widget in (self.filter, self._nothing):
            column.addWidget(widget)
        column.addWidget(self.grid, 1)

    def show_lines(self, lines: Sequence[Line], rows: Arranged, codes: Sequence[str]) -> None:
        """Show another round, or the same one anew. `rows`: the lines, arranged as was wanted."""
        self._lines, self._codes = lines, codes
        self._show(self.wanted, rows)
        if self.wanted != self.filter.wanted:
            self._arrange()  # it was changed while these were read

    def _arrange(self) -> None:
        self.wanted = wanted = self.filter.wanted
        operation = self._background.read(partial(arranged, self._lines, wanted)).owned_by(self)
        operation.on_done(partial(self._show, wanted)).start()

    def _show(self, wanted: Arrangement, rows: Arranged) -> None:
        if wanted != self.wanted:
            return  # somebody typed on: what is wanted now is on its way
        n = rows.n
        if self._lines:
            self._nothing.setText(_("No finding fits. Choose “All findings”, or other words."))
        else:
            self._nothing.setText(_("No finding yet. Tags of closed sessions are gathered under “To gather”."))
        self._nothing.setVisible(not n)
        self.grid.setVisible(bool(n))
        self.filter.setVisible(bool(self._lines))
        self.filter.tell(n, len(self._lines))
        self.grid.show_rows(rows, self._codes)

    def _into_list(self) -> None:
        self.grid.setFocus()
        if not self.grid.chosen_id and self.grid.listed.rows:
            self.grid.setCurrentIndex(self.grid.listed.index(1, 1))
