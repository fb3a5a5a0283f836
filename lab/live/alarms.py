"""What a moderator must look at now: found in the recorder's health and facts; told once, and once when it is over."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lab.live.messages import Alarm
from recordings.messages import (
    DISK_LOW_BYTES,
    Fact,
    Failed,
    GapFound,
    Health,
    Lost,
    Opened,
    Paused,
    Restored,
    Trouble,
)
from recordings.plan import SourcePlan

SILENT_S = 15.0
FROZEN_S = 10.0
DISK_LOW_S = 20 * 60.0

SYSTEM_SOUND = "system_sound"

OF_NO_CONCERN = frozenset({"not_now", "interrupted"})
"""What a recorder refuses because it came at the wrong moment; the desk looks again, and nobody has to do anything."""

Tell = Callable[[Alarm], None]


class Alarms:
    """The alarms in force."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._on: dict[tuple[str | None, str, str], Alarm] = {}
        self._troubles: dict[str, set[str]] = {}

    @property
    def in_force(self) -> tuple[Alarm, ...]:
        """All that are not over."""
        return tuple(self._on.values())

    def set(self, session: str | None, code: str, *, on: bool, subject: str = "", **facts: object) -> None:
        """Say whether something is amiss; told only when that, or a fact of it, changes.

        Args:
            subject: tells alarms of one code apart.
        """
        self._set(session, code, facts, on=on, subject=subject)

    def _set(self, session: str | None, code: str, facts: dict[str, object], *, on: bool, subject: str = "") -> None:
        key = (session, code, subject)
        if on:
            alarm = Alarm(session=session, code=code, subject=subject, facts=facts)
            if alarm != self._on.get(key):
                self._on[key] = alarm
                self._tell(alarm)
        elif key in self._on:
            self._tell(self._on.pop(key).model_copy(update={"over": True}))

    def happened(self, session: str | None, code: str, subject: str = "", **facts: object) -> None:
        """Tell of something that is over as soon as it is told."""
        self._tell(Alarm(session=session, code=code, subject=subject, facts=facts, past=True))

    def forget(self, session: str) -> None:
        """End all alarms of a session."""
        self._troubles.pop(session, None)
        for alarm_session, code, subject in list(self._on):
            if alarm_session == session:
                self.set(session, code, on=False, subject=subject)

    def look_at_health(self, session: str, folder: Path, health: Health, sources: Mapping[str, SourcePlan]) -> None:
        """Judge a second of recording. `sources`: as planned, by id."""
        for name, source in health.sources.items():
            planned = sources.get(name)
            if planned is None:
                continue
            facts = {"source": name, "shows": planned.shows}
            if planned.shows == SYSTEM_SOUND:
                continue  # a computer that plays nothing is silent, and nothing is wrong with it
            if planned.is_sound:
                silent_s = source.silent_s or 0.0
                self.set(session, "nothing_heard", on=silent_s >= SILENT_S, subject=name, **facts)
            elif not planned.shows_screen:
                self.set(session, "camera_frozen", on=(source.still_s or 0.0) >= FROZEN_S, subject=name, **facts)
        self._look_at_disk(session, folder, health)
        self._look_at_troubles(session, health.troubles)
        if health.bytes_per_s > 0:
            self.set(session, "recording_failed", on=False)

    def look_at_failure(self, session: str, failed: Failed) -> None:
        """Judge what failed: an alarm in force if recording has stopped, else one that was."""
        if not failed.harmless:
            self.set(session, "recording_failed", on=True, why=failed.code, details=failed.facts)
        elif failed.code not in OF_NO_CONCERN:
            subject = str(failed.facts.get("file", ""))
            self._tell(Alarm(session=session, code=failed.code, subject=subject, facts=failed.facts, past=True))

    def look_at_fact(self, session: str, fact: Fact, sources: Mapping[str, SourcePlan]) -> None:
        """Judge a fact of the recorder. A source is lost until it is back, or its device is opened anew."""
        match fact:
            case Lost():
                shows = sources[fact.source].shows if fact.source in sources else ""
                facts = {"source": fact.source, "shows": shows, "reason": fact.reason}
                self.set(session, "source_lost", on=True, subject=fact.source, **facts)
            case Restored() | GapFound():
                self.set(session, "source_lost", on=False, subject=fact.source)
            case Opened() | Paused():
                for name in sources:
                    self.set(session, "source_lost", on=False, subject=name)

    def _look_at_disk(self, session: str, folder: Path, health: Health) -> None:
        left_s = health.left_s
        low = health.disk_free_bytes < DISK_LOW_BYTES or (left_s is not None and left_s < DISK_LOW_S)
        # Facts of which a sentence is made, and no finer than it: each change is told.
        facts: dict[str, object] = {"path": str(folder), "megabytes": round(health.disk_free_bytes / 1e8) * 100}
        if left_s is not None and left_s < DISK_LOW_S:
            facts["minutes"] = int(left_s // 60)
        self._set(session, "disk_low", facts, on=low)

    def _look_at_troubles(self, session: str, troubles: tuple[Trouble, ...]) -> None:
        told = {trouble.code: trouble.facts for trouble in troubles}
        for code in self._troubles.get(session, set()) - told.keys():
            self.set(session, code, on=False)
        for code, facts in told.items():
            self._set(session, code, facts, on=True)
        self._troubles[session] = set(told)
