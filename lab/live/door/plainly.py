"""Whoever speaks plain HTTP to the port where the room speaks TLS is sent there by TLS, and served nothing.

A browser that is given an address without a scheme tries `http://` first. Without an answer to that, the short address
that was read out to somebody would lead to an empty page.
"""

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lab.live.door.guards import SAFE, Guards, turn_away
from lab.live.door.headers import SecurityHeaders
from lab.live.door.own import Own


def sent_to_tls(own: Own) -> ASGIApp:
    """An app that knows nothing but the way to `https://`, behind the guards of the real one."""
    return SecurityHeaders(Guards(_to_tls, own), own)


async def _to_tls(scope: Scope, receive: Receive, send: Send) -> None:
    # A target that is no path (`@other`, `http://other`) would put its own host behind ours.
    if scope["type"] == "http" and scope["method"] in SAFE and scope["raw_path"].startswith(b"/"):
        await _elsewhere(scope)(scope, receive, send)
    else:
        await turn_away(scope, receive, send)


def _elsewhere(scope: Scope) -> Response:
    """The answer. The fragment, in which an invitation stands, never comes here: a browser takes it along by itself."""
    host = next(value for name, value in scope["headers"] if name == b"host")  # the guards know that it is one of ours
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    target = (b"https://" + host + scope["raw_path"] + query).decode("latin-1")
    # Not kept: on another day the room may be open without TLS, and browsers remember a 308 for ever.
    headers = {"location": target, "connection": "close", "cache-control": "no-store"}
    return Response(status_code=308, headers=headers)
