"""Before the start: does everything deliver? Live picture and level; the recorder is armed and nothing is written."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.live.messages import Alarm, RecorderCondition
from lab.services.clap_tests import ClapTests
from lab.services.footage import Footage
from lab.services.session_view import SPEECH_DB, Inventory
from lab.wording import sentence_for
from ui import theme
from ui.background import Background
from ui.held.planned import SourcePlan
from ui.held.running import RunningSession
from ui.keys.chords import keyboard_note
from ui.session.add_source import AddSource
from ui.session.clap_test import ClapStanding, ClapTest
from ui.session.device_row import DeviceRow, place_words
from ui.session.footage_line import FootageLine
from ui.session.live_picture import LivePicture
from ui.session.preflight import Preflight, Standing
from ui.session.sources import (
    PLACES,
    SOUNDS,
    USUAL,
    DeviceChoice,
    Place,
    allowed,
    faults_by_place,
    screen_note,
    with_choice,
)
from ui.widgets.boxes import boxed, column
from ui.widgets.buttons import Button, emphasize
from ui.widgets.side_by_side import SideBySide
from ui.widgets.texts import body, quiet, toned

SIDE_WIDTH, NARROW = 368, 760
SYSTEM = "system_sound"


class DevicesCheck(QWidget):
    """The check.

    Signals:
        sources_changed: tuple of SourcePlan: arm these instead.
        start_requested. rescan_requested: look for devices again.
    """

    sources_changed = Signal(tuple)
    start_requested = Signal()
    rescan_requested = Signal()

    def __init__(
        self,
        session: RunningSession,
        found: Inventory,
        background: Background,
        clap_tests: ClapTests,
        *,
        chords: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("devices_check")
        self._session = session
        self._sources: tuple[SourcePlan, ...] = session.plan.sources
        self._footage = Footage.of(self._sources) or Footage()
        self._heard: set[str] = set()
        self._added: set[str] = set()
        self._chords = chords
        self.picture = LivePicture(background)
        self.picture.say(_("Opening the devices…"))
        self.rows = {place: DeviceRow(place) for place in PLACES}
        for device in self.rows.values():
            device.chosen.connect(self._on_chosen)
            device.removed.connect(self._on_removed)
        self.more = AddSource()
        self.more.wanted.connect(self._on_wanted)
        self.footage = FootageLine()
        self.footage.chosen.connect(self._on_footage)
        self.note = toned(body(""), "careful")
        self.note.setObjectName("screen_note")
        self.summary = body("")
        self.start = Button(_("Start the session"), self.start_requested.emit, icon_name="record", kind="primary")
        self.start.setObjectName("start_session")
        self.again = Button(
            _("Look for devices again"), self.rescan_requested.emit, icon_name="arrow-clockwise", kind="plain"
        )
        self.preflight = Preflight(session)
        self.preflight.changed.connect(self._offer_start)
        self.clap = ClapTest(session, clap_tests, background)
        self.preflight.changed.connect(self._take_turns)
        self.clap.changed.connect(self._take_turns)
        self._offer_start()
        self._arrange()
        self.show_inventory(found)
        session.recorder_changed.connect(self._show_condition)
        session.levels_changed.connect(self._show_levels)
        session.alarms_changed.connect(self._show_again)
        if session.recorder is not None:
            self._show_condition(session.recorder)

    def _arrange(self) -> None:
        # What leads on stands above the devices: however many they are, nobody has to scroll for it.
        below = (self.more, self.again, self.footage)
        side = column(
            self.summary,
            self.preflight,
            self.start,
            self.clap,
            *self.rows.values(),
            *below,
            1,
            spacing=theme.GRID,
        )
        words = quiet(_("Nothing is recorded yet. Is this the participant’s screen, is the face in the picture?"))
        left = column(words, self.note, self.picture, spacing=theme.GRID)
        left.setStretch(2, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        parts = SideBySide((boxed(left), None), (boxed(side), SIDE_WIDTH), narrow=NARROW, spacing=theme.MARGIN)
        outer.addWidget(parts)

    def _offer_start(self) -> None:
        """The start stands back until all is well; it is never closed: the participant may be waiting."""
        passed = self.preflight.is_passed
        self.start.set_words(_("Start the session") if passed else _("Start all the same…"))
        self.summary.setVisible(self.preflight.standing is not Standing.FAULTY)
        emphasize(self.start, primary=passed)
        emphasize(self.preflight.check, primary=not passed)

    def _take_turns(self) -> None:
        """The recorder does one trial at a time."""
        self.clap.allow(allowed=self.preflight.standing is not Standing.CHECKING)
        self.preflight.allow(allowed=self.clap.standing is not ClapStanding.RUNNING)

    def dispose(self) -> None:
        """Take numbers and flashes off the screens."""
        self.preflight.dispose()
        self.clap.dispose()

    def show_inventory(self, found: Inventory) -> None:
        """Offer these devices."""
        self._found = found
        self._forbidden = set()
        for place, device in self.rows.items():
            device.show_choices(found, self._source_at(place))
            if device.allow(partial(allowed, self._session.plan)):
                self._show_place(place)
            else:
                self._forbidden.add(place)
                device.forbid(_("The participant did not agree to this: it is not recorded."))
        self._show_rows()
        self._say_notes()
        if self._session.recorder is not None:
            self._show_condition(self._session.recorder)
        else:
            self._sum_up(None)

    def _show_rows(self) -> None:
        """Show the usual places and those that are used or were asked for; offer the rest."""
        rest = [place for place in PLACES if place not in USUAL and not self._is_wanted(place)]
        for place, device in self.rows.items():
            device.setVisible(place not in rest)
        self.more.offer([place for place in rest if place not in self._forbidden])
        self.footage.show_sources(self._sources, self._footage)

    def _is_wanted(self, place: Place) -> bool:
        return place in self._added or self._source_at(place) is not None

    def _on_wanted(self, place: Place) -> None:
        self._added.add(place)
        self._show_place(place)
        self._show_rows()
        self.rows[place].device.setFocus()

    def _on_removed(self, place: Place) -> None:
        self._added.discard(place)
        self.rows[place].empty()
        self._on_chosen(place, None, "")
        self.more.setFocus()

    def _on_footage(self, footage: Footage) -> None:
        before = self._sources
        self._footage, self._sources = footage, footage.applied(self._sources)
        self._show_rows()
        if self._sources != before:
            self.picture.forget()
            self.sources_changed.emit(self._sources)

    def _source_at(self, place: Place) -> SourcePlan | None:
        return next((source for source in self._sources if source.id == place), None)

    def _show_place(self, place: Place) -> None:
        """How a place stands before the recorder has spoken of it."""
        fault = faults_by_place(self._found).get(place)
        if self._source_at(place) is not None:
            self.rows[place].show_state(_("opening…"), "unknown")
        elif fault is not None:
            self.rows[place].show_state(fault, "careful")
        else:
            self.rows[place].show_state(_("not used"), "unknown")

    def _say_notes(self) -> None:
        setup = self._session.plan.setup
        notes = (screen_note(setup, self._source_at("screen")), keyboard_note(setup, chords=self._chords))
        words = "\n".join(note for note in notes if note)
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_pictures(self, pictures: Mapping[str, tuple[Any, bytes]]) -> None:
        """The newest live pictures."""
        self.picture.say("")
        self.picture.take(pictures)

    def _on_chosen(self, place: Place, choice: DeviceChoice | None, shows: str) -> None:
        before, old = {source.id for source in self._sources}, self._sources
        self._sources = self._footage.applied(with_choice(self._sources, place, choice, shows))
        self._heard.discard(place)
        if choice is not None:
            self._added.add(place)
        for changed in PLACES:
            if changed == place or (changed in before and self._source_at(changed) is None):
                self._show_place(changed)
            if changed != place and changed in before and self._source_at(changed) is None:
                self.rows[changed].empty()
        self._show_rows()
        self._say_notes()
        if self._sources != old:
            self.picture.forget()
            self.sources_changed.emit(self._sources)
        elif self._session.recorder is not None:
            # The recorder is asked for nothing new and will not say again how the same device does.
            self._show_condition(self._session.recorder)

    def _show_condition(self, condition: RecorderCondition) -> None:
        faults = {fault.source: fault for fault in condition.faults}
        used = {source.id for source in self._sources}
        for state in condition.sources:
            device = self.rows.get(state.id)  # type: ignore[call-overload]
            if device is None or state.id not in used:
                continue
            if wrong := faults.get(state.id) or self._alarm_of(state.id):
                device.show_state(sentence_for(wrong.code, dict(wrong.facts)), "bad")
            elif not state.ready:
                device.show_state(_("opening…"), "unknown")
            elif state.width:
                size = _("delivers {width} × {height}, {fps} fps")
                device.show_state(size.format(width=state.width, height=state.height, fps=state.fps), "good")
            elif state.id in self._heard:
                device.show_state(_heard(state.shows), "good")
            else:
                device.show_state(_silent(state.shows), "careful")
        self._sum_up(condition)

    def _show_again(self) -> None:
        """An alarm came or went."""
        if self._session.recorder is not None:
            self._show_condition(self._session.recorder)

    def _alarm_of(self, source: str) -> Alarm | None:
        """What is amiss with what a source delivers; None if nothing is."""
        return next((alarm for alarm in self._alarms() if alarm.facts.get("source") == source), None)

    def _alarms(self) -> list[Alarm]:
        return [alarm for alarm in self._session.alarms.values() if not alarm.past]

    def _show_levels(self, levels: Mapping[str, float]) -> None:
        for place in SOUNDS:
            self.rows[place].meter.show_level(levels.get(place))
            source, level = self._source_at(place), levels.get(place)
            if source is not None and level is not None and level > SPEECH_DB and place not in self._heard:
                self._heard.add(place)
                if self._alarm_of(place) is None:
                    self.rows[place].show_state(_heard(source.shows), "good")

    def _sum_up(self, condition: RecorderCondition | None) -> None:
        ready = {state.id for state in condition.sources if state.ready} if condition is not None else set()
        missing = [source for source in self._sources if source.id not in ready]
        if not self._sources:
            words, tone = _("Nothing is recorded: tasks and tags are still timed and kept."), "careful"
        elif missing:
            words, tone = _("Not everything delivers yet. What does not will be missing in the recording."), "careful"
        elif alarms := self._alarms():
            # What is amiss with a device stands beside it.
            of_none = [alarm for alarm in alarms if alarm.facts.get("source") not in ready]
            words = "\n".join(sentence_for(alarm.code, dict(alarm.facts)) for alarm in of_none) or _(
                "Everything delivers, but not as it should. It would be recorded like this."
            )
            tone = "careful"
        elif absent := [place_words(place) for place in USUAL if self._is_absent(place)]:
            words = _("What is chosen delivers. Not recorded: {absent}.").format(absent=", ".join(absent))
            tone = "careful"
        else:
            words, tone = _("Everything delivers."), "good"
        self.summary.setText(words)
        toned(self.summary, tone)

    def _is_absent(self, place: Place) -> bool:
        return place not in self._forbidden and self._source_at(place) is None


def _heard(shows: str) -> str:
    return _("The computer’s sound arrives.") if shows == SYSTEM else _("The microphone hears you.")


def _silent(shows: str) -> str:
    if shows == SYSTEM:
        return _("Play something on the computer: nothing was heard yet.")
    return _("Say a sentence: nothing was heard yet.")
