"""Asking the room for something whose answer takes time: to host a session, to bring it into another state.

No thread waits for the answer. It may take as long as it does while the room is heard; a room that is away for long is
given up, for whoever asked must know.
"""

from typing import Any

from PySide6.QtCore import QTimer

from lab.domain.errors import WorldError
from lab.live.messages import Request
from ui.background import Background, Operation
from ui.held.line import Line

PATIENCE_MS = 60_000
"""A room that died is started again within seconds; one that is not back after this will not come."""


def ask(line: Line, request: Request, background: Background) -> Operation[Any]:
    """Ask the room; to be started on the GUI thread.

    Fails with the LabError of a refusal, or with `room_silent`: then an answer that comes later is not told.
    """
    operation: Operation[Any] = background.answer(lambda: _sent(line, request, operation, background))
    return operation


def _sent(line: Line, request: Request, operation: Operation[Any], background: Background) -> Any:
    def look() -> None:
        if operation.is_over:
            return
        if line.is_connected:
            QTimer.singleShot(PATIENCE_MS, background, look)
        else:
            operation.settle(_silent)

    QTimer.singleShot(PATIENCE_MS, background, look)
    return line.request(request)


def _silent() -> None:
    raise WorldError("room_silent")
