"""The network interfaces of this machine, and which of them are traps.

Only IPv4: an address that a person may have to type from a screen is one of those.
"""

import ctypes
import ctypes.util
import ipaddress
import json
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from lab.domain.errors import WorldError

Trap = Literal["this_machine", "vpn", "container", "virtual", "unassigned", "public"]
"""Why pages hardly reach the room by it: only this machine does; it leads to another network; to containers or virtual
machines on this one; the network gave it no address; everybody on the Internet might.
"""

_NAMES: tuple[tuple[Trap, re.Pattern[str]], ...] = (
    (
        "container",
        re.compile(r"docker|br-[0-9a-f]{12}|veth[0-9a-f]{4}|cni|flannel|cali[0-9a-f]|podman|lxc|lxd", re.IGNORECASE),
    ),
    (
        "virtual",
        re.compile(r"virbr|vmnet|vboxnet|vethernet|wsl|hyper-v|virtualbox|vmware|bridge1\d\d|vnic|anpi", re.IGNORECASE),
    ),
    (
        "vpn",
        re.compile(
            r"u?tun\d|tap\d|tap-|wg\d|ppp\d|zt|tailscale|ipsec|gpd\d|cscotun|nordlynx|proton|vpn|wireguard",
            re.IGNORECASE,
        ),
    ),
)
_POWERSHELL = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; @(Get-NetIPAddress -AddressFamily IPv4 -AddressState Preferred "
    "| Select-Object InterfaceAlias,IPAddress) | ConvertTo-Json -Compress"
)
PRIVATE_NETWORKS = tuple(
    ipaddress.IPv4Network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
)
"""RFC 1918, addresses that a machine gives itself, and this machine: only for these does the laboratory's own authority
vouch.
"""

_UP = 0x1
"""IFF_UP, on Linux and macOS alike."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One address of an interface that is up.

    Attributes:
        name: as the system calls it.
        address: IPv4.
        trap: why it is hardly the right one; None: it may well be.
    """

    name: str
    address: str
    trap: Trap | None


Find = Callable[[], tuple[Interface, ...]]


def interfaces() -> tuple[Interface, ...]:
    """What there is now, traps last. Raises WorldError `interfaces_unknown` where the system does not tell."""
    try:
        found = list(_of_windows() if os.name == "nt" else _of_posix())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, subprocess.SubprocessError) as error:
        raise WorldError("interfaces_unknown", reason=str(error)) from error
    described = [Interface(name, address, trap_of(name, address)) for name, address in found]
    return tuple(sorted(described, key=lambda one: (one.trap is not None, one.trap == "this_machine", one.name)))


def trap_of(name: str, address: str) -> Trap | None:
    """What is wrong with an interface of this name and address, as far as they tell."""
    meant = ipaddress.IPv4Address(address)
    if meant.is_loopback:
        return "this_machine"
    for trap, pattern in _NAMES:
        if pattern.match(name) or (trap != "vpn" and pattern.search(name)):
            return trap
    if meant.is_link_local:
        return "unassigned"
    return None if any(meant in network for network in PRIVATE_NETWORKS) else "public"


class _SocketAddress(ctypes.Structure):
    """A `sockaddr_in`. The family takes two bytes on Linux; on macOS one, after one for the length."""

    _fields_ = (("head", ctypes.c_uint8 * 2), ("port", ctypes.c_uint8 * 2), ("address", ctypes.c_uint8 * 4))


class _Entry(ctypes.Structure):
    """One `struct ifaddrs` of getifaddrs(3)."""


_Entry._fields_ = (
    ("next", ctypes.POINTER(_Entry)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.POINTER(_SocketAddress)),
)


def _of_posix() -> Iterator[tuple[str, str]]:
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    first = ctypes.POINTER(_Entry)()
    if library.getifaddrs(ctypes.byref(first)) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    try:
        entry = first
        while bool(entry):  # a null pointer is false
            one = entry.contents
            if one.flags & _UP and one.address and socket.AF_INET in one.address.contents.head:
                yield one.name.decode(errors="replace"), ".".join(map(str, one.address.contents.address))
            entry = one.next
    finally:
        library.freeifaddrs(first)


def _of_windows() -> Iterator[tuple[str, str]]:
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL]
    told = subprocess.run(command, capture_output=True, check=True, timeout=20)
    for one in json.loads(told.stdout):
        yield str(one["InterfaceAlias"]), str(one["IPAddress"])
