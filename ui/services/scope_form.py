"""The scope statement: which criteria the round leaves out, by whose word and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lab.domain.study import LeftOut
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.standard import Criterion
from ui import theme
from ui.widgets.form import Form
from ui.widgets.texts import quiet
from ui.widgets.tick import Tick


class ScopeForm(Form):
    """Every criterion with a tick: judged or left out. One person and one reason for what is left out newly."""

    def __init__(self, criteria: Sequence[Criterion], left_out: Sequence[LeftOut], by: str) -> None:
        super().__init__()
        self._before: Mapping[str, LeftOut] = {left.criterion: left for left in left_out}
        self._ticks: dict[str, Tick] = {}
        self.column.addWidget(
            quiet(_("Untick what this round cannot or need not judge. The report prints it, with the reason."))
        )
        self.add_text("by", _("Who says so"), by)
        self.add_text("why", _("Reason"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search a criterion …"))
        self._search.textChanged.connect(self._filter)
        self.add("search", _("Search a criterion …"), self._search)
        self.add("criteria", _("Criteria that the round judges"), self._list(criteria))

    def _list(self, criteria: Sequence[Criterion]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for criterion in criteria:
            words = f"{criterion.id}  {criterion.title.in_language(language())}"
            tick = Tick(words, value=criterion.id not in self._before)
            self._ticks[criterion.id] = tick
            column.addWidget(tick)
        return holder

    def _filter(self, typed: str) -> None:
        for tick in self._ticks.values():
            tick.setVisible(typed.casefold() in tick.box.accessibleName().casefold())

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is left out; earlier words and reasons are kept."""
        out = [criterion for criterion, tick in self._ticks.items() if not tick.box.isChecked()]
        fresh = (self.text("by"), self.text("why"))
        return tuple(self._before.get(criterion) or LeftOut(criterion, *fresh) for criterion in out)

    @property
    def newly_left_out(self) -> bool:
        """Whether something is left out that was judged before: then person and reason are needed."""
        return any(left.criterion not in self._before for left in self.left_out())
