"""Chooses one finding out of many: a line to find it, and those that fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.widgets.texts import small

MOST = 100
"""Findings listed at a time; words narrow them down."""
_ID = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT = 120


class TargetPicker(QWidget):
    """The first that fits is chosen. `first`: an entry of its own before all of them; its id is empty."""

    def __init__(self, findings: Sequence[tuple[str, str]], *, first: str = "") -> None:
        super().__init__()
        self._known = [(finding_id, name, name.casefold()) for finding_id, name in findings]
        self._first = first
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a finding: number or word"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list = QListWidget()
        self.list.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self._more = small("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for widget in (self.search, self.list, self._more):
            column.addWidget(widget)
        self._fill()

    @property
    def chosen(self) -> str:
        """Id of the chosen finding; empty for the first entry, and for none."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID)) if row >= 0 else ""

    def choose(self, finding_id: str) -> None:
        """Choose a finding that is listed."""
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == finding_id:
                self.list.setCurrentRow(place)

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        found = [(one, name) for one, name, folded in self._known if all(word in folded for word in words)]
        self.list.clear()
        if self._first:
            self._add("", self._first)
        for finding_id, name in found[:MOST]:
            self._add(finding_id, name)
        self.list.setCurrentRow(min(1, len(found)) if self._first and words else 0)
        left = len(found) - MOST
        self._more.setVisible(left > 0)
        self._more.setText(ngettext("{n} more: type to narrow", "{n} more: type to narrow", left).format(n=left))

    def _add(self, finding_id: str, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(_ID, finding_id)
        item.setToolTip(name)
        self.list.addItem(item)
