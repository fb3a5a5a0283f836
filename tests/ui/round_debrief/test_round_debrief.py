"""The round debrief: figures beside the whole round, documents with what they are judged from, nothing by itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.session import SessionState
from lab.domain.study import Segment
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, next_monday
from ui.round_debrief.inspection_form import InspectionForm
from ui.round_debrief.round_debrief_screen import RoundDebriefScreen
from ui.today.cards import RoundsOverCard

SEGMENTS, NEEDS, TIMES, LINEAGE, PAGE = "CC-04", "CC-27", "CC-14", "CC-37", "3.3.1"


def held_round(opened: Opened, people: int = 6) -> Studied:
    """Everybody succeeds everywhere."""
    made = make_round(opened.lab, segments=(Segment("young", "Young", 3), Segment("rural", "Rural", 3)))
    book(opened.lab, made, people, first=next_monday(9) - timedelta(days=7))
    for booking in made.bookings:
        hold(opened.lab, made, booking, {})
    return made


def show(opened: Opened, made: Studied, criterion: str) -> RoundDebriefScreen:
    screen = opened.show("round_debrief", round=made.study.id, criterion=criterion)
    assert isinstance(screen, RoundDebriefScreen)
    assert screen.page is not None
    assert screen.page.criterion.id == criterion
    return screen


def form_of(screen: RoundDebriefScreen) -> InspectionForm:
    assert screen.page is not None
    assert screen.page.form is not None
    return screen.page.form


def texts(screen: RoundDebriefScreen) -> list[str]:
    assert screen.page is not None
    return [one.text() for one in screen.page.findChildren(QLabel)]


def press(opened: Opened, screen: RoundDebriefScreen, words: str) -> None:
    assert screen.page is not None
    button = next(one for one in screen.page.findChildren(QPushButton) if words in (one.text(), one.objectName()))
    button.click()
    opened.settle()


def choose(screen: RoundDebriefScreen, outcome: str) -> None:
    box = form_of(screen).outcome_box
    box.setCurrentIndex(box.findData(outcome))


def said(opened: Opened, made: Studied) -> list[tuple[str, str, str]]:
    return [(one.unit, one.outcome.value, one.judge) for one in opened.lab.verdicts.inspections(made.study.id)]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "needs.pdf"
    path.write_bytes(b"twelve interviews")
    return path


def test_that_the_whole_round_is_judged_beside_figures_with_n_and_interval(opened: Opened) -> None:
    made = held_round(opened)
    screen = show(opened, made, SEGMENTS)
    shown = texts(screen)
    assert "Everybody · 6 participants" in shown
    assert "Rural · 3 participants" in shown
    assert any("without help 3 of 3 (100%; 95% interval" in one for one in shown)
    assert any("the others 3 of 3" in one and "points (95% interval" in one for one in shown)
    assert any("target 1:30" in one and "6 successful attempts" in one for one in shown)
    assert form_of(screen).fields.keys() == {"outcome", "severity", "by", "note"}
    choose(screen, "passed")
    press(opened, screen, "save_judgement")
    assert said(opened, made) == [("round", "passed", "Anna Petrova")]
    assert opened.lab.verdicts.verdicts(made.study.id)[SEGMENTS].value is VerdictValue.MET


def test_that_what_a_criterion_is_observed_by_comes_first(opened: Opened) -> None:
    made = held_round(opened, 2)
    by_time, by_people = texts(show(opened, made, TIMES)), texts(show(opened, made, SEGMENTS))
    times, people = "Time on task, beside its target", "Who was heard, and what they reached without help"
    assert by_time.index(times) < by_time.index(people)
    assert by_people.index(people) < by_people.index(times)


def test_that_a_thin_segment_is_not_compared(opened: Opened) -> None:
    made = held_round(opened, 4)
    assert "too thin to compare: what it says is anecdote" in texts(show(opened, made, SEGMENTS))


def test_that_nothing_is_said_before_somebody_has_chosen(opened: Opened) -> None:
    made = held_round(opened, 1)
    screen = show(opened, made, SEGMENTS)
    press(opened, screen, "save_judgement")
    assert said(opened, made) == []
    assert "Choose how it is: nothing passes by itself." in texts(screen)


def test_that_a_session_that_is_still_to_come_is_warned_of(opened: Opened) -> None:
    made = held_round(opened, 1)
    book(opened.lab, made, 1, first=next_monday(9) + timedelta(days=21))
    warned = "1 session of this round is not over yet: judge after the last one"
    assert any(warned in one for one in texts(show(opened, made, SEGMENTS)))


def test_that_a_document_is_judged_from_a_file_that_lies_in_the_laboratory(opened: Opened, report: Path) -> None:
    made = held_round(opened, 1)
    screen = show(opened, made, NEEDS)
    screen.attach_file(report)
    opened.settle()
    (kept,) = opened.lab.artefacts.artefacts(made.study.id)
    assert opened.lab.artefacts.path_of(kept).read_bytes() == b"twelve interviews"
    assert any(kept.sha256[:12] in one for one in texts(screen))
    assert any("attached by Anna Petrova" in one for one in texts(screen))
    assert opened.lab.verdicts.verdicts(made.study.id)[NEEDS].value is VerdictValue.NOT_TESTED
    assert form_of(screen).unit == "needs.pdf"  # the only one there is
    choose(screen, "failed")
    form_of(screen).picker.buttons[2].click()
    press(opened, screen, "save_judgement")
    (judged,) = [one for one in opened.lab.verdicts.inspections(made.study.id) if one.outcome is UnitOutcome.FAILED]
    assert (judged.unit, judged.severity) == ("needs.pdf", 2)


def test_that_a_file_that_is_gone_or_changed_is_told(opened: Opened, report: Path) -> None:
    made = held_round(opened, 1)
    kept = opened.lab.artefacts.attach_file(made.study.id, NEEDS, "Needs", report, "Vera")
    copy = opened.lab.artefacts.path_of(kept)
    copy.write_bytes(b"thirteen talks!!!")
    screen = show(opened, made, NEEDS)
    assert any("has changed since it was attached" in one for one in texts(screen))
    copy.unlink()
    screen.refresh()
    opened.settle()
    assert any("no longer in the laboratory folder" in one for one in texts(screen))


def test_that_several_documents_are_several_units_and_a_link_is_one(opened: Opened, report: Path) -> None:
    made = held_round(opened, 1)
    opened.lab.artefacts.attach_file(made.study.id, NEEDS, "Needs", report, "Vera")
    screen = show(opened, made, NEEDS)
    assert screen.page is not None
    form_of(screen).take_unit("")
    screen.page.reference.setText("order 118-p")
    screen.page.reference.returnPressed.emit()
    opened.settle()
    assert set(screen.page.cards) == {"Needs", "order 118-p"}


def test_that_what_was_attached_or_said_is_undone_from_the_bar(opened: Opened, report: Path) -> None:
    made = held_round(opened, 1)
    screen = show(opened, made, NEEDS)
    screen.attach_file(report)
    opened.settle()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.artefacts.artefacts(made.study.id) == ()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert len(opened.lab.artefacts.artefacts(made.study.id)) == 1
    opened.lab.verdicts.inspect(made.study.id, NEEDS, "needs.pdf", UnitOutcome.CANT_TELL, "Anna Petrova")
    opened.settle()
    form_of(screen).take_unit("needs.pdf")
    choose(screen, "passed")
    press(opened, screen, "save_judgement")
    assert opened.lab.verdicts.verdicts(made.study.id)[NEEDS].value is VerdictValue.MET
    opened.said[-1].choices[0].do()
    opened.settle()
    assert said(opened, made)[-1] == ("needs.pdf", "cantTell", "Anna Petrova")


def test_that_inspectors_who_differ_are_settled_here_with_a_reason(opened: Opened) -> None:
    made = held_round(opened, 1)
    for judge, outcome in (("Vera", UnitOutcome.PASSED), ("Oleg", UnitOutcome.FAILED)):
        opened.lab.verdicts.inspect(made.study.id, PAGE, "Start page", outcome, judge)
    screen = show(opened, made, PAGE)
    assert screen.page is not None
    settling = screen.page.cards["Start page"].settling
    settling.buttons["passed"].click()
    assert opened.lab.verdicts.verdicts(made.study.id)[PAGE].value is VerdictValue.CANNOT_TELL
    settling.reason.setText("the hint stands there")
    settling.buttons["passed"].click()
    opened.settle()
    assert opened.lab.verdicts.verdicts(made.study.id)[PAGE].value is VerdictValue.MET
    assert any("Anna Petrova settled it" in one for one in texts(screen))


def test_that_what_is_being_typed_is_there_again_after_the_window_was_lost(opened: Opened, qtbot: QtBot) -> None:
    made = held_round(opened, 1)
    screen = show(opened, made, NEEDS)
    qtbot.keyClicks(form_of(screen).note_field, "page 7 says")
    qtbot.keyClicks(form_of(screen).unit_field, "Brief")
    choose(screen, "failed")
    qtbot.waitUntil(lambda: f"{NEEDS}/outcome" in opened.lab.drafts.of(made.study.id))
    again = RoundDebriefScreen(opened.desk)  # as a new window would make it
    qtbot.addWidget(again)
    again.open_subject({"round": made.study.id, "criterion": NEEDS})
    again.show()
    qtbot.waitUntil(lambda: again.page is not None)
    form = form_of(again)
    assert (form.text("note"), form.unit, form.outcome) == ("page 7 says", "Brief", UnitOutcome.FAILED)
    form.picker.buttons[1].click()
    press(opened, again, "save_judgement")
    qtbot.waitUntil(lambda: opened.lab.drafts.of(made.study.id) == {})
    assert said(opened, made) == [("Brief", "failed", "Anna Petrova")]


def test_that_what_follows_from_findings_is_shown_and_not_asked(opened: Opened) -> None:
    made = held_round(opened, 1)
    screen = show(opened, made, LINEAGE)
    assert screen.page is not None
    assert screen.page.form is None
    assert "first round · not applicable" in texts(screen)


def test_that_the_next_criterion_that_waits_is_one_entry_of_the_palette_away(opened: Opened) -> None:
    made = held_round(opened, 1)
    opened.lab.verdicts.inspect(made.study.id, "CC-07", "round", UnitOutcome.PASSED, "Vera")
    screen = show(opened, made, SEGMENTS)
    (entry,) = screen.palette_entries()
    entry.do()
    assert screen.page is not None
    assert screen.page.criterion.id == TIMES  # CC-07 is judged


def test_that_today_reminds_of_a_round_that_is_over_until_it_is_judged(opened: Opened, qtbot: QtBot) -> None:
    made = held_round(opened, 2)
    opened.show("today")
    (card,) = opened.window.findChildren(RoundsOverCard)
    qtbot.mouseClick(card.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    opened.settle()
    assert isinstance(opened.window.current, RoundDebriefScreen)
    whole = [one.id for one in opened.lab.rounds.criteria(made.study) if one.kind == "round"]
    for place, criterion in enumerate(whole):
        opened.show("today")
        assert len(opened.window.current.findChildren(RoundsOverCard)) == 1
        outcome = UnitOutcome.FAILED if place else UnitOutcome.PASSED
        opened.lab.verdicts.inspect(made.study.id, criterion, "round", outcome, "Vera")
    opened.show("today")
    assert opened.window.findChildren(RoundsOverCard) == []


def test_that_a_round_with_a_session_still_open_is_not_over(opened: Opened) -> None:
    made = held_round(opened, 1)
    book(opened.lab, made, 1, first=next_monday(9) + timedelta(days=21))
    assert made.bookings[-1].state is SessionState.PLANNED
    opened.show("today")
    assert opened.window.findChildren(RoundsOverCard) == []
