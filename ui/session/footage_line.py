"""The quiet line of the devices check that says how pictures are recorded; behind it lies the choice."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.services.footage import QUALITIES, Footage
from lab.wording.footage import an_hour, footage_words, quality_name
from ui.held.planned import SourcePlan
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.texts import quiet


class FootageLine(QWidget):
    """Shown as long as a screen is recorded.

    Signals:
        chosen: Footage: the pictures of this session are to be recorded like this.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.words = quiet("")
        self.words.setObjectName("footage_words")
        self.change = Button(_("Change…"), self._open, kind="link")
        self.change.setObjectName("footage")
        self.change.setAccessibleName(_("How pictures are recorded"))
        self.change.setToolTip(_("How finely pictures are recorded. Sessions of one round should look alike."))
        self.choices = QMenu(self)
        self.choices.setAccessibleName(_("How pictures are recorded"))
        self._footage = Footage()
        line = row(self.words, self.change)
        line.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)

    def show_sources(self, sources: Sequence[SourcePlan], footage: Footage) -> None:
        """Say how these sources are recorded, and how much room an hour of them takes."""
        self._footage = footage
        self.setVisible(Footage.of(sources) is not None)
        words = footage_words(footage.quality, sharp_colours=footage.sharp_colours)
        self.words.setText(_("{quality}, {size}").format(quality=words, size=_size(footage, sources)))
        self._offer(sources)

    def _offer(self, sources: Sequence[SourcePlan]) -> None:
        self.choices.clear()
        group = QActionGroup(self.choices)
        for quality in QUALITIES:
            footage = replace(self._footage, quality=quality)
            words = _("{quality}, {size}").format(quality=quality_name(quality), size=_size(footage, sources))
            action = self.choices.addAction(words)
            action.setObjectName(f"quality_{quality}")
            action.setCheckable(True)
            action.setChecked(quality == self._footage.quality)
            action.triggered.connect(lambda _checked=False, footage=footage: self._choose(footage))
            group.addAction(action)
        self.choices.addSeparator()
        sharp = self.choices.addAction(_("Sharp colours: coloured text as sharp as black; plays on computers only"))
        sharp.setObjectName("sharp_colours")
        sharp.setCheckable(True)
        sharp.setChecked(self._footage.sharp_colours)
        sharp.triggered.connect(lambda on: self._choose(replace(self._footage, sharp_colours=on)))

    def _choose(self, footage: Footage) -> None:
        if footage != self._footage:
            self.chosen.emit(footage)

    def _open(self) -> None:
        self.choices.popup(self.change.mapToGlobal(QPoint(0, self.change.height())))


def _size(footage: Footage, sources: Sequence[SourcePlan]) -> str:
    return an_hour(footage.bytes_an_hour(sources))
