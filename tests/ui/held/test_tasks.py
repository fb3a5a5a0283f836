"""Which task comes next, and in which order they stand."""

from lab.domain.timeline import SECOND_US
from tests.ui.held.stage import sample_plan
from ui.held.running import RunningSession
from ui.held.tasks import next_task, standings, tasks_in_order
from ui.held.verbs import Verbs


def test_that_the_next_task_is_the_first_after_the_last_one_begun(session: RunningSession) -> None:
    verbs, tasks = Verbs(session), tasks_in_order(session.plan.protocol, ())
    verbs.start(SECOND_US, "attach-document")
    verbs.end(2 * SECOND_US, "success")
    following = next_task(standings(tasks, session.record))
    assert following is not None
    assert following.task.id == "read-decision"
    verbs.start(3 * SECOND_US, "read-decision")
    verbs.end(4 * SECOND_US, "success")
    following = next_task(standings(tasks, session.record))
    assert following is not None
    assert following.task.id == "find-service"


def test_that_a_voided_attempt_leaves_its_task_to_be_done(session: RunningSession) -> None:
    verbs = Verbs(session)
    verbs.start(SECOND_US, "find-service")
    verbs.void(session.record.attempts[0].id)
    following = next_task(standings(session.plan.protocol.tasks, session.record))
    assert following is not None
    assert following.task.id == "find-service"


def test_that_the_order_of_the_participant_is_kept() -> None:
    protocol = sample_plan().protocol
    order = ("read-decision", "find-service", "fill-form", "attach-document")
    assert tuple(task.id for task in tasks_in_order(protocol, order)) == order
