"""The check before the start, as the moderator sees it: one button, what goes on, and what was found in words."""

from enum import Enum, auto

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from lab.domain.events import CheckFault
from lab.domain.ids import new_id
from lab.i18n import gettext as _
from lab.live.messages import CheckDevices, CheckFound, RecorderCondition
from lab.wording import sentence_for
from ui import theme
from ui.held.running import RunningSession
from ui.session.cue import Cues, expected
from ui.widgets.buttons import Button
from ui.widgets.texts import body, toned

SECONDS = 10.0
AFTER_S = 5.0
"""Closing, opening the devices again and decoding take about so long, s: only the bar needs to know."""

_TICK_MS = 100


class Standing(Enum):
    """How far the check is."""

    OPEN = auto()
    CHECKING = auto()
    READY = auto()
    FAULTY = auto()


class Preflight(QWidget):
    """The check of one session that is ready.

    Attributes:
        standing: how far it is. faults: what the last check found.
        seconds: how long is recorded on trial.

    Signals:
        changed: the standing.
    """

    changed = Signal()

    def __init__(self, session: RunningSession, seconds: float = SECONDS) -> None:
        super().__init__()
        self.setObjectName("preflight")
        self._session = session
        self.seconds = seconds
        self._recording = False
        self.standing = Standing.OPEN
        self.faults: tuple[CheckFault, ...] = ()
        self.cues = Cues(self)
        self.words = body("")
        self.words.setObjectName("preflight_words")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(_("Check of the devices"))
        self.bar.setRange(0, int((seconds + AFTER_S) * 1000))
        self.check = Button("", self.begin, icon_name="check-circle")
        self.check.setObjectName("check_devices")
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(lambda: self.bar.setValue(self.bar.value() + _TICK_MS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for part in (self.words, self.bar, self.check):
            column.addWidget(part)
        session.check_found.connect(self._found)
        session.recorder_changed.connect(self._recorder)
        session.sources_changed.connect(self._forget)
        session.refused.connect(self._refused)
        self._recall()

    @property
    def is_passed(self) -> bool:
        """Whether the session may start without a word: all is well, or there is nothing to check."""
        return self.standing is Standing.READY or not self._session.plan.sources

    def begin(self) -> None:
        """Check."""
        sources = self._session.plan.sources
        self._recording = False
        self.bar.setValue(0)
        self._tick.start()
        self._stand(Standing.CHECKING)
        self._session.request(
            CheckDevices(id=new_id(), session=self._session.id, seconds=self.seconds, numbers=expected(sources))
        )

    def allow(self, *, allowed: bool) -> None:
        """Whether the recorder is free for it."""
        self.check.setEnabled(allowed and self.standing is not Standing.CHECKING)

    def dispose(self) -> None:
        """Take the numbers off the screens."""
        self._tick.stop()
        self.cues.hide()

    def _recall(self) -> None:
        """What was found before this window looked at the session still holds."""
        known = self._session.record.check_faults
        if known is None:
            self._stand(Standing.OPEN)
        else:
            self.faults = known
            self._stand(Standing.FAULTY if known else Standing.READY)

    def _forget(self) -> None:
        """Other devices are not those that were checked."""
        self.faults = ()
        self._stand(Standing.OPEN)

    def _recorder(self, condition: RecorderCondition) -> None:
        if self.standing is not Standing.CHECKING:
            return
        if condition.state == "checking" and not self._recording:
            self._recording = True
            self.cues.flash(self._session.plan.sources, self.seconds)
        elif condition.state != "checking" and (self._recording or condition.state is None):
            self._stand(Standing.OPEN, _("The check was broken off. Check again."), "careful")

    def _refused(self, _error: object) -> None:
        if self.standing is Standing.CHECKING and not self._recording:
            self._stand(Standing.OPEN)

    def _found(self, message: CheckFound) -> None:
        if self.standing is not Standing.CHECKING or message.found.claps is not None:
            return
        known = message.found.faults
        self.faults = tuple(
            CheckFault.model_validate({"source": one.source, "code": one.code, "facts": _plain(one.facts)})
            for one in known
        )
        self._stand(Standing.FAULTY if known else Standing.READY)

    def _stand(self, standing: Standing, words: str = "", tone: str = "") -> None:
        self.standing = standing
        checking = standing is Standing.CHECKING
        if not checking:
            self.dispose()
        if not words:
            words, tone = self._said()
        self.words.setText(words)
        toned(self.words, tone)
        self.bar.setVisible(checking)
        self.check.setEnabled(not checking)
        again = standing in (Standing.READY, Standing.FAULTY)
        self.check.set_words(_("Check again") if again else _("Check for ten seconds"))
        self.setVisible(bool(self._session.plan.sources))
        self.changed.emit()

    def _said(self) -> tuple[str, str]:
        if self.standing is Standing.CHECKING:
            return _("Speak as in the session: it is recorded on trial, looked through and deleted."), ""
        if self.standing is Standing.READY:
            return _("Checked: ready."), "good"
        if self.standing is Standing.FAULTY:
            return "\n".join(sentence_for(fault.code, dict(fault.facts)) for fault in self.faults), "bad"
        return _("Not checked yet. A trial recording shows whether picture and sound are good."), ""


def _plain(facts: dict[str, object]) -> dict[str, object]:
    """What an event can hold of them."""
    return {name: value for name, value in facts.items() if isinstance(value, str | int | float | bool | None)}
