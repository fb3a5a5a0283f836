"""Success, time and scores of everybody and of each segment; small n is visible."""

from dataclasses import replace

from lab.domain import events
from lab.domain.held import Held
from lab.domain.metrics.means import Mean
from lab.domain.metrics.shares import share
from lab.domain.segment_figures import SegmentFigures, figures_by_segment
from lab.domain.study import Segment
from protocols import library
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

PROTOCOL = library.protocol("sample-child-benefit")
TASK = PROTOCOL.tasks[0].id
SUS = library.questionnaire("sus")
SEGMENTS = (Segment("parents", "Parents", 5), Segment("carers", "Carers"))
POOLED = {task.id: frozenset({"hash"}) for task in PROTOCOL.tasks}


def asked(*sessions: Held) -> tuple[SegmentFigures, ...]:
    return figures_by_segment(PROTOCOL, [SUS], SEGMENTS, sessions, POOLED)


def test_that_everybody_comes_first_and_then_each_segment_with_those_heard_in_it() -> None:
    carer = replace(held(3, Story().task(TASK, 5, "failed")), segment_id="carers")
    everybody, parents, carers = asked(held(1, Story().task(TASK, 5)), held(2, Story().task(TASK, 5)), carer)
    assert [(one.segment, one.participants) for one in (everybody, parents, carers)] == [
        (None, 3), (SEGMENTS[0], 2), (SEGMENTS[1], 1),
    ]  # fmt: skip
    assert [one.tasks[0].success for one in (everybody, parents, carers)] == [share(2, 3), share(2, 2), share(0, 1)]
    assert parents.tasks[0].time is not None
    assert (parents.tasks[0].time.n, round(parents.tasks[0].time.value_s, 3)) == (2, 10)
    assert carers.tasks[0].time is None


def test_that_of_several_attempts_the_last_one_holds_and_other_wordings_are_left_out() -> None:
    twice = Story().task(TASK, 5, "failed").task(TASK, 30)
    other = replace(held(2, Story().task(TASK, 5, "failed")), protocol_sha256="another")
    assert asked(held(1, twice), other)[0].tasks[0].success == share(1, 1)


def test_that_scores_are_those_given_after_the_session() -> None:
    values = {item.id: 3 for item in SUS.items}
    story = Story().tell(events.AnswersPut, 900, questionnaire="sus", task=None, values=values, language="en")
    refused = Story().tell(events.AnswersPut, 900, questionnaire="sus", task=None, values={}, language="en")
    (score,) = asked(held(1, story), held(2, refused))[0].scores.values()
    assert isinstance(score, Mean)
    assert (score.value, score.n) == (50, 1)
    assert asked()[0].scores == {}
