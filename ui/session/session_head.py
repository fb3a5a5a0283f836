"""The head of the session: how long it has run, whether it is being recorded, and the three things one does to it."""

from PySide6.QtCore import Qt, Signal

from lab.domain.session import SessionState
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui import theme
from ui.held.running import RunningSession
from ui.keys.keymap import Act, Keymap
from ui.keys.labels import with_key
from ui.widgets.boxes import Flow
from ui.widgets.buttons import Button
from ui.widgets.texts import fixed, strong, toned
from ui.widgets.tips import plain


def recording_words(session: RunningSession) -> tuple[str, str]:
    """What happens with the recording, and its tone (the tone `recording` while all is well)."""
    if not session.connected:
        return _("○ the room does not answer"), "careful"
    if session.state is SessionState.PAUSED:
        return _paused(), "careful"
    if session.state is not SessionState.RUNNING:
        return "", ""
    if not session.plan.sources:
        return _("○ running, nothing is to be recorded"), "careful"
    recorder = session.recorder
    if recorder is not None and recorder.state == "recording":
        return _recording(), "recording"
    return _("○ the recorder is being started again"), "bad"


def _paused() -> str:
    return _("‖ paused, nothing is recorded")


def _recording() -> str:
    return _("● recording")


class SessionHead(Flow):
    """State, clock and buttons. No button ever moves: who reaches for one must not hit another.

    Signals:
        pause_requested: pause, or go on. blind_requested: blind the observers, or let them see. finish_requested.
    """

    pause_requested = Signal()
    blind_requested = Signal()
    finish_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("session_head")
        self.clock = fixed("0:00", "heading")
        self.clock.setAccessibleName(_("Time of the session"))
        self.state = strong("")
        self.state.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.pause = Button("", self.pause_requested.emit, icon_name="pause")
        self.pause.setObjectName("pause")
        self.blind = Button("", self.blind_requested.emit, icon_name="eye-slash")
        self.blind.setObjectName("blind")
        self.blind.setCheckable(True)
        self.finish = Button(_("Finish"), self.finish_requested.emit, icon_name="stop")
        self.finish.setObjectName("finish")
        self.clock.setMinimumHeight(theme.scaled(theme.CONTROL_HEIGHT))
        for part in (self.state, self.clock, self.pause, self.blind, self.finish):
            self.add(part)

    def _reserve(self) -> None:
        """Keep room for what may stand here later: the words of a fault take two lines in the width of the usual ones,
        the clock passes the hour, Pause becomes Go on.
        """
        for words in (self.state, self.clock, self.pause):
            words.ensurePolished()
        state, clock, pause = (words.fontMetrics() for words in (self.state, self.clock, self.pause))
        width = max(state.horizontalAdvance(words) for words in (_paused(), _recording()))
        height = max(theme.scaled(theme.CONTROL_HEIGHT), 2 * state.lineSpacing())
        self.state.setFixedSize(width + theme.GRID, height)
        self.clock.setMinimumWidth(clock.horizontalAdvance("8:88:88"))
        wide = {words: pause.size(Qt.TextFlag.TextShowMnemonic, words).width() for words in (_("Pause"), _("Go on"))}
        self.pause.setMinimumWidth(self.pause.sizeHint().width() - wide[self.pause.text()] + max(wide.values()))

    def show_state(self, session: RunningSession, keymap: Keymap) -> None:
        """Show where the session is."""
        words, tone = recording_words(session)
        self.state.setText(words)
        toned(self.state, tone)
        paused = session.state is SessionState.PAUSED
        self.pause.set_words(_("Go on") if paused else _("Pause"), "play" if paused else "pause")
        blind = session.blind or session.record.blinded
        key = keymap.label(Act.BLIND)
        self.blind.set_words(with_key(_("Blind"), key))
        self.blind.setToolTip(_("Observers see nothing") if blind else _("Let the observers see nothing"))
        self.blind.setChecked(blind)
        self._reserve()

    def tick(self, session: RunningSession) -> None:
        """Bring the clock up to date: the session's own, by which feed, review and report tell the time."""
        now = session.now()
        self.clock.setText(clock_text(now))
        ran = clock_text(session.record.running_us(now))
        words = _("Time since the devices check, as in feed and review. The session has run for {time}.")
        self.clock.setToolTip(plain(words.format(time=ran)))
