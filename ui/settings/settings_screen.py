"""Settings: yours on the left, the laboratory's on the right."""

from importlib.metadata import version
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.errors import WorldError
from lab.i18n import gettext as _
from lab.settings import LabSettings
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.preferences import Person
from ui.screen import Screen, clear
from ui.settings.cards import FolderCard, KeysCard, LabCard, PersonCard, product_card
from ui.widgets.columns import Columns


class SettingsScreen(Screen):
    """Who sits here, how it looks, which keys act; what the laboratory holds to; where everything lies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings", _("Settings"))
        self._left: QVBoxLayout | None = None
        self._keys: KeysCard | None = None
        desk.preferences.changed.connect(self._keys_changed)

    def load(self) -> LabSettings:
        """The laboratory's settings."""
        return self.desk.lab.settings

    def show_loaded(self, loaded: Any) -> None:
        """Show everything."""
        settings: LabSettings = loaded
        person = self.desk.preferences.person
        clear(self.body)
        columns = Columns(1, 1)
        left, right = columns.columns
        left.addWidget(PersonCard(person, self._change))
        self._left, self._keys = left, KeysCard(person, self._change)
        left.addWidget(self._keys)
        right.addWidget(FolderCard(self.desk.lab.folder, self._open_folder))
        right.addWidget(LabCard(settings, self._save))
        right.addWidget(product_card(version("usability-lab")))
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def concerns(self, change: Any) -> bool:
        """Only the settings of the laboratory."""
        return bool(change.kind == "settings")

    def _keys_changed(self, person: Person) -> None:
        """Show the keys anew, and leave alone what is being typed elsewhere."""
        before = self._keys
        if self._left is None or before is None or before.shows(person):
            return
        focused: QWidget | None = before.focusWidget()
        self._keys = KeysCard(person, self._change)
        self._left.replaceWidget(before, self._keys)
        before.hide()
        before.deleteLater()
        if focused is not None:
            again: QWidget | None = self._keys.findChild(QWidget, focused.objectName())
            if again is not None:
                again.setFocus()

    def _change(self, **values: Any) -> None:
        try:
            self.desk.preferences.change(**values)
        except WorldError as error:
            self.desk.alerts.error(error)

    def _save(self, settings: LabSettings) -> None:
        operation = self.desk.background.write(lambda: self.desk.lab.change_settings(settings)).owned_by(self)
        operation.on_done(lambda _none: self.desk.alerts.done(_("Saved."), key="saved")).start()

    def _open_folder(self) -> None:
        open_elsewhere(self.desk.lab.folder.path)
