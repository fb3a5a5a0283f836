"""What ends the listening at a socket, and what must not be taken for that."""

import asyncio

import pytest
from fastapi import WebSocket, WebSocketDisconnect
from starlette.types import Message

from lab.live.frames import texts

WORD: Message = {"type": "websocket.receive", "text": "word"}
BINARY: Message = {"type": "websocket.receive", "bytes": b"word"}
GONE: Message = {"type": "websocket.disconnect", "code": 1000}


async def accepted(*messages: Message, is_gone: bool = False) -> WebSocket:
    """An open socket by which these come. `is_gone`: what is told there after the first word finds nobody."""
    coming = iter(({"type": "websocket.connect"}, *messages))

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        if is_gone and message["type"] == "websocket.send":
            raise OSError

    socket = WebSocket({"type": "websocket"}, receive, send)
    await socket.accept()
    return socket


@pytest.mark.parametrize("end", [BINARY, GONE])
def test_that_words_are_heard_until_a_binary_frame_comes_or_nobody_is_there(end: Message) -> None:
    async def heard() -> list[str]:
        return [text async for text in texts(await accepted(WORD, WORD, end))]

    assert asyncio.run(heard()) == ["word", "word"]


def test_that_a_missing_key_of_whoever_listens_is_not_taken_for_the_end() -> None:
    known: dict[str, int] = {}

    async def listen() -> None:
        async for text in texts(await accepted(WORD, GONE)):
            known[text] += 1

    with pytest.raises(KeyError, match="word"):
        asyncio.run(listen())


def test_that_words_end_where_somebody_who_was_told_something_was_found_gone() -> None:
    async def heard() -> list[str]:
        socket = await accepted(WORD, WORD, is_gone=True)
        found = []
        async for text in texts(socket):
            found.append(text)
            with pytest.raises(WebSocketDisconnect):
                await socket.send_text("answer")
        return found

    assert asyncio.run(heard()) == ["word"]
