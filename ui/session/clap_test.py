"""The clap test, as the moderator sees it: one button, what goes on, and how far sound and picture are apart.

It never stands in the way of a start, and is not asked for again on a day on which these devices were measured.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from statistics import median

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.clap import ClapMeasure
from lab.domain.events import ClapTested
from lab.domain.ids import new_id
from lab.i18n import gettext as _
from lab.live.messages import CheckDevices, CheckFound, RecorderCondition
from lab.services.clap_tests import ClapTests
from lab.services.session_view import CLAP_TEST_S, clap_moments, shown_only
from lab.wording import sentence_for
from lab.wording.clap import clap_words, noticed_words
from ui import theme
from ui.background import Background
from ui.held.running import RunningSession
from ui.session.flashes import Flashes, flashed
from ui.widgets.buttons import Button
from ui.widgets.texts import body, toned

_HEARD = frozenset({"voice", "system_sound"})


class ClapStanding(Enum):
    """How far the test is."""

    OPEN = auto()
    RUNNING = auto()
    MEASURED = auto()
    FAILED = auto()


class ClapTest(QWidget):
    """The clap test of one session that is ready.

    Attributes:
        standing: how far it is. measures: what is known of the devices that are chosen now.

    Signals:
        changed: the standing.
    """

    changed = Signal()

    def __init__(self, session: RunningSession, kept: ClapTests, background: Background) -> None:
        super().__init__()
        self.setObjectName("clap_test")
        self._session, self._kept, self._background = session, kept, background
        self._known: tuple[ClapMeasure, ...] = ()
        self._moments: tuple[int, ...] = ()
        self._recording = False
        self._unseen: tuple[str, ...] = ()
        self._faults: tuple[str, ...] = ()
        self.standing = ClapStanding.OPEN
        self.measures: tuple[ClapMeasure, ...] = ()
        self.flashes = Flashes(self, session.now)
        self.words = body("")
        self.words.setObjectName("clap_words")
        self.button = Button("", self.begin, icon_name="hands-clapping", kind="plain")
        self.button.setObjectName("measure_claps")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.words)
        column.addWidget(self.button)
        session.check_found.connect(self._found)
        session.recorder_changed.connect(self._recorder)
        session.sources_changed.connect(self._forget)
        session.refused.connect(self._refused)
        self._stand(ClapStanding.OPEN)
        today = partial(kept.of_day, datetime.now(UTC).astimezone().date())
        background.read(today).owned_by(self).on_done(self._remember).start()

    def begin(self) -> None:
        """Measure."""
        places = flashed(self._session.plan.sources)
        fps = next((one.fps for one in self._session.plan.sources if one.id in places), 30)
        self._recording = False
        self._faults, self._unseen = (), ()
        self._moments = clap_moments(self._session.now(), fps)
        self._stand(ClapStanding.RUNNING)
        self._session.request(
            CheckDevices(id=new_id(), session=self._session.id, seconds=CLAP_TEST_S, claps=self._moments)
        )

    def allow(self, *, allowed: bool) -> None:
        """Whether the recorder is free for it."""
        self.button.setEnabled(allowed and self.standing is not ClapStanding.RUNNING)

    def dispose(self) -> None:
        """Take the flashes off the screens."""
        self.flashes.hide()

    # -- what is known

    def _remember(self, known: tuple[ClapMeasure, ...]) -> None:
        """What was measured today holds for the same devices."""
        self._known = (*known, *self._session.record.claps)
        self._recall()

    def _recall(self) -> None:
        names = self._names()
        if self.standing is ClapStanding.RUNNING or names is None or self._faults:
            return
        shows = {source.id: source.shows for source in self._session.plan.sources}
        by_pair = {one.pair: one for one in self._known}
        held = [
            by_pair[names[source], names[after]].model_copy(
                update={"source": source, "after": after, "shows": shows[source]}
            )
            for after in flashed(self._session.plan.sources)
            for source in shows
            if (names[source], names[after]) in by_pair
        ]
        self._hold(held)
        sounds = {source.id for source in self._session.plan.sources if source.is_sound}
        measured = {one.source for one in held}
        self._stand(ClapStanding.MEASURED if held and sounds <= measured else ClapStanding.OPEN)

    def _hold(self, measures: Iterable[ClapMeasure]) -> None:
        """These are what the session knows; the room keeps them with it."""
        self.measures = tuple(measures)
        if self.measures != self._session.record.claps:
            self._session.put(
                ClapTested(id=new_id(), at_us=self._session.now(), author=self._session.author, measures=self.measures)
            )

    def _names(self) -> dict[str, str] | None:
        """Source → what its device is called; None while one of them is not open."""
        condition = self._session.recorder
        told = {state.id: state for state in condition.sources} if condition is not None else {}
        names = {}
        for source in self._session.plan.sources:
            state = told.get(source.id)
            if state is None or not state.ready:
                return None
            device, name = shown_only(state.device), shown_only(state.name)
            names[source.id] = f"{name} ({device})" if name else device
        return names

    def _forget(self) -> None:
        self._faults, self._unseen = (), ()
        self._stand(ClapStanding.OPEN)
        self._recall()

    # -- what the room says

    def _recorder(self, condition: RecorderCondition) -> None:
        if self.standing is not ClapStanding.RUNNING:
            self._recall()
        elif condition.state == "checking" and not self._recording:
            self._recording = True
            self.flashes.run(self._session.plan.sources, self._moments)
        elif condition.state != "checking" and (self._recording or condition.state is None):
            self._fail((_("The clap test was broken off. Measure again."),))

    def _refused(self, _error: object) -> None:
        if self.standing is ClapStanding.RUNNING and not self._recording:
            self._stand(ClapStanding.OPEN)

    def _found(self, message: CheckFound) -> None:
        if self.standing is not ClapStanding.RUNNING or message.found.claps is None:
            return
        names = self._names() or {source.id: shown_only(source.device) for source in self._session.plan.sources}
        shows = {source.id: source.shows for source in self._session.plan.sources}
        now = datetime.now(UTC)
        late_ms = median(self.flashes.late_us) / 1000 if self.flashes.late_us else 0.0
        measures = [
            ClapMeasure(
                source=one.source,
                after=one.after,
                shows=shows[one.source],
                device=names[one.source],
                after_device=names[one.after],
                claps=one.claps,
                # What the window painted late made the sound seem early; a camera saw the same late flash.
                offset_ms=round(one.offset_ms + (late_ms if shows[one.source] in _HEARD else 0.0), 1),
                spread_ms=one.spread_ms,
                measured=now,
            )
            for one in message.found.claps
            if one.offset_ms is not None and one.spread_ms is not None
        ]
        self._unseen = tuple(one.source for one in message.found.claps if one.offset_ms is None)
        self._known = (*self._known, *measures)
        self._hold(measures)
        if measures:
            self._background.write(partial(self._kept.keep, measures)).start()
        faults = tuple(sentence_for(fault.code, dict(fault.facts)) for fault in message.found.faults)
        if faults:
            self._fail(faults)
        else:
            self._stand(ClapStanding.MEASURED)

    # -- showing

    def _fail(self, faults: tuple[str, ...]) -> None:
        self._faults = faults
        self._stand(ClapStanding.FAILED)

    def _stand(self, standing: ClapStanding) -> None:
        self.standing = standing
        if standing is not ClapStanding.RUNNING:
            self.dispose()
        words, tone = self._said()
        self.words.setText(words)
        toned(self.words, tone)
        again = standing in (ClapStanding.MEASURED, ClapStanding.FAILED)
        self.button.set_words(_("Measure again") if again else _("Clap test"))
        self.button.setEnabled(standing is not ClapStanding.RUNNING)
        self.setVisible(self._is_possible)
        self.changed.emit()

    @property
    def _is_possible(self) -> bool:
        """Whether a screen that can flash is recorded, and something beside it."""
        return bool(flashed(self._session.plan.sources)) and len(self._session.plan.sources) > 1

    @property
    def _unseen_words(self) -> str:
        return _("The camera does not see the light of the screen: it was not measured.") if self._unseen else ""

    def _said(self) -> tuple[str, str]:
        if self.standing is ClapStanding.RUNNING:
            return _("Quiet, please: the screen flashes and the loudspeaker beeps five times."), ""
        if self.standing is ClapStanding.OPEN:
            return self._unseen_words or _("Not measured today: how far sound and picture are apart."), ""
        told = list(self._faults)
        if self.measures:
            measured = ", ".join(clap_words(one) for one in self.measures)
            told.append(_("Measured today: {measures}.").format(measures=measured))
        if self._unseen:
            told.append(self._unseen_words)
        noticed = any(one.is_noticed for one in self.measures)
        if noticed:
            told.append(noticed_words())
        return "\n".join(told), "bad" if self._faults else "careful" if noticed else "good"
