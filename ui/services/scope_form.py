"""The scope statement: which criteria the round leaves out, by whose word and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from lab.domain.study import LeftOut
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.standard import Criterion
from ui import theme
from ui.widgets.form import Form
from ui.widgets.texts import quiet

_ID = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 360
"""px at 100 % text."""


class ScopeForm(Form):
    """Every criterion with a tick: judged or left out. One person and one reason for what is left out newly."""

    def __init__(self, criteria: Sequence[Criterion], left_out: Sequence[LeftOut], by: str) -> None:
        super().__init__()
        self._before: Mapping[str, LeftOut] = {left.criterion: left for left in left_out}
        self.column.addWidget(
            quiet(_("Untick what this round cannot or need not judge. The report prints it, with the reason."))
        )
        self.add_text("by", _("Who says so"), by)
        self.add_text("why", _("Reason"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search a criterion …"))
        self._search.textChanged.connect(self._filter)
        self.add("search", _("Search a criterion …"), self._search)
        self.list = self._list(criteria)
        self.add("criteria", _("Criteria that the round judges"), self.list)

    def _list(self, criteria: Sequence[Criterion]) -> QListWidget:
        """One list, for a hundred boxes of their own would take longer to make than a person may wait."""
        shown = QListWidget()
        shown.setWordWrap(True)
        shown.setTextElideMode(Qt.TextElideMode.ElideNone)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setSpacing(theme.GRID // 4)
        shown.setMinimumHeight(theme.scaled(_LIST_HEIGHT))
        for criterion in criteria:
            item = QListWidgetItem(f"{criterion.id}  {criterion.title.in_language(language())}")
            item.setData(_ID, criterion.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            left_out = criterion.id in self._before
            item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
            shown.addItem(item)
        shown.setCurrentRow(0)
        shown.itemChanged.connect(lambda _item: self._touch())
        return shown

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _filter(self, typed: str) -> None:
        for item in self._items():
            item.setHidden(typed.casefold() not in item.text().casefold())

    def tick(self, criterion: str, *, judged: bool) -> None:
        """Have a criterion judged, or left out. Raises StopIteration for one that is not in the list."""
        item = next(item for item in self._items() if item.data(_ID) == criterion)
        item.setCheckState(Qt.CheckState.Checked if judged else Qt.CheckState.Unchecked)

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is left out; earlier words and reasons are kept."""
        out = [str(item.data(_ID)) for item in self._items() if item.checkState() is not Qt.CheckState.Checked]
        fresh = (self.text("by"), self.text("why"))
        return tuple(self._before.get(criterion) or LeftOut(criterion, *fresh) for criterion in out)

    @property
    def newly_left_out(self) -> bool:
        """Whether something is left out that was judged before: then person and reason are needed."""
        return any(left.criterion not in self._before for left in self.left_out())
