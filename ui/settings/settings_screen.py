"""Settings: yours on the left, the laboratory's on the right."""

from importlib.metadata import version
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from lab.domain.errors import WorldError
from lab.i18n import gettext as _
from lab.settings import LabSettings
from ui.desk import Desk
from ui.screen import Screen, clear
from ui.settings.cards import FolderCard, KeysCard, LabCard, PersonCard, product_card
from ui.widgets.columns import Columns


class SettingsScreen(Screen):
    """Who sits here, how it looks, which keys act; what the laboratory holds to; where everything lies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings", _("Settings"))
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
        left.addWidget(KeysCard(person, self._change))
        right.addWidget(FolderCard(self.desk.lab.folder, self._open_folder))
        right.addWidget(LabCard(settings, self._save))
        right.addWidget(product_card(version("usability-lab")))
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def concerns(self, change: Any) -> bool:
        """Only the settings of the laboratory."""
        return bool(change.kind == "settings")

    def _keys_changed(self, _person: object) -> None:
        self.refresh()

    def _change(self, **values: Any) -> None:
        try:
            self.desk.preferences.change(**values)
        except WorldError as error:
            self.desk.alerts.error(error)

    def _save(self, settings: LabSettings) -> None:
        operation = self.desk.background.write(lambda: self.desk.lab.change_settings(settings)).owned_by(self)
        operation.on_done(lambda _none: self.desk.alerts.done(_("Saved."), key="saved")).start()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.lab.folder.path)))
