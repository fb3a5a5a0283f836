"""What was done can be undone, and done again, as long as the bar that says so is there."""

from collections.abc import Callable
from typing import TypeVar

from lab.i18n import gettext as _
from ui.alerts import Choice
from ui.desk import Desk

Result = TypeVar("Result")
KEY = "saved"


class Undoing:
    """Does something in the background, says so, and offers to undo it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def do(self, work: Callable[[], Result], said: Callable[[Result], str], undo: Callable[[Result], object]) -> None:
        """Do `work`; `said` is told then, and `undo` is given what came of it."""
        self._desk.background.write(work).on_done(lambda result: self.offer(result, work, said, undo)).start()

    def offer(
        self,
        result: Result,
        work: Callable[[], Result],
        said: Callable[[Result], str],
        undo: Callable[[Result], object],
    ) -> None:
        """`work` is done, and `result` came of it: say so, and offer to undo it."""

        def again() -> None:
            self.do(work, said, undo)

        def undone(_nothing: object) -> None:
            self._desk.alerts.done(_("Undone."), Choice(_("Do it again"), again), key=KEY)

        def take_back() -> None:
            self._desk.background.write(lambda: undo(result)).on_done(undone).start()

        self._desk.alerts.done(said(result), Choice(_("Undo"), take_back), key=KEY)
