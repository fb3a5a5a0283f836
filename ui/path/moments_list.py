"""The moments behind one cell: each opens the recording there."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.path_evidence import Moment
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.texts import small


class MomentsList(QWidget):
    """One line a moment. `look` is told the moment; `task_name` names its task."""

    def __init__(
        self, found: Sequence[Moment], look: Callable[[Moment], None], task_name: Callable[[str | None], str]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for one in found:
            column.addWidget(_button(one, look))
            words = " · ".join(filter(None, (_words(one), task_name(one.task))))
            if words:
                column.addWidget(small(words))
        column.addStretch(1)


def _button(one: Moment, look: Callable[[Moment], None]) -> Button:
    text = f"{one.participant} · {clock_text(one.at_us)}"
    button = Button(text, lambda: look(one), icon_name="play", kind="link")
    button.setAccessibleName(_("Look at {moment}").format(moment=text))
    return button


def _words(one: Moment) -> str:
    from lab.wording.figures import minutes, number  # late: a window starts without babel
    from lab.wording.judging import outcome_label

    said = []
    if one.outcome is not None:
        said.append(outcome_label(one.outcome))
    if one.annotation is not None:
        said.append(one.annotation.text(language()))
        if one.annotation.quote and one.annotation.quote != said[-1]:
            said.append(f"“{one.annotation.quote}”")
    if one.seconds is not None:
        said.append(minutes(one.seconds))
    if one.answer is not None:
        said.append(_("answered {value}").format(value=number(one.answer)))
    return ", ".join(said)
