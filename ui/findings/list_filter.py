"""What stands over the findings list: words to find, which findings, what comes first, how they are grouped."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.findings.lines import Arrangement, Order, Show
from ui.memory import Memory
from ui.widgets.boxes import Flow
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.texts import small

_TYPING_MS = 120
"""So long after the last key the words are taken as meant."""


def show_label(show: Show) -> str:
    """Which findings are listed, in words."""
    return {
        Show.ALL: _("All findings"),
        Show.OPEN: _("Open"),
        Show.TO_RATE: _("A second rating is missing"),
        Show.LACKING: _("Cannot be exported"),
        Show.OVERDUE: _("Overdue"),
        Show.TO_RETEST: _("Fixed, to be retested"),
        Show.SETTLED: _("Settled"),
        Show.GOOD: _("What works well"),
        Show.SET_ASIDE: _("Wishes that cannot be met"),
    }[show]


def order_label(order: Order) -> str:
    """What comes first, in words."""
    return {
        Order.SEVERITY: _("The worst first"),
        Order.PRIORITY: _("By priority (severity × share affected)"),
        Order.SHARE: _("Most affected first"),
        Order.NUMBER: _("By number"),
        Order.DUE: _("The soonest due first"),
        Order.STATUS: _("By status"),
    }[order]


class ListFilter(Flow):
    """`changed`: the list is to be arranged anew. `left_downwards`: the arrow key leads from the words to the list."""

    changed = Signal()
    left_downwards = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.search = _Search(self)
        self.search.setPlaceholderText(_("Find: number, word, criterion, participant, owner"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.scaled(260))
        self.show_box, self.order_box = ChoiceBox(), ChoiceBox()
        self.show_box.setAccessibleName(_("Which findings"))
        self.order_box.setAccessibleName(_("What comes first"))
        for show in Show:
            self.show_box.addItem(show_label(show), show.value)
        for order in Order:
            self.order_box.addItem(order_label(order), order.value)
        self.by_task = QCheckBox(_("Group by task"))
        self.count = small("")
        for widget in (self.search, self.show_box, self.order_box, self.by_task, self.count):
            self.add(widget)
        memory.hold_choice("findings/show", self.show_box)
        memory.hold_choice("findings/order", self.order_box)
        memory.hold_tick("findings/by_task", self.by_task)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.show_box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.order_box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.by_task.toggled.connect(lambda _on: self.changed.emit())

    @property
    def wanted(self) -> Arrangement:
        """How the list is to look."""
        return Arrangement(
            Show(str(self.show_box.currentData())),
            Order(str(self.order_box.currentData())),
            self.by_task.isChecked(),
            self.search.text(),
        )

    def choose(self, show: Show) -> None:
        """Show these findings, whatever words stand there."""
        self.search.clear()
        self.show_box.setCurrentIndex(self.show_box.findData(show.value))

    def tell(self, shown: int, all_: int) -> None:
        """Say how many are listed."""
        whole = ngettext("{n} finding", "{n} findings", all_).format(n=all_)
        self.count.setText(whole if shown == all_ else _("{n} of {all}").format(n=shown, all=whole))


class _Search(QLineEdit):
    def __init__(self, owner: ListFilter) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the list, Escape empties the words."""
        if event.key() == Qt.Key.Key_Down:
            self._owner.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
