"""Which certificate the room shows, and by which names it is therefore reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from lab.domain.errors import InputError
from lab.folder import config_folder
from lab.live.door.authority import authority
from lab.live.door.imported import Resolve, imported
from lab.live.door.interfaces import trap_of
from lab.live.door.key_files import Keyed
from lab.live.door.leaf import CERTIFICATE, KEY, RENEWED_BEFORE, leaf
from lab.live.door.opening import Choice
from lab.live.door.own_hosts import own_hosts, resolve

FOLDER = "certificates"
"""In the user's configuration folder."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate in use.

    Attributes:
        hosts: by which the room is reached; the first stands in links.
        certificate: None: plain HTTP.
        files: the certificate's file and that of its key.
        stamp: of the certificate's file: another one, and it was replaced.
    """

    hosts: tuple[str, ...]
    certificate: x509.Certificate | None = None
    files: tuple[Path, Path] | None = None
    stamp: int = 0


class Certificates:
    """The certificates of this user's rooms. Everything here blocks: not for the event loop.

    Args:
        folder: where the authority and the room's certificate lie.
    """

    def __init__(
        self, folder: Path, look_up: Resolve = resolve, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder = folder
        self._look_up = look_up
        self._now = now

    @classmethod
    def of_this_user(cls) -> "Certificates":
        """Those that the user's rooms are opened with."""
        return cls(config_folder() / FOLDER)

    def authority(self) -> Keyed:
        """The laboratory's own authority, made if there is none. Raises WorldError as `authority.authority`."""
        return authority(self._folder, self._now())

    def shown(self, choice: Choice, address: str) -> Shown:
        """What is shown at this address.

        Raises:
            InputError: `certificate_refused` (all faults), `address_not_private`: nobody's own authority may vouch
                for an address of the Internet.
            WorldError: as `authority`.
        """
        hosts = own_hosts(address)
        if choice.tls == "plain":
            return Shown(hosts)
        if choice.tls == "imported":
            files = (Path(choice.certificate), Path(choice.key))
            found = imported(*files, hosts, self._look_up, self._now())
            others = tuple(host for host in hosts if host not in found.hosts)
            return Shown((*found.hosts, *others), found.certificate, files, _stamp(files[0]))
        if trap_of("", address) == "public":
            raise InputError("address_not_private", address=address)
        made = leaf(self._folder, self.authority(), hosts, self._now())
        files = (self._folder / CERTIFICATE, self._folder / KEY)
        return Shown(hosts, made.certificate, files, _stamp(files[0]))

    def needs_another(self, shown: Shown) -> bool:
        """Whether what is shown nears its end, or lies there in a newer version."""
        if shown.certificate is None or shown.files is None:
            return False
        ends = shown.certificate.not_valid_after_utc
        return self._now() > ends - RENEWED_BEFORE or _stamp(shown.files[0]) != shown.stamp


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
