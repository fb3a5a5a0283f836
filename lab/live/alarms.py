"""What a moderator must look at now: found in the recorder's health and facts; told once, and once when it is over."""

from collections.abc import Callable, Mapping

from lab.live.messages import Alarm
from recordings.messages import Fact, Failed, Health, Lost, Restored
from recordings.plan import SourcePlan

SILENT_S = 15.0
FROZEN_S = 10.0
DISK_LOW_S = 20 * 60.0
DISK_LOW_BYTES = 1_000_000_000

Tell = Callable[[Alarm], None]


class Alarms:
    """The alarms in force."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._on: dict[tuple[str | None, str, str], Alarm] = {}

    @property
    def in_force(self) -> tuple[Alarm, ...]:
        """All that are not over."""
        return tuple(self._on.values())

    def set(self, session: str | None, code: str, *, on: bool, subject: str = "", **facts: object) -> None:
        """Say whether something is amiss; told only when that changes. `subject` tells alarms of one code apart."""
        key = (session, code, subject)
        if on and key not in self._on:
            self._on[key] = Alarm(session=session, code=code, facts=facts)
            self._tell(self._on[key])
        elif not on and key in self._on:
            self._tell(self._on.pop(key).model_copy(update={"over": True}))

    def happened(self, session: str | None, code: str, **facts: object) -> None:
        """Tell of something that is over as soon as it is told."""
        self._tell(Alarm(session=session, code=code, facts=facts))

    def forget(self, session: str) -> None:
        """End all alarms of a session."""
        for alarm_session, code, subject in list(self._on):
            if alarm_session == session:
                self.set(session, code, on=False, subject=subject)

    def look_at_health(self, session: str, health: Health, sources: Mapping[str, SourcePlan]) -> None:
        """Judge a second of recording. `sources`: as planned, by id."""
        for name, source in health.sources.items():
            planned = sources.get(name)
            if planned is None:
                continue
            if planned.is_sound:
                silent_s = source.silent_s or 0.0
                self.set(session, "microphone_silent", on=silent_s >= SILENT_S, subject=name, source=name)
            elif not planned.shows_screen:
                self.set(session, "camera_frozen", on=(source.still_s or 0.0) >= FROZEN_S, subject=name, source=name)
        left_s = health.disk_free_bytes / health.bytes_per_s if health.bytes_per_s > 0 else None
        low = health.disk_free_bytes < DISK_LOW_BYTES or (left_s is not None and left_s < DISK_LOW_S)
        minutes = round(left_s / 60) if left_s is not None else None
        self.set(session, "disk_low", on=low, free_bytes=health.disk_free_bytes, minutes_left=minutes)

    def look_at_failure(self, session: str, failed: Failed) -> None:
        """Judge what the recorder could not do: only what touches the recording is an alarm."""
        if not failed.harmless:
            self.set(session, "recording_failed", on=True, why=failed.code, details=failed.facts)

    def look_at_fact(self, session: str, fact: Fact) -> None:
        """Judge a fact of the recorder."""
        if isinstance(fact, Lost):
            self.set(session, "source_lost", on=True, subject=fact.source, source=fact.source, reason=fact.reason)
        elif isinstance(fact, Restored):
            self.set(session, "source_lost", on=False, subject=fact.source)
