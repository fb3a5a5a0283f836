"""Persons talk with a room: what is kept, what is refused, what each hears."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from lab.archive import late_words
from lab.archive.session_file import SessionPlan
from lab.domain import events
from lab.domain.events import ClockMeasured, JudgementPut, TagEdited, TagPut, TagRetracted
from lab.domain.folding import fold
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.live.connection import Connection
from lab.live.messages import (
    Acknowledged,
    Boards,
    ChatSaid,
    ClockSample,
    ClockSamples,
    HandRaised,
    Hosted,
    LateKept,
    Message,
    Ping,
    Pong,
    RaiseHand,
    Refused,
    Sessions,
    Since,
    Welcome,
    parse_message,
)
from lab.live.people.steward import Steward
from lab.live.room import Room
from lab.live.talk.speaker import Gone
from recordings import clock
from tests.lab.live.talk.rooms import Change, Stage, Visitor, as_planned, stage

Act = Callable[[Stage], Awaitable[None]]


def play(path: Path, act: Act, change: Change = as_planned) -> None:
    """Play an act on a stage of its own."""

    async def whole() -> None:
        async with stage(path / "lab", change) as made:
            await act(made)

    asyncio.run(whole())


class Listener:
    """A workstation that said hello, and what it heard of late words."""

    greeted = True
    wants_stills = False
    name = "Anna"

    def __init__(self) -> None:
        self.heard: list[LateKept] = []

    def send_text(self, text: str) -> None:
        message = parse_message(text)
        if isinstance(message, LateKept):
            self.heard.append(message)


def independent(plan: SessionPlan) -> SessionPlan:
    return plan.model_copy(update={"independent": True})


def unseen(plan: SessionPlan) -> SessionPlan:
    return plan.model_copy(update={"consent": plan.consent.model_copy(update={"scopes": ()})})


def code(answer: Message) -> str:
    assert isinstance(answer, Refused)
    return answer.code


async def notes(visitor: Visitor) -> list[str]:
    return [one.event.note for one in await visitor.events() if isinstance(one.event, TagPut)]


def test_that_a_welcome_says_who_one_is_and_what_is_played(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        (welcome,) = await olga.of(Welcome)
        assert welcome.you is not None
        assert (welcome.you.name, welcome.you.role, welcome.you.state) == ("Olga", "observer", "here")
        assert [board.session for board in welcome.boards] == ["s1"]
        assert [one.folder for one in welcome.sessions] == [""]

    play(tmp_path, act)


def test_that_a_tag_is_kept_under_its_authors_name_and_heard_by_the_others(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris, wall = await made.visitor(), await made.visitor(name="Boris"), await made.visitor(Role.WALL, "W")
        answer = await olga.put(olga.tag(note="slow"))
        assert isinstance(answer, Acknowledged)
        kept = made.session.events[answer.seqs[0] - 1].event
        assert isinstance(kept, TagPut)
        assert (kept.author, kept.person) == ("Olga", olga.id)
        await asyncio.sleep(0)
        assert [await notes(one) for one in (olga, boris, wall)] == [["slow"], ["slow"], []]
        assert code(await olga.put(boris.tag())) == "author_is_not_you"
        assert code(await olga.put(olga.tag(person=boris.id))) == "author_is_not_you"

    play(tmp_path, act)


def test_that_only_the_author_and_the_moderator_change_a_tag(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris = await made.visitor(), await made.visitor(name="Boris")
        anna = await made.visitor(Role.MODERATOR, "Anna 2")
        tag = olga.tag()
        await olga.put(tag)

        def change(by: Visitor) -> TagEdited:
            return TagEdited(
                id=f"e-{by.id}", at_us=6, author=by.name, annotation=tag.annotation, base_version=1, severity=3
            )

        assert code(await boris.put(change(boris))) == "tag_of_another"
        for by in (olga, anna):
            assert isinstance(await by.put(change(by)), Acknowledged)

    play(tmp_path, act)


@pytest.mark.allow_warning_logs
def test_that_the_same_event_is_kept_once_and_another_under_its_id_becomes_an_edit(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        tag = olga.tag(note="slow", severity=2)
        first, second = await olga.put(tag), await olga.put(tag)
        assert isinstance(first, Acknowledged)
        assert isinstance(second, Acknowledged)
        assert first.seqs == second.seqs
        other = tag.model_copy(update={"note": "very slow", "severity": None})
        answers = [await olga.put(other), await olga.put(other)]
        assert [isinstance(one, Acknowledged) for one in answers] == [True, True]
        (kept,) = made.session.record.annotations
        assert (kept.note, kept.severity, kept.version) == ("very slow", None, 2)
        judgement = JudgementPut(id=tag.id, at_us=7, author="Olga", criterion="c", outcome="passed")
        assert code(await olga.put(judgement)) == "event_id_taken"

    play(tmp_path, act)


def test_that_a_change_may_come_before_its_tag_and_after_it_was_taken_back(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        tag = olga.tag()
        heading: dict[str, Any] = {"at_us": 6, "author": "Olga", "annotation": tag.annotation, "base_version": 1}
        for event in (
            TagRetracted(id="r", **heading), TagEdited(id="e", **heading, severity=4), tag,
            TagEdited(id="e2", **heading, note="late"),
        ):  # fmt: skip
            assert isinstance(await olga.put(event), Acknowledged)
        kept = made.session.record.annotations_by_id[tag.annotation]
        assert (kept.retracted, kept.severity, kept.note) == (True, 4, "late")

    play(tmp_path, act)


def test_that_independent_observers_hear_of_others_when_the_debrief_begins(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris = await made.visitor(), await made.visitor(name="Boris")
        await olga.put(olga.tag(note="mine"))
        await boris.put(boris.tag(note="his"))
        await asyncio.sleep(0)
        assert await notes(olga) == ["mine"]
        await made.move(SessionState.DEBRIEF)
        olga.heard += await olga.say(Since(session="s1", seq=0))
        assert await notes(olga) == ["mine", "his"]

    play(tmp_path, act, independent)


@pytest.mark.allow_warning_logs
def test_that_who_comes_by_the_name_of_somebody_who_left_neither_hears_nor_changes_their_tags(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        left = await made.visitor()
        tag = left.tag(note="hers")
        await left.put(tag)
        await Steward(made.room.people).leave(left.id)
        comes = await made.visitor()
        assert comes.name == left.name
        assert await notes(comes) == []
        heading = {"at_us": 6, "author": comes.name, "annotation": tag.annotation, "base_version": 1}
        edit, back = TagEdited(id="x", note="his", **heading), events.TagRetracted(id="y", **heading)
        assert [code(await comes.put(one)) for one in (edit, back)] == ["tag_of_another"] * 2
        assert code(await comes.put(tag.model_copy(update={"note": "his"}))) == "event_id_taken"
        (kept,) = made.session.record.annotations
        assert (kept.note, kept.retracted) == ("hers", False)

    play(tmp_path, act, independent)


def test_that_of_a_session_without_consent_an_observer_hears_only_that_it_runs(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        assert code(await olga.put(olga.tag())) == "not_allowed"
        assert [code(one) for one in await olga.say(Since(session="s1", seq=0))] == ["not_allowed"]
        await made.move(SessionState.PAUSED)
        told: list[Hosted] = [one for message in await olga.of(Sessions) for one in message.sessions]
        assert {(one.code, one.observed) for one in told} == {("", False)}
        assert await olga.events() == []
        (welcome,) = await olga.of(Welcome)
        assert welcome.boards == ()

    play(tmp_path, act, unseen)


def test_that_another_role_brings_another_board_and_feed(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, wall = await made.visitor(), await made.visitor(Role.WALL, "W")
        await olga.put(olga.tag(note="slow"))
        await asyncio.sleep(0)
        assert await notes(wall) == []
        await Steward(made.room.people).give_role(wall.id, Role.NOTE_TAKER)
        assert await notes(wall) == ["slow"]
        assert [board.criteria for board in (await wall.of(Boards))[-1].boards] == [made.session.plan.criteria]

    play(tmp_path, act)


def test_that_chat_is_kept_and_never_heard_by_the_participant(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris = await made.visitor(), await made.visitor(name="Boris")
        anna, guest = await made.visitor(Role.MODERATOR, "Anna 2"), await made.visitor(Role.PARTICIPANT, "G")
        words = olga.chat("observers", "look at this")
        for _twice in range(2):
            (answer,) = await olga.say(words)
            assert isinstance(answer, Acknowledged)
        await olga.say(olga.chat("moderator", "ask her"))
        await anna.say(anna.chat(boris.id, "thank you"))
        heard = [[said.text for said in await one.of(ChatSaid)] for one in (olga, boris, anna, guest)]
        assert heard == [
            ["look at this", "ask her"], ["look at this", "thank you"], ["look at this", "ask her", "thank you"], [],
        ]  # fmt: skip
        kept = [one.event.text for one in made.session.events if isinstance(one.event, events.ChatSaid)]
        assert kept == ["look at this", "ask her", "thank you"]
        refused = [(await olga.say(olga.chat(boris.id, "psst")))[0], (await anna.say(anna.chat(guest.id, "no")))[0]]
        assert [code(one) for one in refused] == ["not_allowed", "not_allowed"]
        assert code((await guest.say(guest.chat("moderator", "help")))[0]) == "not_allowed"

    play(tmp_path, act)


def test_that_who_comes_again_hears_what_was_said_and_of_private_words_only_their_own(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris = await made.visitor(), await made.visitor(name="Boris")
        anna = await made.visitor(Role.MODERATOR, "Anna 2")
        await made.move(SessionState.DEBRIEF)
        await made.move(SessionState.CLOSED)
        for one, to, text in ((olga, "observers", "all"), (anna, boris.id, "to Boris"), (olga, "moderator", "to you")):
            await one.say(one.chat(to, text))
        for one in (olga, boris, anna):
            one.heard.clear()
            await one.listen()
            one.heard.clear()
            one.greet()
        heard = [[said.text for said in await one.of(ChatSaid)] for one in (olga, boris, anna)]
        assert heard == [["all", "to you"], ["all", "to Boris"], ["all", "to Boris", "to you"]]

    play(tmp_path, act)


def test_that_a_room_that_was_lost_tells_a_workstation_again_what_the_record_holds(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, anna = await made.visitor(), await made.visitor(Role.MODERATOR, "Anna 2")
        await olga.say(olga.chat("moderator", "ask her"))
        await olga.say(RaiseHand(id="h", session="s1", annotation="a1", text="this one"))
        await anna.say(anna.chat(olga.id, "thank you"))
        await made.room.let_go()
        again = Room(made.room.folder, 2)
        await again.host_left_open()
        told = again.talk.said.with_those_of(again.sessions)
        first, hand, last = told
        assert isinstance(first, ChatSaid)
        assert (first.text, first.author, first.to, first.session) == ("ask her", "Olga", "moderator", "s1")
        assert isinstance(hand, HandRaised)
        assert (hand.text, hand.annotation, hand.person) == ("this one", "a1", olga.id)
        assert first.at_us < hand.at_us < last.at_us <= clock.now_us()
        await again.let_go()

    play(tmp_path, act)


def test_that_a_raised_hand_reaches_the_moderator_alone(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris, anna = (
            await made.visitor(),
            await made.visitor(name="Boris"),
            await made.visitor(Role.MODERATOR, "A"),
        )
        hand = RaiseHand(id="h", session="s1", annotation="a1", text="this one")
        assert isinstance((await olga.say(hand))[0], Acknowledged)
        assert isinstance((await olga.say(hand))[0], Acknowledged)
        assert [len(await one.of(HandRaised)) for one in (olga, boris, anna)] == [1, 0, 1]

    play(tmp_path, act)


def test_that_the_best_exchange_of_a_clock_is_kept_in_the_record(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        (pong,) = await olga.say(Ping(id="p", t1_ms=4.0))
        assert isinstance(pong, Pong)
        assert pong.t1_ms == 4.0
        assert pong.t2_us is not None
        assert pong.t3_us is not None
        assert pong.t2_us <= pong.t3_us
        now = clock.now_us()
        ahead_ms = 5_000.0

        def exchange(there_ms: float, back_ms: float) -> ClockSample:
            sent = now / 1000 + ahead_ms
            heard = now + round(there_ms * 1000)
            return ClockSample(t1_ms=sent, t2_us=heard, t3_us=heard, t4_ms=sent + there_ms + back_ms)

        samples = tuple(exchange(*ways) for ways in ((80.0, 1.0), (2.0, 1.0), (1.0, 90.0)))
        for _twice in range(2):
            await olga.say(ClockSamples(samples=samples))
        await olga.put(olga.tag())
        async with asyncio.timeout(10):  # no tag waits for the measure: it is kept in its own time
            while not any(isinstance(one.event, ClockMeasured) for one in made.session.events):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        measures = [one.event for one in made.session.events if isinstance(one.event, ClockMeasured)]
        assert len(measures) == 1
        off = measures[0].offset_us + made.session.epoch.origin_us + round(ahead_ms * 1000)
        assert abs(off) <= measures[0].uncertainty_us <= 2_500
        assert len(measures[0].samples) == 3

    play(tmp_path, act)


def test_that_who_was_turned_out_is_heard_no_more(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        await Steward(made.room.people).remove(olga.id, "")
        assert olga.line.code is not None
        with pytest.raises(Gone):
            await olga.put(olga.tag())

    play(tmp_path, act)


@pytest.mark.allow_warning_logs
def test_that_what_comes_for_a_closed_session_is_kept_beside_it(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga, boris = await made.visitor(), await made.visitor(name="Boris")
        early = olga.tag(note="in time")
        first = await olga.put(early)
        assert isinstance(first, Acknowledged)
        desk = Listener()
        made.room.connections.add(cast("Connection", desk))
        await made.move(SessionState.DEBRIEF)
        await made.move(SessionState.CLOSED)
        late, judged = (
            olga.tag(note="late"),
            JudgementPut(id="j", at_us=9, author="Olga", criterion="c", outcome="passed"),
        )
        again = late.model_copy(update={"note": "later"})
        for event in (late, judged, late, again, again):
            answer = await olga.put(event)
            assert isinstance(answer, Acknowledged), answer
        resent = await olga.put(early)
        assert isinstance(resent, Acknowledged)
        assert resent.seqs == first.seqs
        words = late_words.read(made.room.folder.late, "s1")
        assert [word.event.type for word in words] == ["tag.put", "judgement.put", "tag.edited"]
        assert len(desk.heard) == 5
        edit = TagEdited(id="x", at_us=9, author="Boris", annotation=late.annotation, base_version=1, severity=1)
        assert code(await boris.put(edit)) == "tag_of_another"
        started = events.TaskStarted(id="t", at_us=9, author="Olga", attempt="a", task="find", order=1)
        assert code(await olga.put(started)) == "not_allowed"
        assert code(await olga.put(olga.tag(), session="other")) == "session_not_hosted"

    play(tmp_path, act)


def test_that_nothing_late_is_kept_once_the_participant_withdrew(tmp_path: Path) -> None:
    async def act(made: Stage) -> None:
        olga = await made.visitor()
        await made.move(SessionState.WITHDRAWN)
        assert code(await olga.put(olga.tag())) == "session_withdrawn"
        assert not made.room.folder.late.exists()

    play(tmp_path, act)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 10))])
def test_that_queued_tags_are_kept_once_and_mean_the_same_to_everybody(tmp_path: Path, seed: int) -> None:
    """Four observers were cut off with two hundred tags each, some changed or taken back; everything is sent in a
    disorder of its own, much of it twice, while connections come and go.
    """
    draw = random.Random(seed)

    async def act(made: Stage) -> None:
        crew = [await made.visitor(name=name) for name in ("Olga", "Boris", "Vera", "Gleb")]
        sent: set[str] = set()

        async def empty(one: Visitor) -> None:
            queue: list[events.AnyEvent] = []
            for number in range(200):
                tag = one.tag(note=f"{one.name} {number}", at_us=number)
                queue.append(tag)
                heading: dict[str, Any] = {"author": one.name, "annotation": tag.annotation, "base_version": 1}
                if number % 5 == 0:
                    queue.append(TagEdited(id=f"e{tag.id[:20]}", at_us=number + 1, **heading, severity=number % 5))
                if number % 9 == 0:
                    queue.append(TagRetracted(id=f"r{tag.id[:20]}", at_us=number + 2, **heading))
            queue += draw.sample(queue, 60)
            draw.shuffle(queue)
            sent.update(event.id for event in queue)
            for first in range(0, len(queue), 20):
                answers = await asyncio.gather(*(one.put(event) for event in queue[first : first + 20]))
                assert all(isinstance(answer, Acknowledged) for answer in answers)
                if draw.random() < 0.2:
                    await one.listen()
                    one.greet({"s1": max((stamped.seq for stamped in await one.events()), default=0)})

        await asyncio.gather(*(empty(one) for one in crew))
        await asyncio.sleep(0)
        put = [stamped.event for stamped in made.session.events if isinstance(stamped.event, TagPut)]
        assert len(put) == 800
        stored = [stamped.event.id for stamped in made.session.events]
        assert len(stored) == len(set(stored))
        assert sent <= set(stored)
        told = [folded(await one.events()) for one in crew]
        assert all(annotations == made.session.record.annotations for annotations in told)

    play(tmp_path, act)


def folded(heard: list[events.Stamped]) -> tuple[object, ...]:
    """The annotations as whoever heard this has them."""
    return fold(heard).annotations
