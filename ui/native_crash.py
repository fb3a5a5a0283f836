"""When the program itself dies, in a library below Python: where every thread was is written down as it happens."""

import faulthandler
import os
from datetime import datetime
from pathlib import Path
from typing import IO

NOTES = "this-run.txt"


class NativeCrash:
    """Keeps a file open for the last words of a run. `folder`: where reports lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._notes = folder / f"{os.getpid()}-{NOTES}"
        self._file: IO[str] | None = None

    def begin(self) -> Path | None:
        """From now on note the last words; the report of an earlier run that died, if there is one.

        Where nothing can be written, nothing is noted: that must not keep anybody from working.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            report = self._earlier()
            self._file = self._notes.open("w", encoding="utf-8")
        except OSError:
            return None
        faulthandler.enable(self._file)
        return report

    def end(self) -> None:
        """The run ends as it should: there are no last words."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._notes.unlink(missing_ok=True)

    def _earlier(self) -> Path | None:
        """The newest last words of a run that is over, kept under the name of a report; empty notes are dropped."""
        found = None
        for notes in sorted(self._folder.glob(f"*-{NOTES}"), key=lambda path: path.stat().st_mtime):
            if notes.stat().st_size == 0:
                notes.unlink()  # that run was ended from outside
                continue
            died = datetime.fromtimestamp(notes.stat().st_mtime).astimezone()
            found = notes.rename(self._folder / f"crash-{died:%Y%m%d-%H%M%S}.txt")
        return found
