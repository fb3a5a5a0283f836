"""The hands of the scripted participant: they move the pointer, click and type with Qt's own input events.

Every movement is a generator of pauses in seconds; whoever runs it waits that long between its steps, so that the
window goes on living and a person can watch.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QWidget

Pauses = Iterator[float]
GLIDE_STEPS = 12
GLIDE_S = 0.22
KEY_S = 0.02


def glide(widget: QWidget, at: QPoint | None = None) -> Pauses:
    """Move the pointer to a point of a widget (its middle), slowing down towards the end."""
    start = QCursor.pos()
    target = widget.mapToGlobal(at or widget.rect().center())
    for step in range(1, GLIDE_STEPS + 1):
        part = 1 - (1 - step / GLIDE_STEPS) ** 2
        there = start + (target - start) * part
        QTest.mouseMove(widget.window(), widget.window().mapFromGlobal(there))
        yield GLIDE_S / GLIDE_STEPS


def click(widget: QWidget) -> Pauses:
    """Go there and click."""
    yield from glide(widget)
    QTest.mousePress(widget, Qt.MouseButton.LeftButton)
    yield 0.07
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)
    yield 0.12


def pick(files: QListWidget, words: str) -> Pauses:
    """Click the row of a list that bears these words. Raises IndexError if there is none."""
    row = files.visualItemRect(files.findItems(words, Qt.MatchFlag.MatchExactly)[0]).center()
    yield from glide(files.viewport(), row)
    QTest.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    yield 0.1


def write(entry: QWidget, text: str) -> Pauses:
    """Click a field, empty it, and type."""
    yield from click(entry)
    QTest.keyClick(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for character in text:
        for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
            QTest.sendKeyEvent(action, entry, Qt.Key.Key_unknown, character, Qt.KeyboardModifier.NoModifier)
        yield KEY_S
