"""Who may do what: the whole table, written down a second time as people would say it."""

from dataclasses import dataclass
from itertools import product

import pytest

from lab.domain.errors import RuleError
from lab.live.people.authorize import TABLE, Action, authorize
from lab.live.people.principal import RECORDER, WORKSTATION, Principal
from lab.live.people.roles import OBSERVING, Role

COLUMNS = ("nobody", "workstation", "lobby", *(role.value for role in Role))
EXPECTED = """
                  nobody workstation lobby observer lead note_taker moderator participant wall
see_room          yes    yes         yes   yes      yes  yes        yes       yes         yes
join              yes    yes         yes   yes      yes  yes        yes       yes         yes
know_oneself      -      -           yes   yes      yes  yes        yes       yes         yes
listen            -      yes         yes   yes      yes  yes        yes       yes         yes
leave             -      -           yes   yes      yes  yes        yes       yes         yes
greet             -      yes         yes   yes      yes  yes        yes       yes         yes
ping              -      yes         yes   yes      yes  yes        yes       yes         yes
measure_clock     -      -           yes   yes      yes  yes        yes       yes         yes
report_view       -      -           -     yes      yes  yes        yes       yes         yes
catch_up          -      yes         -     yes      yes  yes        yes       yes         yes
watch             -      yes         -     yes      yes  -          yes       -           yes
chat              -      yes         -     aloud    aloud aloud     aloud     -           -
raise_hand        -      -           -     aloud    aloud aloud     aloud     -           -
tag               -      yes         -     yes      yes  yes        yes       -           -
judge             -      yes         -     yes      yes  yes        yes       -           -
settle            -      yes         -     -        -    -          yes       -           -
answer            -      yes         -     -        -    -          yes       yes         -
take_lead         -      -           -     yes      yes  -          -         -           -
time_tasks        -      yes         -     -        yes  -          yes       -           -
correct_tasks     -      yes         -     -        -    -          yes       -           -
steer             -      yes         -     -        -    -          yes       -           -
blind             -      yes         -     -        -    -          yes       -           -
keep_door         -      yes         -     -        -    -          yes       -           -
appoint_moderator -      yes         -     -        -    -          -         -           -
host              -      yes         -     -        -    -          -         -           -
end_session       -      yes         -     -        -    -          -         -           -
use_devices       -      yes         -     -        -    -          -         -           -
open_room         -      yes         -     -        -    -          -         -           -
shut_down         -      yes         -     -        -    -          -         -           -
"""
"""`aloud`: not while they are muted."""


@dataclass(frozen=True)
class Session:
    may_be_observed: bool


def expected() -> dict[tuple[Action, str], str]:
    head, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    assert tuple(head) == COLUMNS
    return {(Action(row[0]), column): cell for row in rows for column, cell in zip(COLUMNS, row[1:], strict=True)}


def person(role: Role, *, admitted: bool = True, muted: bool = False) -> Principal:
    return Principal("person", "p1", "Olga", role, admitted=admitted, muted=muted)


def principal(column: str, *, muted: bool = False) -> Principal | None:
    match column:
        case "nobody":
            return None
        case "workstation":
            return WORKSTATION
        case "lobby":
            return person(Role.MODERATOR, admitted=False)
    return person(Role(column), muted=muted)


def may(who: Principal | None, action: Action, session: Session | None = None) -> bool:
    try:
        authorize(who, action, session)
    except RuleError as error:
        return error.code != "not_allowed"
    return True


def test_that_every_action_has_its_row_here_and_in_the_table() -> None:
    assert {action for action, _column in expected()} == set(Action)
    assert set(TABLE) == set(Action)


def test_that_everybody_may_what_is_written_here_and_nothing_else() -> None:
    kinds = {(True, True): "yes", (True, False): "aloud", (False, False): "-"}
    found = {
        (action, column): kinds[may(principal(column), action), may(principal(column, muted=True), action)]
        for action in Action
        for column in COLUMNS
    }
    assert found == expected()


def test_that_a_recorder_may_nothing_here_but_what_anybody_may() -> None:
    assert [action for action in Action if may(RECORDER, action)] == [action for action in Action if may(None, action)]


def test_that_without_consent_observers_may_nothing_in_that_session() -> None:
    for action, role in product(Action, Role):
        usual = may(person(role), action)
        assert may(person(role), action, Session(may_be_observed=True)) == usual
        without = may(None, action) if role in OBSERVING else usual
        assert may(person(role), action, Session(may_be_observed=False)) == without, (action, role)


def test_that_nobody_in_the_lobby_may_anything_in_a_session() -> None:
    for action in Action:
        seen = may(person(Role.OBSERVER, admitted=False), action, Session(may_be_observed=True))
        assert seen == may(None, action)


def test_that_what_the_table_does_not_know_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TABLE, Action.PING)
    assert not may(WORKSTATION, Action.PING)
    assert not may(person(Role.MODERATOR), Action.PING)
