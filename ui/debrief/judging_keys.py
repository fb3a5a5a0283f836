"""One key for each word on the criterion that is marked: matched by place on the keyboard, so that any layout works.

They act only inside the page of the criteria and never while somebody types there, as WCAG 2.1.4 asks of single keys;
who switched single keys off has none.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui.keys.application_keys import ApplicationKeys, is_bare
from ui.keys.key_filter import is_typing
from ui.keys.physical_keys import key_of, label_of
from ui.words import MIDDLE_DOT


class JudgeAct(StrEnum):
    """What a key does with the marked criterion."""

    CONFIRM = "confirm"
    PASSED = "passed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNSEEN = "untested"
    SEVERITY_0 = "severity_0"
    SEVERITY_1 = "severity_1"
    SEVERITY_2 = "severity_2"
    SEVERITY_3 = "severity_3"
    SEVERITY_4 = "severity_4"
    EARLIER = "earlier"
    LATER = "later"
    TAKE_BACK = "take_back"


SEVERITIES = tuple(act for act in JudgeAct if act.value.startswith("severity_"))
KEYS: Mapping[str, JudgeAct] = {
    "Enter": JudgeAct.CONFIRM,
    "NumpadEnter": JudgeAct.CONFIRM,
    "F6": JudgeAct.PASSED,
    "F7": JudgeAct.CANT_TELL,
    "F8": JudgeAct.INAPPLICABLE,
    "F9": JudgeAct.UNSEEN,
    **{f"{block}{n}": act for n, act in enumerate(SEVERITIES) for block in ("Digit", "Numpad")},
    "ArrowUp": JudgeAct.EARLIER,
    "ArrowDown": JudgeAct.LATER,
    "Backspace": JudgeAct.TAKE_BACK,
}
"""Physical key → act."""


def legend() -> str:
    """All keys in one line."""
    parts = (
        (("Enter",), _("confirm what is suggested")),
        (("F6",), unit_label(UnitOutcome.PASSED)),
        (("Digit0", "Digit4"), _("failed, with this severity")),
        (("F7",), unit_label(UnitOutcome.CANT_TELL)),
        (("F8",), unit_label(UnitOutcome.INAPPLICABLE)),
        (("F9",), _("did not see it")),
        (("ArrowUp", "ArrowDown"), _("another criterion")),
        (("Backspace",), _("take back my last word")),
    )
    return MIDDLE_DOT.join(f"{'–'.join(label_of(one) for one in keys)}: {words}" for keys, words in parts)


class JudgingKeys(ApplicationKeys):
    """Filters the application's keys while the page is shown. `on`: whether the person wants single keys."""

    def __init__(self, page: QWidget, on: Callable[[], bool], do: Callable[[JudgeAct], None]) -> None:
        super().__init__(page)
        self._page = page
        self._on = on
        self._do = do

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: True swallows the event."""
        if event.type() is not QEvent.Type.KeyPress or isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or not self._means(watched, event):
            return False
        act = KEYS.get(key_of(event) or "")
        if act is None:
            return False
        if not event.isAutoRepeat() or act in {JudgeAct.EARLIER, JudgeAct.LATER}:  # nothing is judged by a held key
            self._do(act)
        event.accept()
        return True

    def _means(self, watched: QWidget, event: QKeyEvent) -> bool:
        inside = watched is self._page or self._page.isAncestorOf(watched)
        return inside and self._on() and is_bare(event) and not is_typing(watched)
