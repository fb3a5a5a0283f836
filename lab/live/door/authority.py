"""The laboratory's own authority: it vouches for the room's certificate, and can vouch for private networks only.

A tablet of the laboratory is told once to trust it. Should its key be stolen, it is worth nothing for any name on the
Internet: addresses and names for which it may vouch are written into it (RFC 5280, 4.2.1.10), and it may make no other
authority (path length 0).
"""

import platform
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from lab.live.door import key_files
from lab.live.door.interfaces import PRIVATE_NETWORKS
from lab.live.door.issuing import Extension, issued, usage
from lab.live.door.key_files import Keyed

LASTS = timedelta(days=3650)
RENEWED_BEFORE = timedelta(days=365)

LOCAL = "local"
"""Names below it are looked for on the local network only (RFC 6762)."""

_CERTIFICATE, _KEY = "authority.crt", "authority.key"


def authority(folder: Path, now: datetime) -> Keyed:
    """The authority that lies in a folder; made if there is none, or none that lasts.

    Raises:
        WorldError: `certificates_unreadable`, `certificates_unwritable`.
    """
    files = (folder / _CERTIFICATE, folder / _KEY)
    known = key_files.read(*files)
    if known is not None and now < known.certificate.not_valid_after_utc - RENEWED_BEFORE:
        return known
    made = _made(now)
    key_files.write(made, *files)
    return made


def _made(now: datetime) -> Keyed:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Usability Lab"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Usability Lab {platform.node()[:40]} {now:%Y-%m-%d}".strip()),
        ]
    )
    extensions: tuple[Extension, ...] = (
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (usage(certificates=True), True),
        (_private_only(), True),
    )
    return issued(name, None, now, now + LASTS, extensions)


def _private_only() -> x509.NameConstraints:
    return x509.NameConstraints([*(x509.IPAddress(network) for network in PRIVATE_NETWORKS), x509.DNSName(LOCAL)], None)
