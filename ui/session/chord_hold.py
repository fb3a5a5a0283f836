"""Lets registered chords act in the running session, while a person has switched them on."""

from PySide6.QtCore import QObject, QSocketNotifier

from lab.i18n import gettext as _
from ui.alerts import Alerts
from ui.keys.chords import CHORDS, chord_label
from ui.keys.chords_x11 import Grabs, chords_possible
from ui.preferences import Preferences
from ui.session.board import SessionBoard

_ACTS = {key: act for act, key in CHORDS.items()}


class ChordHold(QObject):
    """Holds the chords for a board until that is disposed of; follows the switch in the settings."""

    def __init__(self, board: SessionBoard, preferences: Preferences, alerts: Alerts) -> None:
        super().__init__(board)
        self._board = board
        self._preferences = preferences
        self._alerts = alerts
        self._grabs: Grabs | None = None
        self._notifier: QSocketNotifier | None = None
        preferences.changed.connect(self._follow)
        board.disposed.connect(self._rest)
        self._follow()

    def _rest(self) -> None:
        self._preferences.changed.disconnect(self._follow)
        self._let_go()

    def _follow(self) -> None:
        wanted = self._preferences.person.chords and chords_possible()
        if wanted and self._grabs is None:
            self._hold()
        elif not wanted:
            self._let_go()

    def _hold(self) -> None:
        try:
            grabs = Grabs(CHORDS.values())
        except OSError:
            self._alerts.warn(
                _("The chords cannot be registered: the X server refuses. Single keys act."), key="chords"
            )
            return
        self._grabs = grabs
        self._board.notice.tell(chords=True)
        if grabs.taken:
            names = ", ".join(chord_label(_ACTS[key]) for key in grabs.taken)
            self._alerts.warn(
                _("Another program has these chords already: {chords}.").format(chords=names), key="chords"
            )
        self._notifier = QSocketNotifier(grabs.file_descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        grabs = self._grabs
        if grabs is None:
            return
        for pressed in grabs.pressed():
            self._board.act_at(_ACTS[pressed.key], pressed.time_ms)
        if grabs.lost:
            self._let_go()

    def _let_go(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._grabs is not None:
            self._grabs.close()
            self._grabs = None
            self._board.notice.tell(chords=False)
