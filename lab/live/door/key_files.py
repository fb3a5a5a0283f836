"""Private keys and certificates as files: the key readable by its owner only, and both written whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from lab.archive.atomic import write_atomically
from lab.domain.errors import WorldError

_OWNERS_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Keyed:
    """A certificate and the key that belongs to it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def read(certificate: Path, key: Path) -> Keyed | None:
    """The pair in two files; None where there is none, or one that does not belong together.

    Raises:
        WorldError: `certificates_unreadable`.
    """
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        secret = load_pem_private_key(key.read_bytes(), None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorldError("certificates_unreadable", path=str(certificate), reason=str(error)) from error
    except (ValueError, TypeError):
        return None
    if not isinstance(secret, ec.EllipticCurvePrivateKey) or secret.public_key() != found.public_key():
        return None
    return Keyed(found, secret)


def write(pair: Keyed, certificate: Path, key: Path) -> None:
    """Keep the pair. Raises WorldError `certificates_unwritable`."""
    secret = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(key, secret, mode=_OWNERS_ONLY)
        write_atomically(certificate, pem(pair.certificate))
    except OSError as error:
        raise WorldError("certificates_unwritable", path=str(key.parent), reason=str(error)) from error


def pem(certificate: x509.Certificate) -> bytes:
    """The certificate as text."""
    return certificate.public_bytes(Encoding.PEM)
