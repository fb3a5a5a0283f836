"""Chooses the annotations that a finding rests on, out of everything that was tagged in the round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from lab.domain.finding import Evidence
from lab.domain.gathering import Seen
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui import words
from ui.findings.searched_list import MOST, SearchedList
from ui.held.feed_lines import tag_words
from ui.widgets.severity_picker import severity_text
from ui.widgets.tips import plain

_PLACE = Qt.ItemDataRole.UserRole
_LEAST_HEIGHT = 176


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A tag as it stands in the list; `folded` is searched."""

    seen: Seen
    text: str
    folded: str


def evidence_lines(seen: Iterable[Seen], without: Iterable[Evidence] = ()) -> tuple[EvidenceLine, ...]:
    """The tags to choose from, but for some. There may be very many: not for the thread of the window."""
    known = {(one.session, one.annotation) for one in without}
    found = []
    for one in seen:
        if (one.held.session_id, one.annotation.id) not in known:
            text = _line(one)
            found.append(EvidenceLine(one, text, text.casefold()))
    return tuple(found)


class EvidencePicker(SearchedList):
    """A line to find tags by participant, criterion or word, and the tags with a box each; Space ticks one."""

    def __init__(self, lines: Sequence[EvidenceLine]) -> None:
        super().__init__(_("Find a tag: participant, criterion or word"), _LEAST_HEIGHT)
        self._lines = lines
        self._ticked: dict[int, None] = {}
        self.list.setAccessibleName(_("Tags that show it"))
        self.list.itemChanged.connect(self._on_changed)
        self.fill()

    @property
    def chosen(self) -> tuple[Seen, ...]:
        """The ticked ones, in the order of the list."""
        return tuple(self._lines[place].seen for place in sorted(self._ticked))

    def tick(self, row: int) -> None:
        """Tick the tag in a row of the list."""
        self.list.item(row).setCheckState(Qt.CheckState.Checked)

    def fill(self) -> None:
        """List what was asked for; a ticked tag stays in sight, before the others."""
        fits: Sequence[int] = range(len(self._lines))
        for word in self.words:
            fits = [place for place in fits if word in self._lines[place].folded]
        found = islice((place for place in fits if place not in self._ticked), MOST)
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.list.clear()
        for place in (*self._ticked, *found):
            self._add(place)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.tell_more(len(fits) - self.list.count())

    def _add(self, place: int) -> None:
        item = QListWidgetItem(self._lines[place].text)
        item.setData(_PLACE, place)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if place in self._ticked else Qt.CheckState.Unchecked)
        item.setToolTip(plain(item.text()))
        self.list.addItem(item)

    def _on_changed(self, item: QListWidgetItem) -> None:
        place = int(item.data(_PLACE))
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked[place] = None
        else:
            self._ticked.pop(place, None)


def _line(one: Seen) -> str:
    tag = one.annotation
    parts = [f"{one.held.code}  {clock_text(tag.anchor_us)}", tag_words(tag)]
    if tag.criterion:
        parts.append(tag.criterion)
    if tag.severity is not None:
        parts.append(severity_text(tag.severity))
    return words.MIDDLE_DOT.join(part for part in parts if part)
