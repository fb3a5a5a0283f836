"""The debrief: nothing passes silently; everything that was judged, coded and answered is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished
from tests.ui.held.holding import hold
from tests.ui.held.stage import Room
from ui.debrief.answers_form import AnswersForm
from ui.debrief.debrief_screen import DebriefScreen
from ui.held.amended import AmendedSession
from ui.held.asked import asked


def rows(screen: DebriefScreen) -> set[str]:
    assert screen.criteria is not None
    return set(screen.criteria.rows)


def test_that_what_finished_tasks_exposed_and_what_was_tagged_is_to_be_judged(screen: DebriefScreen) -> None:
    assert rows(screen) == {"CC-01", "CC-10", "CC-30", "CC-26"}


def test_that_nothing_is_judged_by_itself(screen: DebriefScreen, room: Room) -> None:
    assert room.record.judgements == ()
    assert screen.tabs.tabText(0) == "Criteria (4)"


def test_that_one_press_judges_one_criterion(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    screen.criteria.rows["CC-01"].severity.buttons[3].click()
    judged = {one.criterion: (one.outcome, one.severity, one.judge) for one in room.record.judgements}
    assert judged == {"CC-10": ("passed", None, "Anna"), "CC-01": ("failed", 3, "Anna")}
    assert screen.tabs.tabText(0) == "Criteria (2)"


def test_that_a_judgement_names_the_tags_it_rests_on(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.rows["CC-01"].severity.buttons[2].click()
    tags = [tag.id for tag in room.record.annotations if tag.criterion == "CC-01"]
    assert list(room.record.judgements[0].annotations) == tags != []


def test_that_a_judgement_can_be_changed(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    screen.criteria.rows["CC-10"].buttons["cantTell"].click()
    assert [one.outcome for one in room.record.judgements] == ["cantTell"]


def test_that_another_criterion_can_be_judged(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.search.chosen.emit("CC-24")
    screen.criteria.rows["CC-24"].buttons["inapplicable"].click()
    assert [one.criterion for one in room.record.judgements] == ["CC-24"]


def test_that_a_judgement_pressed_again_is_taken_back_and_waits_again(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    screen.criteria.rows["CC-10"].buttons["passed"].click()
    screen.criteria.rows["CC-01"].severity.buttons[2].click()
    screen.criteria.rows["CC-01"].severity.buttons[2].click()
    assert room.record.judgements == ()
    assert screen.tabs.tabText(0) == "Criteria (4)"
    assert not screen.criteria.rows["CC-10"].buttons["passed"].isChecked()


def test_that_an_inspected_criterion_can_only_be_failed_here(screen: DebriefScreen, room: Room) -> None:
    assert screen.criteria is not None
    screen.criteria.search.chosen.emit("3.3.1")
    row = screen.criteria.rows["3.3.1"]
    assert row.buttons == {}
    row.severity.buttons[2].click()
    assert [(one.criterion, one.outcome, one.severity) for one in room.record.judgements] == [("3.3.1", "failed", 2)]


def test_that_a_criterion_of_the_whole_round_leads_to_the_round_debrief(
    screen: DebriefScreen, desk: Furnished, room: Room
) -> None:
    assert screen.criteria is not None
    screen.criteria.search.chosen.emit("CC-07")
    row = screen.criteria.rows["CC-07"]
    assert (row.buttons, row.severity.isVisibleTo(row)) == ({}, False)
    (where,) = [one for one in row.findChildren(QAbstractButton) if one.objectName() == "CC-07_elsewhere"]
    where.click()
    assert screen.session is not None
    assert desk.steps.went == [("round_debrief", {"round": screen.session.plan.round.id, "criterion": "CC-07"})]
    assert room.record.judgements == ()


def test_that_tags_without_a_criterion_come_first_and_are_coded(screen: DebriefScreen, room: Room) -> None:
    assert screen.tags is not None
    assert screen.tabs.tabText(1) == "Tags (1)"
    assert screen.tags.editor.tag is not None
    assert screen.tags.editor.tag.criterion is None
    screen.tags.editor.criterion.chosen.emit("CC-13")
    screen.tags.editor.severity.buttons[2].click()
    assert screen.tabs.tabText(1) == "Tags"
    assert {tag.criterion for tag in room.record.annotations} == {"CC-01", "CC-26", "CC-13"}


def test_that_a_tag_leads_to_its_picture(screen: DebriefScreen, desk: Furnished, session: SessionId) -> None:
    assert screen.tags is not None
    assert screen.tags.editor.tag is not None
    screen.tags.editor.look.click()
    assert desk.steps.went == [("review", {"session": session, "annotation": screen.tags.editor.tag.id})]


def test_that_questionnaires_are_asked_of_finished_tasks_and_of_the_whole(screen: DebriefScreen, room: Room) -> None:
    assert screen.session is not None
    questions = asked(screen.session.plan, room.record)
    assert [(one.questionnaire.id, one.task.id if one.task else None) for one in questions] == [
        ("seq", "find-service"),
        ("seq", "fill-form"),
        ("sus", None),
    ]


def test_that_answers_are_kept_and_what_was_left_out_is_left_out(
    screen: DebriefScreen, room: Room, qtbot: QtBot
) -> None:
    form = next(one for one in screen.findChildren(AnswersForm) if one.objectName() == "answers_sus_session")
    scale = form.scales[0]
    button = scale._group.button(4)
    button.click()
    form.keep.click()
    (answers,) = room.record.answers
    assert answers.values[scale.item.id] == 4
    assert sum(value is not None for value in answers.values.values()) == 1
    assert screen.tabs.tabText(2) == "Questionnaires (2)"


def test_that_closing_says_what_is_open_and_then_closes(
    screen: DebriefScreen, desk: Furnished, room: Room, qtbot: QtBot
) -> None:
    screen.close_session.click()
    question = desk.said[-1]
    assert "4 criteria" in question.text
    assert room.record.state is SessionState.DEBRIEF
    question.choices[0].do()
    assert room.record.state is SessionState.CLOSED
    qtbot.waitUntil(lambda: "closed" in desk.said[-1].text)
    assert isinstance(screen.session, AmendedSession)
    assert screen.close_session.isHidden()


def test_that_everything_is_reached_by_tab(screen: DebriefScreen) -> None:
    buttons = [one for one in screen.findChildren(QAbstractButton) if one.isVisibleTo(screen)]
    assert [one for one in buttons if not (one.accessibleName() or one.text() or one.toolTip())] == []
    reachable = [one for one in buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reachable


def test_that_what_the_room_told_before_the_database_had_it_is_not_missed(
    desk: Furnished, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
    monkeypatch.setattr(stage, "SESSION", prepared.session_id)
    hold(room, prepared.folder)
    desk.lab.sessions.ingest(prepared.session_id, room.kept[:-1])
    screen = DebriefScreen(desk.desk)
    qtbot.addWidget(screen)
    screen.open_subject({"session": prepared.session_id})
    screen.show()
    qtbot.waitUntil(lambda: screen.session is not None)
    assert screen.session is not None
    assert screen.session.record == room.record
    assert not screen.close_session.isHidden()


def test_that_judging_moves_neither_the_list_nor_the_focus(screen: DebriefScreen, qtbot: QtBot) -> None:
    screen.resize(900, 420)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    assert screen.criteria is not None
    criterion = next(name for name, row in reversed(screen.criteria.rows.items()) if len(row.buttons) > 1)
    area = next(one for one in screen.findChildren(QScrollArea) if one.widget() is screen.criteria)
    row = screen.criteria.rows[criterion]
    area.ensureWidgetVisible(row)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum()
    before = (area.verticalScrollBar().value(), row.geometry())
    row.severity.buttons[3].setFocus()
    qtbot.keyClick(row.severity.buttons[3], Qt.Key.Key_Space)
    again = screen.criteria.rows[criterion]
    assert again is not row
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    assert again.severity.buttons[3].hasFocus()
    assert again.severity.buttons[3].isChecked()
    assert (area.verticalScrollBar().value(), again.geometry()) == before
    qtbot.keyClick(again.severity.buttons[3], Qt.Key.Key_Tab)
    assert again.severity.buttons[4].hasFocus()


def sus_form(screen: DebriefScreen) -> AnswersForm:
    """The form after the session."""
    return next(one for one in screen.findChildren(AnswersForm) if one.objectName() == "answers_sus_session")


def test_that_the_participant_answers_by_the_same_way(screen: DebriefScreen, desk: Furnished, room: Room) -> None:
    sus_form(screen).hand.click()
    desk.said[-1].choices[0].do()  # no screen of ours is recorded: this one is offered
    assert screen.answers is not None
    sheet = screen.answers.handing_over.sheet
    assert sheet is not None
    for page in sheet.pages:
        page.choose(3)
        sheet.next.click()
    before = len(room.record.answers)
    sheet.next.click()
    (answers,) = room.record.answers
    assert (before, answers.questionnaire, answers.task, set(answers.values.values())) == (0, "sus", None, {3})


def test_that_a_questionnaire_is_printed_with_the_code_of_the_participant(
    screen: DebriefScreen, desk: Furnished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    sus_form(screen).paper.click()
    qtbot.waitUntil(lambda: bool(opened))
    page = Path(opened[0]).read_text(encoding="utf-8")
    assert Path(opened[0]).parent == desk.desk.lab.folder.exports
    assert "P01" in page
    assert "I think that I would like to use this" in page


def test_that_answers_from_paper_are_typed_in_one_line(screen: DebriefScreen, room: Room, qtbot: QtBot) -> None:
    form = sus_form(screen)
    form.typed.setText("4 2 - 1 5 2 5 1 4 2")
    qtbot.keyClick(form.typed, Qt.Key.Key_Return)
    assert [scale.value for scale in form.scales] == [4, 2, None, 1, 5, 2, 5, 1, 4, 2]
    assert room.record.answers == ()
    form.keep.click()
    assert len(room.record.answers) == 1


def test_that_a_typed_answer_beyond_its_scale_is_refused_in_words(screen: DebriefScreen, qtbot: QtBot) -> None:
    form = sus_form(screen)
    for line, said in (("4 2 6 1 5 2 5 1 4 2", "Question 3"), ("4 2", "2 typed, and there are 10 questions")):
        form.typed.setText(line)
        qtbot.keyClick(form.typed, Qt.Key.Key_Return)
        assert said in form.wrong.text()
        assert all(scale.value is None for scale in form.scales)
