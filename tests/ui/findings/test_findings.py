"""From the gate to the reason, from the reason to the finding, from there to the evidence; and every decision kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QTableWidgetItem
from pytestqt.qtbot import QtBot

from lab.domain.finding import Status
from lab.domain.gate import GateState
from lab.domain.verdict import VerdictValue
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from ui.findings.finding_panel import FindingDetail, FindingForm
from ui.findings.findings_screen import FindingsScreen
from ui.findings.grid import FIRST_PERSON, NAME
from ui.findings.verdict_panel import VerdictDetail
from ui.widgets.form import Form
from ui.widgets.link import LinkLine


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


def cell(screen: FindingsScreen, row: int, column: int) -> QTableWidgetItem:
    """A cell of the grid that is there."""
    item = screen.grid.item(row, column)
    assert item is not None
    return item


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
    assert cell(screen, 1, NAME).text().endswith("Refusal unexplained")
    assert screen.grid.columnCount() == FIRST_PERSON + 3


def test_that_the_grid_says_of_everybody_whether_they_hit_it(opened: Opened) -> None:
    screen = findings(opened, round=judged(opened).study.id)
    spoken = [cell(screen, 1, FIRST_PERSON + place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
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


def test_that_a_person_writes_a_finding(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    screen = findings(opened, round=made.study.id)
    press(qtbot, opened, "Write a finding")
    form = screen.panel.content
    assert isinstance(form, FindingForm)
    write(form, "title", "Words of the office, not of people")
    press(qtbot, opened, "Save")
    assert [one.number for one in opened.lab.findings.findings(made.study.id)] == [1, 2]


def test_that_a_verdict_shows_its_inputs_and_a_word_against_it_needs_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    criterion = performance_criteria(opened.lab, made)[0]
    screen = findings(opened, round=made.study.id, criterion=criterion)
    detail = screen.panel.content
    assert isinstance(detail, VerdictDetail)
    value = detail.override._value
    value.setCurrentIndex(value.findData(VerdictValue.MET.value))
    press(qtbot, opened, "Save the word against the rule")
    assert detail.override.fields["reason"].property("wrong") == "true"
    write(detail.override, "reason", "The recording was of an older build.")
    press(qtbot, opened, "Save the word against the rule")
    verdict = opened.lab.verdicts.verdicts(made.study.id)[criterion]
    assert (verdict.value, verdict.computed) == (VerdictValue.MET, VerdictValue.NOT_MET)


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
