"""The clock of a hosted session: fixed once, carried on by a restarted room, bridged over a restart of the machine."""

from dataclasses import dataclass
from datetime import datetime

from lab.archive.session_file import SessionClock
from lab.domain.events import ClockGap, EpochBegan, SessionOpened, Stamped
from lab.domain.ids import new_id
from recordings import clock

AUTHOR = "live"

WALL_UNCERTAINTY_US = 2_000_000
"""How far the wall clock may be off after a restart of the machine, before it was set by the network: a guess that is
said, so that nobody takes times across a restart for exact."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """What turns the machine clock into session time: `origin_us`, valid in the boot `boot_id`."""

    origin_us: int
    boot_id: str

    def now_us(self) -> int:
        """Session time now."""
        return clock.now_us() - self.origin_us


def new_clock() -> SessionClock:
    """A clock whose origin is now."""
    return SessionClock(origin_us=clock.now_us(), boot_id=clock.boot_id(), wall=clock.wall().isoformat())


def opening(fixed: SessionClock) -> SessionOpened:
    """The first event of a journal."""
    return SessionOpened(
        id=new_id(), at_us=0, author=AUTHOR, origin_us=fixed.origin_us, boot_id=fixed.boot_id, wall=fixed.wall
    )


def last_epoch(events: tuple[Stamped, ...]) -> EpochBegan | SessionOpened | None:
    """The event that fixed the clock last."""
    found = (one.event for one in reversed(events) if isinstance(one.event, EpochBegan | SessionOpened))
    return next(found, None)


def carried_on(events: tuple[Stamped, ...]) -> tuple[Epoch, EpochBegan | ClockGap]:
    """The epoch in which a session that was left open goes on, and the event that says so.

    Session time never runs backwards: should the wall clock say that less time has passed than the journal knows of,
    the session goes on at its last event. Raises ValueError for a journal without a clock.
    """
    last = last_epoch(events)
    if last is None:
        raise ValueError(events)
    last_us = max(stamped.event.at_us for stamped in events)
    if last.boot_id == clock.boot_id():
        epoch = Epoch(last.origin_us, last.boot_id)
        now_us = epoch.now_us()
        gap = ClockGap(
            id=new_id(), at_us=now_us, author=AUTHOR, cause="room_restarted", from_us=min(last_us, now_us), to_us=now_us
        )
        return epoch, gap
    passed = clock.wall() - datetime.fromisoformat(last.wall)
    at_us = max(last_us, last.at_us + round(passed.total_seconds() * 1e6))
    epoch = Epoch(clock.now_us() - at_us, clock.boot_id())
    began = EpochBegan(
        id=new_id(),
        at_us=at_us,
        author=AUTHOR,
        origin_us=epoch.origin_us,
        boot_id=epoch.boot_id,
        wall=clock.wall().isoformat(),
        uncertainty_us=WALL_UNCERTAINTY_US,
    )
    return epoch, began
