"""What stands in messages about the door."""

from datetime import timedelta

from lab.live.door.opening import Choice, Opening
from lab.live.messages import ROOM_PORT, OpenRoom, RoomState
from lab.live.people.pin import Pin
from recordings import clock


def choice_of(asked: OpenRoom) -> Choice:
    """What a workstation chose."""
    return Choice(asked.interface, asked.port, asked.tls, asked.certificate or "", asked.key or "")


def state_of(opening: Opening, pin: Pin) -> RoomState:
    """How the room stands to the network, with the PIN while it is open: for workstations only."""
    own = opening.own
    code, facts = opening.fault or (None, {})
    until = clock.wall() + timedelta(microseconds=pin.left_us)
    return RoomState(
        open=own is not None,
        urls=own.urls if own is not None else (),
        short_address=f"{own.hosts[0]}:{own.port}" if own is not None else "",
        pin=pin.digits if own is not None else None,
        pin_until=until.isoformat() if own is not None else None,
        fingerprint_words=opening.fingerprint_words,
        tls=opening.tls,
        interface=opening.interface,
        fault=code,
        facts=facts,
        port=own.port if own is not None else ROOM_PORT,
        fingerprint=opening.fingerprint,
        certificate_until=opening.until,
        seen_from=opening.seen_from,
    )
