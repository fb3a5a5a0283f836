"""Requests wait for their answers, over any number of connections."""

import pytest

from lab.domain.errors import InputError, RuleError, WorldError
from lab.live.messages import Acknowledged, Ping, Pong, Refused
from lab.live.outbox import Outbox


def test_that_an_answer_reaches_who_asked_and_is_then_forgotten() -> None:
    outbox = Outbox()
    first, second = outbox.add(Ping(id="a")), outbox.add(Ping(id="b"))
    assert [request.id for request in outbox.unanswered()] == ["a", "b"]
    assert outbox.settle(Pong(id="b", now_us=1))
    assert second.result(0) == Pong(id="b", now_us=1)
    assert not first.done()
    assert [request.id for request in outbox.unanswered()] == ["a"]
    assert not outbox.settle(Acknowledged(id="b"))


@pytest.mark.parametrize(("fault", "error"), [("rule", RuleError), ("input", InputError), ("world", WorldError)])
def test_that_a_refusal_is_raised_as_what_it_is(fault: str, error: type[Exception]) -> None:
    outbox = Outbox()
    answer = outbox.add(Ping(id="a"))
    outbox.settle(Refused.model_validate({"id": "a", "fault": fault, "code": "why", "facts": {"path": "p"}}))
    with pytest.raises(error, match="why"):
        answer.result(0)


def test_that_nobody_waits_for_a_closed_outbox() -> None:
    outbox = Outbox()
    before = outbox.add(Ping(id="a"))
    outbox.cancel_all()
    assert before.cancelled()
    assert outbox.add(Ping(id="b")).cancelled()
    assert len(outbox) == 0
