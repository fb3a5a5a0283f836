"""Both ways to talk with the room, over real connections: a person may change between them at any moment."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from lab.domain.events import TagPut
from lab.domain.ids import new_id
from lab.live.messages import Acknowledged, Ping, Put, Refused, Welcome
from lab.live.people.allowance import TOO_MANY
from lab.live.people.presence import REMOVED
from lab.live.people.steward import Steward
from lab.live.talk import fallback
from tests.lab.live.talk.pages import Served, served
from tests.lab.live.talk.rooms import stage

Act = Callable[[Served], Awaitable[None]]


def play(path: Path, act: Act) -> None:
    """Play an act in a room that is served."""

    async def whole() -> None:
        async with stage(path / "lab") as made, served(made.room) as room:
            await act(room)

    asyncio.run(whole())


def put(author: str, **fields: Any) -> Put:
    """A tag that is put."""
    usual: dict[str, Any] = {
        "id": new_id(), "at_us": 5, "author": author, "annotation": new_id(), "pressed_us": 5, "lead_us": 0,
        "lag_us": 0,
    }  # fmt: skip
    return Put(id=new_id(), session="s1", event=TagPut(**{**usual, **fields}))


def test_that_a_person_changes_between_both_ways_without_loss_or_doubles(tmp_path: Path) -> None:
    async def act(room: Served) -> None:
        olga, boris = await room.page(), await room.page(name="Boris")
        session = room.room.session("s1")
        heard: list[int] = []
        async with boris.feed() as feed:
            for number in range(3):
                async with olga.socket() as socket:
                    by_socket = put("Olga", note=f"{number}")
                    first = await socket.answer(by_socket)
                _status, (second,) = await olga.post(by_socket)
                _status, (other,) = await olga.post(put("Olga"))
                assert isinstance(first, Acknowledged)
                assert isinstance(second, Acknowledged)
                assert isinstance(other, Acknowledged)
                assert first.seqs == second.seqs
            await feed.until(lambda feed: session.last_seq in feed.seqs())
            assert isinstance(feed.messages[0], Welcome)
            heard += feed.seqs()
        async with boris.socket(since={"s1": heard[-1]}) as socket:
            await olga.post(put("Olga"))
            await socket.heard.until(lambda heard: session.last_seq in heard.seqs())
            heard += socket.heard.seqs()
        async with boris.feed(since={"s1": heard[-1]}) as feed:
            await olga.post(put("Olga"))
            await feed.until(lambda feed: session.last_seq in feed.seqs())
            heard += feed.seqs()
        tags = [stamped.seq for stamped in session.events if isinstance(stamped.event, TagPut)]
        assert len(tags) == 8
        assert [seq for seq in heard if seq in tags] == tags

    play(tmp_path, act)


def test_that_a_stream_lives_and_ends_with_its_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "HEARTBEAT_S", 0.02)

    async def act(room: Served) -> None:
        olga = await room.page()
        async with olga.feed() as feed:
            await feed.until(lambda feed: feed.raw.count("") >= 2)
            assert room.room.people.is_here(olga.person.id)
        while room.room.people.is_here(olga.person.id):  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)

    play(tmp_path, act)


def test_that_a_ticket_opens_one_socket(tmp_path: Path) -> None:
    async def act(room: Served) -> None:
        olga = await room.page()
        ticket = olga.ticket()
        async with olga.socket(ticket) as socket:
            await socket.heard.until(lambda heard: heard.messages)
        for bad in (ticket, "nonsense"):
            with pytest.raises(InvalidStatus):
                async with olga.socket(bad):
                    pass

    play(tmp_path, act)


@pytest.mark.parametrize("text", ["{", '{"type": "x"}', '{"type":"ping","id":"p","more":1}'])
def test_that_whoever_talks_nonsense_is_cut_off(tmp_path: Path, text: str) -> None:
    async def act(room: Served) -> None:
        olga = await room.page()
        async with olga.socket() as socket:
            for _thrice in range(3):
                await socket.connection.send(text)
            await socket.connection.wait_closed()
            refused = [one for one in socket.heard.messages if isinstance(one, Refused)]
            assert [one.code for one in refused] == ["message_broken"] * 3
            assert socket.connection.close_code == 1008

    play(tmp_path, act)


def test_that_nonsense_by_post_is_answered_for_each(tmp_path: Path) -> None:
    async def act(room: Served) -> None:
        olga = await room.page()
        status, answers = await olga.post({"type": "x"}, put("Olga"))
        assert status == 200
        assert [type(one) for one in answers] == [Refused, Acknowledged]

    play(tmp_path, act)


def test_that_whoever_says_too_much_is_held_up_and_then_cut_off(tmp_path: Path) -> None:
    async def act(room: Served) -> None:
        olga = await room.page()
        async with olga.socket() as socket:
            for number in range(150):
                try:
                    await socket.say(Ping(id=f"p{number}"))
                except ConnectionClosed:
                    break
            await socket.connection.wait_closed()
            assert socket.connection.close_code == TOO_MANY

    play(tmp_path, act)


def test_that_whoever_is_turned_out_is_cut_off_at_once(tmp_path: Path) -> None:
    async def act(room: Served) -> None:
        olga = await room.page()
        async with olga.socket() as socket:
            await socket.heard.until(lambda heard: heard.messages)
            await Steward(room.room.people).remove(olga.person.id, "")
            await socket.connection.wait_closed()
            assert socket.connection.close_code == REMOVED

    play(tmp_path, act)
