"""What the recorder says of itself by the second: levels, health, drops, sources that fell silent."""

from collections.abc import Callable
from pathlib import Path

from recordings import clock
from recordings.errors import code_of
from recordings.health import Growth, PictureWatch, Rates, free_bytes, of_sound
from recordings.lineup import Lineup
from recordings.messages import DISK_FULL_BYTES, Health, Levels, Report, SourceHealth, Trouble
from recordings.recording_run import RecordingRun

LEVELS_US = 95_000
HEALTH_US = 1_000_000


class Monitor:
    """Looks at the sources as often as it is called, and speaks ten times and once a second.

    Args:
        origin_us: machine clock at session time 0.
        emit: takes a report; must not wait.

    Raises:
        OSError: the folder's disk does not answer.
    """

    def __init__(self, folder: Path, origin_us: int, emit: Callable[[Report], None]) -> None:
        self._folder = folder
        self._origin_us = origin_us
        self._emit = emit
        self._rates = Rates()
        self._pictures = PictureWatch()
        self._levels_us = 0
        self._health_us = 0
        self._growth = Growth()
        self._silent_disk: OSError | None = None
        self.disk_free_bytes = free_bytes(folder)

    def look(self, lineup: Lineup, run: RecordingRun | None, troubles: tuple[Trouble, ...]) -> None:
        """Report what is due. `run` is the open recording, None while armed; `troubles` were noticed by others."""
        now_us = clock.now_us()
        for pipeline in lineup.all():
            pipeline.presence.check(now_us)
        if now_us - self._levels_us >= LEVELS_US:
            self._levels_us = now_us
            self._tell_levels(lineup, now_us)
        if now_us - self._health_us >= HEALTH_US:
            self._health_us = now_us
            self._tell_health(lineup, run, now_us, troubles)

    def look_at_pause(self, run: RecordingRun) -> None:
        """Report what is due while the devices rest: whether there is a disk to go on with. Nothing is written down: a
        disk that fails now is to be mended, and ends no recording.
        """
        now_us = clock.now_us()
        if now_us - self._health_us < HEALTH_US:
            return
        self._health_us = now_us
        self._look_at_disk()
        self._emit(
            Health(
                at_us=now_us - self._origin_us,
                sources={},
                disk_free_bytes=self.disk_free_bytes,
                bytes_per_s=0.0,
                saved_us=run.segments.saved_us(set()),
                troubles=self._own_troubles() + self._disk_troubles(run.disk_fault),
            )
        )

    def _disk_troubles(self, fault: OSError | None) -> tuple[Trouble, ...]:
        full = self.disk_free_bytes < DISK_FULL_BYTES or (fault is not None and code_of(fault) == "disk_full")
        facts: dict[str, object] = {"path": str(self._folder)}
        if full:
            return (Trouble(code="disk_full_in_pause", facts=facts),)
        if fault is None:
            return ()
        return (Trouble(code="disk_unwritable_in_pause", facts={**facts, "why": fault.strerror or str(fault)}),)

    def _tell_levels(self, lineup: Lineup, now_us: int) -> None:
        levels = {sound.plan.id: round(sound.meter.level_db, 1) for sound in lineup.sounds()}
        if levels:
            self._emit(Levels(at_us=now_us - self._origin_us, levels=levels))

    def _tell_health(
        self, lineup: Lineup, run: RecordingRun | None, now_us: int, troubles: tuple[Trouble, ...]
    ) -> None:
        self._look_at_disk()
        sources: dict[str, SourceHealth] = {
            picture.plan.id: self._pictures.of(picture, self._rates, now_us) for picture in lineup.pictures()
        }
        sources |= {sound.plan.id: of_sound(sound, self._rates, now_us) for sound in lineup.sounds()}
        delivering = {pipeline.plan.id for pipeline in lineup.all() if pipeline.presence.is_open}
        written, saved_us = (run.segments.size(), run.segments.saved_us(delivering)) if run else (0, 0)
        self._emit(
            Health(
                at_us=now_us - self._origin_us,
                sources=sources,
                disk_free_bytes=self.disk_free_bytes,
                bytes_per_s=round(self._growth.per_second(written, now_us)),
                saved_us=saved_us,
                troubles=troubles + self._own_troubles(),
            )
        )
        if run:
            self._write_down(lineup, run)

    def _look_at_disk(self) -> None:
        """Note the room that is left; a disk that does not answer keeps its last answer."""
        try:
            self.disk_free_bytes = free_bytes(self._folder)
        except OSError as error:
            self._silent_disk = error
        else:
            self._silent_disk = None

    def _own_troubles(self) -> tuple[Trouble, ...]:
        if self._silent_disk is None:
            return ()
        facts: dict[str, object] = {"path": str(self._folder), "why": str(self._silent_disk)}
        return (Trouble(code="disk_unreadable", facts=facts),)

    def _write_down(self, lineup: Lineup, run: RecordingRun) -> None:
        run.look_at_files()
        run.look_at_clocks()
        run.watch.look_at_disk(self.disk_free_bytes, run.say)
        for picture in lineup.pictures():
            if drops := picture.take_drops():
                count, from_us, to_us = drops
                run.say("drop", source=picture.plan.id, count=count, from_us=from_us, to_us=to_us)
