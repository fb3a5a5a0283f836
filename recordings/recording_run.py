"""Everything that exists only while a recording is open: its facts, its files, the thread that syncs them."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import av

from recordings import clock, manifest
from recordings.assembling import assemble
from recordings.ballast import Ballast
from recordings.click_watch import ClickWatch
from recordings.clicks import ClickLog
from recordings.disk_probe import DiskProbe
from recordings.fact_log import FactLog
from recordings.facts import Fact
from recordings.health import Watch
from recordings.pipeline import PicturePipeline
from recordings.plan import RecordingPlan, Region, SourcePlan
from recordings.segments import PictureCounts, Segment, Segments
from recordings.sound_home import SoundHome
from recordings.sound_pipeline import SoundPipeline
from recordings.syncer import Syncable, Syncer

RENEWED_AGAIN_US = 30_000_000

_log = logging.getLogger(__name__)

Sources = Callable[[], list[PicturePipeline]]
Sounds = Callable[[], list[SoundPipeline]]


class RecordingRun:
    """One recording from its start to its closing, pauses included.

    Args:
        told: hears every fact; called in the thread that wrote it.
        troubled: told code and facts of what does not end the recording; must not wait.
        failed: told when facts can no longer be written; must not wait.

    Raises:
        OSError: the folder cannot be written.
        RecordingError: the facts of an earlier recorder are not readable.
    """

    def __init__(
        self,
        plan: RecordingPlan,
        told: Callable[[Fact], None],
        troubled: Callable[[str, dict[str, object]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._plan = plan
        self._troubled = troubled
        self._failed = failed
        self._ballast = Ballast(plan.folder)
        self._log = _opened_log(plan, told, self._ballast)
        self._said: set[tuple[str, str]] = set()
        self._renewed_us: dict[str, int] = {}
        self._pictures: Sources = list
        self._syncer = Syncer(self._unsynced)
        self._syncer.add(self._log)
        self._probe = DiskProbe(plan.folder)
        self.watch = Watch(plan.origin_us)
        self.segments = Segments(plan, self._log, self._syncer)
        self._began = False
        self._homes: dict[str, SoundHome] = {}
        self._clicks: ClickLog | None = None
        self._watch: ClickWatch | None = None

    def say(self, kind: str, at_us: int | None = None, **said: object) -> None:
        """Write a fact. A disk that fails ends the recording, not the thread that calls."""
        try:
            self._log.write(kind, said, at_us)
        except OSError as error:
            self._failed(error)

    def begin(self, pictures: Sources, sounds: Sounds) -> None:
        """Let all sources write from now on."""
        self._syncer.remove(self._probe)
        self._pictures = pictures
        self._began = True
        leading = self._plan.sounds[:1]
        for source in self._plan.sounds:
            # A file of pictures has room for one sound; two would have to wait for each other in it.
            beside = pictures if source in leading else list
            self._homes[source.id] = SoundHome(
                beside, partial(_found, sounds, source.id), partial(self._open_own, source), self._close_own
            )
        for picture in pictures():
            self.join(picture)
        for sound in sounds():
            self.join(sound)
        if ClickWatch.is_possible(self._plan.sources):
            self._watch = ClickWatch(self._plan.origin_us, self._shown, self._click_log, self._unclicked)
            self._watch.start()

    def join(self, source: PicturePipeline | SoundPipeline) -> None:
        """Let a source write; also one that came later."""
        if not self._began:
            return
        if isinstance(source, PicturePipeline):
            source.begin(self.segments, self.say, self._sound_for)
        else:
            source.begin(self._homes[source.plan.id], self.say)

    def look_at_files(self) -> None:
        """Go on in a new file where somebody took one away."""
        for segment in self.segments.missing():
            self._tell_once("media_taken", segment.writer.path.name, source=segment.source)
            self._renew(segment.source)

    def look_at_clocks(self) -> None:
        """Write down what befell the clocks. After a sleep all goes on in new files: no file has a night in it."""
        if self.watch.look(self.say):
            for segment in self.segments.opened():
                self._renew(segment.source)

    def throw_ballast(self) -> None:
        """Let what is still to be written find room. Any thread may call; idempotent."""
        try:
            self._ballast.throw()
        except OSError:
            _log.warning("the ballast cannot be thrown", exc_info=True)

    def end(self) -> None:
        """After all sources have ended: close what is left of this stretch."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.stop()
        homes, self._homes = self._homes, {}
        self._began = False
        with ExitStack() as closing:  # one file that cannot be closed leaves no other open
            for home in homes.values():
                closing.callback(home.close)

    def rest(self) -> None:
        """Pause: until `begin`, nothing is written that would tell of a disk that fails, so it is tried."""
        self.say("paused")
        self._syncer.add(self._probe)

    @property
    def disk_fault(self) -> OSError | None:
        """Why the folder cannot be written, as far as that was tried while recording rests."""
        return self._probe.fault

    def close(self, reason: str) -> str:
        """Write the last fact and the manifest; return the manifest's path.

        Raises:
            OSError: the disk failed; facts and media written before are there.
        """
        try:
            self.say("closed", reason=reason)
        finally:
            self._syncer.close()
            if self._clicks is not None:
                self._clicks.close()
            self._log.close()
        return str(manifest.write(self._plan.folder, assemble(self._plan.folder)))

    def _shown(self, clock_us: int) -> list[tuple[str, Region]]:
        """Which sources recorded at that moment, and which part of the desktop."""
        shown = ((picture.plan.id, picture.place_at(clock_us)) for picture in self._pictures())
        return [(source, place) for source, place in shown if place is not None]

    def _click_log(self) -> ClickLog:
        if self._clicks is None:
            self._clicks = ClickLog(self._plan.folder)
            self._syncer.add(self._clicks)
        return self._clicks

    def _unclicked(self, error: Exception) -> None:
        """Clicks are not kept any more: no reason to end anything else."""
        _log.error("clicks are not recorded any more", exc_info=error)
        self._troubled("clicks_failed", {"why": str(error), "path": str(self._plan.folder)})

    def _unsynced(self, file: Syncable, error: OSError) -> None:
        """The disk did not confirm what was written to a file, and may never: what follows is not to depend on it."""
        self._tell_once("sync_failed", file.path.name, why=str(error))
        segment = self.segments.written_by(file)
        if segment is None:
            return
        # A disk that fails on and on would be filled with files of half a second.
        if clock.now_us() - self._renewed_us.get(segment.source, 0) > RENEWED_AGAIN_US:
            self._renewed_us[segment.source] = clock.now_us()
            self._renew(segment.source)

    def _tell_once(self, code: str, file: str, **facts: object) -> None:
        if (code, file) not in self._said:
            self._said.add((code, file))
            self._troubled(code, {"file": file, "path": str(self._plan.folder), **facts})

    def _renew(self, source: str) -> None:
        """Let a source go on in a new file, soon. Any thread may call."""
        home = self._homes.get(source)
        picture = next((each for each in self._pictures() if each.plan.id == source), None)
        if picture is not None:
            picture.roll()
        elif home is not None:
            try:
                home.close()
            except (OSError, av.FFmpegError) as error:
                self._failed(error)

    def _sound_for(self, picture: PicturePipeline) -> str | None:
        leading = next(iter(self._homes.values()), None)
        return leading.sound_for(picture) if leading is not None else None

    def _open_own(self, source: SourcePlan, from_us: int) -> Segment:
        return self.segments.open(source, from_us, None, source.id, PictureCounts())

    def _close_own(self, segment: Segment, counts: PictureCounts) -> None:
        self.segments.close(segment, clock.now_us(), counts)


def _found(sounds: Sounds, source: str) -> SoundPipeline | None:
    return next((sound for sound in sounds() if sound.plan.id == source), None)


def _opened_log(plan: RecordingPlan, told: Callable[[Fact], None], ballast: Ballast) -> FactLog:
    """The log with its first fact on the disk and room held for its last ones, or none that is open."""
    log = FactLog(plan.folder, plan.origin_us, told)
    try:
        log.write("opened", {"plan": plan, "boot_id": clock.boot_id(), "wall": clock.wall()}, sync=True)
        ballast.take()
    except BaseException:
        log.close()
        raise
    return log
