"""The bar that shows alerts: it lies over the title of the screen and moves nothing, so that no aimed click misses.

Beside the title there is nothing to press. Where the actions leave too little room there, it lies right below the
header. What appears ignores presses at first (`FreshGuard`): a double click was meant for what was there before.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.alerts import Alert, Alerts, Choice
from ui.widgets.boxes import Flow
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fresh import FreshGuard
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body

_PASSES_AFTER_MS = 8000
_MOST = 3
_SIDE_BY_SIDE = 3
"""More choices than these stand under the words, in as many lines as they need."""
_LEAST_BESIDE = 400
"""px at 100 % text: with less room than this between title and actions, words would stand in a tower."""
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
        self._guards = [FreshGuard(button) for button in self.findChildren(Button)]
        self._passing = QTimer(self, singleShot=True, interval=_PASSES_AFTER_MS)
        self._passing.timeout.connect(self._pass)
        if not alert.stays and not alert.choices:
            self._passing.start()

    @property
    def rests(self) -> bool:
        """Whether its buttons still ignore presses."""
        return any(guard.rests for guard in self._guards)

    @property
    def offers(self) -> bool:
        """Whether it offers something about what was done last, such as to undo it."""
        return bool(self.alert.choices) and not self.alert.stays

    def move_on(self) -> None:
        """People turn to something else: what was offered is taken away after a while."""
        if self.offers and not self._passing.isActive():
            self._passing.start()

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
    """Shows the last few alerts, the newest on top, over `over`: the widget whose layout it takes no part in."""

    def __init__(self, alerts: Alerts, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._header: QBoxLayout | None = None
        self._actions: QLayout | None = None
        self._screen: QWidget | None = None
        self._bars = QVBoxLayout(self)
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._bars.setSpacing(theme.GRID)
        self.hide()
        over.installEventFilter(self)
        alerts.raised.connect(self._show)
        alerts.withdrawn.connect(self._withdraw)

    def bars(self) -> list[_Bar]:
        """The alerts that are shown, the newest first."""
        items = (self._bars.itemAt(index) for index in range(self._bars.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [bar for bar in widgets if isinstance(bar, _Bar) and not bar.isHidden()]

    def stand_over(self, screen: QWidget | None, header: QBoxLayout | None, actions: QLayout | None) -> None:
        """Another screen is shown. `header`: its title and, at the end, its `actions`; None for none."""
        if self._screen is not None and screen is not self._screen:
            self._screen.removeEventFilter(self)
            for bar in self.bars():
                bar.move_on()
        self._screen, self._header, self._actions = screen, header, actions
        if screen is not None:
            screen.installEventFilter(self)
        self._place()

    # -- place

    def event(self, event: QEvent) -> bool:
        """A bar came, went, or says something else."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The room around it has changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._place)  # when the layouts have settled
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """As high as its words, over what is pressed least."""
        self.setVisible(bool(self.bars()))
        if self.isHidden():
            return
        left, top, width = theme.MARGIN, theme.GRID, self._over.width() - 2 * theme.MARGIN
        if self._screen is not None and self._header is not None and self._actions is not None:
            whole = self._header.geometry()
            items = (self._actions.itemAt(index) for index in range(self._actions.count()))
            edges = [item.geometry().left() for item in items if item is not None and not item.isEmpty()]
            holder = self._actions.parentWidget()
            offset = holder.mapTo(self._screen, QPoint()).x() if holder is not None else 0
            beside = self._header.direction() is QBoxLayout.Direction.LeftToRight
            room = offset + min(edges) - 2 * theme.MARGIN if edges else width
            if beside and room >= theme.scaled(_LEAST_BESIDE):
                width = room
            else:
                top = whole.bottom() + 1
            top += self._screen.mapTo(self._over, whole.topLeft()).y() - whole.top()
        height = self._bars.heightForWidth(width) if self._bars.hasHeightForWidth() else self._bars.sizeHint().height()
        self.setGeometry(QRect(left, top, width, height))
        self.raise_()

    # -- alerts

    def _show(self, alert: Alert) -> None:
        self._withdraw(alert.key)
        for old in self.bars():
            if old.alert.text == alert.text or (old.offers and not alert.stays):  # what was done since is the last now
                old.leave()
        bar = _Bar(alert)
        bar.ensurePolished()
        self._bars.insertWidget(0, bar)
        self.show()
        bar.show()
        for old in self.bars()[_MOST:]:
            old.leave()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, alert.text))

    def _withdraw(self, key: str) -> None:
        if key:
            for bar in [bar for bar in self.bars() if bar.alert.key == key]:
                bar.leave()
