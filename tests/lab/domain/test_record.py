"""The fold of a session's events, and which events it takes."""

from itertools import count

import pytest

from lab.domain import events
from lab.domain.errors import RuleError
from lab.domain.folding import fold, with_event
from lab.domain.legality import check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US, Span


class Story:
    """Events told one after another, each checked as the room would."""

    def __init__(self) -> None:
        self.record = SessionRecord()
        self.told: list[events.Stamped] = []
        self._seq = count(1)

    def tell(self, kind: type[events.Event], at_s: float, **fields: object) -> "Story":
        """One more event at this second."""
        seq = next(self._seq)
        event = kind(id=f"e{seq}", at_us=int(at_s * SECOND_US), author="Anna", **fields)
        check(self.record, event)  # type: ignore[arg-type]
        stamped = events.Stamped(seq=seq, event=event)
        self.record = with_event(self.record, stamped)
        self.told.append(stamped)
        return self

    def move(self, to: SessionState, at_s: float) -> "Story":
        """Another state."""
        return self.tell(events.SessionMoved, at_s, from_state=self.record.state, to_state=to)


def running() -> Story:
    """A session that runs since its second 0."""
    return Story().move(SessionState.READY, 0).move(SessionState.RUNNING, 0)


def tag(story: Story, at_s: float, name: str = "a1", **fields: object) -> Story:
    """Put an annotation."""
    times = {"pressed_us": int(at_s * SECOND_US), "lead_us": 3 * SECOND_US, "lag_us": 7 * SECOND_US}
    return story.tell(events.TagPut, at_s, annotation=name, **{**times, **fields})


def test_that_time_on_task_leaves_out_pauses_and_a_too_early_end() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.move(SessionState.PAUSED, 20).move(SessionState.RUNNING, 50)
    story.tell(events.TaskEnded, 60, attempt="t1", outcome="success")
    story.tell(events.TaskResumed, 65, attempt="t1").tell(events.TaskEnded, 70, attempt="t1", outcome="failed")
    attempt = story.record.attempts[0]
    assert attempt.outcome == "failed"
    assert story.record.pauses == (Span(20 * SECOND_US, 50 * SECOND_US),)
    assert attempt.time_on_task_us(story.record.pauses) == (60 - 10 - 30 + 70 - 65) * SECOND_US


def test_that_a_restart_forgets_what_went_before() -> None:
    story = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1)
    story.tell(events.TaskAssisted, 2, attempt="t1").tell(events.TaskRestarted, 5, attempt="t1")
    story.tell(events.TaskEnded, 9, attempt="t1", outcome="success")
    attempt = story.record.attempts[0]
    assert (attempt.outcome, attempt.restarts, attempt.assists) == ("success", 1, 0)
    assert attempt.time_on_task_us() == 4 * SECOND_US


def test_that_help_turns_a_success_into_an_assisted_one() -> None:
    before = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1)
    before.tell(events.TaskAssisted, 2, attempt="t1").tell(events.TaskEnded, 3, attempt="t1", outcome="success")
    after = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1)
    after.tell(events.TaskEnded, 3, attempt="t1", outcome="success").tell(events.TaskAssisted, 4, attempt="t1")
    assert before.record.attempts[0].outcome == after.record.attempts[0].outcome == "assisted"
    assert not before.record.attempts[0].unassisted_success


def test_that_a_corrected_attempt_keeps_what_was_not_corrected() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskEnded, 20, attempt="t1", outcome="success")
    story.tell(events.TaskCorrected, 30, attempt="t1", start_us=8 * SECOND_US)
    attempt = story.record.attempts[0]
    assert (attempt.start_us, attempt.end_us, attempt.outcome) == (8 * SECOND_US, 20 * SECOND_US, "success")


def test_that_a_corrected_end_cuts_off_what_was_added_after_it() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskEnded, 20, attempt="t1").tell(events.TaskResumed, 30, attempt="t1")
    story.tell(events.TaskEnded, 40, attempt="t1")
    story.tell(events.TaskCorrected, 50, attempt="t1", end_us=15 * SECOND_US)
    assert story.record.attempts[0].time_on_task_us() == 5 * SECOND_US


def test_that_a_pause_that_lasts_is_no_time_on_task() -> None:
    story = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1).move(SessionState.PAUSED, 10)
    now = 60 * SECOND_US
    assert story.record.pauses_until(now) == (Span(10 * SECOND_US, now),)
    assert story.record.attempts[0].time_on_task_us(story.record.pauses_until(now), now) == 9 * SECOND_US


def test_that_the_running_task_ends_with_the_session_and_waits_for_its_outcome() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1).move(SessionState.DEBRIEF, 30)
    attempt = story.record.attempts[0]
    assert (attempt.end_us, attempt.outcome, story.record.running_attempt) == (30 * SECOND_US, None, None)
    story.tell(events.TaskJudged, 40, attempt="t1", outcome="failed")
    assert story.record.attempts[0].outcome == "failed"


def test_that_a_voided_attempt_has_ended_and_takes_nothing_more() -> None:
    story = running().tell(events.TaskStarted, 10, attempt="t1", task="form", order=1)
    story.tell(events.TaskVoided, 12, attempt="t1", reason="wrong participant")
    assert not story.record.attempts[0].is_running
    with pytest.raises(RuleError, match="attempt_voided"):
        story.tell(events.TaskRestarted, 13, attempt="t1")
    story.tell(events.TaskStarted, 14, attempt="t2", task="form", order=2)


def test_that_an_earlier_attempt_cannot_begin_anew_beside_a_running_one() -> None:
    story = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1)
    story.tell(events.TaskEnded, 2, attempt="t1").tell(events.TaskStarted, 3, attempt="t2", task="form", order=2)
    with pytest.raises(RuleError, match="task_already_running"):
        story.tell(events.TaskRestarted, 4, attempt="t1")


def test_that_an_edited_annotation_keeps_its_history() -> None:
    story = tag(running(), 12, criterion="CC-24", severity=2, note="first")
    story.tell(events.TagEdited, 14, annotation="a1", base_version=1, severity=3)
    story.tell(events.TagEdited, 15, annotation="a1", base_version=2, cleared=("note",))
    annotation = story.record.annotations[0]
    assert (annotation.severity, annotation.note, annotation.version) == (3, "", 3)
    assert [edit.changes for edit in annotation.history] == [(("severity", 3),), (("note", ""),)]


def test_that_a_moved_annotation_no_longer_means_what_the_screen_showed() -> None:
    story = tag(running(), 12, shown_us=11 * SECOND_US)
    assert story.record.annotations[0].anchor_us == 11 * SECOND_US
    story.tell(events.TagEdited, 14, annotation="a1", base_version=1, pressed_us=9 * SECOND_US)
    assert story.record.annotations[0].anchor_us == 9 * SECOND_US


def test_that_a_retracted_annotation_stays_in_the_record_only() -> None:
    story = tag(running(), 12).tell(events.TagRetracted, 13, annotation="a1", reason="slip")
    assert story.record.annotations == ()
    assert story.record.annotations_by_id["a1"].retract_reason == "slip"


def test_that_the_clip_of_a_held_annotation_shows_it_whole() -> None:
    story = tag(running(), 12, span_us=4 * SECOND_US)
    assert story.record.annotations[0].clip == Span(9 * SECOND_US, 23 * SECOND_US)


def test_that_running_time_leaves_out_pauses_and_ends_with_the_recording() -> None:
    story = running().move(SessionState.PAUSED, 10)
    assert story.record.running_us(25 * SECOND_US) == 10 * SECOND_US
    story.move(SessionState.RUNNING, 30).move(SessionState.DEBRIEF, 40)
    assert story.record.running_us(99 * SECOND_US) == 20 * SECOND_US


def test_that_the_last_word_of_each_judge_counts() -> None:
    story = running().tell(events.JudgementPut, 5, criterion="CC-24", outcome="passed")
    story.tell(events.JudgementPut, 6, criterion="CC-24", outcome="failed", severity=3)
    assert [(one.judge, one.outcome) for one in story.record.judgements] == [("Anna", "failed")]


def test_that_what_settles_a_difference_stands_beside_the_own_word_of_whoever_settles_it() -> None:
    story = running().tell(events.JudgementPut, 5, criterion="CC-24", outcome="passed")
    story.tell(events.JudgementPut, 6, criterion="CC-24", outcome="failed", severity=2, adjudicates=True, note="3:12")
    said = [(one.outcome, one.adjudicates, one.note) for one in story.record.judgements]
    assert said == [("passed", False, ""), ("failed", True, "3:12")]
    story.tell(events.JudgementRetracted, 7, criterion="CC-24", adjudicates=True)
    assert [one.outcome for one in story.record.judgements] == ["passed"]
    story.tell(events.JudgementRetracted, 8, criterion="CC-24")
    assert story.record.judgements == ()
    gone = [(one.outcome, one.adjudicates, one.at_us) for one in story.record.judgements_taken_back.values()]
    assert gone == [("failed", True, 7_000_000), ("passed", False, 8_000_000)]
    story.tell(events.JudgementPut, 9, criterion="CC-24", outcome="cantTell")
    assert [one.adjudicates for one in story.record.judgements_taken_back.values()] == [True]


@pytest.mark.parametrize("reason", ["", "  "])
def test_that_nothing_is_settled_without_a_reason(reason: str) -> None:
    with pytest.raises(RuleError) as refused:
        running().tell(events.JudgementPut, 5, criterion="CC-24", outcome="passed", adjudicates=True, note=reason)
    assert refused.value.code == "adjudication_needs_reason"


def test_that_folding_at_once_equals_folding_one_by_one_and_amendments_follow() -> None:
    story = tag(running(), 12)
    amendment = events.Stamped(
        seq=0, event=events.TagEdited(id="m1", at_us=0, author="Oleg", annotation="a1", base_version=1, severity=1)
    )
    amended = fold(story.told, [amendment])
    assert fold(story.told) == story.record
    assert amended.annotations[0].severity == 1
    assert amended.last_seq == story.record.last_seq


@pytest.mark.parametrize(
    ("code", "kind", "fields"),
    [
        ("task_already_running", events.TaskStarted, {"attempt": "t2", "task": "x", "order": 2}),
        ("attempt_unknown", events.TaskEnded, {"attempt": "nobody"}),
        ("annotation_unknown", events.TagRetracted, {"annotation": "nobody"}),
        ("annotation_exists", events.TagPut, {"annotation": "a1", "pressed_us": 1, "lead_us": 0, "lag_us": 0}),
        ("ends_before_it_starts", events.TaskCorrected, {"attempt": "t1", "end_us": 0, "start_us": 5}),
        ("task_already_running", events.TaskResumed, {"attempt": "t1"}),
    ],
)
def test_that_an_event_about_nothing_is_refused(code: str, kind: type[events.Event], fields: dict[str, object]) -> None:
    story = tag(running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1), 2)
    with pytest.raises(RuleError) as refused:
        story.tell(kind, 9, **fields)
    assert refused.value.code == code


def test_that_tags_are_taken_in_the_debrief_and_tasks_are_not() -> None:
    story = running().move(SessionState.DEBRIEF, 10)
    tag(story, 11)
    with pytest.raises(RuleError, match="session_not_running"):
        story.tell(events.TaskStarted, 12, attempt="t1", task="form", order=1)


def test_that_no_task_begins_or_ends_in_a_pause_but_one_that_ended_before_it_may_be_told_late() -> None:
    story = running().tell(events.TaskStarted, 1, attempt="t1", task="form", order=1).move(SessionState.PAUSED, 10)
    for kind in (events.TaskEnded, events.TaskRestarted):
        with pytest.raises(RuleError, match="session_paused"):
            story.tell(kind, 12, attempt="t1")
    story.tell(events.TaskEnded, 9, attempt="t1")
    with pytest.raises(RuleError, match="session_paused"):
        story.tell(events.TaskStarted, 12, attempt="t2", task="form", order=2)
    tag(story, 12)
    story.tell(events.TaskJudged, 12, attempt="t1", outcome="failed")
    story.move(SessionState.RUNNING, 20).tell(events.TaskStarted, 21, attempt="t2", task="form", order=2)


def test_that_a_closed_session_takes_nothing_and_no_illegal_move() -> None:
    story = running().move(SessionState.DEBRIEF, 1).move(SessionState.CLOSED, 2)
    with pytest.raises(RuleError, match="session_not_open"):
        tag(story, 3)
    with pytest.raises(RuleError, match="illegal_move"):
        story.move(SessionState.RUNNING, 4)
