"""Record in this process, without a room and without a session: the engine, a clock and a summary."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from recordings import clock, manifest
from recordings.ending import StopFlag
from recordings.engine import Engine
from recordings.errors import RecordingError
from recordings.lineup import Lineup
from recordings.messages import DeviceFault, Failed, Report
from recordings.plan import RecordingPlan

__all__ = ["RecordSummary", "RecordedFile", "RecordingError", "device_faults", "record"]

TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """One media file. `dropped`: pictures lost because encoding did not keep up."""

    path: Path
    source: str
    duration_s: float
    frames: int
    dropped: int


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What was recorded, and what it cost.

    Attributes:
        gaps: where a source delivered nothing; session clock.
        cpu_s: processor time of this whole process between start and end.
        wall_s: time between start and end.
    """

    files: tuple[RecordedFile, ...]
    gaps: tuple[manifest.Gap, ...]
    cpu_s: float
    wall_s: float


def record(
    plan: RecordingPlan,
    seconds: float | None,
    stop: StopFlag | None = None,
    on_report: Callable[[Report], None] | None = None,
    required: Collection[str] = (),
) -> RecordSummary:
    """Record what the plan says for so many seconds (None: until `stop` is set).

    Args:
        on_report: hears every report of the engine, in the thread that made it.
        required: ids of sources without which nothing is to be recorded at all.

    Raises:
        RecordingError: no source, or not a required one, could be opened (its code); `stop` was set before that
        (`stopped_early`); the recording ended by itself (`disk_full`, ...).
    """
    stop = stop or StopFlag()
    failures: list[Failed] = []

    def hear(report: Report) -> None:
        if isinstance(report, Failed) and not report.harmless:
            failures.append(report)
        if on_report is not None:
            on_report(report)

    started_s, started_cpu_s = time.monotonic(), time.process_time()
    engine = Engine(hear, lambda _header, _still: None, interrupted=stop)
    try:
        engine.arm(plan)
        _refuse(engine, required, stop)
        engine.start()
        _keep_going(engine, seconds, stop)
    finally:
        engine.stop()
        engine.close()
    if failures:
        raise RecordingError(failures[0].code, **failures[0].facts)
    written = manifest.read(plan.folder)
    return RecordSummary(
        files=_files(plan.folder, written),
        gaps=written.gaps,
        cpu_s=round(time.process_time() - started_cpu_s, 3),
        wall_s=round(time.monotonic() - started_s, 3),
    )


def device_faults(plan: RecordingPlan) -> tuple[DeviceFault, ...]:
    """Open the devices of a plan, say what is wrong with them, and give them back. Writes nothing."""
    broken: list[Exception] = []
    lineup = Lineup(plan, broken.append)
    try:
        lineup.open()
        return lineup.faults()
    finally:
        lineup.end()


def _keep_going(engine: Engine, seconds: float | None, stop: StopFlag) -> None:
    ends_us = None if seconds is None else clock.now_us() + int(seconds * 1e6)
    while engine.state == "recording":
        left_s = TICK_S if ends_us is None else (ends_us - clock.now_us()) / 1e6
        if left_s <= 0 or stop.wait(min(TICK_S, left_s)):
            return
        engine.tick()


def _refuse(engine: Engine, required: Collection[str], stop: StopFlag) -> None:
    """What cannot be recorded as it was asked for is better said before the first file."""
    if stop.is_set():
        raise RecordingError("stopped_early")
    lineup = engine.lineup
    assert lineup is not None
    delivering = {pipeline.plan.id for pipeline in lineup.all() if pipeline.presence.is_open}
    missing = [fault for fault in lineup.faults() if fault.source in required or not delivering]
    if missing:
        fault = missing[0]
        raise RecordingError(fault.code, **{**fault.facts, "source": fault.source})


def _files(folder: Path, written: manifest.Manifest) -> tuple[RecordedFile, ...]:
    files: dict[str, RecordedFile] = {}
    for track in written.tracks:
        for segment in track.segments:
            files.setdefault(
                segment.file,
                RecordedFile(
                    path=folder / segment.file,
                    source=track.source,
                    duration_s=segment.duration_us / 1e6,
                    frames=segment.frames,
                    dropped=segment.dropped,
                ),
            )
    return tuple(files.values())
