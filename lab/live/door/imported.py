"""The certificate of an institution, as files with its key: every fault is told at once, before anything is opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from lab.domain.errors import InputError
from lab.live.door.leaf import hosts_of

Fault = tuple[str, dict[str, object]]
"""Code and facts."""

Resolve = Callable[[str], frozenset[str]]
"""The addresses to which a name leads; none if it leads nowhere."""

_LARGEST = 1 << 20
_RSA_BITS = 2048
_BROKEN_HASHES = {"md5", "sha1"}


@dataclass(frozen=True, slots=True)
class Imported:
    """A certificate that will do.

    Attributes:
        hosts: the names and addresses in it that lead here; never empty.
    """

    certificate: x509.Certificate
    hosts: tuple[str, ...]


def imported(certificate: Path, key: Path, own: tuple[str, ...], resolve: Resolve, now: datetime) -> Imported:
    """The certificate in these files.

    Args:
        own: the room's address first, then its local name.

    Raises:
        InputError: `certificate_refused`, with every fault.
    """
    faults: list[Fault] = []
    found = _certificate(certificate, faults)
    secret = _key(key, faults)
    hosts: tuple[str, ...] = ()
    if found is not None:
        faults.extend(_faults_of(found, now))
        hosts = tuple(_leading_here(found, own, resolve))
        if not hosts:
            names = ", ".join(hosts_of(found)[:5])
            faults.append(("certificate_for_others", {"names": names or "–", "address": own[0]}))
        if secret is not None and secret.public_key() != found.public_key():
            faults.append(("key_of_another", {"path": str(key)}))
    if faults or found is None:
        told = [{"code": code, "facts": facts} for code, facts in faults]
        raise InputError("certificate_refused", path=str(certificate), faults=told)
    return Imported(found, hosts)


def _certificate(path: Path, faults: list[Fault]) -> x509.Certificate | None:
    content = _content(path, faults)
    if content is None:
        return None
    try:
        return x509.load_pem_x509_certificates(content)[0]
    except ValueError:
        faults.append(("certificate_not_pem", {"path": str(path)}))
        return None


def _key(path: Path, faults: list[Fault]) -> PrivateKeyTypes | None:
    content = _content(path, faults)
    if content is None:
        return None
    try:
        return load_pem_private_key(content, None)
    except TypeError:
        faults.append(("key_locked", {"path": str(path)}))
    except ValueError:
        faults.append(("key_not_pem", {"path": str(path)}))
    return None


def _content(path: Path, faults: list[Fault]) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        faults.append(("certificate_file_unreadable", {"path": str(path), "reason": reason or str(error)}))
        return None


def _faults_of(certificate: x509.Certificate, now: datetime) -> Iterator[Fault]:
    if now >= certificate.not_valid_after_utc:
        yield "certificate_expired", {"day": f"{certificate.not_valid_after_utc:%Y-%m-%d}"}
    if now < certificate.not_valid_before_utc:
        yield "certificate_not_yet", {"day": f"{certificate.not_valid_before_utc:%Y-%m-%d}"}
    if not _for_servers(certificate):
        yield "certificate_not_for_servers", {}
    weakness = _weakness(certificate)
    if weakness:
        yield "certificate_weak", {"weakness": weakness}


def _for_servers(certificate: x509.Certificate) -> bool:
    try:
        if certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return bool({ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE} & set(usage))


def _weakness(certificate: x509.Certificate) -> str:
    """What browsers would refuse in its key or its signature; empty: nothing."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _RSA_BITS:
        return f"RSA {key.key_size}"
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return type(key).__name__.removesuffix("PublicKey")
    signed = certificate.signature_hash_algorithm
    return signed.name.upper() if signed is not None and signed.name in _BROKEN_HASHES else ""


def _leading_here(certificate: x509.Certificate, own: tuple[str, ...], resolve: Resolve) -> Iterator[str]:
    """Names of the certificate that lead to this machine; a wildcard is tried with this machine's own name."""
    machine = own[-1].partition(".")[0]
    for host in hosts_of(certificate):
        name = f"{machine}{host.removeprefix('*')}" if host.startswith("*.") else host
        if name in own or own[0] in resolve(name):
            yield name
