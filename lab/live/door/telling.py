"""What the room says of its door."""

from datetime import timedelta

from lab.live.door.opening import Opening
from lab.live.messages import RoomState
from lab.live.people.pin import Pin
from recordings import clock


def state_of(opening: Opening, pin: Pin) -> RoomState:
    """How the room stands to the network, with the PIN while it is open: for workstations only."""
    own, fault = opening.own, opening.fault
    until = clock.wall() + timedelta(microseconds=pin.left_us)
    return RoomState(
        open=own is not None,
        urls=own.urls if own is not None else (),
        short_address=own.urls[0].partition("://")[2] if own is not None else "",
        pin=pin.digits if own is not None else None,
        pin_until=until.isoformat() if own is not None else None,
        fingerprint_words=tuple(opening.fingerprint_words.split()),
        tls=opening.tls,
        interface=opening.interface,
        fault=fault[0] if fault is not None else None,
        facts=fault[1] if fault is not None else {},
    )
