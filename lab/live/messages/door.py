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
        interface: address of the network interface, or its name.
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


class CheckNetwork(Spoken):
    """Look at the interfaces and, if the room is open, whether it can be reached; `NetworkFound` comes first, then the
    acknowledgement.
    """

    type: Literal["check_network"] = "check_network"
    id: RequestId


class RoomState(Spoken):
    """Whether the second listener is open, and how one gets there.

    Attributes:
        urls: of the page, by every name; the first is the one for links.
        pin, pin_until: what is typed with the short address, and until when (ISO 8601, UTC); workstations only.
        fingerprint, fingerprint_words: the certificate's SHA-256, as browsers show it and in words.
        certificate_until: the certificate's last moment (ISO 8601).
        interface: by its name.
        fault, facts: what hinders it; if `open` is false, why it is not open although it should be. `facts` also of
            a fault alone.
        seen_from: the first address of another device from which the page was loaded; workstations only.
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
    port: int = ROOM_PORT
    fingerprint: str = ""
    certificate_until: str = ""
    seen_from: str = ""


class FoundInterface(Spoken):
    """One address by which the room might be opened.

    Attributes:
        trap: why it hardly is the right one: `this_machine`, `vpn`, `container`, `virtual`, `unassigned`, `public`;
            None: it may well be.
    """

    name: str
    address: str
    trap: str | None = None


class NetworkFinding(Spoken):
    """One thing that the check of the network found: a code of `lab.wording` and its facts."""

    level: Literal["good", "hint", "bad"]
    code: str
    facts: dict[str, object] = Field(default_factory=dict)


class NetworkFound(Spoken):
    """What the check of the network found; the likeliest interface first."""

    type: Literal["network_found"] = "network_found"
    interfaces: tuple[FoundInterface, ...]
    findings: tuple[NetworkFinding, ...]


DoorRequest = OpenRoom | CloseRoom | CheckNetwork
DoorWord = RoomState | NetworkFound
