"""Whose turn it is to judge: everybody judges apart, and sees what the others said after their own word."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.debrief.judges import Standing
from ui.widgets.boxes import Flow, column
from ui.widgets.calm import calm
from ui.widgets.texts import fixed, small
from ui.widgets.tips import plain
from ui.words import MIDDLE_DOT


class JudgesBar(QWidget):
    """The name of the judge, which can be chosen or typed, and how far everybody is.

    Signals:
        chosen: another name judges from now on.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        calm(self.box)
        self.box.setObjectName("judge")
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(_("Who judges now"))
        self.box.setMinimumWidth(theme.scaled(200))
        self.box.activated.connect(self._on_chosen)
        field = self.box.lineEdit()
        assert field is not None
        field.setAccessibleName(_("Who judges now"))
        field.editingFinished.connect(self._on_chosen)
        self.progress = small("")
        label = fixed(_("Who judges now:"), "strong")
        label.setBuddy(self.box)
        label.setMinimumHeight(theme.scaled(theme.CONTROL_HEIGHT))
        self.setLayout(column(Flow(label, self.box), self.progress, spacing=theme.GRID // 2))
        self._judge = ""

    def show_judges(self, judge: str, standings: Sequence[Standing]) -> None:
        """Show who judges, who else may, and how far each is; never while somebody types a name."""
        self._judge = judge
        self.progress.setText(MIDDLE_DOT.join(_progress(one) for one in standings))
        field = self.box.lineEdit()
        if field is not None and field.hasFocus() and field.isModified():
            return
        blocker = QSignalBlocker(self.box)
        names = [one.name for one in standings]
        if [self.box.itemText(place) for place in range(self.box.count())] != names:
            self.box.clear()
            self.box.addItems(names)
        self.box.setCurrentText(judge)
        self.box.setToolTip(plain(judge))
        blocker.unblock()

    def _on_chosen(self) -> None:
        name = self.box.currentText().strip()
        if name and name != self._judge:
            self._judge = name
            self.chosen.emit(name)


def _progress(one: Standing) -> str:
    words = _("{name}: {judged} of {asked}").format(name=one.name, judged=one.judged, asked=one.asked)
    return words if not one.unseen else words + " " + _("({n} not seen)").format(n=one.unseen)
