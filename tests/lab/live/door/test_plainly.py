"""Plain HTTP on the port that speaks TLS leads there and is served nothing; whoever says nothing clear is cut off."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from lab.live.door.limits import Limits
from tests.lab.live.door.opened import Opened, dialled, fetched, until
from tests.lab.live.door.test_deadlines import cut_off

SHORT = Limits(handshake_s=0.2, receive_s=0.2, stalled_s=0.2, goodbye_s=0.2, per_address=9, in_all=9)
Story = Callable[[Opened], Awaitable[None]]


def told(tmp_path: Path, story: Story) -> None:
    async def whole() -> None:
        opened = Opened(tmp_path, SHORT)
        await opened.door.open(opened.own)
        try:
            await story(opened)
        finally:
            await opened.door.leave()

    asyncio.run(whole())


async def answered(port: int, request: str) -> tuple[str, dict[str, str], str]:
    """Status, headers and body of what is said to a request in plain; it must be the last on that connection."""
    async with dialled(port) as (reader, writer), asyncio.timeout(20):
        writer.write(request.replace("PORT", str(port)).encode("latin-1"))
        head, _, body = (await reader.read()).decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    return status.split(" ")[1], dict(line.lower().split(": ", 1) for line in lines), body


REFUSED = [
    ("GET / HTTP/1.1", "other.example", "403"),
    ("GET / HTTP/1.1", "127.0.0.1", "403"),
    ("GET / HTTP/1.1", "127.0.0.1:PORT\r\nHost: other.example", "400"),
    ("GET @other.example/ HTTP/1.1", "127.0.0.1:PORT", "403"),
    ("GET http://other.example/ HTTP/1.1", "127.0.0.1:PORT", "403"),
    ("POST /echo HTTP/1.1", "127.0.0.1:PORT\r\nX-Lab: 1\r\nOrigin: https://127.0.0.1:PORT", "403"),
    (
        "GET /ws HTTP/1.1",
        (
            "127.0.0.1:PORT\r\nOrigin: https://127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        ),
        "403",
    ),
    ("NONSENSE", "127.0.0.1:PORT", "400"),
]
"""Request line, host and perhaps further headers, and the status of the refusal."""

STRANGERS = [
    (b"", b""),
    (b"G", b""),
    (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-More: x\r\n"),
    (b"\x16", b"\x03"),
    (b"\x80\x2e\x01", b"\x00"),  # the hello of SSL 2
    (b"ssh-2.0\r\n", b"x"),
]
"""What somebody begins with, and says again and again."""


def test_that_plain_http_is_sent_to_the_same_place_over_tls(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        for target in ("/", "/enrolment?language=ru", "//other.example/%2e%2e/"):
            got = await answered(opened.port, f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
            status, headers, body = got
            assert (status, body) == ("308", "")
            assert headers["location"] == f"https://127.0.0.1:{opened.port}{target}"
            assert (headers["connection"], headers["cache-control"]) == ("close", "no-store")
        assert (await fetched(opened.port, tls=opened.trusting())).startswith(b"HTTP/1.1 200")

    told(tmp_path, story)


def test_that_nothing_else_is_served_in_plain(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        for request_line, host, status in REFUSED:
            got, headers, body = await answered(opened.port, f"{request_line}\r\nHost: {host}\r\n\r\n")
            assert got == status, request_line
            assert "location" not in headers
            assert "page" not in body

    told(tmp_path, story)


def test_that_silent_and_dripping_strangers_are_cut_off(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        await asyncio.gather(*(cut_off(opened.port, *said) for said in STRANGERS))
        await until(lambda: not opened.inside)

    told(tmp_path, story)


def test_that_who_hangs_up_at_once_is_forgotten_and_the_closing_waits_for_nobody(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        async with dialled(opened.port):
            await until(lambda: opened.inside == 1)
        await until(lambda: not opened.inside)
        async with dialled(opened.port):
            await until(lambda: opened.inside == 1)
            async with asyncio.timeout(10):
                await opened.door.close()

    told(tmp_path, story)
