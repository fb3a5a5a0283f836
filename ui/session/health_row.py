"""The row of words at the foot of the session; a fault turns its word into an alarm with one action."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.screen import clear
from ui.session.health import HealthWord
from ui.session.level_meter import LevelMeter
from ui.widgets.boxes import Flow, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import fixed, strong, toned

_ICONS = {"good": "check", "careful": "warning", "bad": "warning-octagon"}


class HealthRow(QWidget):
    """Shows words; those of sound with a meter.

    Signals:
        choose_requested: id of a source whose device is to be chosen anew.
        folder_requested: path of a folder that is to be shown.
        put_away_requested: key of an alarm that was seen and is over.
    """

    choose_requested = Signal(str)
    folder_requested = Signal(str)
    put_away_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("health_row")
        self.setAccessibleName(_("Health of the recording"))
        self._shown: tuple[tuple[HealthWord, ...], tuple[HealthWord, ...]] | None = None
        self._labels: dict[str, QLabel] = {}
        self._meters: dict[str, LevelMeter] = {}
        self._alarms = QVBoxLayout()
        self._alarms.setSpacing(theme.GRID // 2)
        self._words = Flow(spacing=theme.MARGIN)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GRID // 2)
        whole.addLayout(self._alarms)
        whole.addWidget(self._words)

    def show_words(self, words: Sequence[HealthWord], alarms: Sequence[HealthWord], sounds: set[str]) -> None:
        """Show this; a thing that has an alarm shows only that."""
        troubled = {alarm.key for alarm in alarms}
        calm = tuple(word for word in words if word.key not in troubled)
        shown = (calm, tuple(alarms))
        if self._shown is not None and _shape(shown) == _shape(self._shown):
            for word in calm:
                self._labels[word.key].setText(word.words)
        else:
            self._draw(calm, alarms, sounds)
        self._shown = shown

    def show_levels(self, levels: Mapping[str, float]) -> None:
        """Move the meters, dBFS."""
        for source, meter in self._meters.items():
            meter.show_level(levels.get(source))

    def _draw(self, words: Sequence[HealthWord], alarms: Sequence[HealthWord], sounds: set[str]) -> None:
        clear(self._alarms)
        clear(self._words.flow)
        self._labels.clear()
        self._meters.clear()
        for alarm in alarms:
            self._alarms.addWidget(self._alarm(alarm))
        for word in words:
            label = toned(fixed(word.words), "" if word.tone == "good" else word.tone)
            self._labels[word.key] = label
            icon = IconLabel(_ICONS[word.tone], word.tone, theme.ICON - 4)
            parts: list[QWidget | int] = [label, icon]
            if word.source in sounds and word.source is not None:
                meter = LevelMeter()
                self._meters[word.source] = meter
                parts.insert(1, meter)
            self._words.add(boxed(row(*parts, spacing=theme.GRID // 2)))

    def _alarm(self, alarm: HealthWord) -> QFrame:
        frame = QFrame()
        frame.setProperty("tone", alarm.tone)
        icon = IconLabel(_ICONS[alarm.tone], alarm.tone)
        line = row(icon, strong(alarm.words))
        line.setStretch(1, 1)
        line.setContentsMargins(theme.GRID, 2, 2, 2)
        if alarm.device_of is not None:
            line.addWidget(Button(_("Choose another…"), lambda: self.choose_requested.emit(alarm.device_of)))
        if alarm.folder is not None:
            line.addWidget(Button(_("Open the folder"), lambda: self.folder_requested.emit(alarm.folder)))
        if alarm.past is not None:
            line.addWidget(Button(_("Put away"), lambda: self.put_away_requested.emit(alarm.past)))
        frame.setLayout(line)
        return frame


def _shape(shown: tuple[tuple[HealthWord, ...], tuple[HealthWord, ...]]) -> object:
    calm, alarms = shown
    return tuple((word.key, word.tone) for word in calm), alarms
