"""What every answer tells the browser: run nothing but our own files, frame us nowhere, keep no data."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lab.live.door.own import Own

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "font-src 'self'; connect-src {connect}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """ASGI middleware around everything, refusals included. A route that says something of its own is left alone."""

    def __init__(self, app: ASGIApp, own: Own) -> None:
        self._app = app
        self._headers = _headers(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to an answer over HTTP."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _value in message.get("headers", [])}
                missing = [header for header in self._headers if header[0] not in said]
                message = {**message, "headers": [*message.get("headers", []), *missing]}
            await send(message)

        await self._app(scope, receive, send_with)


def _headers(own: Own) -> list[tuple[bytes, bytes]]:
    # Some browsers do not take 'self' for a WebSocket to the same host.
    sockets = " ".join(url.replace("http", "ws", 1) for url in own.urls)
    told = {
        "content-security-policy": POLICY.format(connect=f"'self' {sockets}"),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), payment=()",
        "cache-control": "no-store",
    }
    if own.secure:
        # Browsers heed it over TLS only, and complain of it elsewhere. No Strict-Transport-Security: it would lock the
        # page out of a room that is opened without TLS on another day.
        told["cross-origin-opener-policy"] = "same-origin"
    return [(name.encode(), value.encode()) for name, value in told.items()]
