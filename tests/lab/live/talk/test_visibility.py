"""What each role hears of a session, as a table that people can read."""

from typing import Any

import pytest

from lab.archive.session_file import SessionPlan
from lab.domain import events
from lab.domain.consent import Scope
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import fold
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.live.messages import Hosted
from lab.live.people.principal import Principal
from lab.live.talk.boards import board_of, hosted_for
from lab.live.talk.visibility import HEARS, Seen, heard, may_hear
from tests.lab.archive.sessions import plan

HEADING: dict[str, Any] = {"id": "e", "at_us": 1, "author": "Boris"}
ANSWERS = events.AnswersPut(**HEADING, questionnaire="seq", values={}, language="en")
TAG = events.TagPut(**HEADING, annotation="b1", pressed_us=1, lead_us=0, lag_us=0, note="slow")
OWN = TAG.model_copy(update={"author": "Olga", "annotation": "o1"})
EDIT_OF_OWN = events.TagEdited(**HEADING, annotation="o1", base_version=1, severity=2)
JUDGEMENT = events.JudgementPut(**HEADING, criterion="c", outcome="passed")
STARTED = events.TaskStarted(**HEADING, attempt="t1", task="find", order=1)
ENDED = events.TaskEnded(**HEADING, attempt="t1", outcome="failed")
ASSISTED = events.TaskAssisted(**HEADING, attempt="t1", note="helped")
MEASURED = events.ClockMeasured(**HEADING, person="p1", offset_us=0, uncertainty_us=0, samples=())
NOTED = events.RecordingNoted(**HEADING, fact="segment", recorder_seq=1, facts={})
JOINED = events.PersonJoined(**HEADING, person="p2", name="Boris", role=Role.OBSERVER, rules="1")
TO_ALL = events.ChatSaid(**HEADING, person="p2", to="observers", text="look")
TO_MODERATOR = events.ChatSaid(**HEADING, person="p2", to="moderator", text="ask him")
TO_OLGA = events.ChatSaid(**HEADING, to="p1", text="thank you")
HAND = events.HandRaised(**HEADING, person="p2", annotation="b1")

OBSERVERS = {Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER}
WHO = [
    (STARTED, set(Role)),
    (ENDED, set(Role)),
    (ASSISTED, {*OBSERVERS, Role.MODERATOR}),
    (TAG, {*OBSERVERS, Role.MODERATOR}),
    (JUDGEMENT, {*OBSERVERS, Role.MODERATOR}),
    (ANSWERS, {Role.PARTICIPANT, Role.MODERATOR}),
    (TO_ALL, {*OBSERVERS, Role.MODERATOR}),
    (TO_MODERATOR, {Role.MODERATOR}),
    (TO_OLGA, {*OBSERVERS, Role.MODERATOR}),
    (HAND, {Role.MODERATOR}),
    (MEASURED, set()),
    (NOTED, set()),
    (JOINED, set()),
]


def person(role: Role, *, admitted: bool = True) -> Principal:
    return Principal("person", "p1", "Olga", role, admitted=admitted)


def seen(
    *story: AnyEvent, state: SessionState = SessionState.RUNNING, scopes: tuple[Scope, ...] = tuple(Scope), **more: Any
) -> Seen:
    """A session with this story and plan."""
    made: SessionPlan = plan()
    made = made.model_copy(update={"consent": made.consent.model_copy(update={"scopes": scopes}), **more})
    move = events.SessionMoved(id="m", at_us=0, author="live", from_state=SessionState.READY, to_state=state)
    return Seen(made, fold([Stamped(seq=n, event=event) for n, event in enumerate((move, *story), 1)]))


def hear(role: Role, session: Seen, event: AnyEvent) -> AnyEvent | None:
    found = heard(person(role), session, Stamped(seq=9, event=event))
    return None if found is None else found.event


@pytest.mark.parametrize(("event", "who"), WHO, ids=lambda one: getattr(one, "type", ""))
def test_that_each_role_hears_its_own(event: AnyEvent, who: set[Role]) -> None:
    assert {role for role in Role if hear(role, seen(), event) is not None} == who
    assert set(HEARS) == set(Role)


def test_that_the_card_says_neither_outcome_nor_reason() -> None:
    moved = events.SessionMoved(
        **HEADING, from_state=SessionState.RUNNING, to_state=SessionState.PAUSED, reason="she cries"
    )
    for role in (Role.PARTICIPANT, Role.WALL):
        ended, paused = hear(role, seen(), ENDED), hear(role, seen(), moved)
        assert isinstance(ended, events.TaskEnded)
        assert isinstance(paused, events.SessionMoved)
        assert (ended.outcome, paused.reason) == (None, "")
    assert hear(Role.OBSERVER, seen(), ENDED) == ENDED


@pytest.mark.parametrize("event", [event for event, _who in WHO])
def test_that_without_consent_to_observers_they_hear_nothing(event: AnyEvent) -> None:
    alone = seen(scopes=(Scope.TAKE_PART, Scope.SCREEN))
    for role in (*OBSERVERS, Role.WALL):
        assert hear(role, alone, event) is None
    assert may_hear(person(Role.MODERATOR), alone)
    assert may_hear(person(Role.PARTICIPANT), alone)


@pytest.mark.parametrize("role", Role)
def test_that_nobody_hears_of_a_withdrawn_session_or_from_the_lobby(role: Role) -> None:
    assert hear(role, seen(state=SessionState.WITHDRAWN), STARTED) is None
    erased = events.SessionWithdrawn(**HEADING, erased_files=(), erased_bodies=0)
    assert hear(role, seen(erased), STARTED) is None
    assert not may_hear(person(role, admitted=False), seen())


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER])
def test_that_independent_observers_hear_of_others_only_from_the_debrief_on(role: Role) -> None:
    apart = seen(OWN, TAG, independent=True)
    assert [hear(role, apart, event) for event in (TAG, JUDGEMENT)] == [None, None]
    edit_of_other = EDIT_OF_OWN.model_copy(update={"annotation": "b1"})
    assert hear(role, apart, edit_of_other) is None
    assert [hear(role, apart, event) for event in (OWN, EDIT_OF_OWN, STARTED)] == [OWN, EDIT_OF_OWN, STARTED]
    assert hear(Role.MODERATOR, apart, TAG) == TAG
    debrief = seen(OWN, TAG, state=SessionState.DEBRIEF, independent=True)
    assert [hear(role, debrief, event) for event in (TAG, JUDGEMENT, edit_of_other)] == [TAG, JUDGEMENT, edit_of_other]


def test_that_a_hosted_session_is_told_without_its_place() -> None:
    hosted = Hosted(
        session_id="s1",
        code="P01",
        folder="/lab/x",
        state=SessionState.RUNNING,
        origin_us=5,
        last_seq=3,
        recording=True,
    )
    told = hosted_for(person(Role.OBSERVER), seen(), hosted)
    assert told == hosted.model_copy(update={"folder": ""})
    closed = hosted_for(person(Role.OBSERVER), seen(scopes=(Scope.TAKE_PART,)), hosted)
    assert closed is not None
    assert (closed.code, closed.folder, closed.last_seq, closed.observed) == ("", "", 0, False)
    assert hosted_for(person(Role.OBSERVER, admitted=False), seen(), hosted) is None


def test_that_a_board_holds_what_the_role_needs() -> None:
    made = plan()
    observer, participant, wall = (board_of(role, made) for role in (Role.OBSERVER, Role.PARTICIPANT, Role.WALL))
    assert observer.criteria == made.criteria
    assert [task.tag_pad for task in observer.tasks] == [task.tag_pad for task in made.protocol.tasks]
    assert observer.questionnaires == ()
    assert participant.questionnaires == made.questionnaires
    for board in (participant, wall):
        assert (board.criteria, board.common_pad) == ((), ())
        assert all(task.success == () and task.tag_pad == () for task in board.tasks)
    assert wall.questionnaires == ()
