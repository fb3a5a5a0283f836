"""A decision that cannot wait and cannot be taken back: what it does, one field that confirms it, and the act."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, heading, overline

_WIDTH = 480


class DecisionDialog(QDialog):
    """Asks once. The act stays closed until `confirms` says that what was typed will do.

    Args:
        label: of the field. act: the words of the button.

    Signals:
        decided: what was typed.
    """

    decided = Signal(str)

    def __init__(
        self, parent: QWidget, words: str, explanation: str, label: str, act: str, confirms: Callable[[str], bool]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(explanation)
        self._confirms = confirms
        self.field = QLineEdit()
        self.field.setObjectName("confirmation")
        self.field.setAccessibleName(label)
        self.field.setMaxLength(1000)
        self.field.textChanged.connect(self._typed)
        self.act = Button(act, self._decide, kind="danger")
        self.act.setObjectName("decide")
        self.act.setEnabled(False)
        self.leave = Button(_("Cancel"), self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.GRID)
        column.addWidget(heading(words))
        column.addWidget(body(explanation))
        column.addSpacing(theme.GRID)
        caption = overline(label)
        caption.setBuddy(self.field)
        column.addWidget(caption)
        column.addWidget(self.field)
        column.addSpacing(theme.GRID)
        column.addLayout(row(1, self.leave, self.act))
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self.act.setEnabled(self._confirms(text.strip()))

    def _decide(self) -> None:
        self.accept()
        self.decided.emit(self.field.text().strip())
