"""How the room stands to the network: closed, open, or meant to be open and hindered."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from cryptography.x509 import Certificate

from lab.live.door.own import Own
from lab.live.messages import NetworkFound

Tls = Literal["own", "imported", "plain"]
"""By the certificate of the laboratory's own authority, by an imported one, or not at all."""

PORT = 8770
"""Fixed: what a page keeps belongs to its address and port, and would be lost to it at another."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen when the room was opened.

    Attributes:
        interface: an interface's name or one of its addresses.
        certificate, key: paths of an imported certificate and its key.
    """

    interface: str
    port: int = PORT
    tls: Tls = "own"
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the room says of its door.

    Attributes:
        own: how it is reached; None while it is closed.
        tls, interface: as chosen; the interface by its name.
        fingerprint: SHA-256 of the certificate as browsers show it; empty without one.
        fingerprint_words: the same in words, to be read out and compared.
        until: last moment of the certificate, ISO 8601.
        fault: what hinders it: code and facts.
        seen_from: the first address but this machine's own from which the page was loaded: the only proof that
            others reach it.
    """

    own: Own | None = None
    tls: Tls = "own"
    interface: str = ""
    fingerprint: str = ""
    fingerprint_words: tuple[str, ...] = ()
    until: str = ""
    fault: tuple[str, dict[str, object]] | None = field(default=None)
    seen_from: str = ""


CLOSED = Opening()


class Keeper(Protocol):
    """Who opens and closes the room on the network."""

    async def open(self, choice: Choice) -> None:
        """Let pages in; where it is open, under the new choice. Raises LabError: nothing was changed."""

    async def close(self) -> None:
        """Let nobody in any more, and send everybody away. Closed already is no fault."""

    async def authority(self) -> Certificate:
        """The laboratory's own authority. Raises WorldError where it can be neither read nor made."""
        ...

    async def check(self) -> NetworkFound:
        """Look at the interfaces, and whether it can be reached. Raises WorldError `interfaces_unknown`."""
        ...
