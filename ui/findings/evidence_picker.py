"""Chooses the annotations that a finding rests on, out of everything that was tagged in the round."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lab.domain.gathering import Seen
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui import theme, words
from ui.held.feed_lines import tag_words
from ui.widgets.severity_picker import severity_text

_PLACE = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT = 176


class EvidencePicker(QWidget):
    """A line to find tags by participant, criterion or word, and the tags with a box each; Space ticks one."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        super().__init__()
        self._seen: Sequence[Seen] = tuple(seen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a tag: participant, criterion or word"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tags that show it"))
        self.list.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        for place, one in enumerate(self._seen):
            item = QListWidgetItem(_line(one))
            item.setData(_PLACE, place)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(item.text())
            self.list.addItem(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.search)
        column.addWidget(self.list)

    @property
    def chosen(self) -> tuple[Seen, ...]:
        """The ticked ones."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(self._seen[item.data(_PLACE)] for item in items if item.checkState() is Qt.CheckState.Checked)

    def tick(self, place: int) -> None:
        """Tick the tag at a place of the list."""
        self.list.item(place).setCheckState(Qt.CheckState.Checked)

    def _filter(self, text: str) -> None:
        """Hide what was not asked for; a ticked tag stays in sight."""
        wanted = text.strip().casefold()
        for place in range(self.list.count()):
            item = self.list.item(place)
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setHidden(not ticked and wanted not in item.text().casefold())


def _line(one: Seen) -> str:
    tag = one.annotation
    parts = [f"{one.held.code}  {clock_text(tag.anchor_us)}", tag_words(tag)]
    if tag.criterion:
        parts.append(tag.criterion)
    if tag.severity is not None:
        parts.append(severity_text(tag.severity))
    return words.MIDDLE_DOT.join(part for part in parts if part)
