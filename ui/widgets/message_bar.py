"""The bar that shows alerts: under the header of the window, never over its content, never in the way of keys."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.alerts import Alert, Alerts, Choice
from ui.widgets.boxes import Flow
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body

_PASSES_AFTER_MS = 8000
_MOST = 3
_SIDE_BY_SIDE = 3
"""More choices than these stand under the words, in as many lines as they need."""
_ICONS = {"info": "info", "good": "check-circle", "careful": "warning", "bad": "warning-octagon"}


class _Bar(QFrame):
    """One alert."""

    def __init__(self, alert: Alert) -> None:
        super().__init__()
        self.alert = alert
        self.setProperty("tone", alert.tone)
        self.setObjectName("alert")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.MARGIN, theme.GRID, theme.GRID, theme.GRID)
        whole.setSpacing(theme.GRID)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        whole.addLayout(line)
        self.words = body(alert.text)
        line.addWidget(IconLabel(_ICONS[alert.tone], alert.tone))
        line.addWidget(self.words, 1)
        buttons = [Button(choice.text, partial(self._choose, choice)) for choice in alert.choices]
        if len(buttons) <= _SIDE_BY_SIDE:
            for button in buttons:
                line.addWidget(button)
        else:
            whole.addWidget(Flow(*buttons))
        line.addWidget(IconButton(_("Close this message"), "x", self.leave))
        if not alert.stays:
            QTimer.singleShot(_PASSES_AFTER_MS, self, self._pass)

    def leave(self) -> None:
        """Go."""
        self.hide()
        self.deleteLater()

    def _pass(self) -> None:
        if not any(button.hasFocus() for button in self.findChildren(Button)):
            self.leave()

    def _choose(self, choice: Choice) -> None:
        self.leave()
        choice.do()


class MessageBar(QWidget):
    """Shows the last few alerts, the newest on top."""

    def __init__(self, alerts: Alerts) -> None:
        super().__init__()
        self._bars = QVBoxLayout(self)
        self._bars.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self._bars.setSpacing(theme.GRID)
        alerts.raised.connect(self._show)
        alerts.withdrawn.connect(self._withdraw)

    def bars(self) -> list[_Bar]:
        """The alerts that are shown, the newest first."""
        items = (self._bars.itemAt(index) for index in range(self._bars.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [bar for bar in widgets if isinstance(bar, _Bar) and not bar.isHidden()]

    def _show(self, alert: Alert) -> None:
        self._withdraw(alert.key)
        for old in [bar for bar in self.bars() if bar.alert.text == alert.text]:
            old.leave()
        bar = _Bar(alert)
        bar.ensurePolished()
        self._bars.insertWidget(0, bar)
        bar.show()
        for old in self.bars()[_MOST:]:
            old.leave()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, alert.text))

    def _withdraw(self, key: str) -> None:
        if key:
            for bar in [bar for bar in self.bars() if bar.alert.key == key]:
                bar.leave()
