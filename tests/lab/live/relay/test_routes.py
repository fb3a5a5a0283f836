"""The ways to picture and sound, over real sockets."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from lab.domain.consent import Scope
from lab.live.door.listener import TAKEN_AHEAD, bound
from lab.live.people.presence import REMOVED
from lab.live.people.roles import Role
from lab.live.people.steward import Steward
from recordings.messages import MEDIA_STILL, MEDIA_STREAM_KEY
from tests.lab.live.relay.theatre import EVERYTHING, WITHIN_S, Theatre, begun, delta, listening, media, until

Play = Callable[[Theatre, str], Awaitable[None]]


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., None]:
    """Runs a test's story in a theatre whose door is open."""

    def run(story: Play, scopes: frozenset[Scope] = EVERYTHING) -> None:
        async def on_stage() -> None:
            theatre = Theatre(tmp_path / "lab", scopes)
            async with asyncio.timeout(3 * WITHIN_S), listening(theatre.room) as address:
                await story(theatre, address)

        asyncio.run(on_stage())

    return run


def opened(theatre: Theatre, address: str, person: object, query: str = "") -> connect:
    """The media socket of a person, by a ticket of their own."""
    ticket = theatre.room.people.ticket(person, "media", "", take_over=False)  # type: ignore[arg-type]
    offered = [Subprotocol("lab.1"), Subprotocol(f"ticket.{ticket}")]
    return connect(f"ws://{address}/ws/media{query}", subprotocols=offered, compression=None, proxy=None)


async def joined(theatre: Theatre, count: int = 1) -> None:
    """Wait until so many watch."""
    await until(lambda: len(theatre.room.relay.viewers) == count)


@dataclass
class Answer:
    """An answer whose body is still to be read."""

    status: int
    headers: dict[str, str]
    body: asyncio.StreamReader


@asynccontextmanager
async def asked(address: str, path: str, token: str) -> AsyncIterator[Answer]:
    """The answer to a GET, without chunks (HTTP/1.0), and hung up on at the end."""
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        yield Answer(int(head[0].split()[1]), headers, reader)
    finally:
        writer.close()


def test_that_a_person_watches_by_a_socket(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        person, _ = await theatre.person()
        messages = begun()
        async with opened(theatre, address, person, "?track=main") as socket:
            assert socket.subprotocol == "lab.1"
            await joined(theatre)
            theatre.say(*messages, delta(1))
            assert [await socket.recv() for _ in range(3)] == [*messages[1:], delta(1)]
        await joined(theatre, 0)

    play(story)


def test_that_a_person_watches_by_one_long_answer_and_by_single_pictures(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        _, token = await theatre.person()
        messages = begun()
        async with asked(address, "/api/media?track=main", token) as answer:
            assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
            await joined(theatre)
            theatre.say(*messages)
            for message in messages[1:]:
                (length,) = struct.unpack(">I", await answer.body.readexactly(4))
                assert await answer.body.readexactly(length) == message
        await joined(theatre, 0)
        asking = asyncio.ensure_future(fetched(address, "/api/still", token))
        await until(lambda: theatre.room.relay.still.is_wanted)
        theatre.say(media(MEDIA_STILL, 0, 1_234_567, b"\xff\xd8jpeg"))
        status, headers, body = await asking
        assert (status, body) == (200, b"\xff\xd8jpeg")
        assert (headers["x-lab-at-us"], headers["content-type"]) == ("1234567", "image/jpeg")
        theatre.recorder_goes()
        assert (await fetched(address, "/api/still", token))[0] == 204

    play(story)


def test_that_who_is_turned_out_while_waiting_for_a_still_gets_none(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        person, token = await theatre.person()
        asking = asyncio.ensure_future(fetched(address, "/api/still", token))
        await until(lambda: theatre.room.relay.still.is_wanted)
        await Steward(theatre.room.people).remove(person.id, "")
        theatre.say(media(MEDIA_STILL, 0, 1_234_567, b"\xff\xd8jpeg"))
        assert (await asking)[0] == 403

    play(story)


async def fetched(address: str, path: str, token: str) -> tuple[int, dict[str, str], bytes]:
    """A whole answer."""
    async with asked(address, path, token) as answer:
        return answer.status, answer.headers, await answer.body.read()


@pytest.mark.parametrize("role", [Role.NOTE_TAKER, Role.PARTICIPANT])
def test_that_roles_without_a_picture_get_none(play: Callable[..., None], role: Role) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        person, _ = await theatre.person(role)
        with pytest.raises(InvalidStatus) as refused:
            async with opened(theatre, address, person):
                pass
        assert refused.value.response.status_code == 403
        assert not theatre.room.relay.viewers

    play(story)


def test_that_nothing_is_shown_of_a_participant_who_did_not_agree_but_to_the_moderator(
    play: Callable[..., None],
) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        olga, _ = await theatre.person()
        anna, _ = await theatre.person(Role.MODERATOR, "Anna's tablet")
        messages = begun()
        async with opened(theatre, address, olga) as observer, opened(theatre, address, anna) as moderator:
            await joined(theatre, 2)
            theatre.say(*messages)
            assert [await moderator.recv() for _ in range(2)] == messages[1:]
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(observer.recv(), 0.05)

    play(story, EVERYTHING - {Scope.OBSERVERS})


def test_that_a_ticket_opens_one_line_and_none_without(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        person, _ = await theatre.person()
        again = opened(theatre, address, person)
        async with again:
            await joined(theatre)
        with pytest.raises(InvalidStatus):
            async with again:
                pass
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://{address}/ws/media", proxy=None):
                pass

    play(story)


def test_that_who_is_turned_out_sees_nothing_more(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        person, _ = await theatre.person()
        async with opened(theatre, address, person) as socket:
            await joined(theatre)
            await Steward(theatre.room.people).remove(person.id, "enough")
            with pytest.raises(ConnectionClosed):
                await socket.recv()
            assert socket.close_code == REMOVED
        await joined(theatre, 0)

    play(story)


def test_that_one_who_takes_nothing_holds_up_nobody(play: Callable[..., None]) -> None:
    async def story(theatre: Theatre, address: str) -> None:
        slow, quick = (await theatre.person(name="Slow"))[0], (await theatre.person(name="Quick"))[0]
        async with opened(theatre, address, quick) as taking, opened(theatre, address, slow) as stuck:
            await joined(theatre, 2)
            _stop_reading(stuck)
            theatre.say(*begun())
            assert [await taking.recv() for _ in range(2)] == begun()[1:]
            taken = 0
            while not any(one.overflows for one in theatre.room.relay.viewers):
                theatre.say(media(MEDIA_STREAM_KEY, at_us=taken, payload=bytes(500_000)))
                await taking.recv()
                taken += 1
                assert taken < 200
            assert sum(bool(one.overflows) for one in theatre.room.relay.viewers) == 1
            stuck.transport.abort()

    play(story)


def _stop_reading(socket: ClientConnection) -> None:
    with contextlib.suppress(RuntimeError):
        socket.transport.pause_reading()


def test_that_a_room_on_the_network_hands_the_system_little_in_advance() -> None:
    """What the system has taken can be left out no more, however late it is."""
    with bound("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        listening.settimeout(WITHIN_S)
        accepted, _ = listening.accept()
        with accepted:
            accepted.settimeout(0)
            taken = 0
            with pytest.raises(BlockingIOError):
                while taken < 50_000_000:
                    taken += accepted.send(bytes(100_000))
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * TAKEN_AHEAD
