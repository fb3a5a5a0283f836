"""What is being typed and was not said yet: kept in the laboratory a moment after each key, so that a lost window takes
none of it.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from ui.background import Background

_PAUSE_MS = 300
"""So long after the last key it is written."""


class Drafts(QObject):
    """The drafts of one session or round.

    Args:
        found: name → text, as they were kept last.
        keep: writes drafts; called in the background.
    """

    def __init__(
        self, found: Mapping[str, str], keep: Callable[[dict[str, str]], object], background: Background
    ) -> None:
        super().__init__()
        self._texts = dict(found)
        self._keep = keep
        self._background = background
        self._changed: dict[str, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.write_now)

    def text(self, name: str) -> str:
        """What is being typed there; empty for nothing."""
        return self._texts.get(name, "")

    def typed(self, name: str, text: str) -> None:
        """This stands there now; an empty text is no draft."""
        if text == self._texts.get(name, ""):
            return
        self._texts[name] = text
        self._changed[name] = text
        self._soon.start()

    def write_now(self) -> None:
        """Write what has changed since it was last written."""
        self._soon.stop()
        if self._changed:
            changed, self._changed = self._changed, {}
            self._background.write(lambda: self._keep(changed)).start()
