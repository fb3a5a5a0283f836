"""What stands behind the figures of a stage."""

from collections import Counter

from lab.domain import events
from lab.domain.path_evidence import Shows, moments
from protocols import library
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

PROTOCOL = library.protocol("sample-child-benefit")
STAGE = next(one for one in PROTOCOL.stages if one.id == "documents")
TASK = next(task for task in PROTOCOL.tasks if task.stage == STAGE.id)
SEQ = library.questionnaire("seq")


def test_that_every_figure_has_its_moments() -> None:
    wait = next(one for one in TASK.tag_pad if one.waiting)
    story = Story().task(TASK.id, 100)
    story.tag(103, task=TASK.id, button=wait.id, span_us=5_000_000, quote="Is it still doing something?")
    story.tag(105, task=TASK.id, polarity="positive")
    story.tell(events.AnswersPut, 900, questionnaire="seq", task=TASK.id, values={SEQ.items[0].id: 4}, language="en")
    failed = held(2, Story().task(TASK.id, 50, outcome="failed"))
    sessions = [held(1, story), failed]
    pooled = {task.id: frozenset({failed.protocol_sha256}) for task in PROTOCOL.tasks}
    found = moments(STAGE, PROTOCOL, [SEQ], sessions, pooled)
    assert Counter(one.shows for one in found) == {
        Shows.SUCCESS: 2, Shows.TIME: 1, Shows.WAITING: 1, Shows.EASE: 1, Shows.GOOD: 1, Shows.BAD: 1, Shows.QUOTES: 1,
    }  # fmt: skip
    by_kind = {one.shows: one for one in found if one.participant == sessions[0].code}
    assert by_kind[Shows.WAITING].seconds == 5
    assert by_kind[Shows.EASE].answer == 4
    assert by_kind[Shows.QUOTES].annotation is not None
    others = [stage for stage in PROTOCOL.stages if stage.id != STAGE.id]
    assert all(moments(stage, PROTOCOL, [SEQ], sessions, pooled) == () for stage in others)
