"""Who came by the page stands in the record of every session that was open meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from lab.archive import session_file
from lab.archive.erase import withdraw
from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import Stamped
from lab.domain.folding import fold
from lab.live.hosted_session import HostedSession, host
from lab.live.people.front_desk import FrontDesk
from lab.live.people.record_keeping import RecordKeeping, unnoted
from lab.live.people.roles import Role
from lab.live.people.steward import Steward
from tests.lab.archive.sessions import plan
from tests.lab.live.people.rooms import desk_at, invited, let_in, waiting

Story = Callable[[HostedSession, FrontDesk, Callable[[], Awaitable[None]]], Awaitable[None]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session_file.write(tmp_path / "s", plan())
    return tmp_path / "s"


def in_session(folder: Path, story: Story) -> None:
    """Host the session, with whoever joined before; the story is told how to have noted who is there."""

    async def whole() -> None:
        desk = desk_at(folder.parent)
        session = await host(folder)
        keeping = RecordKeeping(lambda: desk.people)
        try:
            await story(session, desk, lambda: keeping.note((session,)))
        finally:
            await session.let_go()

    asyncio.run(whole())


def lines(folder: Path) -> list[tuple[str, str]]:
    """Kind and author of what was noted of people."""
    kept = (stamped.event for stamped in read_events(folder))
    return [(event.type, event.author) for event in kept if event.type.startswith("person.")]


def test_that_who_comes_changes_and_goes_stands_in_the_record(folder: Path) -> None:
    async def story(session: HostedSession, desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        steward = Steward(desk)
        olga, _ = await invited(desk)
        pavel, _ = await waiting(desk, "Pavel")
        await note()
        assert [one.called for one in session.record.people.values()] == ["Olga"]
        await let_in(desk, pavel, Role.LEAD)
        await steward.give_role(olga.id, Role.NOTE_TAKER)
        await note()
        await steward.remove(olga.id, "photographs")
        await steward.leave(pavel.id)
        await note()
        await note()
        there = session.record.people
        assert [(one.called, one.role, one.way_out) for one in there.values()] == [
            ("Olga", Role.NOTE_TAKER, "removed"), ("Pavel", Role.LEAD, "left"),
        ]  # fmt: skip
        assert there[olga.id].organisation == "Benefits office"
        assert there[olga.id].rules == "1"

    in_session(folder, story)
    kinds = ["person.joined", "person.role", "person.joined", "person.removed", "person.left"]
    assert sorted(lines(folder)) == sorted((kind, "live") for kind in kinds)


def test_that_what_a_killed_room_had_not_noted_is_noted_by_the_next(folder: Path) -> None:
    async def before(_session: HostedSession, desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        olga, _ = await invited(desk)
        await invited(desk, name="Pavel")
        await note()
        await Steward(desk).leave(olga.id)
        await invited(desk, name="Rita")

    async def after(session: HostedSession, _desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        await asyncio.gather(note(), note(), note())
        there = session.record.people.values()
        assert [(one.called, one.is_there) for one in there] == [("Olga", False), ("Pavel", True), ("Rita", True)]

    in_session(folder, before)
    in_session(folder, after)
    assert len(lines(folder)) == 4


def test_that_whoever_is_forgotten_meanwhile_has_gone(folder: Path) -> None:
    async def before(_session: HostedSession, desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        await invited(desk)
        await note()

    in_session(folder, before)
    record = fold(read_events(folder))
    gone = list(unnoted(record, (), 5))
    assert [event.type for event in gone] == ["person.left"]
    record = fold([*read_events(folder), Stamped(seq=99, event=gone[0])])
    assert [one.way_out for one in record.people.values()] == ["expired"]


def test_that_a_participant_is_not_named(folder: Path) -> None:
    async def story(session: HostedSession, desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        person, _ = await waiting(desk, "Ivan Petrov")
        await let_in(desk, person, Role.PARTICIPANT)
        await invited(desk, Role.PARTICIPANT, "Ivan Petrov")
        await note()
        assert {one.called for one in session.record.people.values()} == {"Участник"}

    in_session(folder, story)
    assert "Petrov" not in (folder.parent / "people.json").read_text(encoding="utf-8")


def test_that_an_erasure_takes_the_names_and_the_chain_still_holds(folder: Path) -> None:
    async def story(_session: HostedSession, desk: FrontDesk, note: Callable[[], Awaitable[None]]) -> None:
        olga, _ = await invited(desk)
        await note()
        await Steward(desk).remove(olga.id, "she photographed")
        await note()

    in_session(folder, story)
    withdraw(folder, "Anna")
    assert verify(folder).ok
    people = fold(read_events(folder)).people.values()
    assert [(one.called, one.organisation, one.way_out) for one in people] == [("", "", "removed")]
    left = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert [words for words in (b"Olga", b"Benefits office", b"photographed") if words in left] == []
