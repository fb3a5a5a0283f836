"""What comes by a socket, until whoever sends it is gone or sends what is no word of ours."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from fastapi import WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

Frame = TypeVar("Frame", str, bytes)


def texts(socket: WebSocket) -> AsyncIterator[str]:
    """What is said in words; a binary frame ends it, too."""
    return _received(socket, socket.receive_text)


def blocks(socket: WebSocket) -> AsyncIterator[bytes]:
    """What is sent in bytes; a frame of text ends it, too."""
    return _received(socket, socket.receive_bytes)


async def _received(socket: WebSocket, receive: Callable[[], Awaitable[Frame]]) -> AsyncIterator[Frame]:
    # Whoever tells them something may have found them gone while their last words were thought over.
    while socket.application_state is WebSocketState.CONNECTED:
        try:
            frame = await receive()
        # A frame of the other kind shows as a missing key. Caught here and no further out, where it might be our bug.
        except (WebSocketDisconnect, KeyError):
            return
        yield frame
