"""Every message of every role, muted or not, in the lobby, with and without consent: refused as the table says.

The list is whole by construction: a message or an event without an example here, or without a row there, fails.
"""

import asyncio
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from lab.archive.session_file import SessionPlan
from lab.domain import events
from lab.domain.consent import Scope
from lab.domain.errors import RuleError
from lab.domain.ids import new_id
from lab.domain.legality import OF_A_PERSON
from lab.live import messages
from lab.live.connection import Connection
from lab.live.conversation import Conversation
from lab.live.messages import ClientMessage, Put, Refused
from lab.live.people.actions import OF_EVENT, OF_MESSAGE, action_of, session_of
from lab.live.people.authorize import TABLE, Action, authorize
from lab.live.people.principal import Principal
from lab.live.people.roles import Role
from lab.live.people.steward import Steward
from lab.live.talk.speaker import Gone, Speaker
from tests.lab.live.people.rooms import invited, waiting
from tests.lab.live.talk.rooms import Stage, stage

KINDS: tuple[type[Any], ...] = typing.get_args(typing.get_args(ClientMessage)[0])
NOBODY = "nobody"

MESSAGES: tuple[dict[str, Any], ...] = (
    {"type": "hello", "client": "page", "name": "Olga"},
    {"type": "ping"},
    {"type": "since", "session": "s1", "seq": 0},
    {"type": "stills", "on": True},
    {"type": "host", "folder": "elsewhere"},
    {"type": "choose", "session": "s1", "source": "screen", "device": "other"},
    {"type": "rearm", "session": "s1", "sources": []},
    {"type": "check", "session": "s1"},
    {"type": "blind", "session": "s1", "on": True, "at_us": 1},
    {"type": "move", "session": "s1", "to": "paused", "at_us": 1},
    {"type": "move", "session": "s1", "to": "running", "at_us": 1},
    {"type": "move", "session": "s1", "to": "closed", "at_us": 1},
    {"type": "move", "session": "s1", "to": "withdrawn", "at_us": 1},
    {"type": "shutdown", "force": True},
    {"type": "open_room", "interface": "127.0.0.1"},
    {"type": "close_room"},
    {"type": "check_network"},
    {"type": "new_invitation", "role": "observer"},
    {"type": "new_invitation", "role": "moderator"},
    {"type": "new_pin"},
    {"type": "admit", "person": NOBODY, "role": "observer"},
    {"type": "admit", "person": NOBODY, "role": "moderator"},
    {"type": "remove", "person": NOBODY},
    {"type": "mute_person", "person": NOBODY, "on": True},
    {"type": "give_role", "person": NOBODY, "role": "lead"},
    {"type": "give_role", "person": NOBODY, "role": "moderator"},
    {"type": "take_lead"},
    {"type": "chat", "to": "observers", "text": "Look"},
    {"type": "raise_hand", "session": "s1", "text": "Ask"},
    {"type": "clock_samples", "samples": [{"t1_ms": 1, "t2_us": 2, "t3_us": 3, "t4_ms": 4}]},
    {"type": "viewer_report", "mode": "mse"},
    {"type": "remove_all"},
)

TAG = {"annotation": "a0", "pressed_us": 1, "lead_us": 0, "lag_us": 0}
EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "tag.put", **TAG},
    {"type": "tag.edited", "annotation": "a0", "base_version": 1, "note": "more"},
    {"type": "tag.retracted", "annotation": "a0"},
    {"type": "tag.restored", "annotation": "a0"},
    {"type": "judgement.put", "criterion": "CC-1", "outcome": "passed"},
    {"type": "judgement.put", "criterion": "CC-1", "outcome": "passed", "adjudicates": True, "note": "why"},
    {"type": "judgement.retracted", "criterion": "CC-1"},
    {"type": "answers.put", "questionnaire": "sus", "values": {}, "language": "en"},
    {"type": "task.started", "attempt": "t0", "task": "find", "order": 1},
    {"type": "task.restarted", "attempt": "t0"},
    {"type": "task.ended", "attempt": "t0"},
    {"type": "task.resumed", "attempt": "t0"},
    {"type": "task.judged", "attempt": "t0", "outcome": "success"},
    {"type": "task.assisted", "attempt": "t0"},
    {"type": "task.voided", "attempt": "t0"},
    {"type": "task.restored", "attempt": "t0"},
    {"type": "task.added", "attempt": "t1", "task": "find", "start_us": 1, "end_us": 2},
    {"type": "task.corrected", "attempt": "t0", "start_us": 1},
    {"type": "check.overridden"},
    {"type": "clap.tested"},
)


def examples(author: str) -> Iterator[ClientMessage]:
    """One of every message that somebody of this name might say, those that end everything last."""
    for event in EVENTS:
        told = events.EVENT.validate_python({"id": new_id(), "at_us": 1, "author": author, **event})
        yield Put(id=new_id(), session="s1", event=told)
    for fields in MESSAGES:
        kind = next((one for one in KINDS if one.model_fields["type"].default == fields["type"]), None)
        if kind is not None:
            wanted = {"id": new_id()} if "id" in kind.model_fields else {}
            yield kind.model_validate(wanted | fields)


def test_that_every_message_and_every_event_has_its_row_and_its_example() -> None:
    named = set(KINDS) - {Put}
    assert set(OF_MESSAGE) == named
    assert {type(message) for message in examples("x")} == {*named, Put}
    assert set(OF_EVENT) == set(OF_A_PERSON)
    assert {type(one.event) for one in examples("x") if isinstance(one, Put)} == set(OF_A_PERSON)


def test_that_what_only_the_room_notes_is_taken_from_nobody() -> None:
    kinds = set(typing.get_args(typing.get_args(events.AnyEvent)[0])) - set(OF_A_PERSON)
    assert kinds
    for kind in kinds:
        event = kind.model_construct(type=kind.model_fields["type"].default)
        with pytest.raises(RuleError) as refused:
            action_of(Put.model_construct(id="x", session="s1", event=event))
        assert refused.value.code == "event_of_the_room"


def may(person: Principal, message: ClientMessage, plan: SessionPlan) -> bool:
    try:
        authorize(person, action_of(message), plan if session_of(message) is not None else None)
    except RuleError:
        return False
    return True


async def refusals(made: Stage, person_id: str) -> dict[tuple[str, str, str], tuple[bool, bool]]:
    """Message → whether it was let through, and whether the table lets it through, for all that differ."""
    wrong: dict[tuple[str, str, str], tuple[bool, bool]] = {}
    for message in examples(_name(made, person_id)):
        person = made.room.people.principal_of(person_id)
        assert person is not None
        wanted = may(person, message, made.session.plan)
        if wanted and isinstance(message, messages.RemoveAll):
            continue  # everybody else would be gone
        answers = await Speaker(made.room, person_id).answers(message)
        allowed = not any(isinstance(answer, Refused) and answer.code == "not_allowed" for answer in answers)
        if allowed is not wanted:
            wrong[str(person.role), message.type, message.model_dump_json()] = (allowed, wanted)
    return wrong


def _name(made: Stage, person_id: str) -> str:
    person = made.room.people.principal_of(person_id)
    assert person is not None
    return person.name


@pytest.mark.parametrize("agreed", [True, False], ids=["observers agreed to", "observers not agreed to"])
def test_that_everybody_is_refused_what_the_table_refuses_and_nothing_else(tmp_path: Path, agreed: bool) -> None:
    def change(plan: SessionPlan) -> SessionPlan:
        scopes = tuple(scope for scope in Scope if agreed or scope is not Scope.OBSERVERS)
        return plan.model_copy(update={"consent": plan.consent.model_copy(update={"scopes": scopes})})

    async def whole() -> None:
        async with stage(tmp_path / "lab", change) as made:
            there = [(await made.visitor(role, role.value)).id for role in Role]
            lobby, _token = await waiting(made.room.people, "lobby")
            steward = Steward(made.room.people)
            assert await refusals(made, lobby.id) == {}
            for person in there:
                assert await refusals(made, person) == {}
            for person in there:
                await steward.mute(person, on=True)
            for person in there:
                assert await refusals(made, person) == {}

    asyncio.run(whole())


class Hearing(Connection):
    """A workstation's connection that keeps what is sent."""

    def __init__(self) -> None:
        super().__init__(cast("Any", None))
        self.codes: list[str] = []

    def send(self, message: messages.Message) -> None:
        self.codes.append(getattr(message, "code", ""))


def test_that_a_workstation_is_refused_what_the_table_refuses(tmp_path: Path) -> None:
    async def whole() -> None:
        async with stage(tmp_path / "lab") as made:
            talk = Conversation(made.room, cast("Any", None), lambda: None)
            hearing = talk._connection = Hearing()
            refused = [one for one in examples("Anna") if not TABLE[action_of(one)].workstation]
            requests = [one for one in refused if hasattr(one, "id")]
            for request in requests:
                await talk._answer(cast("Any", request))
            assert {request.type for request in requests} == {"take_lead", "raise_hand"}
            assert hearing.codes == ["not_allowed"] * len(requests)
            await talk._answer(messages.Ping(id="p1"))
            assert hearing.codes[-1] == ""

    asyncio.run(whole())


def test_that_who_was_turned_out_is_gone_whatever_they_say(tmp_path: Path) -> None:
    async def whole() -> None:
        async with stage(tmp_path / "lab") as made:
            person, _token = await invited(made.room.people, Role.MODERATOR)
            (answer,) = await Speaker(made.room, person.id).answers(messages.RemoveAll(id=new_id()))
            assert answer.type == "ack"
            for message in examples("Olga"):
                with pytest.raises(Gone):
                    await Speaker(made.room, person.id).answers(message)

    asyncio.run(whole())


def test_that_the_room_knows_no_action_that_nothing_asks_for() -> None:
    from lab.live.people.actions import OF_ROUTE

    asked = {action_of(message) for message in examples("x")} | set(OF_ROUTE.values())
    assert asked == set(TABLE) == set(Action)
