"""How the room stands to the network: closed, open, or meant to be open and hindered."""

from dataclasses import dataclass, field
from typing import Literal

from lab.live.door.own import Own

Tls = Literal["own", "imported", "plain"]
"""By the certificate of the laboratory's own authority, by an imported one, or not at all."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the room says of its door.

    Attributes:
        own: how it is reached; None while it is closed.
        interface: the network interface that was chosen.
        fingerprint_words: of the certificate, to be read out and compared; empty without one.
        fault: why it is closed although somebody wants it open: code and facts.
    """

    own: Own | None = None
    tls: Tls = "own"
    interface: str = ""
    fingerprint_words: str = ""
    fault: tuple[str, dict[str, object]] | None = field(default=None)


CLOSED = Opening()
