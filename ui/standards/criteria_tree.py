"""The criteria of a standard by group; or, while somebody searches, what was found in all standards."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import weight_label
from lab.wording.standards import criterion_line, short_title
from protocols.standard import Criterion, Standard
from ui import theme
from ui.standards.shelf import Key, Shelf, key_of
from ui.widgets.tips import plain

_KEY = Qt.ItemDataRole.UserRole
NAME, LEVEL, GATE = range(3)
_ROOM_FOR_GATE = 420


class CriteriaTree(QTreeWidget):
    """`chosen` carries id and version of a standard, and the id of one of its criteria."""

    chosen = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._has_levels = False
        self.setObjectName("standard_criteria")
        self.setAccessibleName(_("Criteria"))
        self.setHeaderLabels([_("Criterion"), _("Level"), _("Gate")])
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(self._changed)
        self.itemActivated.connect(self._changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names come first: what does not fit beside them is in the panel anyway."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.scaled(_ROOM_FOR_GATE)
        self.setColumnHidden(GATE, narrow)
        self.setColumnHidden(LEVEL, narrow or not self._has_levels)

    @property
    def shown(self) -> int:
        """How many criteria are in the list."""
        heads = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return sum(head.childCount() for head in heads if head is not None)

    def show_standard(self, standard: Standard) -> None:
        """Every criterion under its group."""
        self._begin()
        titles = {group.id: group.title.in_language(language()) for group in standard.groups}
        for group in standard.groups:
            rows = [self._row(standard, one) for one in standard.criteria if one.group == group.id]
            self._head(titles[group.id], rows)
        self._end()

    def show_found(self, shelf: Shelf, chosen: Key, typed: str) -> None:
        """What was found, under its standard; that of the chosen one first."""
        self._begin()
        for held in shelf.searched(chosen):
            standard = held.standard
            rows = [self._row(standard, one) for one in standard.criteria if shelf.matches(standard, one, typed)]
            title = _("{title}, {version}").format(title=short_title(standard), version=standard.version)
            self._head(title, rows)
        self._end()

    def choose(self, key: Key, criterion: str) -> None:
        """Mark a criterion, without saying so again."""
        for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(NAME, _KEY) == "\n".join((*key, criterion)):
                self.blockSignals(True)  # noqa: FBT003 - Qt's own
                self.setCurrentItem(item)
                self.blockSignals(False)  # noqa: FBT003 - Qt's own
                self.scrollToItem(item)

    def _begin(self) -> None:
        self._has_levels = False
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()

    def _end(self) -> None:
        self.expandAll()
        self._fit()
        self.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _head(self, words: str, rows: list[QTreeWidgetItem]) -> None:
        if not rows:
            return
        head = QTreeWidgetItem([words])
        font = QFont(self.font())
        font.setBold(True)
        head.setFont(NAME, font)
        head.setToolTip(NAME, plain(words))
        self.addTopLevelItem(head)
        head.addChildren(rows)

    def _row(self, standard: Standard, criterion: Criterion) -> QTreeWidgetItem:
        self._has_levels = self._has_levels or criterion.level is not None
        words = criterion_line(criterion)
        gate = _("withdrawn") if criterion.obsolete else weight_label(criterion.gate)
        item = QTreeWidgetItem([words, criterion.level or "", gate])
        item.setToolTip(NAME, plain(words))
        item.setData(NAME, _KEY, "\n".join((*key_of(standard), criterion.id)))
        return item

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(NAME, _KEY):
            standard_id, version, criterion = str(item.data(NAME, _KEY)).split("\n")
            self.chosen.emit(standard_id, version, criterion)
