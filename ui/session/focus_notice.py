"""Says that the keys go elsewhere when the session's window has lost the focus, and leads back."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame

from lab.i18n import gettext as _
from ui import theme
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
        self.tell(keys_are_shared=True)
        self.back = Button(_("Back to the session"), self._take_focus)
        line = row(icon, self.words, self.back)
        line.setStretch(1, 1)
        line.setContentsMargins(theme.MARGIN, 4, 4, 4)
        self.setLayout(line)
        self.hide()

    def tell(self, *, keys_are_shared: bool) -> None:
        """Say what it means that this window is not in front: who has the keys depends on whose keyboard it is."""
        if keys_are_shared:
            self.words.setText(_("Keys go to the participant: this window does not have the focus."))
        else:
            self.words.setText(_("This window is not in front: the session’s keys do not reach it."))

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
        self.setVisible(not self.window().isActiveWindow())

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
