"""What somebody says first, looked at and left where it is: it tells TLS from plain HTTP."""

import asyncio
import socket

LOOK_EVERY_S = 0.02
"""Where the event loop cannot tell that something came: on Windows."""

_HANDSHAKE = b"\x16"
"""The type of TLS's first record (RFC 8446, 5.1)."""


async def speaks_tls(connection: socket.socket) -> bool | None:
    """Wait for the first byte; it is not taken.

    Args:
        connection: one that does not block.

    Returns:
        True: it begins TLS. False: it may begin a request of HTTP, with the capital of a method. None: neither, or
        they hung up.

    Raises:
        OSError: the connection broke.
    """
    first = await _first(connection)
    if first == _HANDSHAKE:
        return True
    return False if first.isupper() else None


async def _first(connection: socket.socket) -> bytes:
    while True:
        try:
            return connection.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            await _something(connection)


async def _something(connection: socket.socket) -> None:
    """Wait until there is perhaps something to be read."""
    loop = asyncio.get_running_loop()
    came = loop.create_future()
    try:
        loop.add_reader(connection, _ring, came)
    except NotImplementedError:
        await asyncio.sleep(LOOK_EVERY_S)
        return
    try:
        await came
    finally:
        loop.remove_reader(connection)


def _ring(came: "asyncio.Future[None]") -> None:
    if not came.done():
        came.set_result(None)
