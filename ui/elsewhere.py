"""Files and folders, opened by the program that the system has for them."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_elsewhere(path: Path) -> None:
    """Open a file in its usual program, a folder where its files are seen."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
