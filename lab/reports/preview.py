"""What an owner will read, before a report is written: nothing of it is kept."""

import shutil
from pathlib import Path

from lab.reports.bundle import is_bundle

FOLDER = ".preview"
"""Under the exports: a whole report to look at. The next one takes its place, the next start removes it."""


def clear_preview(exports: Path) -> None:
    """Take away the report that was only looked at: it shows frames, and a consent may be taken back. What cannot be
    taken away now is taken away another time.
    """
    folder = exports / FOLDER
    if is_bundle(folder):
        shutil.rmtree(folder, ignore_errors=True)
