"""PySide6 6.12 loses a reference of None at nearly every setter on Python 3.11: the pin that keeps it away holds."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

SETTERS = 10_000
NOISE = 200


def test_that_ten_thousand_setters_leave_the_references_of_none_where_they_were(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    before = sys.getrefcount(None)
    for number in range(SETTERS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < NOISE
