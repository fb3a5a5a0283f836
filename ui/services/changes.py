"""The changes of a round's protocol: by whom and why, and which tasks' figures are counted together all the same."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.study import Pooling, RoundAmendment
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.protocol import Task
from ui import theme, words
from ui.services.register import Change
from ui.widgets.boxes import line, row
from ui.widgets.buttons import Button
from ui.widgets.texts import small


@dataclass(frozen=True, slots=True)
class PoolActions:
    """What can be done about the figures of a changed task."""

    pool: Callable[[RoundAmendment, Task], None]
    unpool: Callable[[Pooling], None]


class ChangeRow(QWidget):
    """One amendment, and a line for every task whose figures it parted."""

    def __init__(self, change: Change, actions: PoolActions) -> None:
        super().__init__()
        self._change = change
        self._actions = actions
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        amendment = change.amendment
        day = words.short_date(amendment.at.astimezone().date())
        said = _("Amended on {day} by {by}: {reason}").format(day=day, by=amendment.by, reason=amendment.reason)
        column.addWidget(line())
        column.addWidget(small(said))
        for task in change.tasks:
            label, button = self._figures_of(task)
            holder = row(small(label), button)
            holder.setStretch(0, 1)
            column.addLayout(holder)

    def _figures_of(self, task: Task) -> tuple[str, Button]:
        """What is said of a changed task's figures, and what can be done about them."""
        title = task.title.in_language(language())
        pooling = self._change.poolings.get(task.id)
        if pooling is None:
            text = _("“{task}” was changed: its figures before and after are counted apart.").format(task=title)
            pool = Button(_("Pool …"), lambda: self._actions.pool(self._change.amendment, task), kind="link")
            pool.setAccessibleName(_("Pool the figures of “{task}”").format(task=title))
            pool.setObjectName(f"pool_{task.id}")
            return text, pool
        text = _("“{task}” was changed; {by} says that its figures count together: {why}").format(
            task=title, by=pooling.by, why=pooling.why
        )
        back = Button(_("Count apart"), lambda: self._actions.unpool(pooling), kind="link")
        back.setAccessibleName(_("Count the figures of “{task}” apart again").format(task=title))
        back.setObjectName(f"unpool_{task.id}")
        return text, back
