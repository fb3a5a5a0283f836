"""What happens elsewhere, as Qt signals on the GUI thread: changes of the store and messages of the room.

The only place where other threads reach the windows. Pictures are not queued: the newest of each source wins, so
that a slow window sees the present and not the past.
"""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Signals of the world outside the GUI thread.

    changed: `Changed` of the store, after its commit. message: a message of the room. connected: whether the room
    answers. erasing: the files of this session (its id) are about to be erased: whoever has them open closes them.
    pictures: track → (header, bytes), the newest picture of each track that brought one.
    """

    changed = Signal(object)
    message = Signal(object)
    connected = Signal(bool)
    erasing = Signal(str)
    pictures = Signal(object)

    _pictures_waiting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._newest: dict[str, tuple[Any, bytes]] = {}
        self._pictures_waiting.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def store_changed(self, change: object) -> None:
        """The store has committed something. From any thread."""
        self.changed.emit(change)

    def room_said(self, message: object) -> None:
        """A message of the room arrived. From any thread."""
        self.message.emit(message)

    def room_connection(self, connected: bool) -> None:
        """The line to the room came up or went down. From any thread."""
        self.connected.emit(connected)

    def room_picture(self, header: Any, picture: bytes) -> None:
        """A picture of the room arrived. From any thread; never waits."""
        with self._lock:
            first = not self._newest
            self._newest[str(header.track)] = (header, picture)
        if first:
            self._pictures_waiting.emit()

    def _hand_over(self) -> None:
        with self._lock:
            newest: Mapping[str, tuple[Any, bytes]] = self._newest
            self._newest = {}
        self.pictures.emit(newest)
