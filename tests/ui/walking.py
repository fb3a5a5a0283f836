"""Walks the widgets of a window: what cannot be named, reached or read whole, and what lies on one another."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui.schedule.block import BookingBlock
from ui.widgets.link import LinkLine

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView, QTabBar)
SLACK = 2
"""px by which a size may miss: rounding."""


def _inner(widget: QWidget) -> bool:
    """Whether it is a part of one of Qt's own composite widgets, which answers for it."""
    name = widget.objectName()
    return (
        name.startswith("qt_")
        or isinstance(widget, QHeaderView)
        or isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QTabBar | QAbstractItemView | QHeaderView)
    )


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget that is shown, parts of Qt's composites left away."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not _inner(widget):
            yield widget


def interactive(window: QWidget) -> Iterator[QWidget]:
    """Every widget that somebody can do something with."""
    for widget in shown(window):
        if isinstance(widget, INTERACTIVE) and widget.isEnabled():
            yield widget


def describe(widget: QWidget) -> str:
    """What a failing test says of it."""
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r} {widget.width()}x{widget.height()}"


def nameless(window: QWidget) -> list[str]:
    """Interactive widgets without an accessible name."""
    found = []
    for widget in interactive(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(describe(widget))
    return found


def unreachable(window: QWidget) -> list[str]:
    """Interactive widgets that Tab does not reach: no focus by Tab, or not in the chain."""
    chain = set()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window and id(widget) not in chain:
        chain.add(id(widget))
        widget = widget.nextInFocusChain()
    return [
        describe(widget)
        for widget in interactive(window)
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or id(widget) not in chain
    ]


def overlapping(window: QWidget) -> list[str]:
    """Pairs of widgets with something to read or to use that lie on one another."""
    places = [(widget, _visible_part(widget)) for widget in shown(window) if isinstance(widget, (QLabel, *INTERACTIVE))]
    places = [(widget, place) for widget, place in places if not place.isEmpty()]
    return [
        f"{describe(one)} over {describe(other)}"
        for number, (one, place) in enumerate(places)
        for other, its_place in places[number + 1 :]
        if not (one.isAncestorOf(other) or other.isAncestorOf(one))
        and min((common := place.intersected(its_place)).width(), common.height()) > SLACK
    ]


def _visible_part(widget: QWidget) -> QRect:
    """What is seen of it, on the screen; what a scrolled area hides does not count."""
    part = widget.visibleRegion().boundingRect()
    return QRect(widget.mapToGlobal(part.topLeft()), part.size())


def cut(window: QWidget) -> list[str]:
    """Widgets whose text does not fit into them."""
    found = []
    for widget in shown(window):
        whole = True
        if isinstance(widget, QLabel):
            whole = _label_whole(widget)
        elif isinstance(widget, LinkLine):
            whole = widget.height() >= widget.heightForWidth(widget.width()) - SLACK
        elif isinstance(widget, BookingBlock):
            whole = bool(widget.toolTip())
        elif isinstance(widget, QPushButton | QToolButton):
            hint = widget.sizeHint()
            whole = widget.width() >= hint.width() - SLACK and widget.height() >= hint.height() - SLACK
            whole = whole or not widget.text()
        elif isinstance(widget, QComboBox):
            whole = _choice_whole(widget)
        if not whole:
            found.append(describe(widget))
    return found


def _label_whole(label: QLabel) -> bool:
    if not label.text() or label.pixmap():
        return label.width() >= label.sizeHint().width() - SLACK if label.pixmap() else True
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width()) - SLACK and label.width() >= _longest_word(label)
    return label.width() >= label.sizeHint().width() - SLACK


def _longest_word(label: QLabel) -> int:
    words = label.text().replace("/", " ").replace("-", " ").split()
    return max((label.fontMetrics().horizontalAdvance(word) for word in words if len(word) < 30), default=0) - SLACK


def _choice_whole(box: QComboBox) -> bool:
    text = box.currentText()
    fits = box.fontMetrics().horizontalAdvance(text) + box.height() <= box.width()
    return fits or box.toolTip() == text
