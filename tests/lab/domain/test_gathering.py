"""Annotations become proposals, proposals become findings; what is taken back is gone."""

from dataclasses import replace

from lab.domain import events
from lab.domain.finding import SeverityRating
from lab.domain.gathering import added, finding_from, gather, merged, refreshed, uncoded
from lab.domain.held import Held
from lab.domain.ids import FindingId, ParticipantId, RoundId, SessionId
from lab.domain.session import SessionState
from tests.lab.laboratories import NINE
from tests.lab.stories import Story

DAY = NINE.date()


def held(number: int, story: Story, *, pilot: bool = False, closed: bool = True) -> Held:
    record = (story.closed() if closed else story).record
    code = f"P{number:02}"
    return Held(SessionId(f"s{number}"), ParticipantId(f"p{number}"), code, "parents", "hash", pilot, NINE, record)


def lost(severity: int | None = 3, author: str = "Anna", **fields: object) -> Story:
    values = {"criterion": "CC-24", "task": "form", "button": "lost", "words": {"en": "input lost"}, **fields}
    return Story().task("form", 5).tag(12, author, severity=severity, **values)


def test_that_tags_of_one_criterion_and_task_are_one_proposal() -> None:
    sessions = [held(1, lost()), held(2, lost(2, "Oleg")), held(3, lost(task="other"))]
    first, second = gather(sessions)
    assert (first.criterion, first.task, first.codes) == ("CC-24", "form", ("P01", "P02"))
    assert first.ratings == (SeverityRating("Anna", 3, DAY), SeverityRating("Oleg", 2, DAY))
    assert first.words == {"en": "input lost"}
    assert second.task == "other"


def test_that_good_and_bad_are_kept_apart_and_the_bad_comes_first() -> None:
    good = lost(None, polarity="positive")
    proposals = gather([held(1, good), held(2, lost())])
    assert [one.positive for one in proposals] == [False, True]


def test_that_pilots_running_and_withdrawn_sessions_propose_nothing() -> None:
    withdrawn = lost().closed().move(SessionState.WITHDRAWN, 1001)
    withdrawn.tell(events.SessionWithdrawn, 1002, erased_files=(), erased_bodies=1)
    gone = replace(held(9, Story()), record=withdrawn.record)
    assert gather([held(1, lost(), pilot=True), held(2, lost(), closed=False), gone]) == ()


def test_that_a_tag_without_criterion_and_button_waits_for_the_debrief() -> None:
    silent = Story().tag(3, note="hm")
    sessions = [held(1, silent), held(2, Story().tag(4, button="lost", words={"en": "input lost"}))]
    assert [one.annotation.note for one in uncoded(sessions)] == ["hm"]
    (only,) = gather(sessions)
    assert (only.criterion, only.words) == (None, {"en": "input lost"})


def test_that_what_a_finding_rests_on_is_not_proposed_again_but_added() -> None:
    first = held(1, lost())
    (proposal,) = gather([first])
    finding = finding_from(proposal, FindingId("f"), RoundId("r"), 1, "Input is lost")
    second = held(2, lost(1, "Oleg"))
    (again,) = gather([first, second], [finding])
    assert (again.codes, again.belongs_to) == (("P02",), "f")
    grown = added(finding, again)
    assert [one.rater for one in grown.ratings] == ["Anna", "Oleg"]
    assert gather([first, second], [grown]) == ()
    assert added(grown, again) == grown


def test_that_affected_and_exposed_follow_the_sessions() -> None:
    sessions = [held(1, lost()), held(2, Story().task("form", 5)), held(3, Story().task("other", 5))]
    (proposal,) = gather(sessions)
    finding = refreshed(finding_from(proposal, FindingId("f"), RoundId("r"), 1, "t"), sessions)
    assert (finding.affected, finding.exposed) == ({"P01"}, {"P01", "P02"})
    assert finding.share_affected == 0.5
    assert finding.segments == ("parents",)


def test_that_a_retracted_tag_is_evidence_no_more_and_a_moved_one_moves() -> None:
    story = lost()
    (proposal,) = gather([held(1, story)])
    finding = finding_from(proposal, FindingId("f"), RoundId("r"), 1, "t")
    moved = lost()
    name = story.last_tag
    shifted = replace(story.record.annotations_by_id[name], pressed_us=1)
    record = replace(story.record, annotations_by_id={name: shifted})
    at = held(1, moved)
    assert refreshed(finding, [replace(at, record=record)]).evidence[0].anchor_us == 1
    taken = replace(record, annotations_by_id={name: replace(shifted, retracted=True)})
    without = refreshed(finding, [replace(at, record=taken)])
    assert (without.evidence, without.affected) == ((), frozenset())


def test_that_a_merged_finding_has_both_evidences_and_the_higher_rating_of_each_person() -> None:
    one, two = gather([held(1, lost(2)), held(2, lost(4, task="other"))])
    first, second = (
        finding_from(gathered, FindingId(str(n)), RoundId("r"), n, "t") for n, gathered in enumerate((one, two), 1)
    )
    both = merged(first, second)
    assert len(both.evidence) == 2
    assert both.ratings == (SeverityRating("Anna", 4, DAY),)
    assert both.task is None
