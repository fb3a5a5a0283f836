"""What an observer wrote stands in a tooltip as it was written."""

import pytest
from PySide6.QtGui import QTextDocument

from ui.widgets.tips import plain


@pytest.mark.parametrize(
    "said", ["a < b", '<img src="file:///etc/hostname">', "<b>bold</b>\nand &amp; more", "два\nслова"]
)
def test_that_a_tooltip_shows_what_was_written(said: str) -> None:
    shown = plain(said)
    if shown != said:
        document = QTextDocument()
        document.setHtml(shown)
        assert document.toPlainText() == said
        assert "<img" not in shown
