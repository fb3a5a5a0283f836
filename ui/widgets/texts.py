"""Labels in the roles of the type scale. All wrap and can be read by a screen reader; none can be edited."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def _label(text: str, role: str, *, wrap: bool = True) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def title(text: str) -> QLabel:
    """The title of a screen: 28 px."""
    return _label(text, "title")


def heading(text: str) -> QLabel:
    """A heading within a screen: 20 px."""
    return _label(text, "heading")


def strong(text: str) -> QLabel:
    """Body text that stands out."""
    return _label(text, "strong")


def body(text: str) -> QLabel:
    """Body text: 15 px."""
    return _label(text, "body")


def quiet(text: str) -> QLabel:
    """Body text that stands back."""
    return _label(text, "quiet")


def small(text: str) -> QLabel:
    """A remark: 13 px."""
    return _label(text, "small")


def overline(text: str) -> QLabel:
    """The name of a group, above it: 13 px."""
    return _label(text, "overline")


def fixed(text: str, role: str = "body") -> QLabel:
    """A short text that never wraps: a time, a code, a number."""
    return _label(text, role, wrap=False)


def toned(label: QLabel, tone: str) -> QLabel:
    """The same label in a tone (good, careful, bad, unknown, info); empty = none."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)
    return label
