"""Where a room listens, and with which tokens one may speak to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """What a client at this workstation needs to dial the room.

    Attributes:
        url: `ws://127.0.0.1:PORT`.
        token: of the workstation; never shown, logged or put into a URL.
    """

    url: str
    token: str

    def __repr__(self) -> str:
        return f"Address(url={self.url!r})"
