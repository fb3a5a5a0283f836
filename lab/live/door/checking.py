"""Whether the room can be reached, as far as this machine can tell by itself; in codes, the words are `lab.wording`'s.

Only another device proves it: what stands in the way (a firewall, a guest network that keeps its guests apart) lets a
machine speak to itself.
"""

import asyncio
import ssl
from collections.abc import Iterable
from typing import Literal

from lab.live.door.interfaces import Interface
from lab.live.door.opening import Opening
from lab.live.door.own import Own
from lab.live.messages import FoundInterface, NetworkFinding, NetworkFound

ANSWERS_WITHIN_S = 5.0

Level = Literal["good", "hint", "bad"]


async def check(opening: Opening, there: Iterable[Interface], trusted: ssl.SSLContext | None) -> NetworkFound:
    """Look at interfaces and listener.

    Args:
        trusted: how the certificate is verified; None: plain HTTP, or closed.
    """
    found = tuple(there)
    findings = _of_interfaces(found) if opening.own is None else [*_of_choice(opening, found)]
    if opening.fault is not None:
        code, facts = opening.fault
        findings.append(_finding("bad", code, **facts))
    if opening.own is not None:
        findings.append(await _loop(opening.own, trusted))
        findings.append(_seen(opening))
    return NetworkFound(
        interfaces=tuple(FoundInterface(name=one.name, address=one.address, trap=one.trap) for one in found),
        findings=tuple(findings),
    )


def _of_interfaces(found: tuple[Interface, ...]) -> list[NetworkFinding]:
    good = [one for one in found if one.trap is None]
    if not good:
        return [_finding("bad", "network_missing")]
    if len(good) > 1:
        return [_finding("hint", "network_several", names=", ".join(f"{one.name} ({one.address})" for one in good))]
    return [_finding("good", "network_there", interface=good[0].name, address=good[0].address)]


def _of_choice(opening: Opening, found: tuple[Interface, ...]) -> list[NetworkFinding]:
    assert opening.own is not None
    address = opening.own.address
    chosen = next((one for one in found if one.address == address), None)
    findings = []
    if chosen is None:
        findings.append(_finding("bad", "interface_gone", interface=opening.interface, address=address))
    else:
        findings.append(_finding("good", "interface_up", interface=chosen.name, address=address))
        if chosen.trap is not None:
            findings.append(_finding("hint", f"trap_{chosen.trap}", interface=chosen.name, address=address))
    if opening.tls == "plain":
        findings.append(_finding("hint", "plain_http"))
    else:
        findings.append(_finding("good", "certificate_good", until=opening.until[:10], tls=opening.tls))
    return findings


async def _loop(own: Own, trusted: ssl.SSLContext | None) -> NetworkFinding:
    """Load the page by the room's own address, as another device would, the certificate verified."""
    facts: dict[str, object] = {"address": own.address, "port": own.port}
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            status = await _status(own, trusted)
    except ssl.SSLCertVerificationError as error:
        return _finding("bad", "certificate_not_trusted", host=own.hosts[0], reason=error.verify_message)
    except (OSError, TimeoutError) as error:
        return _finding("bad", "own_address_silent", reason=str(error) or type(error).__name__, **facts)
    if status != b"200":
        return _finding("bad", "own_address_silent", reason=f"HTTP {status.decode('latin-1')}", **facts)
    return _finding("good", "own_address_answers", **facts)


async def _status(own: Own, trusted: ssl.SSLContext | None) -> bytes:
    name = own.hosts[0] if trusted is not None else None
    reader, writer = await asyncio.open_connection(own.address, own.port, ssl=trusted, server_hostname=name)
    try:
        writer.write(f"GET / HTTP/1.1\r\nHost: {own.hosts[0]}:{own.port}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        parts = (await reader.readline()).split()
        return parts[1] if len(parts) > 1 else b"?"
    finally:
        writer.close()


def _seen(opening: Opening) -> NetworkFinding:
    if opening.seen_from:
        return _finding("good", "page_was_seen", address=opening.seen_from)
    return _finding("hint", "page_not_seen")


def _finding(level: Level, code: str, **facts: object) -> NetworkFinding:
    return NetworkFinding(level=level, code=code, facts=facts)
