"""A piece of evidence that is dragged from one finding to another; by keyboard “Move or split …” does the same."""

import json
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton

from lab.domain.finding import Evidence

MIME = "application/x-usability-lab-evidence"


@dataclass(frozen=True, slots=True)
class Dragged:
    """The finding that an annotation is dragged from, and which annotation."""

    finding: str
    session: str
    annotation: str


def dragged(data: QMimeData) -> Dragged | None:
    """What is dragged; None for anything that is no evidence."""
    if not data.hasFormat(MIME):
        return None
    return Dragged(*json.loads(bytes(data.data(MIME).data())))


def carried(one: Dragged) -> QMimeData:
    """What a drag carries."""
    data = QMimeData()
    data.setData(MIME, json.dumps([one.finding, one.session, one.annotation]).encode())
    return data


class EvidenceButton(QToolButton):
    """A frame that is clicked, or dragged away."""

    def __init__(self, finding: str, evidence: Evidence) -> None:
        super().__init__()
        self._what = Dragged(finding, evidence.session, evidence.annotation)
        self._pressed: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin here."""
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, it is dragged."""
        begun = self._pressed
        far = QApplication.startDragDistance()
        if begun is None or (event.position().toPoint() - begun).manhattanLength() < far:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(carried(self._what))
        drag.setPixmap(self.icon().pixmap(self.iconSize()))
        drag.exec(Qt.DropAction.MoveAction)
