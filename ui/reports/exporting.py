"""One export that runs in the background, says how far it is, and can be stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.domain.ids import RoundId
from ui.background import Background

if TYPE_CHECKING:
    from lab.services.exporting import Exported, Handling, Hit
    from lab.services.laboratory import Laboratory

_FIRST_GUESS = 0.05
"""Of the work must be done before time left is worth saying."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported. `out` None: a folder of its own under the laboratory's exports. `faces`: clips show them
    beside the screen, where the participant agreed. `clicks`: clips mark them. `handling`: what is done about people in
    free texts; None: they are masked. `bag`, `sessions`: an evidence bundle, with its sealed sessions. `artefacts`: the
    attached documents go along.
    """

    round_id: RoundId
    formats: tuple[str, ...]
    language: str
    public: bool
    out: Path | None
    faces: bool = True
    clicks: bool = True
    handling: "Handling | None" = None
    bag: bool = False
    sessions: bool = False
    artefacts: bool = False


class Export(QObject):
    """Signals `progressed` with the share done (0–1) and the seconds left (negative: not known yet)."""

    progressed = Signal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def run(
        self,
        lab: "Laboratory",
        background: Background,
        wish: Wish,
        done: "Callable[[Exported | None], None]",
        failed: Callable[[LabError], None],
    ) -> None:
        """Begin; `done` gets what was written, None when it was stopped: also before this, since `look` began."""
        operation = background.read(lambda: self._work(lab, wish)).owned_by(self)
        operation.on_done(done).on_error(failed).start()

    def look(
        self,
        lab: "Laboratory",
        background: Background,
        round_id: RoundId,
        done: "Callable[[tuple[Hit, ...]], None]",
        failed: Callable[[LabError], None],
    ) -> None:
        """Search the free texts of a round; `done` gets what tells who somebody is."""
        self._stop.clear()
        operation = background.read(lambda: _hits(lab, round_id)).owned_by(self)
        operation.on_done(done).on_error(failed).start()

    def stop(self) -> None:
        """Stop at the next picture; nothing is left behind."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def _work(self, lab: "Laboratory", wish: Wish) -> "Exported | None":
        from lab.services.exporting import Audience, Bagging, ExportCancelled, ExportService

        begun = time.monotonic()

        def tell(share: float) -> None:
            passed = time.monotonic() - begun
            left = passed / share - passed if share >= _FIRST_GUESS else -1.0
            self.progressed.emit(share, left)

        audience = Audience.PUBLIC if wish.public else Audience.INTERNAL
        job = ExportService(lab).job(
            wish.round_id,
            wish.formats,
            wish.out,
            wish.language,
            audience,
            faces=wish.faces,
            clicks=wish.clicks,
            handling=wish.handling,
            bagging=Bagging(wish.bag or wish.sessions, wish.sessions),
            artefacts=wish.artefacts,
        )
        try:
            return job.run(tell, self._stop.is_set)
        except ExportCancelled:
            return None


def _hits(lab: "Laboratory", round_id: RoundId) -> "tuple[Hit, ...]":
    from lab.services.exporting import ExportService

    return ExportService(lab).hits(round_id)
