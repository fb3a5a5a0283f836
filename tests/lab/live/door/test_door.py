"""The door opens at the address and port that were chosen and no other, remembers it, and closes in good order."""

import asyncio
import json
import shutil
import socket
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from lab.domain.errors import InputError, WorldError
from lab.live.door.interfaces import Interface
from lab.live.door.opening import CLOSED, Choice
from tests.lab.live.door.opened import Opened, dialled, fetched, kept_open, until


def test_that_it_opens_and_closes_and_sends_everybody_away(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        assert (await fetched(opened.port)).startswith(b"HTTP/1.1 200")
        async with connect(f"ws://127.0.0.1:{opened.port}/ws", origin=f"http://127.0.0.1:{opened.port}") as line:  # type: ignore[arg-type]
            await line.send("here")
            assert await line.recv() == "here"
            await opened.door.close()
            with pytest.raises(ConnectionClosed) as ended:
                await line.recv()
            assert ended.value.rcvd is not None
            assert ended.value.rcvd.code == 1001
        with pytest.raises(ConnectionRefusedError):
            await fetched(opened.port)
        assert opened.heard[-1] == CLOSED
        await opened.door.close()  # no fault

    asyncio.run(story())


def test_that_a_stream_does_not_hold_up_the_closing(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        streaming = asyncio.ensure_future(fetched(opened.port, "/stream"))
        async with dialled(opened.port) as (reader, writer):  # takes nothing of what it asked for
            writer.write(f"GET /stream HTTP/1.1\r\nHost: 127.0.0.1:{opened.port}\r\n\r\n".encode())
            await reader.readline()
            async with asyncio.timeout(10):
                await opened.door.close()
                assert await streaming

    asyncio.run(story())


def test_that_a_port_in_use_is_a_clear_fault_and_never_another_port(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", opened.port))
            taken.listen()
            with pytest.raises(WorldError) as told:
                await opened.door.open(opened.plain)
        assert (told.value.code, told.value.facts["port"]) == ("port_in_use", opened.port)
        assert opened.door.opening == CLOSED
        await opened.door.open(opened.plain)
        await opened.door.open(Choice("lo", opened.port, "plain"))  # its own port is not in its way
        assert (await fetched(opened.port)).startswith(b"HTTP/1.1 200")
        await opened.door.leave()

    asyncio.run(story())


@pytest.mark.parametrize("interface", ["10.1.2.3", "", "eth9"])
def test_that_an_unknown_interface_is_refused_with_those_that_are_known(tmp_path: Path, interface: str) -> None:
    opened = Opened(tmp_path)
    with pytest.raises(InputError) as told:
        asyncio.run(opened.door.open(Choice(interface, opened.port, "plain")))
    assert (told.value.code, told.value.facts["known"]) == ("interface_unknown", ["127.0.0.1"])


def test_that_it_opens_again_with_the_next_room_but_not_after_it_was_closed(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        await opened.door.leave()
        opened.door = opened.another()
        async with kept_open(opened) as door:
            await until(lambda: door.opening.own is not None)
            assert (await fetched(opened.port)).startswith(b"HTTP/1.1 200")
            await door.close()
        opened.door = opened.another()
        async with kept_open(opened) as door:
            await asyncio.sleep(0)
            assert door.opening == CLOSED

    asyncio.run(story())


def test_that_what_was_chosen_before_the_machine_was_started_anew_does_not_count(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        await opened.door.leave()

    asyncio.run(story())
    kept = tmp_path / "kept"
    assert kept.stat().st_mode & 0o077 == 0
    told = json.loads(kept.read_text())
    kept.write_text(json.dumps({**told, "boot": "another"}))
    from lab.live.door.choice_file import ChoiceFile

    assert ChoiceFile(kept).read() is None
    for broken in ("", "[]", "{}", json.dumps({**told, "port": "x"}), json.dumps({**told, "tls": "none"})):
        kept.write_text(broken)
        with pytest.raises(WorldError, match="choice_unreadable"):
            ChoiceFile(kept).read()


@pytest.mark.allow_warning_logs
def test_that_it_is_told_when_nobody_can_read_how_the_room_was_open(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        (tmp_path / "kept").write_text("[]")
        async with kept_open(opened) as door:
            while not opened.heard:  # noqa: ASYNC110 - a list tells nobody
                await asyncio.sleep(0.005)
            fault = door.opening.fault
            assert fault is not None
            assert fault[0] == "choice_unreadable"
            await door.open(opened.plain)
            assert door.opening.fault is None

    asyncio.run(story())


@pytest.mark.allow_warning_logs
def test_that_a_room_started_again_waits_for_its_port(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        await opened.door.leave()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", opened.port))
            taken.listen()
            opened.door = opened.another()
            async with kept_open(opened) as door:
                await until(lambda: door.opening.fault is not None)
                assert door.opening.fault is not None
                assert door.opening.fault[0] == "port_in_use"
                taken.close()
                await until(lambda: door.opening.own is not None)
                assert door.opening.fault is None

    asyncio.run(story())


@pytest.mark.allow_warning_logs
def test_that_it_follows_the_interface_to_another_address_with_another_certificate(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        async with kept_open(opened) as door:
            await door.open(opened.own)
            first = door.opening
            opened.there[:] = []
            await until(lambda: door.opening.fault is not None)
            assert door.opening.own is not None
            opened.there[:] = [Interface("lo", "127.0.0.2", "this_machine")]
            await until(lambda: door.opening.own is not None and door.opening.own.address == "127.0.0.2")
            assert door.opening.fault is None
            assert door.opening.fingerprint != first.fingerprint
            answer = await fetched(opened.port, address="127.0.0.2", tls=opened.trusting())
            assert answer.startswith(b"HTTP/1.1 200")

    asyncio.run(story())


def test_that_the_first_other_device_is_noted_and_no_guest_that_was_turned_away(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        await opened.door.open(opened.plain)
        await fetched(opened.port)
        assert opened.door.opening.seen_from == ""
        opened.door.seen("192.168.1.7")
        opened.door.seen("192.168.1.8")
        assert opened.door.opening.seen_from == "192.168.1.7"
        await opened.door.leave()

    asyncio.run(story())


@pytest.mark.allow_warning_logs
def test_that_no_trouble_with_the_certificate_makes_the_room_speak_plainly(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path)
        async with kept_open(opened) as door:
            await door.open(opened.own)
            certificates = tmp_path / "certificates"
            shutil.rmtree(certificates)
            certificates.write_text("no folder")  # the authority can be neither read nor made anew
            opened.there[:] = [Interface("lo", "127.0.0.2", "this_machine")]
            await until(lambda: door.opening.fault is not None)
            assert door.opening.tls == "own"
            assert door.opening.own is not None
            assert door.opening.own.secure
            assert (await fetched(opened.port)).startswith(b"HTTP/1.1 308")
            await door.leave()
        opened.door = opened.another()
        async with kept_open(opened) as door:
            await until(lambda: door.opening.fault is not None)
            assert (door.opening.own, door.opening.tls) == (None, "own")
            with pytest.raises(ConnectionRefusedError):
                await fetched(opened.port)

    asyncio.run(story())
