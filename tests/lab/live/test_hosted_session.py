"""A hosted session checks before it keeps, and knows after a failing disk what is really there."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from lab.archive import folder_layout, session_file
from lab.archive.closing import seal_folder
from lab.archive.journal import Journal
from lab.archive.journal_reading import read_events
from lab.archive.seal import is_sealed
from lab.archive.session_file import CriterionCard
from lab.domain.errors import LabError, RuleError, WorldError
from lab.domain.events import JudgementPut, RecordingNoted, Stamped, TaskEnded, TaskStarted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.hosted_session import HostedSession, host
from tests.lab.archive.sessions import closed_session, plan, tag


def in_session(folder: Path, what: Callable[[HostedSession], Awaitable[None]]) -> None:
    """Host the session in a folder, do something with it, let it go."""

    async def whole() -> None:
        session = await host(folder)
        try:
            await what(session)
        finally:
            await session.let_go()

    asyncio.run(whole())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    session_file.write(tmp_path / "s", plan())
    return tmp_path / "s"


def started(attempt: str) -> TaskStarted:
    return TaskStarted(id=new_id(), at_us=1, author="Anna", attempt=attempt, task="find", order=1)


def test_that_hosting_fixes_the_clock_once_and_makes_the_session_ready(folder: Path) -> None:
    async def look(session: HostedSession) -> None:
        assert session.state is SessionState.READY

    in_session(folder, look)
    first = session_file.read(folder).clock
    in_session(folder, look)
    assert first is not None
    assert session_file.read(folder).clock == first
    kinds = [stamped.event.type for stamped in read_events(folder)]
    assert kinds[1:] == ["session.moved", "gap"]


def test_that_of_two_who_start_a_task_at_once_one_is_refused(folder: Path) -> None:
    async def race(session: HostedSession) -> None:
        await session.move(SessionState.RUNNING, "Anna", 0)
        both = await asyncio.gather(session.keep(started("a1")), session.keep(started("a2")), return_exceptions=True)
        assert [getattr(answer, "code", "kept") for answer in both] == ["kept", "task_already_running"]

    in_session(folder, race)


def test_that_of_sources_changed_in_quick_succession_the_last_ones_are_kept(folder: Path) -> None:
    planned = session_file.read(folder).sources
    asked = [tuple(one.model_copy(update={"fps": fps}) for one in planned) for fps in range(1, 30)]

    async def race(session: HostedSession) -> None:
        await asyncio.gather(*(session.use_sources(sources) for sources in asked))
        assert session.plan.sources == asked[-1]

    in_session(folder, race)
    assert session_file.read(folder).sources == asked[-1]


def test_that_a_criterion_that_no_session_judges_is_refused(tmp_path: Path) -> None:
    words = {"en": "Differences", "ru": "Различия"}
    card = CriterionCard.model_validate(
        {"id": "CC-07", "standard": "client-centricity", "kind": "round", "title": words}
    )
    session_file.write(tmp_path / "s", plan().model_copy(update={"criteria": (card,)}))

    async def judge(session: HostedSession) -> None:
        await session.move(SessionState.RUNNING, "Anna", 0)
        said = JudgementPut(id=new_id(), at_us=1, author="Anna", criterion="CC-07", outcome="failed", severity=4)
        with pytest.raises(RuleError, match="criterion_not_judged_in_sessions"):
            await session.keep(said)
        await session.keep(said.model_copy(update={"criterion": "CC-24"}))
        assert [one.criterion for one in session.record.judgements] == ["CC-24"]

    in_session(tmp_path / "s", judge)


def test_that_a_move_that_is_asked_for_twice_is_made_once(folder: Path) -> None:
    async def ask(session: HostedSession) -> None:
        first = await session.move(SessionState.RUNNING, "Anna", 0, event_id="asked")
        assert await session.move(SessionState.RUNNING, "Anna", 0, event_id="asked") == first

    in_session(folder, ask)


def test_that_everybody_hears_of_an_event_once_and_in_order(folder: Path) -> None:
    heard: list[int] = []

    async def talk(session: HostedSession) -> None:
        await session.move(SessionState.RUNNING, "Anna", 0)
        session.on_kept = lambda _session, stamped: heard.append(stamped.seq)
        events = [tag(number) for number in range(20)]
        await asyncio.gather(*(session.keep(event) for event in [*events, *events]))

    in_session(folder, talk)
    assert heard == list(range(heard[0], heard[0] + 20))


def test_that_after_a_failing_disk_the_session_is_what_the_disk_says(folder: Path) -> None:
    troubles: list[WorldError | None] = []

    async def fail(session: HostedSession) -> None:
        await session.move(SessionState.RUNNING, "Anna", 0)
        well_again = asyncio.Event()

        def hear(_session: HostedSession, error: WorldError | None) -> None:
            troubles.append(error)
            if error is None:
                well_again.set()

        session.on_trouble = hear
        connection = session._journal._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        long = tag(1, "x" * 10_000)
        answers = await asyncio.gather(session.keep(long), session.keep(started("a1")), return_exceptions=True)
        assert [getattr(answer, "code", "kept") for answer in answers] == ["journal_failed"] * 2
        assert session.record.running_attempt is not None
        await well_again.wait()
        assert session.record.running_attempt is None
        await session.keep(long)
        with pytest.raises(RuleError, match="attempt_unknown"):
            await session.keep(TaskEnded(id=new_id(), at_us=2, author="Anna", attempt="a1"))

    in_session(folder, fail)
    assert [error is None for error in troubles] == [False, True]


def test_that_what_comes_while_the_folder_is_finished_leaves_it_sealed(folder: Path) -> None:
    """A recorder tells its facts again to a room that is finishing: the journal once was opened again by that."""
    troubles: list[WorldError | None] = []

    async def finish(session: HostedSession) -> None:
        session.on_trouble = lambda _session, trouble: troubles.append(trouble)
        await session.move(SessionState.RUNNING, "Anna", 0)
        await session.move(SessionState.DEBRIEF, "Anna", 0)
        await session.move(SessionState.CLOSED, "Anna", 0)
        loop = asyncio.get_running_loop()

        def end(where: Path, journal: Journal, _events: tuple[Stamped, ...]) -> None:
            journal.close()
            late = asyncio.run_coroutine_threadsafe(session.keep(noted()), loop)
            with pytest.raises(WorldError, match="journal_failed"):
                late.result()
            seal_folder(where)

        await session.finish(end)

    in_session(folder, finish)
    assert is_sealed(folder)
    assert troubles == []
    Journal.open(folder / folder_layout.JOURNAL)[0].close()  # nobody holds the file


def noted() -> RecordingNoted:
    """A fact that the recorder tells."""
    return RecordingNoted(id=new_id(), at_us=1, author="recorder", recorder_seq=1, fact="closed", facts={})


def test_that_a_closed_or_missing_session_is_not_hosted(tmp_path: Path) -> None:
    closed_session(tmp_path / "closed")
    for name, code in (("closed", "session_closed"), ("nothing", "session_file_missing")):
        with pytest.raises(LabError, match=code):
            asyncio.run(host(tmp_path / name))


def test_that_a_broken_journal_is_not_hosted_and_not_touched(folder: Path) -> None:
    in_session(folder, lambda session: session.move(SessionState.RUNNING, "Anna", 0))  # type: ignore[arg-type, return-value]
    journal = folder / folder_layout.JOURNAL
    journal.write_bytes(b"no database" * 1000)
    for companion in folder_layout.JOURNAL_COMPANIONS:
        (folder / companion).unlink(missing_ok=True)
    with pytest.raises(LabError, match="journal_foreign"):
        asyncio.run(host(folder))
    assert journal.read_bytes() == b"no database" * 1000
