"""The list on the left: every standard, and under it its versions where there are several."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.standards import short_title
from ui import theme
from ui.icons import icon_for
from ui.standards.shelf import Key, Shelf, key_of

_KEY = Qt.ItemDataRole.UserRole
_ICON = "book-open"
WIDTH, LEAST_WIDTH = 304, 200


class ShelfTree(QTreeWidget):
    """`chosen` carries id and version of what was chosen."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shelf")
        self.setAccessibleName(_("Standards and their versions"))
        self.setHeaderHidden(True)
        self.setIndentation(theme.scaled(theme.ICON) + theme.GRID)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.setMinimumWidth(min(theme.scaled(LEAST_WIDTH), WIDTH))
        self.setMaximumWidth(theme.scaled(WIDTH))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def show_shelf(self, shelf: Shelf, chosen: Key) -> None:
        """Fill the list; choose what was chosen, without saying so again."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        for standard_id in dict.fromkeys(one.standard.id for one in shelf.versions):
            of_it = shelf.of(standard_id)
            newest = of_it[0].standard
            item = self._item(short_title(newest), key_of(newest))
            item.setToolTip(0, newest.title.in_language(language()))
            item.setIcon(0, icon_for(self, _ICON))
            self.addTopLevelItem(item)
            for one in of_it if len(of_it) > 1 else ():
                words = _("Version {version}").format(version=one.standard.version)
                item.addChild(self._item(words, key_of(one.standard)))
        self.expandAll()
        self._choose(chosen)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for place in range(self.topLevelItemCount()):
                item = self.topLevelItem(place)
                assert item is not None
                item.setIcon(0, icon_for(self, _ICON))

    def _item(self, words: str, key: Key) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setToolTip(0, words)
        item.setData(0, _KEY, "\n".join(key))
        return item

    def _choose(self, key: Key) -> None:
        found = [
            item
            for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
            if item.data(0, _KEY) == "\n".join(key)
        ]
        if found:
            self.setCurrentItem(found[-1])

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            standard_id, version = str(item.data(0, _KEY)).split("\n")
            self.chosen.emit(standard_id, version)
