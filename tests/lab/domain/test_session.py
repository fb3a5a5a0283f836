"""The moves between the states of a session, as a table."""

import pytest

from lab.domain.session import ENDED, HOSTED, MOVES, SessionState, may_move


@pytest.mark.parametrize("state", list(SessionState))
def test_that_every_state_says_where_it_may_go(state: SessionState) -> None:
    assert state in MOVES


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.NO_SHOW])
def test_that_only_a_planned_session_can_be_cancelled_or_missed(state: SessionState) -> None:
    assert [one for one in SessionState if may_move(one, state)] == [SessionState.PLANNED]


@pytest.mark.parametrize("state", [one for one in SessionState if one is not SessionState.WITHDRAWN])
def test_that_consent_can_be_withdrawn_at_any_time(state: SessionState) -> None:
    assert may_move(state, SessionState.WITHDRAWN)


@pytest.mark.parametrize("state", sorted(HOSTED | {SessionState.PLANNED}))
def test_that_a_session_can_be_aborted_until_it_is_closed(state: SessionState) -> None:
    assert may_move(state, SessionState.ABORTED)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_that_an_ended_session_never_runs_again(state: SessionState) -> None:
    assert not MOVES[state] & HOSTED
