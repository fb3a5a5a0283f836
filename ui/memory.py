"""What lists remember from one start to the next: the round that was looked at, filters, groupings.

Kept beside the window's geometry, apart for each laboratory; never in the laboratory itself, for it is one person's.
"""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QComboBox


class Memory:
    """Remembers short texts by name; without `settings` only while the program runs.

    `lab` names the laboratory that they belong to.
    """

    def __init__(self, settings: QSettings | None = None, lab: str = "") -> None:
        self._settings = settings
        self._lab = lab
        self._kept: dict[str, str] = {}

    def recall(self, name: str) -> str:
        """What was kept last under this name; empty if nothing was."""
        if self._settings is None:
            return self._kept.get(name, "")
        return str(self._settings.value(f"{self._lab}/{name}", ""))

    def keep(self, name: str, value: str) -> None:
        """Keep this from now on."""
        self._kept[name] = value
        if self._settings is not None:
            self._settings.setValue(f"{self._lab}/{name}", value)

    def hold_tick(self, name: str, box: QAbstractButton) -> None:
        """Set a box as it was left, and remember how it is left."""
        box.setChecked(self.recall(name) == "on")
        box.toggled.connect(lambda on: self.keep(name, "on" if on else ""))

    def hold_choice(self, name: str, box: QComboBox) -> None:
        """Choose what was chosen in a box whose entries never change, and remember what is chosen."""
        place = self.recall(name)
        if place.isdecimal() and int(place) < box.count():
            box.setCurrentIndex(int(place))
        box.currentIndexChanged.connect(lambda index: self.keep(name, str(index)))
