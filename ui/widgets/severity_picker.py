"""Five buttons for a severity: a number in a shape, never colour alone (0 ○ 1 ◔ 2 ◑ 3 ◕ 4 ●)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.wording.judging import severity_label
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.tips import plain

SHAPES = "○◔◑◕●"


def severity_text(severity: int | None) -> str:
    """A severity as it stands in lists: shape and number; a diamond for none."""
    return "♦" if severity is None else f"{SHAPES[severity]} {severity}"


class SeverityPicker(QWidget):
    """Chooses a severity, or none.

    Signals:
        chosen: the severity; None when the chosen one was pressed again.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Severity"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID // 2)
        self.buttons: list[Button] = []
        for severity in range(5):
            button = Button(severity_text(severity), kind="severity")
            button.setCheckable(True)
            name = _("Severity {n}: {words}").format(n=severity, words=severity_label(severity))
            button.setAccessibleName(name)
            button.setToolTip(plain(name))
            button.setProperty("severity", severity)
            button.setFixedWidth(theme.scaled(46))
            button.setStyleSheet("padding: 0;")
            button.clicked.connect(self._on_clicked)
            self.buttons.append(button)
            line.addWidget(button)
        line.addStretch()

    def show_severity(self, severity: int | None) -> None:
        """Mark this one."""
        for number, button in enumerate(self.buttons):
            button.setChecked(number == severity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digit of a severity presses its button."""
        typed = event.text()
        if typed.isdigit() and int(typed) < len(self.buttons) and not event.isAutoRepeat():
            self.buttons[int(typed)].setFocus()
            self.buttons[int(typed)].click()
            return
        super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        pressed = int(self.sender().property("severity"))
        severity = pressed if self.buttons[pressed].isChecked() else None
        self.show_severity(severity)
        self.chosen.emit(severity)
