"""Whether a session is being recorded, said in the rail while another screen is shown."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from lab.domain.session import RUNS, SessionState
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from recordings import clock
from ui.bridge import Bridge
from ui.main_window import MainWindow

_SECOND_MS = 1000


class RecordingSign(QObject):
    """Follows what the room says of its sessions; the rail may be built anew at any time."""

    def __init__(self, bridge: Bridge, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hosted: tuple[Any, ...] = ()
        self._tick = QTimer(self, interval=_SECOND_MS)
        self._tick.timeout.connect(self.show)
        bridge.message.connect(self._hear)

    def _hear(self, message: Any) -> None:
        if message.type in {"sessions", "welcome"}:
            self._hosted = tuple(one for one in message.sessions if one.state in RUNS)
            self.show()
            if self._hosted:
                self._tick.start()
            else:
                self._tick.stop()

    def show(self) -> None:
        """Bring the sign and its time up to date."""
        if not self._hosted:
            self._window.rail.set_sign("session", "")
            return
        one = self._hosted[0]
        time = clock_text(max(0, clock.now_us() - one.origin_us))
        if one.recording:
            mark, said = "●", _("recording {code}").format(code=one.code)
        elif one.state is SessionState.PAUSED:
            mark, said = "‖", _("{code} is paused, nothing is recorded").format(code=one.code)
        else:
            mark, said = "○", _("{code} is under way, nothing is recorded").format(code=one.code)
        self._window.rail.set_sign("session", f"{mark} {time}", said, f"{mark} {said} {time}")
