"""What a moderator must look at now: found in the recorder's health and facts; told once, and once when it is over."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lab.live.messages import Alarm
from recordings.judging import clipped_sound, dead_sound
from recordings.messages import (
    DISK_LOW_BYTES,
    ClockStepped,
    Fact,
    Failed,
    GapFound,
    Health,
    Lost,
    Opened,
    Paused,
    Restored,
    SegmentOpened,
    SourceHealth,
    Suspended,
    Trouble,
)
from recordings.plan import SourcePlan

FROZEN_S = 3.0
CAMERA_BLACK_S = 3.0
"""With the second between two looks, and the one in which it happens, within 5 s."""

SCREEN_BLACK_S = 10.0
"""Films and slides are black for a while; a screen that sleeps stays so."""

DROPPING, DROPPING_OVER = 0.01, 0.005
CLIPPING_OVER = 2
"""Tenths of a second in a span: the alarm does not come and go with every word."""

APART_MS, APART_US = 40.0, 3_000_000
"""Sound and picture further apart than this are noticed; a sound system that stumbles is soon back."""

DISK_LOW_S = 20 * 60.0
RATE_KNOWN_US = 60_000_000
NO_MORE_SHORT = 1.2

SYSTEM_SOUND = "system_sound"

OF_NO_CONCERN = frozenset({"not_now", "interrupted"})
"""What a recorder refuses because it came at the wrong moment; the desk looks again, and nobody has to do anything."""

OF_A_SOURCE = (
    "source_lost",
    "nothing_heard",
    "sound_gated",
    "sound_clipped",
    "sound_apart",
    "camera_frozen",
    "camera_black",
    "screen_black",
    "pictures_dropped",
)

Tell = Callable[[Alarm], None]
_Named = dict[str, str]


class Alarms:
    """The alarms in force."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._on: dict[tuple[str | None, str, str], Alarm] = {}
        self._troubles: dict[str, set[str]] = {}
        self._apart_since_us: dict[tuple[str, str], int] = {}
        self._growing_since_us: dict[str, int] = {}
        self._sizes: dict[tuple[str, str], tuple[int, int]] = {}
        self._last_seq: dict[str, int] = {}

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
        for kept in (self._troubles, self._growing_since_us, self._last_seq):
            kept.pop(session, None)
        for by_source in (self._apart_since_us, self._sizes):
            for key in [key for key in by_source if key[0] == session]:
                del by_source[key]
        for alarm_session, code, subject in list(self._on):
            if alarm_session == session:
                self.set(session, code, on=False, subject=subject)

    def look_at_health(
        self,
        session: str,
        folder: Path,
        health: Health,
        sources: Mapping[str, SourcePlan],
        booked_end_us: int | None = None,
    ) -> None:
        """Judge a second of recording. `sources`: as planned, by id; `booked_end_us`: session clock."""
        self._forget_sources(session, health)
        for name, source in health.sources.items():
            if planned := sources.get(name):
                facts = {"source": name, "shows": planned.shows}
                if planned.is_sound:
                    self._look_at_sound(session, source, planned, facts)
                    self._look_at_step(session, source, health.at_us, facts)
                else:
                    self._look_at_picture(session, source, planned, facts)
        self._look_at_disk(session, folder, health, booked_end_us)
        self._look_at_troubles(session, health.troubles)
        if health.bytes_per_s > 0:
            self.set(session, "recording_failed", on=False)

    def _forget_sources(self, session: str, health: Health) -> None:
        """End what was judged of sources that are not in use any more: before the start, others are chosen."""
        for alarm_session, code, name in list(self._on):
            if alarm_session == session and code in OF_A_SOURCE and name not in health.sources:
                self.set(session, code, on=False, subject=name)

    def _look_at_sound(self, session: str, source: SourceHealth, planned: SourcePlan, facts: _Named) -> None:
        # A computer that plays nothing is silent, and one that plays may do so at full scale.
        span, name = (None if planned.shows == SYSTEM_SOUND else source.sound), planned.id
        dead, gated = span is not None and dead_sound(span), span is not None and span.gated
        self.set(session, "nothing_heard", on=dead and not gated, subject=name, **facts)
        # It stays as long as the gate is there: it would come and go with every pause.
        self.set(
            session,
            "sound_gated",
            on=gated and (dead or self._is_on(session, "sound_gated", name)),
            subject=name,
            **facts,
        )
        clips = span is not None and (
            clipped_sound(span) or (self._is_on(session, "sound_clipped", name) and span.clipped > CLIPPING_OVER)
        )
        self.set(session, "sound_clipped", on=clips, subject=name, **facts)

    def _look_at_step(self, session: str, source: SourceHealth, at_us: int, facts: _Named) -> None:
        name, off_ms = facts["source"], abs(source.sync_ms or 0.0)
        if off_ms <= APART_MS:
            self._apart_since_us.pop((session, name), None)
        since_us = self._apart_since_us.setdefault((session, name), at_us) if off_ms > APART_MS else at_us
        apart = at_us - since_us >= APART_US
        self.set(session, "sound_apart", on=apart, subject=name, **facts, milliseconds=round(off_ms, -1))

    def _look_at_picture(self, session: str, source: SourceHealth, planned: SourcePlan, facts: _Named) -> None:
        name, black_s = planned.id, source.black_s or 0.0
        if planned.shows_screen:
            self.set(session, "screen_black", on=black_s >= SCREEN_BLACK_S, subject=name, **facts)
        else:
            black = black_s >= CAMERA_BLACK_S
            frozen = black_s == 0 and (source.still_s or 0.0) >= FROZEN_S  # black stands still, too
            self.set(session, "camera_black", on=black, subject=name, **facts)
            self.set(session, "camera_frozen", on=frozen, subject=name, **facts)
        least = DROPPING_OVER if self._is_on(session, "pictures_dropped", name) else DROPPING
        dropping = source.dropped_part > least
        percent = max(1, round(100 * source.dropped_part))
        self.set(session, "pictures_dropped", on=dropping, subject=name, **facts, percent=percent)

    def _is_on(self, session: str, code: str, subject: str = "") -> bool:
        return (session, code, subject) in self._on

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
                self._start_anew(session, sources)
        if fact.seq > self._last_seq.get(session, 0):  # after a reconnection all facts are told again
            self._last_seq[session] = fact.seq
            self._tell_what_happened(session, fact, sources)

    def _start_anew(self, session: str, sources: Mapping[str, SourcePlan]) -> None:
        """Nothing is known of devices that are opened anew, or not open at all."""
        for name in sources:
            for code in OF_A_SOURCE:
                self.set(session, code, on=False, subject=name)

    def _tell_what_happened(self, session: str, fact: Fact, sources: Mapping[str, SourcePlan]) -> None:
        match fact:
            case Suspended():
                self.happened(session, "computer_slept", str(fact.seq), seconds=round(fact.slept_us / 1e6))
            case ClockStepped():
                self.happened(session, "clock_set", str(fact.seq), seconds=round(fact.by_us / 1e6, 1))
            case SegmentOpened() if fact.width:
                size, shows = (fact.width, fact.height), sources[fact.source].shows if fact.source in sources else ""
                if self._sizes.setdefault((session, fact.source), size) != size:
                    facts = {"source": fact.source, "shows": shows, "width": fact.width, "height": fact.height}
                    self.happened(session, "picture_resized", fact.source, **facts)
                self._sizes[session, fact.source] = size

    def _look_at_disk(self, session: str, folder: Path, health: Health, booked_end_us: int | None) -> None:
        needed_s = self._needed_s(session, health, booked_end_us)
        left_s = health.left_s
        short = left_s is not None and left_s < max(DISK_LOW_S, needed_s)
        # Facts of which a sentence is made, and no finer than it: each change is told.
        facts: dict[str, object] = {"path": str(folder), "megabytes": round(health.disk_free_bytes / 1e8) * 100}
        if short and left_s is not None:
            facts = {"path": str(folder), "minutes": _minutes(left_s)}
            if left_s < needed_s:
                facts["booked"] = True
        self._set(session, "disk_low", facts, on=short or health.disk_free_bytes < DISK_LOW_BYTES)

    def _needed_s(self, session: str, health: Health, booked_end_us: int | None) -> float:
        """Return until when the disk should last, and somewhat longer once that was told: rates go up and down."""
        if health.bytes_per_s <= 0:
            self._growing_since_us.pop(session, None)
            return 0.0
        since_us = self._growing_since_us.setdefault(session, health.at_us)
        if booked_end_us is None or health.at_us - since_us < RATE_KNOWN_US:
            return 0.0
        margin = NO_MORE_SHORT if self._is_on(session, "disk_low") else 1.0
        return max(0, booked_end_us - health.at_us) / 1e6 * margin

    def _look_at_troubles(self, session: str, troubles: tuple[Trouble, ...]) -> None:
        told = {trouble.code: trouble.facts for trouble in troubles}
        for code in self._troubles.get(session, set()) - told.keys():
            self.set(session, code, on=False)
        for code, facts in told.items():
            self._set(session, code, facts, on=True)
        self._troubles[session] = set(told)


def _minutes(seconds: float) -> int:
    """Whole minutes; of more than an hour, whole tens of them."""
    minutes = int(seconds // 60)
    return minutes if minutes < 60 else minutes // 10 * 10
