"""The trial recording: written by the very pipelines that record afterwards, closed, decoded again, judged, deleted."""

import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import av

from recordings import clock
from recordings.beeper import Beeper
from recordings.clap import LEAST_CLAPS
from recordings.errors import RecordingError, code_of
from recordings.facts import Fact, SegmentClosed, SegmentOpened
from recordings.health import free_bytes
from recordings.lineup import Lineup
from recordings.messages import DISK_FULL_BYTES, Check, Checked, ClapOffset, DeviceFault, Measured
from recordings.plan import RecordingPlan, SourcePlan
from recordings.preflight.judging import (
    UNKNOWN_LENGTH_S,
    Disk,
    disk_faults,
    load_faults,
    picture_faults,
    sound_faults,
    without_repeats,
)
from recordings.preflight.perceived import Heard, Seen
from recordings.recording_run import RecordingRun

SCRATCH = Path("derived") / "preflight"
"""Under the folder of the plan, on the disk that is judged too; in `derived/`, which no seal covers, should a machine
fail before it is deleted."""

_log = logging.getLogger(__name__)


class Trial:
    """One check from its beginning to what it found.

    Args:
        lineup: the armed devices; they are ended by `stop`.

    Attributes:
        stopped: it writes no more.
        found: what was found; None while it is not known.
    """

    def __init__(self, lineup: Lineup, check: Check) -> None:
        self._plan = lineup.plan
        self._check = check
        self._began_us = clock.now_us()
        self._lasted_s = 0.0
        self.stopped = False
        self._opened: list[SegmentOpened] = []
        self._ended: list[SegmentClosed] = []
        self._faults: dict[str, DeviceFault] = {}
        self._spoilt: list[DeviceFault] = []
        self._judging = threading.Thread(target=self._judge, name="preflight", daemon=True)
        self._folder = lineup.plan.folder / SCRATCH
        self._run: RecordingRun | None = None
        self._beeper: Beeper | None = None
        self._mute: DeviceFault | None = None
        self.found: Checked | None = None
        try:
            clear(lineup.plan.folder)
            if free_bytes(lineup.plan.folder) >= DISK_FULL_BYTES:
                self._begin(lineup)
        except OSError as error:
            self.spoil(error)

    def _begin(self, lineup: Lineup) -> None:
        self._folder.mkdir(parents=True)
        scratch = lineup.plan.model_copy(update={"folder": self._folder, "segment": 1})
        self._run = RecordingRun(scratch, self._note, _trouble, self.spoil)
        self._run.begin(lineup.pictures, lineup.sounds)
        if self._check.claps and self._plan.sounds:
            self._begin_to_beep()

    def _begin_to_beep(self) -> None:
        try:
            self._beeper = Beeper([self._plan.origin_us + moment_us for moment_us in self._check.claps])
        except RecordingError as error:
            self._mute = DeviceFault(source="", code=error.code, facts=error.facts)

    @property
    def is_over(self) -> bool:
        """Whether enough is recorded, or nothing can be."""
        lasted_us = clock.now_us() - self._began_us
        return self._run is None or bool(self._spoilt) or lasted_us >= self._check.seconds * 1e6

    def spoil(self, error: Exception) -> None:
        """The disk failed meanwhile: that is what was found. Any thread may call."""
        facts: dict[str, object] = {"path": str(self._plan.folder), "why": str(error)}
        self._spoilt.append(DeviceFault(source="", code=code_of(error), facts=facts))

    def stop(self, lineup: Lineup) -> None:
        """End the devices, close the files and begin to judge, in a thread."""
        self.stopped = True
        self._lasted_s = (clock.now_us() - self._began_us) / 1e6
        self._faults = {fault.source: fault for fault in lineup.faults()}
        lineup.end()
        self._close()
        self._judging.start()

    def drop(self) -> None:
        """Give it up; nothing is found. Idempotent."""
        self._close()
        if self._judging.ident is not None:
            self._judging.join()
        clear(self._plan.folder)

    def _close(self) -> None:
        self._end_beeping()
        run, self._run = self._run, None
        if run is None:
            return
        try:
            run.end()
            run.close("stopped")
        except RecordingError as error:
            _log.info("the trial left nothing: %s", error)  # each source that wrote no file is a fault of its own
        except (OSError, av.FFmpegError) as error:
            self.spoil(error)

    def _end_beeping(self) -> None:
        beeper, self._beeper = self._beeper, None
        if beeper is not None:
            beeper.close()
            if beeper.played < LEAST_CLAPS:
                why = "it took no sound in time"
                self._mute = DeviceFault(source="", code="loudspeaker_failed", facts={"why": why})

    def _note(self, fact: Fact) -> None:
        if isinstance(fact, SegmentOpened):
            self._opened.append(fact)
        elif isinstance(fact, SegmentClosed):
            self._ended.append(fact)

    # In its own thread.

    def _judge(self) -> None:
        try:
            found = self._clapped() if self._check.claps else self._judged()
        except Exception as error:  # noqa: BLE001  # the top of a thread: it is told as what was found
            _log.exception("the trial recording could not be judged")
            fault = DeviceFault(source="", code=code_of(error), facts={"why": repr(error)})
            found = Checked(faults=(fault,), claps=() if self._check.claps else None, took_s=self._took_s())
        try:
            clear(self._plan.folder)
        finally:
            self.found = found  # only now: whoever hears of it finds the folder as it was

    def _judged(self) -> Checked:
        faults, measured = list(self._spoilt), []
        for source in self._plan.sources:
            seen, heard = self._perceived(source)
            number = self._check.numbers.get(source.id)
            found = (
                sound_faults(source, heard, self._lasted_s)
                if source.is_sound
                else picture_faults(source, seen, self._lasted_s, number)
            )
            faults += without_repeats(found, self._faults)
            ended = [fact for fact in self._ended if fact.source == source.id]
            faults += load_faults(source, sum(one.frames for one in ended), sum(one.dropped for one in ended))
            measured.append(_measured(source, seen, heard, number))
        rate = self._written() / self._lasted_s if self._lasted_s > 0 else 0.0
        disk = Disk(free_bytes(self._plan.folder), rate, _left_s(self._plan))
        full = any(fault.code == "disk_full" for fault in faults)
        faults += [] if full else disk_faults(disk)
        return Checked(faults=tuple(faults), measured=tuple(measured), bytes_per_s=round(rate), took_s=self._took_s())

    def _clapped(self) -> Checked:
        """What a clap test measured; a source that cannot be decoded noticed nothing."""
        from recordings.preflight import clapping  # late, as below

        pictures: list[clapping.Noticed] = []
        sounds: list[clapping.Noticed] = []
        for source in self._plan.sources:
            files = [(self._folder / fact.file, fact.origin_us) for fact in self._segments(source)]
            notice, noticed = (clapping.heard, sounds) if source.is_sound else (clapping.seen, pictures)
            try:
                noticed.append(notice(source, files, self._check.claps))
            except (av.FFmpegError, OSError) as error:
                _log.warning("%s of the clap test cannot be decoded: %s", source.id, error)
                noticed.append(notice(source, (), self._check.claps))
        found = list(clapping.offsets(pictures, sounds, self._check.claps))
        faults = [self._faults.get(one.source, one) for one in found if isinstance(one, DeviceFault)]
        if self._mute is not None:  # no beep was heard, for none was played
            faults = [self._mute, *(one for one in faults if one.code == "clap_no_flash")]
        measured = tuple(one for one in found if isinstance(one, ClapOffset))
        return Checked(faults=(*self._spoilt, *faults), claps=measured, took_s=self._took_s())

    def _perceived(self, source: SourcePlan) -> tuple[Seen | None, Heard | None]:
        """What the longest file of a source holds."""
        from recordings.preflight.hearing import listen  # late: a recorder begins without the libraries for it
        from recordings.preflight.seeing import look

        seen, heard = None, None
        for path in (self._folder / fact.file for fact in self._segments(source)):
            try:
                if source.is_sound:
                    heard = max(heard or Heard(), listen(path), key=lambda one: one.lasts_s)
                else:
                    seen = max(seen or Seen(), look(path), key=lambda one: one.lasts_s)
            except (av.FFmpegError, OSError) as error:
                _log.warning("%s of the trial cannot be decoded: %s", path.name, error)
        return seen, heard

    def _segments(self, source: SourcePlan) -> Iterator[SegmentOpened]:
        """The files that hold what a source delivered."""
        for fact in self._opened:
            if source.id in (fact.source, fact.sound_source if source.is_sound else None):
                yield fact

    def _written(self) -> int:
        """Bytes in media files: those are what grows."""
        files = (self._folder / fact.file for fact in self._opened)
        return sum(path.stat().st_size for path in files if path.exists())

    def _took_s(self) -> float:
        return round((clock.now_us() - self._began_us) / 1e6, 2)


def clear(folder: Path) -> None:
    """Delete what a trial left under the folder of a plan, also one whose recorder was killed. Raises OSError."""
    scratch = folder / SCRATCH
    if scratch.exists():
        shutil.rmtree(scratch)
    if scratch.parent.exists() and not any(scratch.parent.iterdir()):
        scratch.parent.rmdir()


def _measured(source: SourcePlan, seen: Seen | None, heard: Heard | None, number: int | None) -> Measured:
    if heard is not None and heard.span is not None:
        return Measured(source=source.id, speech_db=heard.span.speech_db, room_db=heard.span.floor_db)
    if seen is None or seen.light is None:
        return Measured(source=source.id)
    found = number if number in seen.numbers else min(seen.numbers, default=None)
    return Measured(source=source.id, pictures=seen.pictures, number=found, light=round(seen.light.mean))


def _left_s(plan: RecordingPlan) -> float:
    """How long the session is booked to go on, s."""
    if plan.booked_end_us is None:
        return UNKNOWN_LENGTH_S
    return max(0.0, (plan.origin_us + plan.booked_end_us - clock.now_us()) / 1e6)


def _trouble(code: str, facts: dict[str, object]) -> None:
    _log.info("trial: %s %s", code, facts)
