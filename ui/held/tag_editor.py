"""Codes one tag: criterion, severity, good or bad, note and quote; look at it, or take it back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from lab.domain.annotation import Annotation
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.services.session_view import CriterionCard
from ui import theme
from ui.held.criterion_search import CriterionSearch
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import small, strong


class TagEditor(Card):
    """Edits the tag that is shown. `look` is the button that leads to its moment in the recording.

    Signals:
        edited: id of the tag, and a dict of changed fields as `TagEdited` takes them.
        retract_requested, look_requested: id of the tag.
    """

    edited = Signal(str, dict)
    retract_requested = Signal(str)
    look_requested = Signal(str)

    def __init__(self, criteria: Sequence[CriterionCard], look: Button, *beside: Button) -> None:
        super().__init__(name="tag_editor")
        self.setAccessibleName(_("Tag"))
        self.tag: Annotation | None = None
        self.head = strong("")
        self.words = small("")
        self.criterion = CriterionSearch(criteria)
        self.criterion.chosen.connect(lambda value: self._change("criterion", value))
        self.severity = SeverityPicker()
        self.severity.chosen.connect(lambda value: self._change("severity", value))
        self.positive = QCheckBox(_("Positive tag"))
        self.positive.clicked.connect(self._on_positive)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Note"))
        self.note.setFixedHeight(theme.scaled(56))
        self.quote = QLineEdit()
        self.quote.setAccessibleName(_("Quote"))
        self.quote.setPlaceholderText(_("In the participant’s own words"))
        self.quote.editingFinished.connect(lambda: self._write("quote", self.quote.text()))
        self.keep = Button(_("Keep the note"), lambda: self._write("note", self.note.toPlainText()))
        self.look = look
        look.clicked.connect(self._on_look)
        self.retract = Button(_("Take back"), self._on_retract, icon_name="arrow-u-up-left", kind="plain")
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.GRID)
        head = row(self.head, *beside, look)
        head.setStretch(0, 1)
        self.column.addLayout(head)
        self.add(self.words, self.criterion, self.severity, self.positive, self.note, self.quote)
        self.add(Flow(self.keep, self.retract))
        self.column.addStretch()
        self.show_tag(None)

    def show_tag(self, tag: Annotation | None) -> None:
        """Show this tag; what is being typed for the same tag stays."""
        before = self.tag if tag is not None and self.tag is not None and tag.id == self.tag.id else None
        self.tag = tag
        self.setEnabled(tag is not None)
        if tag is None:
            self.head.setText(_("Choose a tag"))
            self.words.setText("")
            return
        self.head.setText(f"{span_text(tag)}  {tag.words.get(language(), '') or _('tag')}")
        edits = ngettext("edited {n} time", "edited {n} times", len(tag.history)).format(n=len(tag.history))
        seen = _("had seen another's tag of this") if tag.saw else ""
        self.words.setText(" · ".join(said for said in (tag.author, edits if tag.history else "", seen) if said))
        self.criterion.show_criterion(tag.criterion)
        self.severity.show_severity(tag.severity)
        self.positive.setChecked(tag.polarity == "positive")
        if before is None or (before.note != tag.note and not self.note.hasFocus()):
            self.note.setPlainText(tag.note)
        if before is None or (before.quote != tag.quote and not self.quote.hasFocus()):
            self.quote.setText(tag.quote)

    def write_now(self) -> None:
        """Keep what stands in the fields but was not yet kept."""
        if self.tag is not None:
            self._write("note", self.note.toPlainText())
            self._write("quote", self.quote.text())

    def _on_positive(self) -> None:
        self._change("polarity", "positive" if self.positive.isChecked() else "negative")

    def _write(self, field: str, text: str) -> None:
        if self.tag is not None and text.strip() != getattr(self.tag, field):
            self._change(field, text.strip() or None)

    def _change(self, field: str, value: Any) -> None:
        if self.tag is not None and getattr(self.tag, field) != value:
            self.edited.emit(self.tag.id, {"cleared": (field,)} if value is None else {field: value})

    def _on_look(self) -> None:
        if self.tag is not None:
            self.look_requested.emit(self.tag.id)

    def _on_retract(self) -> None:
        if self.tag is not None:
            self.retract_requested.emit(self.tag.id)


def span_text(tag: Annotation) -> str:
    """When it was: a moment, or from when to when."""
    start, end = clock_text(tag.anchor_us), clock_text(tag.end_us)
    return f"{start}–{end}" if tag.span_us else start
