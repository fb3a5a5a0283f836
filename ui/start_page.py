"""The first start, and every start that could not open its folder: where is the laboratory to be kept?"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lab.folder import encryption_at
from lab.i18n import gettext as _
from ui import theme
from ui.background import Background
from ui.encryption import encryption_line
from ui.screen import clear
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, overline, quiet, title

_WIDTH = 640


def suggested_folder() -> Path:
    """Where a laboratory is kept unless somebody says otherwise."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return Path(documents) / _("Usability Lab")


class StartPage(QWidget):
    """Asks for the laboratory folder; `trouble` says why the one used last could not be opened."""

    def __init__(
        self,
        open_folder: Callable[[Path], None],
        background: Background,
        *,
        folder: Path | None = None,
        trouble: str = "",
    ) -> None:
        super().__init__()
        self._background = background
        self.setObjectName("start_page")
        self._open = open_folder
        card = Card(name="start_card")
        card.setFixedWidth(theme.scaled(_WIDTH))
        card.column.setContentsMargins(*(2 * theme.MARGIN,) * 4)
        card.column.setSpacing(theme.MARGIN)
        card.add(title(_("Welcome to the laboratory")))
        card.add(
            quiet(
                _(
                    "Here a service is tried out by the people it is for, before it is launched. Everything that you "
                    "record stays on this computer, in one folder of your choice."
                )
            )
        )
        if trouble:
            card.add(_trouble_box(trouble))
        self.field = QLineEdit(str(folder or suggested_folder()))
        self.field.setObjectName("lab_folder")
        self.field.setAccessibleName(_("Folder of the laboratory"))
        self.field.returnPressed.connect(self._begin)
        card.add(overline(_("Folder of the laboratory")))
        card.column.addLayout(row(self.field, Button(_("Choose …"), self._choose, icon_name="folder-open")))
        card.add(
            quiet(_("Not a network drive and not a folder that a cloud program copies: recordings would be damaged."))
        )
        self.encryption = QVBoxLayout()
        card.column.addLayout(self.encryption)
        self.field.editingFinished.connect(self._show_encryption)
        self._show_encryption()
        self.begin = Button(_("Open the laboratory"), self._begin, kind="primary", icon_name="arrow-right")
        self.begin.setObjectName("open_lab")
        card.column.addLayout(row(1, self.begin))
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        # Not by an alignment: an aligned card would get the height of its texts unbroken, and cut them.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)

    def _show_encryption(self) -> None:
        """Say whether the disk under the folder is encrypted: that of the nearest folder that is there already. In the
        background, for a drive that is gone may not answer.
        """
        typed = self.field.text().strip()

        def say(state: str) -> None:
            if self.field.text().strip() == typed:
                clear(self.encryption)
                self.encryption.addWidget(encryption_line(state))

        self._background.read(lambda: encryption_at(Path(typed))).owned_by(self).on_done(say).start()

    def _begin(self) -> None:
        if self.field.text().strip():
            self._open(Path(self.field.text().strip()))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the laboratory"), self.field.text())
        if chosen:
            self.field.setText(chosen)
            self._show_encryption()


def _trouble_box(trouble: str) -> Card:
    box = Card()
    box.setProperty("box", "")
    box.setProperty("tone", "bad")
    box.add(body(trouble))
    return box
