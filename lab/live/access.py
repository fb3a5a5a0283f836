"""Who may speak to the room at all; asked before anything is accepted.

The outermost layer of the server. The Host must be the room's own (a foreign name that resolves to this machine is an
attack through a browser), an Origin must be the room's own or absent (programs send none), and the bearer token must be
one of those given out. Everything else is turned away with 403, without saying why.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

from starlette.types import ASGIApp, Receive, Scope, Send

Role = Literal["workstation", "recorder"]
ROLE = "lab.role"
"""Key of the ASGI scope under which the role stands once access was granted."""


class Access:
    """ASGI middleware.

    Args:
        tokens: role → token; only their hashes are kept.
        port: on which the room listens.
    """

    def __init__(self, app: ASGIApp, tokens: Mapping[Role, str], port: int) -> None:
        self._app = app
        self._hashes = {role: _hash(token) for role, token in tokens.items()}
        names = ("127.0.0.1", "localhost")
        self._hosts = frozenset(f"{name}:{port}".encode() for name in names)
        self._origins = frozenset(b"http://" + host for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed, turn away the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        role = self._role(scope["headers"])
        if role is None:
            await _turn_away(scope, receive, send)
            return
        await self._app({**scope, ROLE: role}, receive, send)

    def _role(self, headers: list[tuple[bytes, bytes]]) -> Role | None:
        hosts = [value for name, value in headers if name == b"host"]
        origins = [value for name, value in headers if name == b"origin"]
        tokens = [value for name, value in headers if name == b"authorization"]
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return None
        if any(origin not in self._origins for origin in origins) or len(tokens) != 1:
            return None
        kind, _, token = tokens[0].partition(b" ")
        return self._owner(token) if kind.lower() == b"bearer" else None

    def _owner(self, token: bytes) -> Role | None:
        """Whose token this is; every comparison is made, whatever the first says."""
        found: Role | None = None
        offered = hashlib.sha256(token).digest()
        for role, known in self._hashes.items():
            if hmac.compare_digest(offered, known):
                found = role
        return found


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
