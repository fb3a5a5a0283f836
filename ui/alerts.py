"""One door to the user: a bar inside the window that says something, offers at most one action, and never blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.i18n import gettext as _
from lab.wording import sentence

Tone = Literal["info", "good", "careful", "bad"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the user may do about an alert."""

    text: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Alert:
    """One message.

    Attributes:
        key: a later alert with the same key takes this one's place; empty = none does.
        stays: until it is closed; else it goes by itself after a while.
    """

    text: str
    tone: Tone
    choices: tuple[Choice, ...] = ()
    key: str = ""
    stays: bool = False


class Alerts(QObject):
    """Where every part of the window says what the user must know. `raised` carries an Alert, `withdrawn` a key."""

    raised = Signal(object)
    withdrawn = Signal(str)

    def info(self, text: str, *choices: Choice, key: str = "") -> None:
        """Something happened, as it should."""
        self.raised.emit(Alert(text, "info", choices, key))

    def done(self, text: str, *choices: Choice, key: str = "") -> None:
        """What was asked for is done; `choices` may undo it."""
        self.raised.emit(Alert(text, "good", choices, key))

    def warn(self, text: str, *choices: Choice, key: str = "") -> None:
        """Something needs care; stays until it is closed."""
        self.raised.emit(Alert(text, "careful", choices, key, stays=True))

    def error(self, trouble: str | LabError, *choices: Choice, key: str = "") -> None:
        """Something failed; stays until it is closed."""
        text = trouble if isinstance(trouble, str) else sentence(trouble)
        self.raised.emit(Alert(text, "bad", choices, key, stays=True))

    def ask(self, question: str, yes: Choice, *others: Choice, key: str = "") -> None:
        """Ask for a decision; “Cancel” is always offered and does nothing."""
        choices = (yes, *others, Choice(_("Cancel"), lambda: None))
        self.raised.emit(Alert(question, "careful", choices, key, stays=True))

    def withdraw(self, key: str) -> None:
        """What the alert with this key said is no longer so."""
        self.withdrawn.emit(key)
