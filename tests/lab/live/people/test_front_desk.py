"""Joining, being let in, coming back, leading, being turned out."""

import asyncio
import stat
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lab.domain.errors import LabError, RuleError, WorldError
from lab.live.messages import ViewerReport
from lab.live.people import front_desk, invitations, tickets
from lab.live.people.front_desk import FrontDesk
from lab.live.people.person import IDLE
from lab.live.people.presence import REMOVED, TAKEN_OVER
from lab.live.people.roles import Role
from lab.live.people.steward import LET_IN, Steward
from recordings import clock as machine_clock
from tests.lab.live.people.rooms import Clock, Line, News, desk_at, invited, let_in, said, waiting


def code_of(error: pytest.ExceptionInfo[LabError]) -> str:
    return error.value.code


def roles(desk: FrontDesk) -> dict[str, Role]:
    return {one.name: one.role for one in desk.states()}


def done(what: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await what()

    asyncio.run(whole())


def test_that_whoever_is_invited_is_in_at_once_and_once_only(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        secret = desk.invitations.make(Role.NOTE_TAKER)
        person, token = await desk.join_by_invitation(secret, said())
        found = desk.person_by(token)
        assert found is not None
        assert (found[1].person_id, found[1].role, found[1].admitted) == (person.id, Role.NOTE_TAKER, True)
        with pytest.raises(RuleError) as again:
            await desk.join_by_invitation(secret, said())
        assert code_of(again) == "invitation_spent"

    done(story)


def test_that_an_invitation_ends_after_ten_minutes() -> None:
    clock = Clock()
    open_ones = invitations.Invitations(clock)
    secret = open_ones.make(Role.WALL)
    clock.pass_s(599)
    assert open_ones.role_of(secret) is Role.WALL
    clock.pass_s(1)
    with pytest.raises(RuleError):
        open_ones.role_of(secret)


def test_that_the_pin_leads_to_the_lobby_and_being_let_in_to_another_token(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        person, first = await waiting(desk)
        assert desk.state(person.id).state == "lobby"
        line = Line()
        desk.attach(person.id, line, "events")
        await Steward(desk).admit(person.id, Role.OBSERVER)
        assert line.code == LET_IN
        found = desk.person_by(first)
        assert found is not None
        assert not found[1].admitted
        with pytest.raises(RuleError) as old:
            desk.ticket(found[0], "events", "", take_over=False)
        assert code_of(old) == "token_old"
        lost = await desk.renewed_token(found[0])  # the answer that brought it did not arrive
        second = await desk.renewed_token(desk.known(person.id))
        assert len({first, lost, second}) == 3
        assert second is not None
        assert lost is not None
        assert desk.person_by(lost) is None
        found = desk.person_by(second)
        assert found is not None
        assert found[1].admitted
        assert desk.person_by(first) is None
        assert await desk.renewed_token(found[0]) is None

    done(story)


def test_that_a_room_that_was_killed_knows_everybody_again(tmp_path: Path) -> None:
    async def before() -> tuple[str, str, str]:
        desk = desk_at(tmp_path)
        _olga, token = await invited(desk, Role.LEAD)
        waits, _first = await waiting(desk, "Pavel")
        promised = await let_in(desk, waits)
        gone, last = await invited(desk, name="Rita")
        await Steward(desk).remove(gone.id, "shouted")
        return token, promised, last

    token, promised, last = asyncio.run(before())

    async def after() -> None:
        desk = desk_at(tmp_path)
        olga, pavel = desk.person_by(token), desk.person_by(promised)
        assert olga is not None
        assert pavel is not None
        assert (olga[1].name, olga[1].role, olga[1].admitted) == ("Olga", Role.LEAD, True)
        assert (pavel[1].name, pavel[1].admitted) == ("Pavel", True)
        assert desk.person_by(last) is None
        assert desk.gone_by(last) == "removed"
        assert [(one.name, one.state) for one in desk.states()] == [
            ("Olga", "away"), ("Pavel", "away"), ("Rita", "removed"),
        ]  # fmt: skip

    done(after)


def test_that_the_register_is_its_owners_alone_and_holds_no_token(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        _person, token = await invited(desk)
        pavel, first = await waiting(desk, "Pavel")
        promised = await let_in(desk, pavel)
        kept = (tmp_path / "people.json").read_text(encoding="utf-8")
        assert stat.S_IMODE((tmp_path / "people.json").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
        assert [secret for secret in (token, first, promised, desk.pin.digits) if secret in kept] == []
        assert len(token) >= 43

    done(story)


@pytest.mark.allow_warning_logs
def test_that_a_broken_register_is_told_and_keeps_the_room_running(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "people.json").write_text('{"format": "people/1", "people": [{"id"')
    desk = desk_at(tmp_path)
    assert desk.people == ()
    assert "join again" in caplog.text


def test_that_nobody_has_joined_whom_the_disk_does_not_hold(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path / "gone")
        with pytest.raises(WorldError) as failed:
            await invited(desk)
        assert code_of(failed) == "people_not_kept"
        assert desk.people == ()

    done(story)


def test_that_two_of_one_name_and_those_who_bear_the_rooms_are_told_apart(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        names = [
            "Olga",
            "OLGA",
            " ol\u200bga ",
            "Live",
            "ａnna",
            "A\u202eB\x00\n  C",
            "x" * 200,
            "Pav\ufe0fel",
            "P\u3164avel",
        ]
        got = [(await invited(desk, name=name))[0].name for name in names]
        assert got == ["Olga", "OLGA (2)", "olga (3)", "Live (2)", "ａnna (2)", "AB C", "x" * 80, "Pavel", "Pavel (2)"]
        with pytest.raises(LabError) as nameless:
            await invited(desk, name="\u200b \x07\u2800\u3164")
        assert code_of(nameless) == "name_missing"

    done(story)


def test_that_other_rules_than_todays_are_not_accepted(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        with pytest.raises(RuleError) as other:
            await desk.join_by_pin(desk.pin.digits, "", said().model_copy(update={"rules": "0"}))
        assert code_of(other) == "rules_changed"

    done(story)


def test_that_a_full_lobby_does_not_stop_whoever_is_invited(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        for _ in range(front_desk.MOST_IN_LOBBY):
            await waiting(desk)
        with pytest.raises(RuleError) as full:
            await waiting(desk)
        assert code_of(full) == "room_full"
        for _ in range(front_desk.MOST_PEOPLE - front_desk.MOST_IN_LOBBY):
            await invited(desk)
        with pytest.raises(RuleError) as full:
            await invited(desk)
        assert code_of(full) == "room_full"

    done(story)


def test_that_one_leads_at_a_time_and_whoever_is_gone_loses_the_lead_to_who_asks(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        steward = Steward(desk)
        olga, _ = await invited(desk, Role.LEAD)
        pavel, _ = await invited(desk, name="Pavel")
        line = Line()
        desk.attach(olga.id, line, "events")
        with pytest.raises(RuleError) as taken:
            await steward.take_lead(pavel.id)
        assert code_of(taken) == "lead_taken"
        desk.detach(olga.id, line)
        await steward.take_lead(pavel.id)
        assert roles(desk) == {"Olga": Role.OBSERVER, "Pavel": Role.LEAD}
        await steward.give_role(olga.id, Role.LEAD)
        assert roles(desk) == {"Olga": Role.LEAD, "Pavel": Role.OBSERVER}
        rita, _ = await waiting(desk, "Rita")
        await steward.admit(rita.id, Role.LEAD)
        assert roles(desk) == {"Olga": Role.OBSERVER, "Pavel": Role.OBSERVER, "Rita": Role.LEAD}
        await invited(desk, Role.LEAD, "Sveta")
        assert [name for name, role in roles(desk).items() if role is Role.LEAD] == ["Sveta"]

    done(story)


def test_that_whoever_is_turned_out_is_cut_off_at_once_and_nothing_of_theirs_is_good(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        person, token = await invited(desk)
        ticket = desk.ticket(person, "media", "", take_over=False)
        lines = Line(), Line()
        desk.attach(person.id, lines[0], "events")
        desk.attach(person.id, lines[1], "media")
        removing = asyncio.ensure_future(Steward(desk).remove(person.id, "shouted"))
        await asyncio.sleep(0)  # it holds before it is on the disk
        assert [line.code for line in lines] == [REMOVED, REMOVED]
        assert desk.principal_of(person.id) is None
        assert desk.person_by(token) is None
        with pytest.raises(RuleError):
            desk.enter(ticket, "media")
        await removing
        with pytest.raises(RuleError) as unknown:
            await Steward(desk).mute(person.id, on=True)
        assert code_of(unknown) == "person_unknown"

    done(story)


def test_that_when_all_are_turned_out_nobody_comes_back_by_what_they_know(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        secret, pin = desk.invitations.make(Role.OBSERVER), desk.pin.digits
        await invited(desk)
        await waiting(desk)
        await Steward(desk).remove_all()
        assert {one.state for one in desk.states()} == {"removed"}
        assert desk.pin.digits != pin
        with pytest.raises(RuleError):
            await desk.join_by_invitation(secret, said())

    done(story)


def test_that_a_ticket_opens_one_connection_of_its_kind_within_half_a_minute() -> None:
    clock = Clock()
    out = tickets.Tickets(clock)
    ticket = out.make("p1", "events", "tab1")
    assert out.use(ticket, "events") == ("p1", "tab1")
    late, other, fresh = out.make("p1", "events"), out.make("p2", "media"), "made-up"
    clock.pass_s(30)
    for spent, kind in ((ticket, "events"), (late, "events"), (fresh, "events")):
        with pytest.raises(RuleError):
            out.use(spent, kind)  # type: ignore[arg-type]
    other = out.make("p2", "media")
    with pytest.raises(RuleError):
        out.use(other, "events")
    with pytest.raises(RuleError):
        out.use(other, "media")


def test_that_one_persons_tickets_do_not_pile_up() -> None:
    out = tickets.Tickets(Clock())
    first = [out.make("p1", "events") for _ in range(tickets.MOST + 1)]
    with pytest.raises(RuleError):
        out.use(first[0], "events")
    assert out.use(first[1], "events") == ("p1", "")


def test_that_a_second_page_of_somebody_is_told_so_and_may_take_over(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        person, _token = await invited(desk)
        first = Line()
        desk.attach(person.id, first, "events", "tab1")
        desk.ticket(person, "events", "tab1", take_over=False)
        with pytest.raises(RuleError) as twice:
            desk.ticket(person, "events", "tab2", take_over=False)
        assert code_of(twice) == "open_elsewhere"
        assert first.code is None
        desk.ticket(person, "events", "tab2", take_over=True)
        assert first.code == TAKEN_OVER

    done(story)


def test_that_people_are_here_while_they_listen_and_their_delay_is_told_with_the_tick(tmp_path: Path) -> None:
    async def story() -> None:
        news = News()
        desk = desk_at(tmp_path, news)
        person, _token = await invited(desk)
        line, picture = Line(), Line()
        before = news.changes
        desk.attach(person.id, picture, "media")
        assert (desk.state(person.id).state, news.changes) == ("away", before)
        desk.attach(person.id, line, "events")
        assert (desk.state(person.id).state, news.changes) == ("here", before + 1)
        desk.report(person.id, ViewerReport(mode="stills", delay_p95_ms=700, queued=3))
        desk.watches(person.id, "low", 2)
        desk.note_clock(person.id, 2_400)
        assert news.changes == before + 1
        desk.tick()
        desk.tick()
        assert news.changes == before + 2
        state = desk.state(person.id)
        assert (state.mode, state.delay_ms, state.waiting) == ("stills", 700, 3)
        assert (state.track, state.overflows, state.clock_ms) == ("low", 2, 3)
        desk.detach(person.id, picture)
        assert (desk.state(person.id).track, desk.overflows_of(person.id)) == (None, 2)
        desk.detach(person.id, line)
        desk.detach(person.id, line)
        state = desk.state(person.id)
        assert (state.state, state.mode, news.changes) == ("away", None, before + 3)

    done(story)


def test_that_visits_end_by_idleness_and_with_the_day_but_not_while_somebody_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        start = machine_clock.wall().astimezone().replace(hour=10, minute=0)
        now = [start]
        monkeypatch.setattr(machine_clock, "wall", lambda: now[0])
        idle, token = await invited(desk)
        busy, _ = await invited(desk, name="Pavel")
        desk.attach(busy.id, Line(), "events")
        for _minute in range(int(IDLE.total_seconds() // 60) + 1):
            now[0] += timedelta(minutes=1)
            desk.tick()
        assert desk.person_by(token) is None
        assert desk.gone_by(token) in ("expired", None)
        assert desk.principal_of(busy.id) is not None
        desk = desk_at(tmp_path)  # nobody listens any more
        now[0] = start + timedelta(hours=18)
        desk.tick()
        assert [one for one in desk.people if one.is_there] == []
        assert idle.id != busy.id

    done(story)


def test_that_a_muted_person_is_so_after_a_restart(tmp_path: Path) -> None:
    async def story() -> None:
        desk = desk_at(tmp_path)
        person, _token = await invited(desk)
        await Steward(desk).mute(person.id, on=True)
        principal = desk_at(tmp_path).principal_of(person.id)
        assert principal is not None
        assert principal.muted

    done(story)
