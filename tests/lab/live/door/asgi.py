"""One request to an ASGI app, without a network."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Scope


@dataclass
class Answer:
    """What came back; of a handshake `status` is 101 when it was accepted, 403 when it was turned away."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(
    app: ASGIApp,
    path: str = "/",
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    kind: str = "http",
) -> Answer:
    """Ask an app once. `kind`: `http` or `websocket`."""
    asked = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    raw, _, query = path.partition("?")
    scope: Scope = {
        "type": kind, "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": raw, "raw_path": raw.encode(), "query_string": query.encode(), "root_path": "", "headers": asked,
        "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 8770), "subprotocols": [], "state": {},
    }  # fmt: skip
    incoming: list[Message] = (
        [{"type": "http.request", "body": body, "more_body": False}]
        if kind == "http"
        else [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}]
    )
    answer = Answer()

    async def receive() -> Message:
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")
        elif message["type"] == "websocket.accept":
            answer.status = 101
        elif message["type"] == "websocket.close" and not answer.status:
            answer.status = 403

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return answer
