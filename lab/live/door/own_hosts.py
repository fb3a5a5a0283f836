"""By which names this machine is reached on the local network."""

import re
import socket

from lab.live.door.authority import LOCAL

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def own_hosts(address: str) -> tuple[str, ...]:
    """The address, and the machine's name on the local network if it has one that can be typed."""
    name = socket.gethostname().partition(".")[0].lower()
    return (address, f"{name}.{LOCAL}") if _NAME.fullmatch(name) else (address,)


def resolve(name: str) -> frozenset[str]:
    """The IPv4 addresses to which a name leads; none if it leads nowhere. Blocks: not for the event loop."""
    try:
        found = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(str(address[0]) for *_kind, address in found)
