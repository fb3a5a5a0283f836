"""From the gate to the reason, from the reason to the finding, from there to the evidence; and every decision kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.finding import FindingDecision, Status
from lab.domain.gate import GateState
from lab.domain.verdict import VerdictValue
from lab.services.exporting import export_round
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, next_monday, performance_criteria
from ui.findings.decision_forms import DecisionForm
from ui.findings.evidence_picker import EvidencePicker
from ui.findings.finding_form import FindingForm
from ui.findings.finding_panel import FindingDetail
from ui.findings.findings_screen import FindingsScreen
from ui.findings.lineage_block import LineageBlock
from ui.findings.verdict_panel import VerdictDetail
from ui.round_debrief.round_debrief_screen import RoundDebriefScreen
from ui.widgets.form import Form
from ui.widgets.link import LinkLine
from ui.widgets.people_model import FIRST_PERSON, NAME
from ui.widgets.severity_picker import SeverityPicker


def judged(opened: Opened, *, accept: bool = True) -> Studied:
    """Two held sessions in which the last task failed one criterion."""
    made = book(opened.lab, make_round(opened.lab), 3)
    criterion = performance_criteria(opened.lab, made)[0]
    last = opened.lab.rounds.protocol_of(made.study).tasks[-1].id
    for booking in made.bookings[:2]:
        hold(opened.lab, made, booking, {last: (criterion, 4)})
    hold(opened.lab, made, made.bookings[2], {})
    if accept:
        (gathered,) = opened.lab.findings.propose(made.study.id)
        opened.lab.findings.accept(made.study.id, gathered)
    return made


def findings(opened: Opened, **subject: str) -> FindingsScreen:
    """The screen."""
    screen = opened.show("findings", **subject)
    assert isinstance(screen, FindingsScreen)
    return screen


def cell(screen: FindingsScreen, row: int, column: int) -> str:
    """What stands in a cell of the grid."""
    return str(screen.grid.listed.index(row, column).data() or "")


def told(screen: FindingsScreen, row: int, column: int) -> str:
    """What a cell of the grid says to those who hear it."""
    return str(screen.grid.listed.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def press(qtbot: QtBot, opened: Opened, words: str) -> None:
    """Click the shown button with these words."""
    opened.settle()
    buttons = opened.window.findChildren(QPushButton)
    button = next(one for one in buttons if one.text() == words and one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def write(form: Form, field: str, text: str) -> None:
    """Type into a field."""
    widget = form.fields[field]
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(text)


def test_that_tags_become_a_finding_by_a_persons_word(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened, accept=False)
    screen = findings(opened, round=made.study.id)
    assert opened.lab.findings.findings(made.study.id) == ()
    screen.tabs.setCurrentIndex(2)
    press(qtbot, opened, "Make it a finding")
    (finding,) = opened.lab.findings.findings(made.study.id)
    assert finding.affected == {"P01", "P02"}
    assert cell(screen, 1, NAME).endswith("Refusal unexplained")
    assert screen.grid.listed.columnCount() == FIRST_PERSON + 3


def test_that_the_grid_says_of_everybody_whether_they_hit_it(opened: Opened) -> None:
    screen = findings(opened, round=judged(opened).study.id)
    spoken = [told(screen, 1, FIRST_PERSON + place) for place in range(3)]
    assert spoken == ["P01 had it", "P02 had it", "P03 came there and did not have it"]


def test_that_one_person_alone_makes_no_catastrophe(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    assert finding.severity == 3
    opened.preferences.change(name="Oleg Ivanov")
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    detail.rated.emit(4)
    opened.settle()
    (finding,) = opened.lab.findings.findings(made.study.id)
    assert finding.severity == 4
    assert {rating.rater for rating in finding.ratings} == {"Anna Petrova", "Oleg Ivanov"}


def test_that_what_is_written_about_a_finding_is_kept_and_wrong_criteria_are_refused(
    opened: Opened, qtbot: QtBot
) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    write(detail.form, "criteria", "NO-SUCH")
    press(qtbot, opened, "Save")
    assert detail.form.fields["criteria"].property("wrong") == "true"
    write(detail.form, "criteria", finding.criteria[0])
    write(detail.form, "recommendation", "Say why, and what to do next.")
    press(qtbot, opened, "Save")
    (kept,) = opened.lab.findings.findings(made.study.id)
    assert kept.recommendation == "Say why, and what to do next."


def test_that_a_finding_is_rejected_only_with_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    detail.moved.emit(Status.REJECTED)
    form = screen.panel.content
    assert isinstance(form, Form)
    press(qtbot, opened, "Save")
    assert form.fields["why"].property("wrong") == "true"
    write(form, "why", "The test data was wrong.")
    press(qtbot, opened, "Save")
    (rejected,) = opened.lab.findings.findings(made.study.id)
    assert rejected.status is Status.REJECTED


def new_finding(opened: Opened, qtbot: QtBot, title: str) -> FindingForm:
    """The form of a new finding, with its title written."""
    press(qtbot, opened, "Write a finding")
    form = opened.window.findChild(FindingForm)
    assert isinstance(form, FindingForm)
    write(form, "title", title)
    return form


def test_that_a_person_writes_a_finding_and_chooses_the_tags_that_show_it(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened, accept=False)
    screen = findings(opened, round=made.study.id)
    form = new_finding(opened, qtbot, "Words of the office, not of people")
    picker = form.findChild(EvidencePicker)
    assert isinstance(picker, EvidencePicker)
    picker.search.setText("P02")
    assert picker.list.count() == 1
    picker.tick(0)
    press(qtbot, opened, "Save")
    (finding,) = opened.lab.findings.findings(made.study.id)
    assert (finding.affected, len(finding.evidence)) == ({"P02"}, 1)
    assert isinstance(screen.panel.content, FindingDetail)
    assert "no evidence" not in told(screen, 1, NAME)


def test_that_a_finding_without_evidence_says_so_and_cannot_be_asserted(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened, accept=False)
    screen = findings(opened, round=made.study.id)
    new_finding(opened, qtbot, "Somebody says so")
    press(qtbot, opened, "Save")
    assert told(screen, 1, NAME) == "F-1  Somebody says so, open, no evidence yet"
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    detail.moved.emit(Status.CONFIRMED)
    opened.settle()
    assert "has no evidence yet" in opened.said[-1].text
    assert opened.lab.findings.findings(made.study.id)[0].status is Status.OPEN


def test_that_evidence_is_added_to_a_finding_and_that_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened, accept=False)
    screen = findings(opened, round=made.study.id)
    new_finding(opened, qtbot, "Somebody says so")
    press(qtbot, opened, "Save")
    press(qtbot, opened, "Add evidence …")
    picker = screen.panel.findChild(EvidencePicker)
    assert isinstance(picker, EvidencePicker)
    picker.tick(0)
    picker.tick(1)
    press(qtbot, opened, "Add as evidence")
    assert opened.lab.findings.findings(made.study.id)[0].affected == {"P01", "P02"}
    assert isinstance(screen.panel.content, FindingDetail)
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.findings.findings(made.study.id)[0].evidence == ()


def test_that_saving_an_open_panel_keeps_evidence_that_came_meanwhile(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    first = finding.evidence[0]
    opened.lab.findings.regrouping.detach(finding.id, finding.evidence[1:])
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    write(detail.form, "expected", "It says why.")
    (gathered,) = opened.lab.findings.propose(made.study.id)
    opened.lab.findings.accept(made.study.id, gathered)
    press(qtbot, opened, "Save")
    (kept,) = opened.lab.findings.findings(made.study.id)
    assert (kept.expected, len(kept.evidence), kept.evidence[0]) == ("It says why.", 2, first)


def test_that_a_finding_that_says_the_same_is_merged_and_that_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (first,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id)
    new_finding(opened, qtbot, "The same in other words")
    press(qtbot, opened, "Save")
    press(qtbot, opened, "Same as …")
    press(qtbot, opened, "Merge")
    duplicate = opened.lab.findings.findings(made.study.id)[1]
    assert (duplicate.status, duplicate.duplicate_of) == (Status.DUPLICATE, first.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    assert detail.finding.id == first.id
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.findings.findings(made.study.id)[1].status is Status.OPEN


def test_that_a_fix_is_planned_by_a_named_person_who_accepts_owner_and_day(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    detail.moved.emit(Status.PLANNED)
    form = screen.panel.content
    assert isinstance(form, Form)
    write(form, "owner", "Forms team")
    press(qtbot, opened, "Save")
    (planned,) = opened.lab.findings.findings(made.study.id)
    assert planned.promised is not None
    assert (planned.status, planned.owner, planned.promised.by) == (Status.PLANNED, "Forms team", "Anna Petrova")
    again = screen.panel.content
    assert isinstance(again, FindingDetail)
    assert any(label.text().startswith("Accepted by Anna Petrova on ") for label in again.findChildren(QLabel))
    assert screen.tabs.tabText(3) == "Actions (1)"
    assert opened.lab.verdicts.actions(made.study.id) == ()
    again.moved.emit(Status.FIXED)
    fixed = screen.panel.content
    assert isinstance(fixed, Form)
    write(fixed, "release_fixed", "2.4")
    press(qtbot, opened, "Save")
    (mended,) = opened.lab.findings.findings(made.study.id)
    assert (mended.status, mended.release_fixed) == (Status.FIXED, "2.4")


def test_that_an_action_is_changed_and_dropped_and_that_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    due = date.today() + timedelta(days=20)  # noqa: DTZ011 - the day of this machine
    opened.lab.verdicts.promise(made.study.id, finding.id, "Say why", "Forms team", due, "Anna Petrova")
    screen = findings(opened, round=made.study.id)
    assert screen.tabs.tabText(3) == "Actions (1)"
    screen.tabs.setCurrentIndex(3)
    press(qtbot, opened, "Change …")
    form = screen.panel.content
    assert isinstance(form, Form)
    write(form, "owner", "Portal team")
    press(qtbot, opened, "Keep the action")
    assert [one.owner for one in opened.lab.verdicts.actions(made.study.id)] == ["Portal team"]
    press(qtbot, opened, "Drop")
    assert opened.lab.verdicts.actions(made.study.id) == ()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert [one.owner for one in opened.lab.verdicts.actions(made.study.id)] == ["Portal team"]


def test_that_a_retest_is_planned_from_what_failed_and_proves_the_fix(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    criterion = performance_criteria(opened.lab, made)[0]
    (finding,) = opened.lab.findings.findings(made.study.id)
    opened.lab.findings.decide(finding.id, FindingDecision("fix", "Anna Petrova", date.today()))  # noqa: DTZ011
    opened.lab.findings.move(finding.id, Status.FIXED, by="Anna")
    findings(opened, round=made.study.id)
    press(qtbot, opened, "Plan a retest round")
    press(qtbot, opened, "Make the round")
    study = next(one for one in opened.lab.rounds.rounds() if one.retest_of == made.study.id)
    assert {one.id for one in opened.lab.rounds.criteria_in_scope(study)} >= {criterion, "CC-37"}
    assert len(opened.lab.rounds.criteria_in_scope(study)) <= 3
    later = book(opened.lab, Studied(made.service, made.release, study), 5, first=next_monday(9) + timedelta(days=21))
    for booking in later.bookings:
        hold(opened.lab, later, booking, {}, well=(criterion,))
    screen = findings(opened, round=study.id)
    assert cell(screen, 1, NAME).startswith("F-1 (round 1)")
    assert screen.judged is not None
    assert screen.judged.subject_name(finding.id).startswith("F-1 (round 1) ")
    screen.grid.chosen.emit(finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    press(qtbot, opened, "Record the retest")
    kept = opened.lab.findings.finding(finding.id)
    assert [(one.exposed, one.recurred, one.by) for one in kept.retests] == [(5, 0, "Anna Petrova")]
    again = screen.panel.content
    assert isinstance(again, FindingDetail)
    again.moved.emit(Status.VERIFIED)
    opened.settle()
    assert opened.lab.findings.finding(finding.id).status is Status.VERIFIED
    last = screen.panel.content
    assert isinstance(last, FindingDetail)
    way = last.findChild(LineageBlock)
    assert way is not None
    told = [label.text() for label in way.findChildren(QLabel) if label.text()]
    assert told[1] == "verified"
    assert told[-1].startswith("Round 2: 0 of 5 participants had it again – verified. Were it still as frequent")


def say_met(qtbot: QtBot, opened: Opened, made: Studied, criterion: str, reason: str) -> None:
    """Say met of a criterion against its computed verdict, which is refused without a reason."""
    detail = findings(opened, round=made.study.id, criterion=criterion).panel.content
    assert isinstance(detail, VerdictDetail)
    value = detail.override._value
    value.setCurrentIndex(value.findData(VerdictValue.MET.value))
    press(qtbot, opened, "Save the word against the rule")
    assert detail.override.fields["reason"].property("wrong") == "true"
    write(detail.override, "reason", reason)
    press(qtbot, opened, "Save the word against the rule")


def test_that_a_verdict_shows_its_inputs_and_a_word_against_it_needs_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    criterion = performance_criteria(opened.lab, made)[0]
    say_met(qtbot, opened, made, criterion, "The recording was of an older build.")
    verdict = opened.lab.verdicts.verdicts(made.study.id)[criterion]
    assert (verdict.value, verdict.computed) == (VerdictValue.MET, VerdictValue.NOT_MET)


def of_kind(opened: Opened, made: Studied, kind: str) -> str:
    """A criterion of the round of this kind."""
    return next(one.id for one in opened.lab.rounds.criteria(made.study) if one.kind == kind)


@pytest.mark.parametrize("kind", ["conformance", "document", "round"])
def test_that_what_no_session_judges_leads_to_the_round_debrief(opened: Opened, qtbot: QtBot, kind: str) -> None:
    made = judged(opened)
    criterion = of_kind(opened, made, kind)
    findings(opened, round=made.study.id, criterion=criterion)
    press(qtbot, opened, "Judge it in the round debrief")
    screen = opened.window.current
    assert isinstance(screen, RoundDebriefScreen)
    assert screen.page is not None
    assert screen.page.criterion.id == criterion


def test_that_a_reason_leads_to_what_it_is_about(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    screen = findings(opened, round=made.study.id)
    assert screen.judged is not None
    assert screen.judged.gate.state is GateState.RED
    link = next(one for one in opened.window.findChildren(LinkLine) if one.isVisible())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert screen.panel.isVisible()


def test_that_a_decision_against_the_gate_needs_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    screen = findings(opened, round=made.study.id)
    press(qtbot, opened, "Decide …")
    form = screen.panel.content
    assert isinstance(form, Form)
    decided = form.fields["decided"]
    decided.setCurrentIndex(decided.findData("launch"))  # type: ignore[attr-defined]
    press(qtbot, opened, "Keep the decision")
    assert opened.lab.verdicts.decisions(made.study.id) == ()
    assert form.fields["reason"].property("wrong") == "true"
    write(form, "reason", "The law asks for it on the first of the month.")
    press(qtbot, opened, "Keep the decision")
    (decision,) = opened.lab.verdicts.decisions(made.study.id)
    assert decision.overrides_gate
    assert decision.by == "Anna Petrova"


def test_that_a_decision_names_the_report_that_was_read_for_it(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    made = judged(opened)
    export_round(opened.lab, made.study.id, ("json",), tmp_path / "Report for the owner", "en")
    (report,) = opened.lab.verdicts.reports(made.study.id)
    findings(opened, round=made.study.id)
    press(qtbot, opened, "Decide …")
    form = opened.window.findChild(DecisionForm)
    assert isinstance(form, DecisionForm)
    assert form.fields["export"].currentText().endswith("Report for the owner")  # type: ignore[attr-defined]
    press(qtbot, opened, "Keep the decision")
    (decision,) = opened.lab.verdicts.decisions(made.study.id)
    assert decision.export_sha256 == report.sha256


def test_that_nobodys_writing_is_lost_when_something_else_changes(opened: Opened) -> None:
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    write(detail.form, "recommendation", "Say why.")
    opened.lab.findings.rate(finding.id, "Oleg Ivanov", 2)
    opened.settle()
    assert screen.panel.content is detail
    assert detail.form.text("recommendation") == "Say why."


def test_that_whoever_has_no_name_is_led_to_saying_it_and_can_rate_then(opened: Opened, qtbot: QtBot) -> None:
    opened.preferences.change(name="")
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    asked = "Say who you are in the settings, then you can rate."
    (link,) = [one for one in screen.panel.findChildren(LinkLine) if one.text() == asked]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.current_name == "settings"
    opened.preferences.change(name="Oleg")
    screen = findings(opened, round=made.study.id, finding=finding.id)
    assert isinstance(screen.panel.content, FindingDetail)
    assert not [one for one in screen.panel.content.findChildren(LinkLine) if one.text() == asked]
    assert screen.panel.content.findChild(SeverityPicker) is not None


def test_that_a_name_that_is_set_is_taken_up_by_what_is_shown(opened: Opened, qtbot: QtBot) -> None:
    opened.preferences.change(name="")
    made = judged(opened)
    (finding,) = opened.lab.findings.findings(made.study.id)
    screen = findings(opened, round=made.study.id, finding=finding.id)
    opened.preferences.change(name="Oleg")
    qtbot.waitUntil(lambda: screen.panel.findChild(SeverityPicker) is not None)
