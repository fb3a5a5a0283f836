"""The tag pad: one press says what was seen; criterion, severity and a note can follow, or wait for the debrief."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from lab.domain.annotation import Annotation
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import PadButton
from ui import theme
from ui.held.criterion_search import CriterionSearch
from ui.held.pad import Pad
from ui.held.pad_key import PadKey
from ui.held.planned import CriterionCard
from ui.keys.keymap import TAGS, Keymap
from ui.widgets.boxes import row
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import fixed, strong

COLUMNS = 3


class TagPad(QFrame):
    """The buttons, and the row that codes the last tag. `low`: that row takes one line, where height is scarce.

    Signals:
        pressed: PadButton.
        criterion_chosen, severity_chosen: for the tag that is shown, or for a new one; None empties.
        note_begun: somebody begins to write: the moment of a tag that is not yet there.
        note_written: the note, with Enter.
        left: back to the session (Esc, or Enter in the note).
    """

    pressed = Signal(object)
    criterion_chosen = Signal(object)
    severity_chosen = Signal(object)
    note_begun = Signal()
    note_written = Signal(str)
    left = Signal()

    def __init__(self, criteria: Sequence[CriterionCard], *, low: bool = False) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.setObjectName("tag_pad")
        self.setAccessibleName(_("Tag pad"))
        self._criteria = {card.id: card for card in criteria}
        self._pad: Pad | None = None
        self._keymap: Keymap | None = None
        self.keys: list[PadKey] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.GRID)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.current = strong("")
        self.current.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.criterion = CriterionSearch(criteria)
        self.criterion.chosen.connect(self.criterion_chosen)
        self.severity = SeverityPicker()
        self.severity.chosen.connect(self.severity_chosen)
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Note, in the participant’s words if you can"))
        self.note.textEdited.connect(self._on_typed)
        self.note.returnPressed.connect(self._on_note)
        for field in (self.note, self.criterion):
            field.installEventFilter(self)
        self._arrange(low=low)
        self.show_tag(None)

    def _arrange(self, *, low: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        column.setSpacing(theme.GRID)
        top = row(fixed(_("Tag: what did you see?"), "overline"), self.current)
        top.setStretch(1, 1)
        column.addLayout(top)
        column.addLayout(self._grid)
        if low:
            self.criterion.setPlaceholderText(_("Criterion"))
            self.note.setPlaceholderText(_("Note"))
            line = row(self.criterion, self.severity, self.note)
            line.setStretch(0, 1)
            line.setStretch(2, 1)
            column.addLayout(line)
        else:
            column.addLayout(row(self.criterion, self.severity))
            column.addWidget(self.note)

    # -- the buttons

    def show_pad(self, pad: Pad, keymap: Keymap) -> None:
        """Show the buttons of the running task."""
        if pad == self._pad and keymap == self._keymap:
            return
        self._pad, self._keymap = pad, keymap
        for old in self.keys:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        labels = [keymap.label(act) for act in TAGS] + [""] * len(pad.more)
        self.keys = []
        for place, button in enumerate(pad.buttons + pad.more):
            key = PadKey(button, labels[place], self._observed(button))
            key.pressed_for.connect(self.pressed)
            self._grid.addWidget(key, place // COLUMNS, place % COLUMNS)
            self.keys.append(key)

    def button(self, number: int) -> PadButton | None:
        """The button of a digit key, from 1; None where there is none."""
        return self._pad.button(number) if self._pad is not None else None

    def _observed(self, button: PadButton) -> str:
        card = self._criteria.get(button.criterion or "")
        if card is None:
            return ""
        title = f"{card.id}  {card.title.in_language(language())}"
        return title + (f"\n{card.observe.in_language(language())}" if card.observe is not None else "")

    # -- the tag that is being coded

    def show_tag(self, tag: Annotation | None) -> None:
        """Show the tag that the next choices belong to; None: they make a new one."""
        if tag is None:
            self.current.setText("")
            self.criterion.show_criterion(None)
            self.severity.show_severity(None)
        else:
            words = tag.words.get(language(), "") or _("tag")
            self.current.setText(f"{clock_text(tag.anchor_us)}  {words}")
            self.criterion.show_criterion(tag.criterion)
            self.severity.show_severity(tag.severity)
        if not self.note.hasFocus():
            self.note.setText(tag.note if tag is not None else "")

    def _on_typed(self, text: str) -> None:
        if len(text) == 1:
            self.note_begun.emit()

    def _on_note(self) -> None:
        self.note_written.emit(self.note.text().strip())
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in a field leads back to the session."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
