"""What nobody expected: written down with its traceback, and said to the user without jargon."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from lab.domain.personal_data.secrets import without_secrets
from lab.i18n import gettext as _


class CrashReport:
    """Takes every exception that nothing else took. `tell` shows a sentence; called from any thread."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self.folder = folder
        self._tell = tell

    def install(self) -> None:
        """From now on take the exceptions of all threads."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def uninstall(self) -> None:
        """Give the exceptions back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def take(self, kind: type[BaseException], bug: BaseException | None, where: TracebackType | None) -> None:
        """Write the report and say where it lies."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug or kind(), where)
            return
        text = without_secrets("".join(traceback.format_exception(kind, bug, where)))
        sys.stderr.write(text)
        name = f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        except OSError:
            name = _("(it could not be written)")
        self._tell(
            _(
                "Something went wrong in the program. What was saved is safe; a running recording goes on. "
                "The report for the developers: {path}"
            ).format(path=self.folder / name)
        )
