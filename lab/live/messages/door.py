"""Opening and closing the second listener, by which persons come in."""

from typing import Annotated, Literal

from pydantic import Field

from lab.live.messages.base import RequestId, Spoken

ROOM_PORT = 8770
"""Of the second listener, if nothing else is chosen; never silently another."""

TlsMode = Literal["own", "imported", "plain"]
"""Certificate of the laboratory's own authority, an imported one, or none."""


class OpenRoom(Spoken):
    """Let persons come in by this interface. Only a workstation says it.

    Attributes:
        interface: address of the network interface.
        certificate, key: paths of an imported certificate and its key.
    """

    type: Literal["open_room"] = "open_room"
    id: RequestId
    interface: str = Field(max_length=200)
    port: Annotated[int, Field(ge=1, le=65_535)] = ROOM_PORT
    tls: TlsMode = "own"
    certificate: Annotated[str, Field(max_length=4096)] | None = None
    key: Annotated[str, Field(max_length=4096)] | None = None


class CloseRoom(Spoken):
    """Let nobody in any more; whoever is there by the second listener is told so and cut off."""

    type: Literal["close_room"] = "close_room"
    id: RequestId


class RoomState(Spoken):
    """Whether the second listener is open, and how one gets there.

    Attributes:
        pin, pin_until: what is typed with the short address, and until when (ISO 8601, UTC); workstations only.
        fingerprint_words: the certificate's fingerprint in words.
        fault: why it is not open although it should be; a code.
    """

    type: Literal["room_state"] = "room_state"
    open: bool
    urls: tuple[str, ...] = ()
    short_address: str = ""
    pin: str | None = None
    pin_until: str | None = None
    fingerprint_words: tuple[str, ...] = ()
    tls: TlsMode = "own"
    interface: str = ""
    fault: str | None = None
    facts: dict[str, object] = Field(default_factory=dict)


DoorRequest = OpenRoom | CloseRoom
DoorWord = RoomState
