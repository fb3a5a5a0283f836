"""The panel of a criterion says what its verdict follows from; words against the rule and decisions can be undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.decision import Decided, in_force
from lab.domain.errors import WorldError
from lab.domain.gate import GateState
from lab.domain.study import LeftOut
from lab.domain.verdict import RULE_VERSION, VerdictValue
from tests.ui.conftest import Opened
from tests.ui.findings.test_findings import findings, judged, press, say_met, write
from tests.ui.rounds import make_round, performance_criteria
from ui.findings.decision_forms import DecisionForm
from ui.findings.findings_screen import FindingsScreen
from ui.findings.gate_card import GateCard
from ui.widgets.link import LinkLine


def said_in(screen: FindingsScreen) -> str:
    """All words of the open panel."""
    assert screen.panel.content is not None
    return "\n".join(label.text() for label in screen.panel.content.findChildren(QLabel))


def on_the_gate(screen: FindingsScreen) -> str:
    """All words of the gate's card."""
    card = screen.findChildren(GateCard)[-1]
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_that_the_panel_says_inputs_rule_and_both_values(opened: Opened) -> None:
    made = judged(opened)
    criterion = performance_criteria(opened.lab, made)[0]
    opened.lab.verdicts.override(made.study.id, criterion, VerdictValue.NOT_MET, "Oleg", "Forty calls.")
    opened.lab.verdicts.override(made.study.id, criterion, None, "Oleg", "Of another release.")
    opened.lab.verdicts.override(made.study.id, criterion, VerdictValue.MET, "M. Orlova", "Changed on Monday.")
    screen = findings(opened, round=made.study.id, criterion=criterion)
    said = said_in(screen)
    assert "The rule says: not met" in said
    assert "Changed on Monday." in said
    assert "0 of 2 judged passed, worst severity 3" in said
    assert "P01: failed, severity 3 – major" in said
    assert "Anna Petrova says: failed, severity 4" in said  # one person alone makes no catastrophe: both are shown
    assert f"Rule, version {RULE_VERSION}" in said
    assert "Met when at least 5 participants passed, 80% or more" in said
    assert "Oleg: took it back. Of another release." in said
    assert len(opened.lab.verdicts.kept.verdicts(made.study.id)) > len(screen.judged.verdicts if screen.judged else ())


def test_that_a_word_against_the_rule_is_undone_and_both_words_stay(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    criterion = performance_criteria(opened.lab, made)[0]
    say_met(qtbot, opened, made, criterion, "Seen elsewhere.")
    assert opened.lab.verdicts.verdicts(made.study.id)[criterion].value is VerdictValue.MET
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.verdicts.verdicts(made.study.id)[criterion].override is None
    assert [one.value for one in opened.lab.verdicts.overrides(made.study.id)] == [VerdictValue.MET, None]


def test_that_a_decision_against_the_gate_is_shown_beside_it_and_taken_back(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    verdicts = opened.lab.verdicts
    verdicts.decide(made.study.id, Decided.HOLD, "M. Orlova")
    verdicts.decide(made.study.id, Decided.LAUNCH, "M. Orlova", "Watched daily.", "The law wants it.")
    screen = findings(opened, round=made.study.id)
    assert "M. Orlova decided on" in on_the_gate(screen)
    assert "Against the computed gate “Not ready”: The law wants it." in on_the_gate(screen)
    press(qtbot, opened, "Decide …")
    form = screen.panel.content
    assert isinstance(form, DecisionForm)
    button = next(one for one in screen.findChildren(QPushButton, "take_back_decision") if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert form.fields["reason"].property("wrong") == "true"
    write(form, "reason", "The law was put off.")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()
    decisions = verdicts.decisions(made.study.id)
    holding = in_force(decisions)
    assert holding is not None
    assert (holding.decided, len(decisions)) == (Decided.HOLD, 3)
    assert "Against the computed gate" not in on_the_gate(screen)


def test_that_a_decision_is_undone_at_once(opened: Opened, qtbot: QtBot) -> None:
    made = judged(opened)
    screen = findings(opened, round=made.study.id)
    press(qtbot, opened, "Decide …")
    press(qtbot, opened, "Keep the decision")
    assert in_force(opened.lab.verdicts.decisions(made.study.id)) is not None
    opened.said[-1].choices[0].do()
    opened.settle()
    assert in_force(opened.lab.verdicts.decisions(made.study.id)) is None
    assert "decided on" not in on_the_gate(screen)


def test_that_a_round_of_which_little_can_be_said_is_told_plainly(opened: Opened) -> None:
    made = make_round(opened.lab)
    screen = findings(opened, round=made.study.id)
    assert "nobody was heard yet" in on_the_gate(screen)
    assert "no level yet, 0 of 43 criteria decided" in on_the_gate(screen)
    everything = [LeftOut(one.id, "Anna", "not now") for one in opened.lab.rounds.criteria(made.study)]
    opened.lab.rounds.set_scope(made.study.id, everything)
    opened.settle()
    said = on_the_gate(screen)
    assert f"{len(everything)} criteria left out of the scope" in said
    assert "no criterion in scope applies" in said
    links = [one.text() for one in screen.findChildren(LinkLine)]
    assert "The scope statement leaves out every criterion: nothing is judged." in links


def test_that_a_full_disk_hides_no_verdict_and_is_told(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    made = judged(opened)

    def full(*_said: object) -> int:
        raise WorldError("database_failed", reason="database or disk is full")

    monkeypatch.setattr(opened.lab.verdicts.kept, "keep", full)
    screen = findings(opened, round=made.study.id)
    assert screen.judged is not None
    assert screen.judged.gate.state is GateState.RED
    assert "disk is full" in opened.said[-1].text
