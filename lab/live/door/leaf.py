"""The room's own certificate: for its address and its local name, by the laboratory's authority, made anew in time."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lab.live.door import key_files
from lab.live.door.issuing import Extension, issued, usage
from lab.live.door.key_files import Keyed

LASTS = timedelta(days=90)
RENEWED_BEFORE = timedelta(days=30)
CERTIFICATE, KEY = "room.crt", "room.key"


def leaf(folder: Path, issuer: Keyed, hosts: Sequence[str], now: datetime) -> Keyed:
    """The room's certificate for these addresses and names: the one that is there, or a new one.

    Raises:
        WorldError: `certificates_unreadable`, `certificates_unwritable`.
    """
    files = (folder / CERTIFICATE, folder / KEY)
    known = key_files.read(*files)
    if known is not None and _still_good(known.certificate, issuer.certificate, hosts, now):
        return known
    made = _made(issuer, hosts, now)
    key_files.write(made, *files)
    return made


def hosts_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Names and addresses for which a certificate is made out; names first."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return (
        *(name.lower() for name in names.get_values_for_type(x509.DNSName)),
        *(str(address) for address in names.get_values_for_type(x509.IPAddress)),
    )


def _still_good(certificate: x509.Certificate, issuer: x509.Certificate, hosts: Sequence[str], now: datetime) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    lasts = certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEWED_BEFORE
    return lasts and set(hosts_of(certificate)) == set(hosts)


def _made(issuer: Keyed, hosts: Sequence[str], now: datetime) -> Keyed:
    # No host here: a name that is none cannot offend against what the authority may vouch for.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Usability Lab room")])
    extensions: tuple[Extension, ...] = (
        (x509.SubjectAlternativeName([_general(host) for host in hosts]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (usage(certificates=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False),
    )
    return issued(name, issuer, now, min(now + LASTS, issuer.certificate.not_valid_after_utc), extensions)


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
