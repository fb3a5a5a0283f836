"""What every certificate has that is made here, whoever it is for."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from lab.live.door.key_files import Keyed

BACKDATED = timedelta(days=2)
"""Clocks of tablets are not always right."""

Extension = tuple[x509.ExtensionType, bool]
"""What is written into a certificate, and whether whoever does not understand it must refuse the certificate."""


def issued(
    subject: x509.Name, issuer: Keyed | None, now: datetime, until: datetime, extensions: Iterable[Extension]
) -> Keyed:
    """A certificate with a new key.

    Args:
        issuer: who vouches for it; None: it vouches for itself.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer is not None else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Keyed(builder.sign(issuer.key if issuer is not None else key, SHA256()), key)


def usage(*, certificates: bool) -> x509.KeyUsage:
    """What a key signs: certificates and lists of those that were called back, or else handshakes."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
