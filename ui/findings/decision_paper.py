"""The record of the decision as PDF and Word, from the gate's card."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from lab.i18n import gettext as _
from lab.i18n import language
from ui.alerts import Choice
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.findings.judged import Judged


class DecisionPaper:
    """One per screen.

    Attributes:
        written: the files of the record that was written last, by format.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.written: Mapping[str, Path] = {}

    def write(self, judged: Judged) -> None:
        """Write the last decision's record in the window's language, among the exports; then it can be opened."""
        spoken = language()

        def work() -> Mapping[str, Path]:
            from lab.services.decision_records import write_record  # late: loads what draws paper

            return write_record(self._desk.lab, judged.round_id, spoken)

        self._desk.background.read(work).on_done(self._done).start()

    def _done(self, written: Mapping[str, Path]) -> None:
        self.written = written
        first = next(iter(written.values()))
        choices = (
            Choice(_("Open it"), partial(open_elsewhere, first)),
            Choice(_("Open the folder"), partial(open_elsewhere, first.parent)),
        )
        said = _("The decision record is written: {name}").format(name=first.stem)
        self._desk.alerts.done(said, *choices, key="decision_record")
