"""Where a room listens, and with which tokens one may speak to it: the address file.

It lies in the user's runtime folder, readable by that user only; never in a session folder. A room that is started
again takes over port and tokens, so that recorder and clients find it without being told.
"""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.domain.errors import WorldError

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Address:
    """What a client at this workstation needs to dial the room.

    Attributes:
        url: `ws://127.0.0.1:PORT`.
        token: of the workstation; never shown, logged or put into a URL.
    """

    url: str
    token: str

    def __repr__(self) -> str:
        return f"Address(url={self.url!r})"


@dataclass(frozen=True, slots=True)
class AddressFile:
    """The content of the address file.

    Attributes:
        token: of the workstation's clients.
        recorder_token: of the recorder.
        pid: of the room; 0 before it listens.
        recorder_pid: of the recorder that the room started last; 0: none.
    """

    url: str
    token: str
    recorder_token: str
    pid: int
    recorder_pid: int = 0

    def __repr__(self) -> str:
        return f"AddressFile(url={self.url!r}, pid={self.pid}, recorder_pid={self.recorder_pid})"

    @property
    def address(self) -> Address:
        """What clients get."""
        return Address(self.url, self.token)

    @property
    def port(self) -> int:
        """The port; 0 when none was chosen yet."""
        tail = self.url.rpartition(":")[2]
        return int(tail) if tail.isdigit() else 0

    def with_recorder(self, pid: int) -> "AddressFile":
        """The same with another recorder."""
        return replace(self, recorder_pid=pid)


def read(path: Path) -> AddressFile | None:
    """The content of an address file; None if there is none or it is not whole."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return AddressFile(
            url=_text(told["url"]),
            token=_text(told["token"]),
            recorder_token=_text(told["recorder_token"]),
            pid=int(told["pid"]),
            recorder_pid=int(told["recorder_pid"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


def write(path: Path, content: AddressFile) -> None:
    """Write the address file, readable by its owner only. Raises WorldError `runtime_folder_unusable`."""
    try:
        write_atomically(path, json.dumps(asdict(content), indent=2).encode(), mode=0o600)
    except OSError as error:
        raise WorldError("runtime_folder_unusable", path=str(path), reason=error.strerror or str(error)) from error


def new_token() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(_TOKEN_BYTES)
