"""A person's open socket: served until the first of its jobs is done, then closed with the code that says why."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import WebSocket, WebSocketDisconnect

GOODBYE_S = 1.0


async def serve(socket: WebSocket, code: Callable[[], int | None], *jobs: Coroutine[Any, Any, object]) -> None:
    """Do these jobs beside each other until one of them is done, end the others and close the socket.

    Args:
        code: with which it is closed; None: nobody was cut off. Asked for at the end.

    Raises:
        Exception: what a job raised: a fault of ours is not swallowed.
    """
    running = [asyncio.ensure_future(job) for job in jobs]
    try:
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for job in running:
            job.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    with contextlib.suppress(RuntimeError, TimeoutError, WebSocketDisconnect):
        async with asyncio.timeout(GOODBYE_S):
            await socket.close(code() or 1000)
    for job in running:
        if not job.cancelled():
            job.result()
