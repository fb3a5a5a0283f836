"""From what was seen and heard in the trial to what is wrong with it. Pure.

Every fault is a code with facts; the bounds stand here, with where they come from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recordings.duplicates import HEARTBEAT_US
from recordings.judging import SPEECH_DB, black_picture, clipped_sound, dead_sound, speech_heard
from recordings.messages import DISK_FULL_BYTES, DeviceFault
from recordings.plan import SourcePlan
from recordings.preflight.perceived import Heard, Seen

DELIVERED_SHARE = 0.5
"""A source that delivered for less than this share of the trial does not deliver."""

HEARTBEATS_A_S = 1.5e6 / HEARTBEAT_US
"""The recorder writes an unchanged picture at two thirds of this rate: a camera of which no more comes is frozen, for
the noise of a living one makes every picture another."""

DROPPED_SHARE = 0.05
"""More pictures lost than this in ten quiet seconds, and the machine does not carry what is to be recorded. The health
watch alarms at a fifth of it; here a short burst of another program must not stand in the way of a start.
"""

UNKNOWN_LENGTH_S = 3_600.0
"""A session whose end nobody knows is taken to last another hour, s."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk as the trial left it. `left_s`: how long it has to last."""

    free_bytes: int
    bytes_per_s: float
    left_s: float


def picture_faults(source: SourcePlan, seen: Seen | None, lasted_s: float, number: int | None) -> Iterator[DeviceFault]:
    """What is wrong with a source of pictures.

    Args:
        seen: what its file shows; None if it wrote none.
        number: the marker that was flashed on what it should show; None where none could be.
    """
    if seen is None or seen.pictures == 0 or seen.lasts_s < lasted_s * DELIVERED_SHARE:
        yield _fault(source, "preflight_no_picture")
    elif number is not None and number not in seen.numbers:
        if not seen.moves:
            yield _fault(source, "preflight_still", number=number)
        elif seen.numbers:
            yield _fault(source, "preflight_other_screen", number=number, seen=min(seen.numbers))
        else:
            yield _fault(source, "preflight_number_missing", number=number)
    elif seen.light is not None and number is None and black_picture(seen.light, filmed=not source.shows_screen):
        yield _fault(source, "preflight_dark")
    elif source.shows_screen and not seen.moves:
        yield _fault(source, "preflight_still")
    elif not source.shows_screen and not seen.moves and _rate(seen) <= HEARTBEATS_A_S:
        yield _fault(source, "preflight_frozen")


def load_faults(source: SourcePlan, written: int, dropped: int) -> Iterator[DeviceFault]:
    """Whether the machine carries the source beside all others: pictures written, and dropped as none came to encode
    them.
    """
    if dropped > DROPPED_SHARE * (written + dropped):
        yield _fault(source, "preflight_overloaded", percent=round(100 * dropped / (written + dropped)), fps=source.fps)


def sound_faults(source: SourcePlan, heard: Heard | None, lasted_s: float) -> Iterator[DeviceFault]:
    """What is wrong with a source of sound. `heard`: what its file sounds like; None if it wrote none."""
    span = heard.span if heard is not None else None
    if heard is None or span is None or heard.lasts_s < lasted_s * DELIVERED_SHARE:
        yield _fault(source, "preflight_no_sound")
    elif dead_sound(span):
        yield _fault(source, "preflight_silent")
    elif clipped_sound(span):
        yield _fault(source, "preflight_clipped")
    elif source.shows == "voice" and not speech_heard(span):
        level_db = round(span.speech_db)
        if span.speech_db > SPEECH_DB:
            yield _fault(source, "preflight_only_noise", level_db=level_db)
        else:
            yield _fault(source, "preflight_quiet", level_db=level_db)


def disk_faults(disk: Disk) -> Iterator[DeviceFault]:
    """Whether the disk holds what the rest of the session will bring at the measured rate."""
    lasts_s = max(0, disk.free_bytes - DISK_FULL_BYTES) / disk.bytes_per_s if disk.bytes_per_s > 0 else None
    if disk.free_bytes < DISK_FULL_BYTES or (lasts_s is not None and lasts_s < disk.left_s):
        yield DeviceFault(
            source="",
            code="preflight_disk_short",
            facts={
                "minutes": int((lasts_s or 0) // 60),
                "needed": -(-int(disk.left_s) // 60),
                "megabytes": disk.free_bytes // 1_000_000,
            },
        )


def without_repeats(faults: Iterator[DeviceFault], known: Mapping[str, DeviceFault]) -> Iterator[DeviceFault]:
    """The faults, each source's own fault in place of what follows from it: a camera that cannot be opened is not also
    one that delivers no picture. `known`: source → what its device says.
    """
    for fault in faults:
        follows = fault.code in ("preflight_no_picture", "preflight_no_sound")
        yield known[fault.source] if follows and fault.source in known else fault


def _fault(source: SourcePlan, code: str, **facts: object) -> DeviceFault:
    return DeviceFault(source=source.id, code=code, facts={"source": source.id, "shows": source.shows, **facts})


def _rate(seen: Seen) -> float:
    """Pictures a second, between the first and the last."""
    return (seen.pictures - 1) / max(seen.lasts_s, 1e-6)
