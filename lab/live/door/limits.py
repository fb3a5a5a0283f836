"""How much, and how long, somebody may ask of the second listener."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers that a person with a browser never meets.

    Attributes:
        handshake_s: TLS must be agreed within this time.
        receive_s: a whole request must have come within this time, counted from the connection or the answer before.
        stalled_s: a client that takes nothing of what is sent to it for so long is cut off.
        goodbye_s: for answers that are under way when the room closes.
        body: bytes of a request's body; also of a WebSocket message.
        head: bytes of a request's line and headers.
        per_address, in_all: connections at the same time.
        requests_per_s, requests_at_once: of one address; whoever asks for more waits `hasty_s` for each.
    """

    handshake_s: float = 4.0
    receive_s: float = 5.0
    stalled_s: float = 10.0
    goodbye_s: float = 1.0
    body: int = 65_536
    head: int = 32_768
    per_address: int = 20
    in_all: int = 200
    requests_per_s: int = 50
    requests_at_once: int = 500
    hasty_s: float = 1.0


USUAL = Limits()
