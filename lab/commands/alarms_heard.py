"""What is amiss with a recording that goes on, told on stderr as the room would tell it: dead sound, black pictures."""

import threading
from collections.abc import Callable
from pathlib import Path

from lab.live.alarms import Alarms
from lab.live.messages import Alarm
from lab.wording import sentence_for
from recordings.messages import FactReport, Health, Report, StateChanged
from recordings.plan import SourcePlan

RECORDING = ""
"""The one session of a command."""

SAID_OF_DEVICES = frozenset({"source_lost"})
"""Said already, with its reason, by whoever listens to the devices."""


class AlarmsHeard:
    """Judges the recorder's health and facts as the room does, and says each alarm once while it is in force.

    Args:
        folder: where the recording is written.
        sources: what is recorded.
        tell: takes a sentence.
    """

    def __init__(self, folder: Path, sources: tuple[SourcePlan, ...], tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._sources = {source.id: source for source in sources}
        self._tell = tell
        self._lock = threading.Lock()
        self._begun = False
        self._said: set[tuple[str, str]] = set()
        self._alarms = Alarms(self._told)

    def hear(self, report: Report) -> None:
        """Listen to the recorder, in whatever thread."""
        with self._lock:
            if isinstance(report, StateChanged):
                self._begun = report.state == "recording"
            elif isinstance(report, Health) and self._begun:
                self._alarms.look_at_health(RECORDING, self._folder, report, self._sources)
            elif isinstance(report, FactReport):
                self._alarms.look_at_fact(RECORDING, report.fact, self._sources)

    def _told(self, alarm: Alarm) -> None:
        key = (alarm.code, alarm.subject)
        if alarm.over:
            self._said.discard(key)
        elif alarm.code not in SAID_OF_DEVICES and key not in self._said:
            if not alarm.past:
                self._said.add(key)
            self._tell(sentence_for(alarm.code, alarm.facts))
