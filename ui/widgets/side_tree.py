"""A tree beside the page that shows what is chosen in it: icons, widths and choosing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from ui import theme
from ui.icons import icon_for
from ui.widgets.tips import plain

_KEY, _ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class SideTree(QTreeWidget):
    """Every item stands for a pair of words, which `chosen` carries when the item is chosen.

    Args:
        widths: the least and the usual one, px.
    """

    chosen = Signal(str, str)

    def __init__(self, name: str, spoken: str, widths: tuple[int, int]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setHeaderHidden(True)
        self.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.setMinimumWidth(min(theme.scaled(widths[0]), widths[1]))
        self.setMaximumWidth(theme.scaled(widths[1]))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def fill(self, items: Callable[[], None], chosen: tuple[str, str]) -> None:
        """Let `items` add everything anew; choose what was chosen, without saying so again."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        items()
        self.expandAll()
        self._choose(chosen)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own

    def add(
        self, parent: QTreeWidgetItem | None, key: tuple[str, str], words: str, icon: str = "", tip: str = ""
    ) -> QTreeWidgetItem:
        """Add an item below another one, or at the top. `icon`: its name; `tip`: said instead of the words."""
        item = QTreeWidgetItem([words])
        item.setToolTip(0, plain(tip or words))
        item.setData(0, _KEY, list(key))
        item.setData(0, _ICON, icon)
        self._draw(item)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in self._all():
                self._draw(item)

    def _draw(self, item: QTreeWidgetItem) -> None:
        icon = item.data(0, _ICON)
        if icon:
            item.setIcon(0, icon_for(self, icon))

    def _all(self) -> Sequence[QTreeWidgetItem]:
        return self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)

    def _choose(self, key: tuple[str, str]) -> None:
        found = [item for item in self._all() if _key_of(item) == key]
        if found:
            self.setCurrentItem(found[-1])

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(*_key_of(item))


def _key_of(item: QTreeWidgetItem) -> tuple[str, str]:
    key: Any = item.data(0, _KEY)
    return str(key[0]), str(key[1])
