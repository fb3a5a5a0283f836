"""Certificates as an institution might hand them out, good and bad."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def written(
    folder: Path,
    *hosts: str,
    key: Key | None = None,
    other_key: Key | None = None,
    ends: timedelta = 90 * DAY,
    begins: timedelta = -DAY,
    usage: ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
    password: bytes = b"",
) -> tuple[Path, Path]:
    """The files of a certificate that signs itself; `other_key` lies beside it instead of its own."""
    own = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Institution")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + min(begins, ends - DAY))
        .not_valid_after(now + ends)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
    certificate, key_file = folder / "institution.crt", folder / "institution.key"
    certificate.write_bytes(builder.sign(own, SHA256()).public_bytes(Encoding.PEM))
    lock: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
    key_file.write_bytes((other_key or own).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    return certificate, key_file


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
