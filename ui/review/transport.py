"""Play, pause, one picture on or back, five seconds on or back, how fast, which sound, with clicks or without."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui.keys.keymap import Act, Keymap
from ui.keys.labels import with_key
from ui.review.player import RATES
from ui.widgets.boxes import row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.calm import calm
from ui.widgets.texts import fixed


class Transport(QWidget):
    """The buttons of the player.

    Signals:
        toggled. stepped: ±1 picture. leapt: ±1 leap. rate_chosen: float.
        clicks_wanted: bool, whether clicks are marked.
        sound_chosen: id of the source of sound that is to be heard alone, or None for all.
    """

    toggled = Signal()
    stepped = Signal(int)
    leapt = Signal(int)
    rate_chosen = Signal(float)
    sound_chosen = Signal(object)
    clicks_wanted = Signal(bool)

    def __init__(self, keymap: Keymap, *, sounds: Sequence[tuple[str, str]]) -> None:
        """`sounds`: id and name of the sources of sound; none where nothing is heard."""
        super().__init__()
        self.setObjectName("transport")
        self._key = keymap.label(Act.PLAY)
        self.play = Button("", self.toggled.emit, icon_name="play", kind="primary")
        self.play.setObjectName("play")
        back = with_key(_("Five seconds back"), keymap.label(Act.REWIND))
        on = with_key(_("Five seconds on"), keymap.label(Act.FORWARD))
        self.rewind = IconButton(back, "rewind", lambda: self.leapt.emit(-1))
        self.forward = IconButton(on, "fast-forward", lambda: self.leapt.emit(1))
        self.step_back = IconButton(_("One picture back"), "caret-left", lambda: self.stepped.emit(-1))
        self.step_on = IconButton(_("One picture on"), "caret-right", lambda: self.stepped.emit(1))
        self.time = fixed("0:00", "strong")
        self.time.setAccessibleName(_("Moment"))
        self.rate = calm(QComboBox())
        self.rate.setAccessibleName(_("Speed"))
        for rate in RATES:
            self.rate.addItem(f"{rate:g}×", rate)
        self.rate.setCurrentIndex(RATES.index(1.0))
        self.rate.activated.connect(lambda _index: self.rate_chosen.emit(float(self.rate.currentData())))
        self.clicks = IconButton(_("Show clicks"), "cursor")
        self.clicks.setObjectName("show_clicks")
        self.clicks.setCheckable(True)
        self.clicks.setChecked(True)
        self.clicks.toggled.connect(self.clicks_wanted)
        self.clicks.hide()
        silent = fixed("" if sounds else _("no sound"), "small")
        buttons = (self.play, self.rewind, self.step_back, self.step_on, self.forward)
        line = row(*buttons, self.time, 1, silent, self.clicks, self._sounds(sounds), self.rate)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.show_playing(playing=False)

    def _sounds(self, sounds: Sequence[tuple[str, str]]) -> QComboBox:
        self.sound = calm(QComboBox())
        self.sound.setObjectName("heard")
        self.sound.setAccessibleName(_("What is heard"))
        self.sound.addItem(_("all sounds"), None)
        for source, name in sounds:
            self.sound.addItem(_("only {name}").format(name=name), source)
        self.sound.activated.connect(lambda _index: self.sound_chosen.emit(self.sound.currentData()))
        self.sound.setVisible(len(sounds) > 1)
        return self.sound

    def show_playing(self, *, playing: bool) -> None:
        """Say what the button does now."""
        words = with_key(_("Pause") if playing else _("Play"), self._key)
        self.play.set_words(words, "pause" if playing else "play")

    def show_moment(self, position_us: int, duration_us: int) -> None:
        """Say where it is, to a tenth of a second."""
        tenths = position_us // 100_000 % 10
        self.time.setText(f"{clock_text(position_us)}.{tenths} / {clock_text(duration_us)}")
