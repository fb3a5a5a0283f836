"""A service becomes a release, a round and participants, with every fault at its field."""

import re
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.consent import Scope
from lab.domain.service import ClientCategory
from lab.domain.study import RuleParameters, Segment
from lab.services.scheduling import Place
from protocols import library
from tests.ui.conftest import Dress, Opened
from tests.ui.rounds import SAMPLE, Studied, make_round, next_monday
from ui import words
from ui.services.register import read_register
from ui.services.rules_form import RulesForm
from ui.services.scope_form import ScopeForm
from ui.services.services_screen import ServicesScreen
from ui.widgets.form import Form


def services(opened: Opened, **subject: str) -> ServicesScreen:
    """The screen."""
    screen = opened.show("services", **subject)
    assert isinstance(screen, ServicesScreen)
    return screen


def named(widget: QWidget, name: str) -> QPushButton:
    """The shown button of this name."""
    return next(one for one in widget.findChildren(QPushButton, name) if one.isVisible())


def form(screen: ServicesScreen) -> Form:
    """The form in the panel."""
    content = screen.panel.content
    assert isinstance(content, Form)
    return content


def click(qtbot: QtBot, opened: Opened, button: QPushButton) -> None:
    """Click, and wait until everything has settled."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def write(screen: ServicesScreen, field: str, text: str) -> None:
    """Type into a field of the panel's form."""
    widget = form(screen).fields[field]
    if isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(text)


def test_that_a_service_is_registered_and_its_faults_stand_at_their_fields(opened: Opened, qtbot: QtBot) -> None:
    screen = services(opened)
    screen.new_service()
    click(qtbot, opened, named(screen, "save"))
    assert form(screen).fields["name"].property("wrong") == "true"
    assert form(screen).fields["owner"].property("wrong") == "true"
    assert form(screen).fields["name"].hasFocus()
    write(screen, "name", "Пособие на ребёнка")
    write(screen, "owner", "М. Орлова")
    click(qtbot, opened, named(screen, "save"))
    assert [one.name for one in opened.lab.planning.services()] == ["Пособие на ребёнка"]
    assert not screen.panel.isVisible()


def test_that_a_name_of_more_than_three_hundred_letters_is_refused_and_kept_in_the_field(
    opened: Opened, qtbot: QtBot
) -> None:
    screen = services(opened)
    screen.new_service()
    write(screen, "name", "Ж" * 301)
    write(screen, "owner", "М. Орлова")
    click(qtbot, opened, named(screen, "save"))
    assert form(screen).fields["name"].property("wrong") == "true"
    assert form(screen).text("name") == "Ж" * 301
    assert opened.lab.planning.services() == ()


def test_that_a_round_is_made_in_four_steps(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, service=made.service.id)
    screen._choose("release", made.release.id)
    opened.settle()
    click(qtbot, opened, named(screen, "make_round"))
    wizard = screen._wizard
    assert wizard is not None
    click(qtbot, opened, named(screen, "wizard_next"))
    click(qtbot, opened, named(screen, "wizard_next"))
    wizard.segments_step.add_segment()
    wizard.segments_step._fields[0].name.setText("People from villages")
    wizard.segments_step._fields[0].category.setCurrentIndex(2)
    click(qtbot, opened, named(screen, "wizard_next"))
    click(qtbot, opened, named(screen, "wizard_next"))
    assert wizard.name_step.fields["name"].property("wrong") == "true"
    name = wizard.name_step.fields["name"]
    assert isinstance(name, QLineEdit)
    name.setText("Second")
    click(qtbot, opened, named(screen, "wizard_next"))
    newest = opened.lab.rounds.rounds()[-1]
    assert (newest.name, newest.number, newest.protocol_id) == ("Second", 2, SAMPLE)
    assert [(one.name, one.category) for one in newest.segments] == [
        ("People from villages", ClientCategory.BUSINESS)
    ]  # fmt: skip


def test_that_a_broken_protocol_file_is_explained_with_its_lines(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    made = make_round(opened.lab)
    file = tmp_path / "broken.yaml"
    file.write_text("format: protocol/1\nid: x\nunknown_key: 1\n", encoding="utf-8")
    screen = services(opened, service=made.service.id)
    screen._make_round(made.release.id)
    opened.settle()
    opened.settle()
    wizard = screen._wizard
    assert wizard is not None
    wizard.protocol_step.offer_file(file)
    name = wizard.name_step.fields["name"]
    assert isinstance(name, QLineEdit)
    name.setText("Second")
    click(qtbot, opened, named(screen, "wizard_next"))
    assert wizard.pages.currentWidget() is wizard.protocol_step
    assert "line 3" in wizard.protocol_step.faults.text()
    assert len(opened.lab.rounds.rounds()) == 1


def test_that_participants_are_codes_and_their_consent_is_noted_line_by_line(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    click(qtbot, opened, named(screen, "add_participant"))
    (person,) = opened.lab.planning.participants(made.study.id)
    assert person.code == "P01"
    services(opened, round=made.study.id, participant=person.id)
    click(qtbot, opened, named(screen, "save"))
    assert opened.lab.planning.participant(person.id).consent is None
    for name in ("scopes", "scope_screen", "on_paper"):
        box = form(screen).fields[name]
        assert isinstance(box, QCheckBox)
        box.setChecked(True)
    click(qtbot, opened, named(screen, "save"))
    consent = opened.lab.planning.participant(person.id).consent
    assert consent is not None
    assert consent.scopes == {Scope.TAKE_PART, Scope.SCREEN}


def test_that_leaving_a_criterion_out_needs_a_person_and_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    assert screen.register is not None
    assert screen.register.shown is not None
    facts = screen.register.shown
    screen._editing.scope(facts)
    first = facts.criteria[0].id
    scope = form(screen)
    assert isinstance(scope, ScopeForm)
    scope.list.setCurrentRow(0)
    qtbot.keyClick(scope.list, Qt.Key.Key_Space)
    assert scope.touched
    write(screen, "by", "")
    click(qtbot, opened, named(screen, "save"))
    assert opened.lab.rounds.round(made.study.id).left_out == ()
    write(screen, "by", "M. Orlova")
    write(screen, "why", "Not part of this release")
    click(qtbot, opened, named(screen, "save"))
    (left,) = opened.lab.rounds.round(made.study.id).left_out
    assert (left.criterion, left.by, left.why) == (first, "M. Orlova", "Not part of this release")


def amended(opened: Opened) -> Studied:
    """A round whose protocol got another target time for one task."""
    made = make_round(opened.lab)
    text = library.text_of(SAMPLE)
    other = re.sub(rb"target_time_s: (\d+)", lambda found: b"target_time_s: %d" % (int(found[1]) - 1), text, count=1)
    opened.lab.rounds.amend_round(made.study.id, other, "the target was wrong", "Anna Petrova")
    return made


def test_that_figures_of_a_changed_task_are_pooled_by_a_named_person_and_parted_again(
    opened: Opened, qtbot: QtBot
) -> None:
    made = amended(opened)
    screen = services(opened, round=made.study.id)
    click(qtbot, opened, named(screen, "pool_find-service"))
    write(screen, "by", "")
    click(qtbot, opened, named(screen, "save"))
    assert form(screen).fields["by"].property("wrong") == "true"
    assert form(screen).fields["why"].property("wrong") == "true"
    write(screen, "by", "M. Orlova")
    write(screen, "why", "The text is the same")
    click(qtbot, opened, named(screen, "save"))
    (pooling,) = opened.lab.rounds.poolings(made.study.id)
    assert (pooling.task_id, pooling.by, pooling.why) == ("find-service", "M. Orlova", "The text is the same")
    click(qtbot, opened, named(screen, "unpool_find-service"))
    assert opened.lab.rounds.poolings(made.study.id) == ()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.rounds.poolings(made.study.id) == (pooling,)
    assert named(screen, "unpool_find-service")


def test_that_one_person_booked_six_times_counts_as_one_and_a_pilot_not_at_all(opened: Opened) -> None:
    made = make_round(opened.lab, segments=(Segment("young", "Young parents", 3),))
    person = opened.lab.planning.add_participant(made.study.id, "young")
    other = opened.lab.planning.add_participant(made.study.id, "young")
    for turn in range(6):
        place = Place("Room A", next_monday(9) + timedelta(days=turn), 60, "Anna Petrova")
        opened.lab.scheduling.book(person.id, place)
    rehearsal = Place("Room B", next_monday(12), 60, "Anna Petrova", pilot=True)
    opened.lab.scheduling.book(other.id, rehearsal)
    facts = read_register(opened.lab, made.study.id).shown
    assert facts is not None
    assert (facts.coverage.participants, facts.coverage.more_participants) == (1, 4)
    assert facts.heard_of("young") == 1


def test_that_a_quota_below_the_gates_least_number_is_said_with_it(opened: Opened) -> None:
    made = make_round(opened.lab, segments=(Segment("young", "Young families", 1),))
    person = opened.lab.planning.add_participant(made.study.id, "young")
    opened.lab.scheduling.book(person.id, Place("Room A", next_monday(9), 60, "Anna Petrova"))
    said = [label.text() for label in services(opened, round=made.study.id).findChildren(QLabel)]
    least = made.study.rules.segment_n_min
    assert f"1 of 1 booked; the gate needs {least}" in said
    assert f"Segment “Young families”: 1 booked, the gate needs {least}" in said


def test_that_percent_is_written_as_the_language_does(opened: Opened, dress: Dress) -> None:
    for language, written in (("en", "90%"), ("ru", "90\N{NO-BREAK SPACE}%")):
        dress(language=language)
        form_ = RulesForm(RuleParameters(), "Anna")
        box = form_.fields["pass_at"]
        assert isinstance(box, QSpinBox)
        box.setValue(90)
        assert box.text() == written == words.percent(0.9)


def test_that_a_segment_is_assigned_later_and_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab, segments=(Segment("young", "Young parents", 3), Segment("rural", "From villages")))
    person = opened.lab.planning.add_participant(made.study.id)
    screen = services(opened, round=made.study.id)
    click(qtbot, opened, named(screen, "segment_of_P01"))
    click(qtbot, opened, named(screen, "segment_rural"))
    assert opened.lab.planning.participant(person.id).segment_id == "rural"
    assert not screen.panel.isVisible()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.planning.participant(person.id).segment_id is None


def number(content: Form, name: str, value: int) -> None:
    """Set a number of a form."""
    box = content.fields[name]
    assert isinstance(box, QSpinBox)
    box.setValue(value)


def test_that_a_new_round_may_have_other_numbers_and_wrong_ones_are_unfolded(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, service=made.service.id)
    screen._make_round(made.release.id)
    opened.settle()
    opened.settle()
    wizard = screen._wizard
    assert wizard is not None
    for _step in range(3):
        click(qtbot, opened, named(screen, "wizard_next"))
    rules = wizard.name_step.rules_form
    assert not rules.isVisible()
    click(qtbot, opened, named(screen, "rules_button"))
    assert rules.isVisible()
    number(rules, "n_min", 8)
    number(rules, "pass_at", 40)
    click(qtbot, opened, named(screen, "rules_button"))
    name = wizard.name_step.fields["name"]
    assert isinstance(name, QLineEdit)
    name.setText("Second")
    click(qtbot, opened, named(screen, "wizard_next"))
    assert rules.isVisible()
    assert rules.fields["fail_at"].property("wrong") == "true"
    number(rules, "fail_at", 30)
    independent = wizard.name_step.fields["independent"]
    assert isinstance(independent, QCheckBox)
    independent.click()
    click(qtbot, opened, named(screen, "wizard_next"))
    second = opened.lab.rounds.rounds()[-1]
    assert second.rules == RuleParameters(8, 3, 0.4, 0.3)
    assert second.independent


def test_that_a_round_is_made_independent_by_its_check_box(opened: Opened) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    for wanted in (True, False):
        box = next(box for box in screen.findChildren(QCheckBox, "independent") if box.isVisible())
        box.click()
        opened.settle()
        assert opened.lab.rounds.round(made.study.id).independent is wanted


def test_that_the_numbers_of_a_round_are_changed_with_a_reason(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    click(qtbot, opened, named(screen, "change_rules"))
    number(form(screen), "n_min", 8)
    click(qtbot, opened, named(screen, "save"))
    assert form(screen).fields["reason"].property("wrong") == "true"
    write(screen, "reason", "The law asks for eight.")
    click(qtbot, opened, named(screen, "save"))
    assert opened.lab.rounds.round(made.study.id).rules.n_min == 8
    (change,) = opened.lab.rounds.rule_changes(made.study.id)
    assert (change.by, change.reason) == ("Anna Petrova", "The law asks for eight.")
    card = next(one for one in screen.findChildren(QWidget, "rules") if one.isVisible())
    assert any("The law asks for eight." in label.text() for label in card.findChildren(QLabel))
