"""Words of people in a tooltip: shown as they were written, never read as markup."""

from html import escape

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """The text for `setToolTip`, which takes what looks like markup for markup: an observer's `<img src=…>` would be
    loaded. Unlike a label, a tooltip cannot be told that its text is plain.
    """
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
