"""Says that the keys go elsewhere when the session's window has lost the focus, and leads back."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame

from lab.i18n import gettext as _
from ui import theme
from ui.keys.chords import CHORDS, chord_label
from ui.keys.keymap import TAGS, Act
from ui.keys.physical_keys import label_of
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import strong


class FocusNotice(QFrame):
    """A bar that is there only while the window has not the focus; `watch` it from a visible parent."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("focus_notice")
        self.setProperty("tone", "careful")
        icon = IconLabel("keyboard", "careful")
        self.words = strong("")
        self._shared, self._chords = True, False
        self._say()
        self.back = Button(_("Back to the session"), self._take_focus)
        line = row(icon, self.words, self.back)
        line.setStretch(1, 1)
        line.setContentsMargins(theme.MARGIN, 4, 4, 4)
        self.setLayout(line)
        self.hide()

    def tell(self, *, keys_are_shared: bool | None = None, chords: bool | None = None) -> None:
        """Say what it means that this window is not in front: who has the keys depends on whose keyboard it is, and
        chords act all the same. None: as it was.
        """
        self._shared = self._shared if keys_are_shared is None else keys_are_shared
        self._chords = self._chords if chords is None else chords
        self._say()

    def _say(self) -> None:
        if self._chords:
            act = _("Chords act all the same: {boundary}, {tags} and the others (F1).")
            tags = f"{chord_label(TAGS[0])} … {label_of(CHORDS[TAGS[-1]])}"
            act = " " + act.format(boundary=chord_label(Act.BOUNDARY), tags=tags)
        else:
            act = ""
        if self._shared:
            self.words.setText(_("Keys go to the participant: this window does not have the focus.") + act)
        else:
            self.words.setText(_("This window is not in front: the session’s keys do not reach it.") + act)

    def watch(self, *, on: bool) -> None:
        """Follow the focus of the window, or no longer."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        if on:
            application.focusWindowChanged.connect(self._later)
            self._look()
        else:
            application.focusWindowChanged.disconnect(self._later)
            self.hide()

    def _later(self) -> None:
        # Between two windows of ours the focus is nowhere for a moment.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        # A dialog of ours has the keys itself: nothing goes to the participant.
        self.setVisible(QApplication.activeWindow() is None)

    def _take_focus(self) -> None:
        self.window().raise_()
        self.window().activateWindow()


class Watching(QFrame):
    """A frame that watches the focus while it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = FocusNotice()
        self._watching = False

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch."""
        super().showEvent(event)
        if not self._watching:
            self._watching = True
            self.notice.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no longer."""
        super().hideEvent(event)
        if self._watching:
            self._watching = False
            self.notice.watch(on=False)
