"""The session's tags: those without a criterion or a severity first, to be coded while one remembers.

By keyboard: Ctrl+Enter goes to the next one that is not coded; Enter in the search takes the criterion and leads to the
severity, which a digit chooses.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.session_view import CriterionCard
from ui import theme
from ui.background import Background
from ui.debrief.tag_frame import TagFrame
from ui.held.drafts import Drafts
from ui.held.tag_editor import TagEditor
from ui.held.tag_list import TagList
from ui.widgets.boxes import boxed, column, row
from ui.widgets.buttons import Button
from ui.widgets.texts import fixed, small

NEXT_KEYS = "Ctrl+Return"


class TagsPage(QWidget):
    """List, and beside it the picture and the editor of the chosen tag."""

    def __init__(self, criteria: Sequence[CriterionCard], folder: Path, background: Background, drafts: Drafts) -> None:
        super().__init__()
        self.list = TagList()
        self.list.setMinimumHeight(theme.scaled(320))
        self.editor = TagEditor(criteria, Button(_("Look at this moment"), icon_name="play"))
        self.editor.criterion.returnPressed.connect(self._to_severity)
        self._drafts = drafts
        self.editor.note.textChanged.connect(self._on_note)
        self.editor.quote.textEdited.connect(self._on_quote)
        self.frame = TagFrame(folder, background)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.left = fixed("", "strong")
        self.following = Button(_("Next tag ({keys})").format(keys="Ctrl+Enter"), self.go_on, icon_name="arrow-down")
        self.following.setObjectName("next_tag")
        shortcut = QShortcut(QKeySequence(NEXT_KEYS), self, self.go_on)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        head = row(self.left, self.following)
        head.setStretch(0, 1)
        hint = small(_("Enter takes the criterion; a digit 0–4 is the severity."))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.MARGIN, 0, 0)
        grid.setSpacing(theme.MARGIN)
        grid.addWidget(boxed(column(boxed(head), self.list)), 0, 0)
        grid.addWidget(boxed(column(self.frame, self.editor, hint)), 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._tags: dict[str, Annotation] = {}

    def show_tags(self, tags: Sequence[Annotation]) -> None:
        """Show these tags, the bare ones first."""
        self._tags = {tag.id: tag for tag in tags}
        self.list.show_tags(sorted(tags, key=lambda tag: (tag.is_coded, tag.anchor_us)))
        n = sum(not tag.is_coded for tag in tags)
        left = ngettext("{n} tag is not coded", "{n} tags are not coded", n).format(n=n)
        self.left.setText(left if n else _("Every tag is coded."))
        self.following.setEnabled(n > 0)
        if self.list.chosen is None and tags:
            self.list.setCurrentRow(0)
        self._on_chosen()

    def choose(self, tag: str) -> None:
        """Show this tag, to be coded."""
        self.list.choose(tag)
        self._on_chosen()

    def go_on(self) -> None:
        """The next tag that is not coded, after the chosen one; the focus is where its criterion is found."""
        self.editor.write_now()
        order = [one for one in self.list.ids if one in self._tags]
        place = order.index(self.list.chosen) + 1 if self.list.chosen in order else 0
        following = (*order[place:], *order[:place])
        bare = next((one for one in following if not self._tags[one].is_coded), None)
        if bare is not None:
            self.choose(bare)
            self._to_code()

    def _to_code(self) -> None:
        tag = self.editor.tag
        if tag is not None and tag.criterion is not None:
            self.editor.severity.buttons[0].setFocus()
            return
        self.editor.criterion.setFocus()
        self.editor.criterion.selectAll()

    def _to_severity(self) -> None:
        tag = self.editor.tag
        if tag is not None and tag.criterion is not None:
            self.editor.severity.buttons[tag.severity or 0].setFocus()

    def _on_chosen(self) -> None:
        chosen = self.list.chosen
        if self.editor.tag is not None and self.editor.tag.id != chosen:
            self.editor.write_now()
        tag = self._tags.get(chosen or "")
        self.editor.show_tag(tag)
        if tag is not None:
            self._put_drafts(tag)
        self.frame.show_moment(tag.anchor_us if tag is not None else None)

    def _on_note(self) -> None:
        """Only what a person types is a draft; another tag's words are put there too."""
        tag = self.editor.tag
        if tag is not None and self.editor.note.hasFocus():
            self._drafts.typed(_draft(tag, "note"), self.editor.note.toPlainText())

    def _on_quote(self, text: str) -> None:
        tag = self.editor.tag
        if tag is not None:
            self._drafts.typed(_draft(tag, "quote"), text)

    def _put_drafts(self, tag: Annotation) -> None:
        """What was being typed when the window was lost stands there again; what was kept is no draft any more."""
        for part, kept in (("note", tag.note), ("quote", tag.quote)):
            text = self._drafts.text(_draft(tag, part))
            if not text:
                continue
            if text.strip() == kept:
                self._drafts.typed(_draft(tag, part), "")
            elif part == "note" and not self.editor.note.hasFocus():
                self.editor.note.setPlainText(text)
            elif part == "quote" and not self.editor.quote.hasFocus():
                self.editor.quote.setText(text)


def _draft(tag: Annotation, part: str) -> str:
    return f"tag/{tag.id}/{part}"
