"""Bodies of requests are small: read whole before anything looks at them, or refused."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lab.live.door.errors import told


class SmallBodies:
    """ASGI middleware.

    Args:
        most: bytes.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a body that is not too large; 413 otherwise."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = None if _announced(scope) > self._most else await self._read(receive)
        if body is None:
            refused = told(413, "too_long", {"most": self._most})
            # The rest of the body is on its way: the connection cannot be used again.
            refused.headers["connection"] = "close"
            await refused(scope, receive, send)
            return
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return waiting.pop() if waiting else await receive()

        await self._app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body; None if it is too large. That of a client which hangs up is what there is of it."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return bytes(body)
            body += message.get("body", b"")
            if len(body) > self._most:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
