"""Where an owner's action plan comes in: a file that is dropped, or chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from lab.i18n import gettext as _
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.texts import quiet

ENDING = ".xlsx"


class PlanCard(Card):
    """`take_in` is called with the file."""

    def __init__(self, take_in: Callable[[Path], None]) -> None:
        super().__init__(name="plan_card")
        self._take_in = take_in
        self.setAcceptDrops(True)
        self.button = Button(_("Take in an owner's plan …"), self.choose, icon_name="upload-simple")
        self.button.setObjectName("take_in_plan")
        words = quiet(
            _("Drop an action plan that came back here, or choose its file. What it would change is shown first.")
        )
        self.setAccessibleName(self.button.text())
        line = row(words, self.button)
        line.setStretch(0, 1)
        self.column.addLayout(line)

    def choose(self) -> None:
        """Ask for the file."""
        kinds = _("Action plans (*.xlsx)")
        path, _kind = QFileDialog.getOpenFileName(self, self.button.text(), "", kinds)
        if path:
            self._take_in(Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One workbook can be dropped."""
        if _workbook(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it in."""
        path = _workbook(event)
        if path is not None:
            event.acceptProposedAction()
            self._take_in(path)


def _workbook(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == ENDING else None
