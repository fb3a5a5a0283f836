"""Judges judge apart: nobody sees the words of others before their own; differences are shown and settled."""

from PySide6.QtWidgets import QAbstractButton, QLabel

from lab.domain.events import JudgementPut
from lab.domain.ids import new_id
from lab.domain.unit import Proposal, UnitOutcome, Why
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen
from ui.debrief.judges import roster, standings
from ui.widgets.boxes import Card


def say(room: Room, judge: str, criterion: str, outcome: str, severity: int | None = None, note: str = "") -> None:
    """A judge who sits elsewhere judges."""
    said = {"author": judge, "criterion": criterion, "outcome": outcome, "severity": severity, "note": note}
    room.keep(JudgementPut.model_validate({"id": new_id(), "at_us": 1, **said}))


def texts(screen: DebriefScreen, criterion: str) -> str:
    assert screen.criteria is not None
    row = screen.criteria.rows[criterion]
    labels, buttons = row.findChildren(QLabel), row.findChildren(QAbstractButton)
    return " | ".join([one.text() for one in labels] + [one.text() for one in buttons])


def test_that_what_others_said_is_hidden_until_the_own_word_is_given(screen: DebriefScreen, room: Room) -> None:
    say(room, "Oleg", "CC-10", "failed", 3, "no list anywhere")
    assert "Oleg" not in texts(screen, "CC-10")
    assert "no list anywhere" not in texts(screen, "CC-10")
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    assert "Oleg" in texts(screen, "CC-10")
    assert "no list anywhere" in texts(screen, "CC-10")


def test_that_whoever_did_not_see_it_sees_what_the_others_said_and_changes_nothing(
    screen: DebriefScreen, room: Room
) -> None:
    say(room, "Oleg", "CC-10", "failed", 3)
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["untested"].click()
    assert "Oleg" in texts(screen, "CC-10")
    assert screen.criteria.rows["CC-10"].settling is None


def test_that_a_difference_is_shown_side_by_side_with_the_tags_of_each(screen: DebriefScreen, room: Room) -> None:
    say(room, "Oleg", "CC-01", "passed")
    assert screen.criteria is not None
    screen.criteria.rows["CC-01"].severity.buttons[3].click()
    row = screen.criteria.rows["CC-01"]
    cards = [row.findChildren(Card, f"said_{name}")[0] for name in ("Anna", "Oleg")]
    assert [len(card.findChildren(QAbstractButton)) for card in cards] == [1, 0]
    assert row.settling is not None


def test_that_a_difference_is_settled_by_a_named_person_with_a_reason_only(screen: DebriefScreen, room: Room) -> None:
    say(room, "Oleg", "CC-10", "failed", 3)
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    assert screen.tabs.tabText(0) == "Criteria (4)"
    settling = screen.criteria.rows["CC-10"].settling
    assert settling is not None
    settling.buttons["passed"].click()
    assert not settling.fault.isHidden()
    assert room.record.adjudications == {}
    settling.reason.setText("the list is on the second page")
    settling.buttons["passed"].click()
    settled = room.record.adjudications["CC-10"]
    assert (settled.judge, settled.outcome, settled.note) == ("Anna", "passed", "the list is on the second page")
    assert {one.judge for one in room.record.judgements_by_judge.values()} == {"Anna", "Oleg"}
    assert screen.tabs.tabText(0) == "Criteria (3)"
    assert "Settled by Anna" in texts(screen, "CC-10")


def test_that_what_was_settled_can_be_opened_again(screen: DebriefScreen, room: Room) -> None:
    say(room, "Oleg", "CC-10", "failed", 3)
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    settling = screen.criteria.rows["CC-10"].settling
    assert settling is not None
    settling.reason.setText("seen again")
    settling.buttons["cantTell"].click()
    back = screen.criteria.rows["CC-10"].findChild(QAbstractButton, "CC-10_unsettle")
    assert isinstance(back, QAbstractButton)
    back.click()
    assert room.record.adjudications == {}
    assert screen.criteria.rows["CC-10"].settling is not None


def test_that_somebody_else_takes_the_seat_and_starts_blind(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    screen._criteria_tab.bar.box.setCurrentText("Vera")  # type: ignore[union-attr]
    screen._criteria_tab.bar.box.activated.emit(0)  # type: ignore[union-attr]
    assert not screen.criteria.rows["CC-10"].buttons["passed"].isChecked()
    assert "Anna" not in texts(screen, "CC-10")
    screen.criteria.rows["CC-10"].severity.buttons[1].click()
    said = {one.judge: one.outcome for one in room.record.judgements if one.criterion == "CC-10"}
    assert said == {"Anna": "passed", "Vera": "failed"}


def test_that_a_four_leads_a_second_person_to_the_criterion(screen: DebriefScreen, room: Room) -> None:
    say(room, "Oleg", "CC-10", "passed")
    assert screen.criteria is not None
    screen.criteria.rows["CC-01"].severity.buttons[4].click()
    assert screen.tabs.tabText(0) == "Criteria (3)"  # CC-26, CC-30, and a four that one person gave
    assert "1 severity of 4 waits for a second rater" in screen.close_session.left.words
    (ask,) = [one for one in screen.criteria.rows["CC-01"].findChildren(QAbstractButton) if "Oleg" in one.text()]
    ask.click()
    assert screen.judging.judge == "Oleg"
    assert "A second rating is wanted here" in texts(screen, "CC-01")
    assert "Anna" not in texts(screen, "CC-01").replace("(Anna)", "")  # her tag is there, her word is not
    screen.criteria.rows["CC-01"].severity.buttons[4].click()
    assert "second rater" not in screen.close_session.left.words


def test_that_why_a_criterion_is_asked_is_shown_and_the_rest_is_folded_away(screen: DebriefScreen) -> None:
    assert "exposed by task 1" in texts(screen, "CC-10")
    assert screen.criteria is not None
    unasked = screen.criteria.unasked
    assert "are not asked" in unasked.opener.text()
    assert not any("CC-24" in one.text() for one in unasked.findChildren(QLabel) if one.isVisibleTo(screen))
    unasked.opener.click()
    (why,) = [one.text() for one in unasked.findChildren(QLabel) if "CC-24" in one.text()]
    assert "task 4, which did not reach the end" in why


def test_that_everybody_who_was_planned_tagged_or_judged_may_judge(screen: DebriefScreen, room: Room) -> None:
    assert screen.session is not None
    say(room, "Oleg", "CC-10", "untested")
    say(room, "Vera", "CC-10", "passed")
    plan = screen.session.plan.model_copy(update={"observers": ("Boris", "Vera")})
    names = roster(plan, room.record, "Anna")
    assert names == ("Anna", "Boris", "Vera", "Oleg")
    asked = [Proposal("CC-10", UnitOutcome.PASSED, Why.TASK_FINISHED)]
    found = {one.name: (one.judged, one.unseen, one.asked) for one in standings(names, asked, room.record)}
    assert found == {"Anna": (0, 0, 1), "Boris": (0, 0, 1), "Vera": (1, 0, 1), "Oleg": (1, 1, 1)}
