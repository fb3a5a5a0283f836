"""The room's own certificate: for its address and its local name, by the laboratory's authority, made anew in time."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lab.live.door import key_files
from lab.live.door.authority import BACKDATED
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
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    by = issuer.key.public_key()
    builder = (
        x509.CertificateBuilder()
        # No host here: a name that is none cannot offend against what the authority may vouch for.
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Usability Lab room")]))
        .issuer_name(issuer.certificate.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(min(now + LASTS, issuer.certificate.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_only(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by), critical=False)
    )
    return Keyed(builder.sign(issuer.key, SHA256()), key)


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _signs_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
