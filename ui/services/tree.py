"""The tree on the left: services, their releases, their rounds."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from lab.i18n import gettext as _
from ui import theme
from ui.icons import icon_for
from ui.services.register import Register

_KIND, _ID = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ICONS = {"service": "stack", "release": "package", "round": "arrows-clockwise"}
WIDTH, LEAST_WIDTH = 288, 224


class ServiceTree(QTreeWidget):
    """`chosen` carries the kind (service, release, round) and the id of what was chosen."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("service_tree")
        self.setAccessibleName(_("Services, releases and rounds"))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.setMinimumWidth(min(theme.scaled(LEAST_WIDTH), WIDTH))
        self.setMaximumWidth(theme.scaled(WIDTH))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def show_register(self, register: Register, kind: str, chosen_id: str) -> None:
        """Fill the tree; choose what was chosen, without saying so again."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        for service in register.services:
            service_item = self._item(None, "service", service.id, service.name)
            for release in register.releases[service.id]:
                words = _("Release {name}").format(name=release.name)
                release_item = self._item(service_item, "release", release.id, words)
                for study in register.rounds.get(release.id, ()):
                    words = _("Round {number}: {name}").format(number=study.number, name=study.name)
                    self._item(release_item, "round", study.id, words)
        self.expandAll()
        self._choose(kind, chosen_id)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _item(self, parent: QTreeWidgetItem | None, kind: str, item_id: str, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setIcon(0, icon_for(self, _ICONS[kind]))
        item.setToolTip(0, words)
        item.setData(0, _KIND, kind)
        item.setData(0, _ID, item_id)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
                item.setIcon(0, icon_for(self, _ICONS[item.data(0, _KIND)]))

    def _choose(self, kind: str, chosen_id: str) -> None:
        for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if (item.data(0, _KIND), item.data(0, _ID)) == (kind, chosen_id):
                self.setCurrentItem(item)
                return

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _KIND), item.data(0, _ID))
