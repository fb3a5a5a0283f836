"""The recorder as a state machine: idle → armed → recording ⇄ paused → closed.

One thread commands it and calls `tick` about ten times a second; it may run in the recorder process or in any
other.
"""

import errno
import logging
from collections.abc import Callable
from functools import partial

import av

from recordings.ending import StopFlag
from recordings.errors import RecordingError, code_of
from recordings.facts import Fact
from recordings.folder_lock import FolderLock
from recordings.lineup import Lineup
from recordings.messages import (
    DISK_FULL_BYTES,
    Armed,
    Check,
    FactReport,
    Failed,
    MediaHeader,
    RecorderState,
    RecordingClosed,
    Report,
    StateChanged,
)
from recordings.monitor import Monitor
from recordings.onlookers import Onlookers
from recordings.picture_codecs import check_codec
from recordings.pipeline import PicturePipeline
from recordings.plan import RecordingPlan
from recordings.preflight.trial import Trial, clear
from recordings.recording_run import RecordingRun
from recordings.sound_pipeline import SoundPipeline

LOCK_RETRY_S = 0.05

_DELIVERS: tuple[RecorderState, ...] = ("armed", "checking", "recording")
"""States in which the devices are open."""

_log = logging.getLogger(__name__)


class Engine:
    """Records what a plan says.

    Args:
        emit: takes every report; called from several threads, must not wait.
        emit_media: takes every media message, likewise.
        interrupted: set when a wait for another recorder is to be given up.

    Attributes:
        onlookers: what is made for those who look on live.
    """

    def __init__(
        self,
        emit: Callable[[Report], None],
        emit_media: Callable[[MediaHeader, bytes], None],
        interrupted: StopFlag | None = None,
    ) -> None:
        self._emit = emit
        self.onlookers = Onlookers(emit_media)
        self._interrupted = interrupted or StopFlag()
        self._state: RecorderState = "idle"
        self._lineup: Lineup | None = None
        self._lock: FolderLock | None = None
        self._monitor: Monitor | None = None
        self._run: RecordingRun | None = None
        self._trial: Trial | None = None
        self._told: tuple[object, ...] = ()
        self._failures: list[Exception] = []
        self._highest_segment = 0

    @property
    def state(self) -> RecorderState:
        """Return where the machine stands."""
        return self._state

    @property
    def plan(self) -> RecordingPlan | None:
        """Return the plan that is armed, recorded, or was recorded last."""
        return self._lineup.plan if self._lineup else None

    @property
    def highest_segment(self) -> int:
        """Return the highest number of a segment of the present or last recording; 0 before the first."""
        return self._run.segments.highest if self._run else self._highest_segment

    @property
    def lineup(self) -> Lineup | None:
        """Return the open devices."""
        return self._lineup

    # Commands. Each raises `RecordingError`: `not_now` (with state and command) when it makes no sense.

    def arm(self, plan: RecordingPlan) -> None:
        """Open the devices of a plan; another plan that is armed is given up, also when this one cannot be armed.

        Waits for another recorder that still has the folder. Raises `folder_unwritable`, and what `check_codec` does.
        """
        self._expect("arm", "idle", "armed", "checking", "closed")
        self._give_up()
        try:
            self._open(plan)
        except BaseException:
            self._disarm()
            raise
        self._go("armed")
        self._tell_armed()

    def start(self) -> None:
        """Begin to record. Raises `disk_full` when there is no room to speak of."""
        self._expect("start", "armed")
        assert self._lineup
        assert self._monitor
        if self._monitor.disk_free_bytes < DISK_FULL_BYTES:
            free = self._monitor.disk_free_bytes
            raise RecordingError("disk_full", path=str(self._lineup.plan.folder), free_bytes=free)
        self._failures.clear()
        try:
            told = partial(_tell_fact, self._emit)
            self._run = RecordingRun(self._lineup.plan, told, self._tell_trouble, self._fail)
        except OSError as error:
            raise _unwritable(self._lineup.plan, error) from error
        self._run.begin(self._lineup.pictures, self._lineup.sounds)
        self._go("recording")

    def check(self, check: Check) -> None:
        """Begin a trial recording; `tick` leads it to its end, and the machine is armed again."""
        self._expect("check", "armed")
        assert self._lineup
        self._trial = Trial(self._lineup, check)
        self._go("checking")

    def pause(self) -> None:
        """Stop all sources and close their files."""
        self._expect("pause", "recording")
        assert self._lineup
        assert self._run
        self._lineup.end()
        self._end_stretch(self._run)
        self._run.rest()
        self._go("paused")

    def resume(self) -> None:
        """Open the devices again and record in new files."""
        self._expect("resume", "paused")
        assert self._lineup
        assert self._run
        self._run.say("resumed")
        self._lineup = Lineup(self._lineup.plan, self._fail)
        self._lineup.open()
        self._run.begin(self._lineup.pictures, self._lineup.sounds)
        self._go("recording")

    def stop(self, reason: str = "stopped") -> None:
        """End the recording; when only armed, give the devices back. Nothing to do in other states."""
        if self._state in ("armed", "checking"):
            self._disarm()
        elif self._state in ("recording", "paused"):
            self._finish(reason)
            self._tell_late_failure()

    def choose(self, source: str, device: str) -> None:
        """Replace a device. Raises `source_unknown`."""
        self._expect("choose", "armed", "recording", "paused")
        assert self._lineup
        try:
            plan = self._lineup.plan.with_device(source, device)
        except KeyError as error:
            raise RecordingError("source_unknown", source=source) from error
        if self._state == "paused":
            self._lineup.plan = plan
            return
        pipeline = self._lineup.replace(plan, source)
        if self._run is not None:
            self._run.join(pipeline)
        self._tell_armed()

    def tick(self) -> None:
        """Report what is due, and end a recording that cannot go on. Call it about ten times a second."""
        if self._lineup is None or self._monitor is None:
            return
        if self._trial is not None:
            self._follow(self._trial)
        if self._failures:
            self._end_badly()
        elif self._state in _DELIVERS:
            self._monitor.look(self._lineup, self._run, self.onlookers.troubles)
            self._tell_armed()
            if self._run is not None and self._monitor.disk_free_bytes < DISK_FULL_BYTES:
                self._fail(OSError(errno.ENOSPC, "nearly full"))
        elif self._run is not None:
            self._monitor.look_at_pause(self._run)

    def tell_again(self) -> None:
        """Say again, at the next tick, which sources deliver: somebody new listens. Any thread may call."""
        self._told = ()

    def close(self) -> None:
        """End everything. Idempotent."""
        self.stop("terminated")
        self._give_up()

    # Within.

    def _expect(self, command: str, *states: RecorderState) -> None:
        if self._state not in states:
            raise RecordingError("not_now", command=command, state=self._state)

    def _go(self, state: RecorderState) -> None:
        self._state = state
        self._emit(StateChanged(state=state))

    def _open(self, plan: RecordingPlan) -> None:
        check_codec(sharp_colours=any(source.sharp_colours for source in plan.sources))
        self._lock = _locked(plan, self._interrupted)
        try:
            self._monitor = Monitor(plan.folder, plan.origin_us, self._emit)
        except OSError as error:
            raise _unwritable(plan, error) from error
        clear(plan.folder)
        self._lineup = Lineup(plan, self._fail)
        self._lineup.open()
        self.onlookers.open(self._open_pictures, self._open_sounds, plan.origin_us)

    def _follow(self, trial: Trial) -> None:
        """Lead the trial on: its files are closed, the devices opened again, what was found is told."""
        assert self._lineup
        while self._failures and not trial.stopped:
            trial.spoil(self._failures.pop())
        if trial.is_over and not trial.stopped:
            trial.stop(self._lineup)
            self._failures.clear()  # of the devices that are ended
            self._lineup = Lineup(self._lineup.plan, self._fail)
            self._lineup.open()
        elif trial.found is not None:
            self._trial = None
            self._emit(trial.found)
            self._go("armed")

    def _open_pictures(self) -> list[PicturePipeline]:
        return self._lineup.pictures() if self._lineup and self._state in _DELIVERS else []

    def _open_sounds(self) -> list[SoundPipeline]:
        return self._lineup.sounds() if self._lineup and self._state in _DELIVERS else []

    def _tell_trouble(self, code: str, facts: dict[str, object]) -> None:
        _log.info("%s: %s", code, facts)
        self._emit(Failed(code=code, facts=facts, harmless=True))

    def _tell_armed(self) -> None:
        """Say which sources deliver, if that has changed."""
        assert self._lineup
        states, faults = self._lineup.states(), self._lineup.faults()
        told = (states, tuple((fault.source, fault.code) for fault in faults))
        if told != self._told:
            self._told = told
            self._emit(Armed(sources=states, faults=faults))

    def _fail(self, error: Exception) -> None:
        """Note, in any thread, that the recording cannot go on."""
        _log.error("recording fails", exc_info=error)
        if (run := self._run) is not None and code_of(error) == "disk_full":
            run.throw_ballast()  # now: whoever met the full disk is about to end its file
        self._failures.append(error)

    def _end_badly(self) -> None:
        failed = _failed(self.plan, self._failures[0])
        if self._state in ("recording", "paused"):
            self._finish("stopped")
        else:
            self._disarm()
        self._failures.clear()
        self._emit(failed)

    def _tell_late_failure(self) -> None:
        """Say what failed at the very end, when nobody looks any more; nothing if nothing did."""
        if self._failures:
            self._emit(_failed(self.plan, self._failures[0]))
            self._failures.clear()

    def _finish(self, reason: str) -> None:
        assert self._lineup
        assert self._run
        run, self._run = self._run, None
        run.throw_ballast()
        self._lineup.end()
        self.onlookers.close()
        self._end_stretch(run)
        self._highest_segment = run.segments.highest
        path = ""
        try:
            path = run.close(code_of(self._failures[0]) if self._failures else reason)
        except (OSError, RecordingError) as error:
            self._tell_unfinished(error)
        self._release()
        self._go("closed")
        if path:
            self._emit(RecordingClosed(manifest=path))

    def _end_stretch(self, run: RecordingRun) -> None:
        try:
            run.end()
        except (OSError, av.FFmpegError) as error:
            self._tell_unfinished(error)

    def _tell_unfinished(self, error: Exception) -> None:
        _log.error("the end of the recording could not be written; repair finishes it", exc_info=error)
        self._emit(_failed(self.plan, error))

    def _disarm(self) -> None:
        """Give back what arming took, and be as if nothing had been armed."""
        self._give_up()
        self._lineup = None
        self._monitor = None
        if self._state != "idle":
            self._go("idle")

    def _give_up(self) -> None:
        """Give back what arming took. Idempotent."""
        trial, self._trial = self._trial, None
        if self._lineup is not None:
            self._lineup.end()
        if trial is not None:
            trial.drop()
        self.onlookers.close()
        self._release()
        self._failures.clear()

    def _release(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def _tell_fact(emit: Callable[[Report], None], fact: Fact) -> None:
    emit(FactReport(fact=fact))


def _failed(plan: RecordingPlan | None, error: Exception) -> Failed:
    return Failed(code=code_of(error), facts={"why": str(error), "path": str(plan.folder) if plan else ""})


def _locked(plan: RecordingPlan, interrupted: StopFlag) -> FolderLock:
    """The folder of a plan, held by us alone. Waits for another recorder that still has it."""
    lock = FolderLock(plan.folder)
    try:
        while not lock.take():
            if interrupted.wait(LOCK_RETRY_S):
                raise RecordingError("interrupted", command="arm")
    except OSError as error:
        raise _unwritable(plan, error) from error
    return lock


def _unwritable(plan: RecordingPlan, error: OSError) -> RecordingError:
    code = "disk_full" if code_of(error) == "disk_full" else "folder_unwritable"
    return RecordingError(code, path=str(plan.folder), why=str(error))
