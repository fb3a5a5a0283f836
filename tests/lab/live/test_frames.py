"""What ends the listening at a socket, and what must not be taken for that."""

import asyncio

import pytest
from fastapi import WebSocket
from starlette.types import Message

from lab.live.frames import texts

WORD: Message = {"type": "websocket.receive", "text": "word"}
BINARY: Message = {"type": "websocket.receive", "bytes": b"word"}
GONE: Message = {"type": "websocket.disconnect", "code": 1000}


async def accepted(*messages: Message) -> WebSocket:
    """An open socket by which these come."""
    coming = iter(({"type": "websocket.connect"}, *messages))

    async def receive() -> Message:
        return next(coming)

    async def send(_message: Message) -> None:
        pass

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
