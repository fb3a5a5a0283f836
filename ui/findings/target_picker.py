"""Chooses one finding out of many: a line to find it, and those that fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from lab.i18n import gettext as _
from ui.findings.searched_list import MOST, SearchedList
from ui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT = 120


class TargetPicker(SearchedList):
    """The first that fits is chosen. `first`: an entry of its own before all of them; its id is empty."""

    def __init__(self, findings: Sequence[tuple[str, str]], *, first: str = "") -> None:
        super().__init__(_("Find a finding: number or word"), _LEAST_HEIGHT)
        self._known = [(finding_id, name, name.casefold()) for finding_id, name in findings]
        self._first = first
        self.fill()

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

    def fill(self) -> None:
        """List the findings that fit; the first of them is chosen."""
        words = self.words
        found = [(one, name) for one, name, folded in self._known if all(word in folded for word in words)]
        self.list.clear()
        if self._first:
            self._add("", self._first)
        for finding_id, name in found[:MOST]:
            self._add(finding_id, name)
        self.list.setCurrentRow(min(1, len(found)) if self._first and words else 0)
        self.tell_more(len(found) - MOST)

    def _add(self, finding_id: str, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(_ID, finding_id)
        item.setToolTip(plain(name))
        self.list.addItem(item)
