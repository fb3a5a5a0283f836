"""The session's tags: those without a criterion or a severity first, to be coded while one remembers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from lab.services.session_view import CriterionCard
from ui import theme
from ui.held.tag_editor import TagEditor
from ui.held.tag_list import TagList
from ui.widgets.buttons import Button


class TagsPage(QWidget):
    """List and editor side by side."""

    def __init__(self, criteria: Sequence[CriterionCard]) -> None:
        super().__init__()
        self.list = TagList()
        self.list.setMinimumHeight(theme.scaled(320))
        self.editor = TagEditor(criteria, Button(_("Look at this moment"), icon_name="play"))
        self.list.currentItemChanged.connect(self._on_chosen)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.MARGIN, 0, 0)
        line.setSpacing(theme.MARGIN)
        line.addWidget(self.list, 1)
        line.addWidget(self.editor, 1)
        self._tags: dict[str, Annotation] = {}

    def show_tags(self, tags: Sequence[Annotation]) -> None:
        """Show these tags, the bare ones first."""
        self._tags = {tag.id: tag for tag in tags}
        self.list.show_tags(sorted(tags, key=lambda tag: (tag.is_coded, tag.anchor_us)))
        if self.list.chosen is None and tags:
            self.list.setCurrentRow(0)
        self._on_chosen()

    def choose(self, tag: str) -> None:
        """Show this tag, to be coded."""
        self.list.choose(tag)
        self._on_chosen()

    def _on_chosen(self) -> None:
        chosen = self.list.chosen
        if self.editor.tag is not None and self.editor.tag.id != chosen:
            self.editor.write_now()
        self.editor.show_tag(self._tags.get(chosen or ""))
