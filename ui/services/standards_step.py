"""By what is the round judged? The standards that its protocol pins, in the version that is chosen, and others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from lab.domain.study import PinnedStandard
from lab.i18n import gettext as _
from lab.wording.standards import short_title
from ui import theme
from ui.screen import clear
from ui.services.round_work import Refused, or_faults, raw_of
from ui.widgets.boxes import boxed, row
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.texts import heading, quiet
from ui.widgets.tick import Tick

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory
    from lab.services.standards import Held


@dataclass(frozen=True, slots=True)
class Offer:
    """What the protocol pins, and every version of every standard, the newest of each first."""

    pinned: tuple[PinnedStandard, ...]
    versions: "tuple[Held, ...]"


def read_offer(lab: "Laboratory", protocol: str | Path) -> Offer | Refused:
    """Read what may be chosen, or say what is wrong with the protocol's file. In the background."""

    def read() -> Offer:
        return Offer(lab.rounds.pins(raw_of(protocol)), lab.standards.versions())

    return or_faults(read)


class StandardsStep(QWidget):
    """A line for each standard: whether the round is judged by it, and in which version."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(heading(_("By what is it judged?")))
        column.addWidget(
            quiet(_("The round keeps the version that is chosen here. What the protocol refers to stays ticked."))
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GRID)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._offer: Offer | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self.choices: dict[str, QComboBox] = {}

    def show_offer(self, offer: Offer) -> None:
        """Offer the standards; what was ticked for the same protocol before stays."""
        if self._offer == offer:
            return
        self._offer = offer
        clear(self._rows)
        self.ticks, self.choices = {}, {}
        pinned = {one.id: one for one in offer.pinned}
        ids = dict.fromkeys([*pinned, *(one.standard.id for one in offer.versions)])
        for standard_id in ids:
            self._add(standard_id, [one for one in offer.versions if one.standard.id == standard_id],
                      pinned.get(standard_id))  # fmt: skip

    def chosen(self) -> tuple[PinnedStandard, ...] | None:
        """The standards of the round; None when they are what the protocol pins."""
        if self._offer is None:
            return None
        found = tuple(self.choices[one].currentData() for one, tick in self.ticks.items() if tick.isChecked())
        return None if found == self._offer.pinned else found

    def _add(self, standard_id: str, versions: "Sequence[Held]", pinned: PinnedStandard | None) -> None:
        title = short_title(versions[0].standard)
        tick = Tick(title, value=pinned is not None)
        tick.box.setEnabled(pinned is None)
        tick.box.setObjectName(f"standard_{standard_id}")
        choice = ChoiceBox()
        choice.setAccessibleName(_("Version of {standard}").format(standard=title))
        choice.setObjectName(f"version_{standard_id}")
        for one in versions:
            choice.addItem(one.standard.version, one.pin)
            if pinned is not None and one.sha256 == pinned.sha256:
                choice.setCurrentIndex(choice.count() - 1)
        choice.setEnabled(len(versions) > 1)
        choice.activated.connect(partial(self._tick, tick.box))
        line = row(tick, choice)
        line.setStretch(0, 1)
        self._rows.addWidget(boxed(line))
        self.ticks[standard_id], self.choices[standard_id] = tick.box, choice

    def _tick(self, box: QCheckBox, _index: int) -> None:
        """Whoever chooses a version wants the standard."""
        box.setChecked(True)
