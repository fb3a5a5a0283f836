"""Why a closed session is amended: asked for once, remembered while the session is shown, and never made up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.widgets.texts import small, toned


class ReasonField(QWidget):
    """What it is for, the field, and the fault while it is missing. `changed`: another reason stands in it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setObjectName("amendment_reason")
        self.field.setAccessibleName(_("Reason for the correction"))
        self.field.setPlaceholderText(_("for example: seen again in the recording"))
        self.field.setMaxLength(1000)
        self.field.textChanged.connect(self._typed)
        self.fault = toned(small(_("Say why first. Nothing was changed.")), "bad")
        self.fault.hide()
        words = small(_("The session is closed: what you change is an amendment. Reason:"))
        words.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for part in (words, self.field, self.fault):
            column.addWidget(part)

    @property
    def text(self) -> str:
        """The reason; empty while there is none."""
        return self.field.text().strip()

    def demand(self) -> None:
        """Something was to be changed without it: say so, and go there."""
        self._mark(missing=True)
        self.field.setFocus()
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(self)
            around = around.parentWidget()

    def forget(self) -> None:
        """Another session is shown."""
        self.field.clear()
        self._mark(missing=False)

    def _typed(self) -> None:
        self._mark(missing=False)
        self.changed.emit()

    def _mark(self, *, missing: bool) -> None:
        self.fault.setVisible(missing)
        self.field.setProperty("wrong", "true" if missing else "false")
        self.field.setAccessibleDescription(self.fault.text() if missing else "")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
