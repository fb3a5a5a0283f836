"""Nobody may take their time: silent, slow and greedy clients are cut off, whatever byte they send meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from lab.live.door.limits import Limits
from tests.lab.live.door.opened import Opened, dialled, fetched, until

SHORT = Limits(handshake_s=0.2, receive_s=0.2, stalled_s=0.2, goodbye_s=0.2, per_address=3, in_all=5)
HEAD = "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nX-Lab: 1\r\n"


def head(port: int, path: str = "/", method: str = "GET") -> bytes:
    return HEAD.format(method=method, path=path, port=port).encode()


async def cut_off(port: int, begins: bytes, goes_on: bytes) -> None:
    """Say the beginning, then a little again and again, until the room hangs up."""
    async with dialled(port) as (reader, writer), asyncio.timeout(20):
        writer.write(begins)
        ended = asyncio.ensure_future(reader.read())
        while not ended.done():
            writer.write(goes_on)
            await asyncio.wait([ended], timeout=0.05)
        try:
            ended.result()
        except ConnectionError:
            return


def told(tmp_path: Path, story: Callable[[Opened], Awaitable[None]], *, tls: bool = False) -> None:
    async def whole() -> None:
        opened = Opened(tmp_path, SHORT)
        await opened.door.open(opened.own if tls else opened.plain)
        try:
            await story(opened)
        finally:
            await opened.door.leave()

    asyncio.run(whole())


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        ("", ""),
        ("GE", ""),
        ("head", "X-More: x\r\n"),
        ("POST", "x"),
        ("whole", "\r\n"),  # the answer is there, and the next request does not begin
    ],
)
def test_that_silent_and_slow_requests_are_cut_off(tmp_path: Path, begins: str, goes_on: str) -> None:
    async def story(opened: Opened) -> None:
        said = {
            "head": head(opened.port),
            "POST": head(opened.port, "/echo", "POST") + b"Content-Length: 60000\r\n\r\n",
            "whole": head(opened.port) + b"\r\n",
        }.get(begins, begins.encode())
        await cut_off(opened.port, said, goes_on.encode())

    told(tmp_path, story)


def test_that_who_never_speaks_tls_is_cut_off(tmp_path: Path) -> None:
    told(tmp_path, lambda opened: cut_off(opened.port, b"\x16\x03\x01\x02\x00", b""), tls=True)


def test_that_a_long_stream_is_nobodys_fault(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        loop = asyncio.get_running_loop()
        async with dialled(opened.port) as (reader, writer), asyncio.timeout(20):
            writer.write(head(opened.port, "/stream") + b"\r\n")
            ends = loop.time() + 2 * SHORT.receive_s
            while loop.time() < ends:
                assert await reader.read(65_536)

    told(tmp_path, story)


def test_that_who_takes_nothing_of_what_they_asked_for_is_cut_off(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        async with dialled(opened.port) as (reader, writer), asyncio.timeout(20):
            writer.write(head(opened.port, "/stream") + b"\r\n")
            while not reader._buffer:  # type: ignore[attr-defined]  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            await until(lambda: not opened.inside)

    told(tmp_path, story)


def test_that_an_address_and_the_house_hold_only_so_many(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        answers = await asyncio.gather(
            *(cut_off(opened.port, b"", b"") for _ in range(SHORT.per_address)),
            *(fetched(opened.port) for _ in range(4)),
        )
        assert b"" in answers
        assert (await fetched(opened.port)).startswith(b"HTTP/1.1 200")

    told(tmp_path, story)


def test_that_who_comes_from_elsewhere_is_let_in_meanwhile(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        crowd = [asyncio.ensure_future(cut_off(opened.port, b"", b"")) for _ in range(30)]
        await until(lambda: opened.inside == SHORT.per_address)
        assert (await fetched(opened.port, comes_from="127.0.0.9")).startswith(b"HTTP/1.1 200")
        await asyncio.gather(*crowd)

    told(tmp_path, story)


def test_that_nonsense_is_answered_and_forgotten(tmp_path: Path) -> None:
    async def story(opened: Opened) -> None:
        for nonsense in (b"\x00\xff" * 50, b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n"):
            async with dialled(opened.port) as (reader, writer), asyncio.timeout(20):
                writer.write(nonsense)
                assert (await reader.read()).startswith(b"HTTP/1.1 400")
        assert (await fetched(opened.port)).startswith(b"HTTP/1.1 200")

    told(tmp_path, story)
