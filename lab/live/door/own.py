"""What the second listener is called by those who reach it: its hosts and its origins."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Own:
    """The names of the room on the network.

    Attributes:
        address: at which it listens.
        hosts: addresses and names without a port, in lower case; the first is the one that links name.
        port: on which it listens.
        secure: whether it speaks TLS.
    """

    address: str
    hosts: tuple[str, ...]
    port: int
    secure: bool

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end."""
        return f"{self._scheme}://{self.hosts[0]}:{self.port}"

    @property
    def urls(self) -> tuple[str, ...]:
        """The same by every name."""
        return tuple(f"{self._scheme}://{host}:{self.port}" for host in self.hosts)

    @property
    def authorities(self) -> frozenset[bytes]:
        """What a `Host` header may say."""
        return frozenset(f"{host}:{self.port}".encode() for host in self.hosts) | self._bare_hosts

    @property
    def origins(self) -> frozenset[bytes]:
        """What an `Origin` header may say."""
        return frozenset(f"{self._scheme}://".encode() + authority for authority in self.authorities)

    @property
    def _scheme(self) -> str:
        return "https" if self.secure else "http"

    @property
    def _bare_hosts(self) -> frozenset[bytes]:
        """On the usual port of its scheme, browsers leave the port out."""
        usual = 443 if self.secure else 80
        return frozenset(host.encode() for host in self.hosts) if self.port == usual else frozenset()
