"""The room's certificates: its own authority vouches for private networks only, an imported one hears all faults."""

import asyncio
import ssl
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from lab.domain.errors import InputError
from lab.live.door import leaf
from lab.live.door.certificates import Certificates
from lab.live.door.fingerprint import fingerprint, fingerprint_words
from lab.live.door.imported import imported
from lab.live.door.interfaces import trap_of
from lab.live.door.key_files import pem
from lab.live.door.opening import Choice
from lab.wording import sentence
from tests.lab.live.door.institution import DAY, written
from tests.lab.live.door.opened import Opened, dialled, fetched, kept_open, until

NOW = datetime(2026, 11, 27, tzinfo=UTC)
OWN = Choice("eth0", tls="own")
HOSTS = ("192.168.1.5", "lab.local")


class Clock:
    """A clock that is set by hand."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_that_keys_are_their_owners_alone_and_stay_the_same(tmp_path: Path) -> None:
    made = Certificates(tmp_path / "new" / "folder", now=Clock())
    first = made.shown(OWN, "192.168.1.5")
    again = made.shown(OWN, "192.168.1.5")
    assert first == again
    assert {key.stat().st_mode & 0o077 for key in (tmp_path / "new" / "folder").glob("*.key")} == {0}
    assert len(list((tmp_path / "new" / "folder").iterdir())) == len(("authority", "room")) * 2


def test_that_another_address_and_a_near_end_make_another_certificate_by_the_same_authority(tmp_path: Path) -> None:
    clock = Clock()
    made = Certificates(tmp_path, now=clock)
    authority = made.authority().certificate
    first = made.shown(OWN, "192.168.1.5")
    moved = made.shown(OWN, "10.0.0.7")
    assert moved.hosts[0] == "10.0.0.7"
    assert moved.certificate != first.certificate
    clock.now = NOW + leaf.LASTS - leaf.RENEWED_BEFORE + timedelta(minutes=1)
    assert made.needs_another(moved)
    assert made.shown(OWN, "10.0.0.7").certificate != moved.certificate
    assert made.authority().certificate == authority


def test_that_a_broken_key_is_replaced(tmp_path: Path) -> None:
    made = Certificates(tmp_path, now=Clock())
    first = made.shown(OWN, "192.168.1.5")
    (tmp_path / "room.key").write_text("broken")
    assert made.shown(OWN, "192.168.1.5").certificate != first.certificate


def test_that_nobody_vouches_for_an_address_of_the_internet(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        Certificates(tmp_path, now=Clock()).shown(OWN, "8.8.8.8")
    assert told.value.code == "address_not_private"


@pytest.mark.parametrize("host", ["bank.example", "8.8.8.8"])
def test_that_a_stolen_authority_is_worth_nothing_elsewhere(tmp_path: Path, host: str) -> None:
    """A certificate for another name, made with the authority's own key, is refused by a device that trusts it."""

    async def story() -> None:
        opened = Opened(tmp_path)
        issuer = opened.certificates.authority()
        stolen = leaf.leaf(tmp_path, issuer, (host,), datetime.now(UTC))
        assert leaf.hosts_of(stolen.certificate) == (host,)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / leaf.CERTIFICATE, tmp_path / leaf.KEY)
        server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
            await asyncio.open_connection("127.0.0.1", port, ssl=opened.trusting(), server_hostname=host)
        server.close()
        await server.wait_closed()

    asyncio.run(story())


def test_that_an_enrolled_device_trusts_the_page_and_no_old_tls_is_spoken(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.own)
        assert (await fetched(opened.port, tls=opened.trusting())).startswith(b"HTTP/1.1 200")
        async with dialled(opened.port, tls=opened.trusting()) as (_reader, writer):
            assert writer.get_extra_info("ssl_object").version() == "TLSv1.3"
        old = opened.trusting()
        old.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
            old.minimum_version = ssl.TLSVersion.TLSv1
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await fetched(opened.port, tls=old)
        with pytest.raises(ssl.SSLCertVerificationError):
            await fetched(opened.port, tls=ssl.create_default_context())
        await opened.door.leave()

    asyncio.run(story())


FAULTS = [
    ({"ends": -DAY}, {"certificate_expired"}),
    ({"begins": 5 * DAY}, {"certificate_not_yet"}),
    ({"usage": ExtendedKeyUsageOID.CLIENT_AUTH}, {"certificate_not_for_servers"}),
    ({"password": b"secret"}, {"key_locked"}),
    ({"other_key": ec.generate_private_key(ec.SECP256R1())}, {"key_of_another"}),
    ({"key": rsa.generate_private_key(65_537, 1024)}, {"certificate_weak"}),  # noqa: S505
    (
        {"ends": -DAY, "usage": ExtendedKeyUsageOID.CLIENT_AUTH, "other_key": ec.generate_private_key(ec.SECP256R1())},
        {"certificate_expired", "certificate_not_for_servers", "key_of_another"},
    ),
]


@pytest.mark.parametrize(("wrong", "codes"), FAULTS, ids=range(len(FAULTS)))
def test_that_an_imported_certificate_is_refused_with_all_faults(
    tmp_path: Path, wrong: dict[str, object], codes: set[str]
) -> None:
    files = written(tmp_path, "192.168.1.5", **wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError) as told:
        imported(*files, HOSTS, lambda _name: frozenset(), datetime.now(UTC))
    faults = told.value.facts["faults"]
    assert isinstance(faults, list)
    assert {fault["code"] for fault in faults} == codes
    assert len(sentence(told.value).splitlines()) == 1 + len(codes)
    assert "Unknown" not in sentence(told.value)


def test_that_what_is_no_certificate_is_told_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "a.crt").write_bytes(b"-----BEGIN CERTIFICATE-----\nnonsense")
    with pytest.raises(InputError) as told:
        imported(tmp_path / "a.crt", tmp_path / "none.key", HOSTS, lambda _name: frozenset(), NOW)
    faults = told.value.facts["faults"]
    assert isinstance(faults, list)
    assert [fault["code"] for fault in faults] == ["certificate_not_pem", "certificate_file_unreadable"]


@pytest.mark.parametrize(
    ("names", "leading", "hosts"),
    [
        (("lab.agency.example",), "lab.agency.example", ("lab.agency.example",)),
        (("*.agency.example", "other.example"), "lab.agency.example", ("lab.agency.example",)),
        (("192.168.1.5", "10.0.0.1"), "", ("192.168.1.5",)),
        (("lab.local",), "", ("lab.local",)),
        (("other.example",), "", None),
        ((), "", None),
    ],
)
def test_that_an_imported_certificate_must_name_what_leads_here(
    tmp_path: Path, names: tuple[str, ...], leading: str, hosts: tuple[str, ...] | None
) -> None:
    files = written(tmp_path, *names)

    def leads(name: str) -> frozenset[str]:
        return frozenset({"192.168.1.5"} if name == leading else {"203.0.113.9"})

    if hosts is not None:
        assert imported(*files, HOSTS, leads, datetime.now(UTC)).hosts == hosts
        return
    with pytest.raises(InputError) as told:
        imported(*files, HOSTS, leads, datetime.now(UTC))
    assert told.value.facts["faults"] == [
        {"code": "certificate_for_others", "facts": {"names": ", ".join(names) or "–", "address": "192.168.1.5"}}
    ]


def test_that_a_renewed_certificate_is_shown_without_sending_anybody_away(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        certificate, key = written(tmp_path, "127.0.0.1")
        async with kept_open(opened) as door:
            await door.open(replace(opened.own, tls="imported", certificate=str(certificate), key=str(key)))
            first = door.opening.fingerprint
            trusting = ssl.create_default_context(cafile=str(certificate))
            async with dialled(opened.port, tls=trusting) as (reader, writer):
                written(tmp_path, "127.0.0.1")
                await until(lambda: door.opening.fingerprint not in ("", first))
                writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{opened.port}\r\n\r\n".encode())
                assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            answer = await fetched(opened.port, tls=ssl.create_default_context(cafile=str(certificate)))
            assert answer.startswith(b"HTTP/1.1 200")

    asyncio.run(story())


def test_that_fingerprints_can_be_read_out_and_compared(tmp_path: Path) -> None:
    certificate = Certificates(tmp_path, now=Clock()).authority().certificate
    words = fingerprint_words(certificate)
    shown = bytes.fromhex(fingerprint(certificate).replace(":", ""))
    assert [len(word) for word in words] == [5, 5, 5, 5]
    consonants, vowels = "bdfghjklmnprstvz", "aiou"
    for number, word in enumerate(words):
        a, b, c, d, e = list(word)
        bits = consonants.index(a) << 12 | vowels.index(b) << 10 | consonants.index(c) << 6
        bits |= vowels.index(d) << 4 | consonants.index(e)
        assert bits == int.from_bytes(shown[2 * number : 2 * number + 2], "big")
    assert x509.load_pem_x509_certificate(pem(certificate)) == certificate


@pytest.mark.parametrize(
    ("name", "address", "trap"),
    [
        ("eth0", "192.168.1.5", None),
        ("wlp3s0", "10.20.30.40", None),
        ("en0", "172.16.0.9", None),
        ("Ethernet 2", "192.168.0.4", None),
        ("lo", "127.0.0.1", "this_machine"),
        ("docker0", "172.17.0.1", "container"),
        ("br-0123456789ab", "172.18.0.1", "container"),
        ("br0", "192.168.1.5", None),
        ("vEthernet (WSL)", "172.20.0.1", "virtual"),
        ("virbr0", "192.168.122.1", "virtual"),
        ("VirtualBox Host-Only Network", "192.168.56.1", "virtual"),
        ("tun0", "10.8.0.2", "vpn"),
        ("utun4", "100.64.3.2", "vpn"),
        ("wg0", "10.6.0.2", "vpn"),
        ("tailscale0", "100.101.102.103", "vpn"),
        ("eth0", "169.254.7.8", "unassigned"),
        ("eth0", "8.8.8.8", "public"),
    ],
)
def test_that_traps_are_known_by_name_and_address(name: str, address: str, trap: str | None) -> None:
    assert trap_of(name, address) == trap
