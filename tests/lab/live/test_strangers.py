"""Whoever only holds connections to the room's own port keeps nobody out of it."""

import asyncio

import uvicorn
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import connect

from lab.live import server
from lab.live.strangers import Strangers
from tests.lab.live.door.opened import dialled, fetched

MOST = 3


async def served(strangers: Strangers) -> tuple[uvicorn.Server, "asyncio.Task[None]", int]:
    """A room's port with nothing behind it."""
    app = FastAPI()

    @app.get("/")
    async def alive() -> str:
        return "alive"

    @app.websocket("/ws")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        async for text in socket.iter_text():
            await socket.send_text(text)

    ready = asyncio.Event()
    listening = server.bound_socket(0)
    serving = server.Server(app, ready.set, strangers)
    running = asyncio.ensure_future(serving.serve(sockets=[listening]))
    await ready.wait()
    return serving, running, listening.getsockname()[1]


async def ended(serving: uvicorn.Server, running: "asyncio.Task[None]") -> None:
    serving.should_exit = True
    await running


def test_that_who_comes_is_heard_while_others_hold_more_connections_than_there_is_room_for() -> None:
    async def story() -> None:
        serving, running, port = await served(Strangers(MOST))
        async with dialled(port) as (oldest, _), dialled(port), dialled(port), dialled(port), asyncio.timeout(20):
            assert b"alive" in await fetched(port)
            assert await hung_up(oldest)
        await ended(serving, running)

    asyncio.run(story())


def test_that_silence_is_ended_and_a_socket_is_not() -> None:
    async def story() -> None:
        serving, running, port = await served(Strangers(MOST, patience_s=0.1))
        async with connect(f"ws://127.0.0.1:{port}/ws", proxy=None) as socket, asyncio.timeout(20):
            async with dialled(port) as (silent, _):
                assert await hung_up(silent)
            await socket.send("still here")
            assert await socket.recv() == "still here"
        await ended(serving, running)

    asyncio.run(story())


async def hung_up(reader: asyncio.StreamReader) -> bool:
    try:
        return await reader.read() == b""
    except ConnectionError:
        return True
