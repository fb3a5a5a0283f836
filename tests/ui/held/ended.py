"""Answer the question whether a session is to end, as a person would."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.decision_dialog import DecisionDialog


def confirm(dialog: DecisionDialog | None, typed: str) -> None:
    """Type, and press the act; it is closed before that."""
    assert dialog is not None
    assert not dialog.act.isEnabled()
    QTest.keyClicks(dialog.field, typed)
    assert dialog.act.isEnabled()
    QTest.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
