"""Who is let through to the page and its routes at all; asked before anything else, and before a socket is accepted.

* `Host` must be one of the room's own names: a foreign name that resolves to this machine is an attack through
  somebody's browser (DNS rebinding).
* `Origin`, where it is sent, must be the room's own; a WebSocket and whatever changes something must send it. Browsers
  let any page open a WebSocket to any host, so this alone keeps other sites out.
* `Sec-Fetch-Site`, where it is sent, must be `same-origin`, or `none` (typed, scanned); a link from elsewhere may lead
  to the pages that are about nobody, and nowhere else.
* Whatever changes something must carry `X-Lab: 1`, which no form and no image can.

Everything else is turned away with 403 and one word.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from lab.live.door.errors import told
from lab.live.door.own import Own

SAFE = frozenset({"GET", "HEAD"})
"""They change nothing."""

_OWN_SITES = frozenset({b"same-origin", b"none"})
ENTRANCES = frozenset({"/", "/enrolment", "/authority.crt", "/authority.mobileconfig"})
"""Where a link from another site may lead: nothing there is about anybody."""


class Guards:
    """ASGI middleware; before it come only the headers of every answer, and the pace of whoever asks too much."""

    def __init__(self, app: ASGIApp, own: Own) -> None:
        self._app = app
        self._authorities = own.authorities
        self._origins = own.origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed, turn away the rest."""
        if scope["type"] == "lifespan" or self._allows(scope):
            await self._app(scope, receive, send)
        else:
            await turn_away(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        headers = _Headers(scope["headers"])
        is_socket = scope["type"] == "websocket"
        changes = not is_socket and scope["method"] not in SAFE
        return (
            headers.one(b"host").lower() in self._authorities
            and self._allows_origin(headers, needed=is_socket or changes)
            and _allows_site(headers, scope, is_socket=is_socket)
            and (not changes or headers.one(b"x-lab") == b"1")
        )

    def _allows_origin(self, headers: "_Headers", *, needed: bool) -> bool:
        said = headers.all(b"origin")
        return (len(said) == 1 and said[0].lower() in self._origins) if said else not needed


def _allows_site(headers: "_Headers", scope: Scope, *, is_socket: bool) -> bool:
    said = headers.all(b"sec-fetch-site")
    if not said or (len(said) == 1 and said[0] in _OWN_SITES):
        return True
    by_link = headers.one(b"sec-fetch-mode") == b"navigate" and headers.one(b"sec-fetch-dest") == b"document"
    return by_link and not is_socket and scope["method"] in SAFE and scope["path"] in ENTRANCES


class _Headers:
    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self._raw = raw

    def all(self, wanted: bytes) -> list[bytes]:
        return [value for name, value in self._raw if name == wanted]

    def one(self, wanted: bytes) -> bytes:
        """The value of a header that stands there once; empty otherwise."""
        values = self.all(wanted)
        return values[0] if len(values) == 1 else b""


async def turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a request or a WebSocket with one word."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await told(403, "not_allowed")(scope, receive, send)
