"""The client's path: each stage by people, not by attempts or observers."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain import events
from lab.domain.annotation import OUT_OF_SCOPE
from lab.domain.client_path import StageFigures, client_path, covered_us
from lab.domain.held import Held
from lab.domain.metrics.shares import share
from lab.domain.path_evidence import Shows, moments
from lab.domain.timeline import SECOND_US, Span
from protocols import library
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

PROTOCOL = library.protocol("sample-child-benefit")
SEQ = library.questionnaire("seq")
STAGE = next(stage for stage in PROTOCOL.stages if stage.id == "documents")
TASK = "attach-document"
POOLED = {task.id: frozenset({"hash"}) for task in PROTOCOL.tasks}


def documents(*sessions: Held) -> StageFigures:
    """The stage that declares a norm for waiting."""
    return next(one for one in client_path(PROTOCOL, [SEQ], sessions, POOLED) if one.stage == STAGE.id)


def waits(story: Story, at_s: float, seconds: float, author: str = "Anna") -> Story:
    """The button for waiting, held so long; 0: pressed and let go."""
    return story.tag(
        at_s, author, task=TASK, button="waited-blind", words={"en": "waits"}, criterion="CC-15",
        severity=2, span_us=int(seconds * SECOND_US),
    )  # fmt: skip


def test_that_a_stage_is_counted_by_people_and_failures_have_no_time() -> None:
    found = documents(
        held(1, Story().task(TASK, 5, "failed").task(TASK, 30)), held(2, Story().task(TASK, 5, "gave_up"))
    )
    assert (found.success, found.not_arrived) == (share(1, 2), 1)
    assert found.time is not None
    assert (found.time.n, round(found.time.value_s, 3)) == (1, 10)


def test_that_two_observers_of_one_wait_make_it_no_longer() -> None:
    story = waits(waits(Story().task(TASK, 5), 20, 8), 22, 8, "Oleg")
    found = documents(held(1, story), held(2, Story().task(TASK, 5)))
    assert found.waiting is not None
    assert (found.waiting.total_s, found.waiting.n, found.waiting.norm_s) == (10, 2, STAGE.longest_wait_s)
    assert found.waiting.within == share(2, 2)
    assert (found.bad.annotations, found.bad.participants) == (2, 1)


def test_that_a_wait_of_unknown_length_is_no_wait_of_nought() -> None:
    quick, long = held(1, Story().task(TASK, 5)), held(2, waits(Story().task(TASK, 5), 20, 30))
    unmeasured = held(3, waits(Story().task(TASK, 5), 20, 0))
    found = documents(quick, long, unmeasured)
    assert (found.unmeasured, found.waiting) == (1, None)
    known = documents(quick, long).waiting
    assert known is not None
    assert (known.n, known.median_s, known.within) == (2, 15, share(1, 2))


def test_that_a_stage_without_a_button_for_waiting_has_no_waiting_time() -> None:
    stages = client_path(PROTOCOL, [SEQ], [held(1, Story().task("fill-form", 5))], POOLED)
    assert [one.waiting for one in stages] == [None] * len(PROTOCOL.stages)


def test_that_ease_and_quotes_belong_to_their_stage() -> None:
    story = Story().task(TASK, 5)
    story.tell(events.AnswersPut, 900, questionnaire="seq", task=TASK, values={"seq-01": 6}, language="en")
    story.tag(12, task=TASK, polarity="positive", quote="So simple!", words={"en": "good"})
    session = held(1, story)
    found = documents(session)
    assert found.ease is not None
    assert (found.ease.value, found.ease.n, found.ease.interval) == (6, 1, None)
    assert [(one.participant, one.words, one.polarity) for one in found.quotes] == [("P01", "So simple!", "positive")]
    assert (found.good.participants, found.bad.participants) == (1, 0)
    others = [one for one in client_path(PROTOCOL, [SEQ], [session], POOLED) if one.stage != STAGE.id]
    assert [(one.ease, one.quotes) for one in others] == [(None, ())] * len(others)


def test_that_a_wish_that_cannot_be_met_does_not_count_against_the_service() -> None:
    button = next(one for one in PROTOCOL.common_pad if one.id == OUT_OF_SCOPE)
    assert (button.criterion, button.severity) == (None, None)
    story = Story().task(TASK, 5)
    story.tag(12, task=TASK, button=button.id, polarity=button.polarity, quote="Without papers!", words={"en": "wish"})
    story.tag(14, task=TASK, button="hesitates", words={"en": "hesitates"})
    session = held(1, story)
    found = documents(session)
    assert (found.good.annotations, found.bad.annotations) == (0, 1)
    assert [one.words for one in found.quotes] == ["Without papers!"]
    shown = moments(STAGE, PROTOCOL, [SEQ], [session], POOLED)
    tagged = [one for one in shown if one.shows is Shows.BAD]
    assert [one.annotation.button for one in tagged if one.annotation is not None] == ["hesitates"]


def test_that_a_round_without_sessions_has_empty_stages() -> None:
    found = documents()
    assert (found.success, found.time, found.ease, found.waiting) == (share(0, 0), None, None, None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=8))
def test_that_covered_time_is_that_of_every_moment_once(spans: Sequence[tuple[int, int]]) -> None:
    given_spans = [Span(begin, begin + length) for begin, length in spans]
    moments = {moment for begin, length in spans for moment in range(begin, begin + length)}
    assert covered_us(given_spans) == covered_us(reversed(given_spans)) == pytest.approx(len(moments))
