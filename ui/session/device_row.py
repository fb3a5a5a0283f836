"""One place of the devices check: which device stands there, what it shows, and whether it delivers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel

from lab.i18n import gettext as _
from ui import theme
from ui.icons import picture
from ui.session.level_meter import LevelMeter
from ui.session.planned import SourcePlan
from ui.session.sources import DeviceChoice, Place
from ui.widgets.boxes import Card, row
from ui.widgets.texts import body, strong, toned

_ICONS = {"good": "check-circle", "careful": "warning", "bad": "warning-octagon", "unknown": "circle-dashed"}


def place_words(place: Place) -> str:
    """What a place is called."""
    return {
        "screen": _("What the participant sees"),
        "camera": _("Camera"),
        "microphone": _("Microphone"),
    }[place]


def camera_shows() -> tuple[tuple[str, str], ...]:
    """What a camera can show: the word in the plan, and its name."""
    return (
        ("face", _("shows the face")),
        ("room", _("shows the room")),
        ("hands", _("shows the hands")),
    )


class DeviceRow(Card):
    """A place with its device.

    Signals:
        chosen: place, DeviceChoice or None, and what it shows.
    """

    chosen = Signal(str, object, str)

    def __init__(self, place: Place) -> None:
        super().__init__(name=f"device_{place}")
        self.setAccessibleName(place_words(place))
        self.add(strong(place_words(place)))
        self.place = place
        self.column.setSpacing(theme.GRID // 2)
        self.device = QComboBox()
        self.device.setObjectName(f"choose_{place}")
        self.device.setAccessibleName(place_words(place))
        self.device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.device.setMinimumContentsLength(12)
        self.device.activated.connect(self._on_changed)
        self.shows = QComboBox()
        self.shows.setObjectName(f"shows_{place}")
        self.shows.setAccessibleName(_("What the camera shows"))
        for word, name in camera_shows():
            self.shows.addItem(name, word)
        self.shows.activated.connect(self._on_changed)
        self.shows.setVisible(place == "camera")
        self.add(self.device, self.shows)
        self.meter = LevelMeter()
        self.meter.setVisible(place == "microphone")
        self._icon = QLabel()
        self.state = body("")
        line = row(self._icon, self.state)
        line.setStretch(1, 1)
        self.column.addLayout(line)
        self.add(self.meter)

    def show_choices(self, choices: Sequence[DeviceChoice], source: SourcePlan | None) -> None:
        """Offer these devices; the one in use is chosen, also when it is not found (any more)."""
        self.device.clear()
        self.device.addItem(_("none"), None)
        for choice in choices:
            self.device.addItem(choice.words, choice)
        if source is None:
            return
        found = [n for n, one in enumerate(choices, 1) if (one.kind, one.device) == (source.kind, source.device)]
        if not found:
            self.device.addItem(source.device, DeviceChoice(source.kind, source.device, source.device))
        self.device.setCurrentIndex(found[0] if found else self.device.count() - 1)
        self.shows.setCurrentIndex(max(0, self.shows.findData(source.shows)))

    def show_state(self, words: str, tone: str) -> None:
        """Say whether it delivers."""
        self.state.setText(words)
        toned(self.state, "" if tone == "good" else tone)
        self._icon.setPixmap(picture(self, _ICONS[tone], theme.ICON, tone))

    def forbid(self, words: str) -> None:
        """The participant did not agree to it: nothing can be chosen here."""
        self.device.setEnabled(False)
        self.shows.setEnabled(False)
        self.show_state(words, "unknown")

    def _on_changed(self) -> None:
        shows = {"screen": "screen", "microphone": "voice"}.get(self.place) or str(self.shows.currentData())
        self.chosen.emit(self.place, self.device.currentData(), shows)
