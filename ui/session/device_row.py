"""One place of the devices check: which device stands there, what it shows, and whether it delivers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.session_view import Inventory
from lab.wording import sentence
from ui import theme
from ui.held.planned import SourcePlan
from ui.session.level_meter import LevelMeter
from ui.session.other_device import OFFERED, hint, named_by_hand
from ui.session.sources import SHOWN, SOUNDS, USUAL, DeviceChoice, Place, choices_for
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.calm import calm
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body, strong, toned

_ICONS = {"good": "check-circle", "careful": "warning", "bad": "warning-octagon", "unknown": "circle-dashed"}
_OTHER = "other"
_NOTHING_FOUND = Inventory((), (), (), ())


def place_words(place: Place) -> str:
    """What a place is called."""
    return {
        "screen": _("What the participant sees"),
        "screen-2": _("A second screen"),
        "camera": _("Camera"),
        "camera-2": _("A second camera"),
        "microphone": _("Microphone"),
        "microphone-2": _("A second microphone, the moderator’s"),
        "system_sound": _("The computer’s sound"),
    }[place]


def shows_words(shows: str) -> str:
    """What a source shows, as a choice."""
    return {
        "face": _("shows the face"),
        "room": _("shows the room"),
        "hands": _("shows the hands"),
        "screen": _("shows the screen"),
        "voice": _("records the voice"),
        "system_sound": _("records the computer’s sound"),
    }.get(shows, shows)


class DeviceRow(Card):
    """A place with its device.

    Signals:
        chosen: place, DeviceChoice or None, and what it shows.
        removed: place of a source that is not recorded any more; only of one that was added.
    """

    chosen = Signal(str, object, str)
    removed = Signal(str)

    def __init__(self, place: Place) -> None:
        super().__init__(name=f"device_{place}")
        self.setAccessibleName(place_words(place))
        self.place = place
        self.add(self._head())
        self._found = _NOTHING_FOUND
        self.column.setSpacing(theme.GRID // 2)
        self.device = _box(f"choose_{place}", place_words(place), self._on_device)
        names = {"camera": _("What the camera shows"), "microphone": _("What the microphone records")}
        self.shows = _box(f"shows_{place}", names.get(place.removesuffix("-2"), ""), self._emit)
        for shows in SHOWN[place]:
            self.shows.addItem(shows_words(shows), shows)
        self.meter = LevelMeter()
        self._icon = IconLabel()
        self.state = body("")
        line = row(self._icon, self.state)
        line.setStretch(1, 1)
        self.add(self.device, self._by_hand(), self.shows)
        self.column.addLayout(line)
        self.add(self.meter)
        self._fit()

    def _head(self) -> QWidget:
        name = strong(place_words(self.place))
        if self.place in USUAL:
            return name
        self.remove = Button(_("Remove"), lambda: self.removed.emit(self.place), kind="link")
        self.remove.setObjectName(f"remove_{self.place}")
        self.remove.setAccessibleName(_("Remove: {what}").format(what=place_words(self.place)))
        return boxed(row(name, 1, self.remove))

    def _by_hand(self) -> QWidget:
        self.typed = QLineEdit()
        self.typed.setObjectName(f"other_{self.place}")
        self.typed.setPlaceholderText(hint(self.place))
        self.typed.setAccessibleName(_("Another device: {hint}").format(hint=hint(self.place)))
        self.typed.returnPressed.connect(self._on_typed)
        use = Button(_("Use"), self._on_typed)
        use.setObjectName(f"use_{self.place}")
        use.setAccessibleName(_("Use this device"))
        self.other = boxed(row(self.typed, use))
        self.other.hide()
        return self.other

    # -- showing

    def show_choices(self, found: Inventory, source: SourcePlan | None) -> None:
        """Offer what was found; the one in use is chosen, also when it is in no list (any more)."""
        self._found = found
        choices = choices_for(self.place, found)
        self.device.clear()
        self.device.addItem(_("none"), None)
        for choice in choices:
            self.device.addItem(choice.words, choice)
        if source is not None:
            self._show_in_use(choices, source)
        if self.place in OFFERED:
            self.device.addItem(_("Other…"), _OTHER)
        self._fit()

    def _show_in_use(self, choices: Sequence[DeviceChoice], source: SourcePlan) -> None:
        known = [n for n, one in enumerate(choices, 1) if (one.kind, one.device) == (source.kind, source.device)]
        if not known:
            self.device.addItem(source.device, DeviceChoice(source.kind, source.device, source.device))
        self.device.setCurrentIndex(known[0] if known else self.device.count() - 1)
        self.shows.setCurrentIndex(max(0, self.shows.findData(source.shows)))

    def allow(self, allowed: Callable[[str], bool]) -> bool:
        """Offer only what the participant agreed to; whether that is anything at all."""
        model = self.shows.model()
        assert isinstance(model, QStandardItemModel)
        may = [allowed(shows) for shows in SHOWN[self.place]]
        for number, one in enumerate(may):
            model.item(number).setEnabled(one)
        if True in may and not may[self.shows.currentIndex()]:
            self.shows.setCurrentIndex(may.index(True))
        return True in may

    def show_state(self, words: str, tone: str) -> None:
        """Say whether it delivers."""
        self.state.setText(words)
        toned(self.state, "" if tone == "good" else tone)
        self._icon.show_icon(_ICONS[tone], tone)

    def forbid(self, words: str) -> None:
        """The participant did not agree to it: nothing can be chosen here."""
        self.device.setEnabled(False)
        self.shows.setEnabled(False)
        self.show_state(words, "unknown")

    def empty(self) -> None:
        """No device stands here any more."""
        self.device.setCurrentIndex(0)
        self._fit()

    def _fit(self) -> None:
        """Ask only what matters for what is chosen."""
        chosen = self.device.currentData()
        self.other.setVisible(chosen == _OTHER)
        self.shows.setVisible(chosen is not None and len(SHOWN[self.place]) > 1)
        self.meter.setVisible(chosen is not None and self.place in SOUNDS)

    # -- choosing

    def _on_device(self) -> None:
        self._fit()
        if self.device.currentData() == _OTHER:
            self.typed.setFocus()
        else:
            self._emit()

    def _on_typed(self) -> None:
        try:
            choice = named_by_hand(self.place, self.typed.text(), self._found)
        except InputError as error:
            self.show_state(sentence(error), "bad")
            self.typed.setFocus()
            return
        self.typed.clear()  # a password may stand in it
        self.device.insertItem(self.device.count() - 1, choice.words, choice)
        self.device.setCurrentIndex(self.device.count() - 2)
        self._fit()
        self.device.setFocus()
        self._emit()

    def _emit(self) -> None:
        choice = self.device.currentData()
        if choice != _OTHER:
            self.chosen.emit(self.place, choice, str(self.shows.currentData()))


def _box(name: str, words: str, do: Callable[[], None]) -> QComboBox:
    box = calm(QComboBox())
    box.setObjectName(name)
    box.setAccessibleName(words)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.activated.connect(lambda _index: do())
    return box
