"""The performance criteria that the debrief does not ask, folded away, each with the reason."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.unit import NotAsked
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.screen import clear
from ui.widgets.buttons import Button
from ui.widgets.texts import small


class Unasked(QWidget):
    """A line that says how many there are; pressed, it shows them. `names`: criterion → number and title."""

    def __init__(self, names: Callable[[str], str]) -> None:
        super().__init__()
        self._names = names
        self.opener = Button("", self._toggle, icon_name="caret-right", kind="link")
        self.opener.setObjectName("unasked")
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(theme.MARGIN, 0, 0, 0)
        self._lines.setSpacing(theme.GRID // 2)
        self._list.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.opener)
        whole.addWidget(self._list)
        self._shown: tuple[str, ...] = ()

    def show_unasked(self, found: Sequence[NotAsked], tasks: Callable[[Sequence[str]], str]) -> None:
        """Show these; `tasks`: ids → "task 2" in words."""
        lines = tuple(f"{self._names(one.criterion)} – {_why(one, tasks)}" for one in found)
        n = len(lines)
        words = ngettext(
            "{n} more criterion is not asked: it stays untested",
            "{n} more criteria are not asked: they stay untested",
            n,
        ).format(n=n)
        self.opener.set_words(words)
        self.setVisible(bool(lines))
        if lines != self._shown:
            self._shown = lines
            clear(self._lines)
            for line in lines:
                self._lines.addWidget(small(line))

    def _toggle(self) -> None:
        self._list.setVisible(self._list.isHidden())
        self.opener.set_words(self.opener.text(), "caret-right" if self._list.isHidden() else "caret-down")


def _why(one: NotAsked, tasks: Callable[[Sequence[str]], str]) -> str:
    if not one.exposed_by:
        return _("no task of the protocol exposes it, and nobody tagged it")
    return _("exposed by {tasks}, which did not reach the end; nobody tagged it").format(tasks=tasks(one.exposed_by))
