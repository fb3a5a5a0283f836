"""A plan that came back is shown before it is taken, taken on a yes, and can be undone; the decision has its paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.decision import Decided
from lab.domain.finding import Finding, Status
from lab.services.exporting import export_round
from tests.lab.filled_plans import filled, fix, in_days
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from ui.findings.findings_screen import FindingsScreen
from ui.findings.plan_card import PlanCard
from ui.findings.plan_import import PlanChanges, PlanFaults
from ui.widgets.link import LinkLine


def asked(opened: Opened) -> tuple[Studied, FindingsScreen]:
    """A round with a finding of severity 3 about which nobody promised anything; its actions are shown."""
    made = book(opened.lab, make_round(opened.lab), 2)
    criterion = performance_criteria(opened.lab, made)[0]
    last = opened.lab.rounds.protocol_of(made.study).tasks[-1].id
    for booking in made.bookings:
        hold(opened.lab, made, booking, {last: (criterion, 3)})
    (gathered,) = opened.lab.findings.propose(made.study.id)
    opened.lab.findings.accept(made.study.id, gathered)
    screen = opened.show("findings", round=made.study.id)
    assert isinstance(screen, FindingsScreen)
    screen.tabs.setCurrentIndex(3)
    opened.settle()
    return made, screen


def returned(opened: Opened, made: Studied, tmp_path: Path, answer: dict[str, object]) -> Path:
    plan = export_round(opened.lab, made.study.id, ["actions"], tmp_path / "out", "en")["actions"]
    return filled(plan, {"F-1": answer})


def card(screen: FindingsScreen) -> PlanCard:
    return next(one for one in screen.findChildren(PlanCard) if one.isVisible())


def drop(screen: FindingsScreen, path: Path) -> None:
    """Let a file fall on the card."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dragged, buttons, keys)
    card(screen).dragEnterEvent(over)
    if over.isAccepted():
        card(screen).dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, buttons, keys))


def finding(opened: Opened, made: Studied) -> Finding:
    (one,) = opened.lab.findings.findings(made.study.id)
    return one


def told(screen: FindingsScreen) -> str:
    content = screen.panel.content
    assert content is not None
    return "\n".join(label.text() for label in content.findChildren(QLabel))


def test_that_a_dropped_plan_is_shown_taken_and_undone(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    made, screen = asked(opened)
    before = finding(opened, made)
    drop(screen, returned(opened, made, tmp_path, fix(in_days(20))))
    opened.settle()
    assert isinstance(screen.panel.content, PlanChanges)
    assert "not decided → Fix it; Forms team" in told(screen)
    assert finding(opened, made) == before
    take = screen.panel.findChild(QPushButton, "take_plan")
    assert take is not None
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    opened.settle()
    assert finding(opened, made).status is Status.PLANNED
    assert not screen.panel.isVisible()
    said = opened.said[-1]
    assert said.text.startswith("The plan was taken: Launch gate:")
    said.choices[0].do()
    opened.settle()
    assert finding(opened, made) == before


def test_that_faults_are_shown_with_their_place_and_can_be_copied(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, screen = asked(opened)
    path = returned(opened, made, tmp_path, fix(in_days(200), owner=""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    qtbot.mouseClick(card(screen).button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert isinstance(screen.panel.content, PlanFaults)
    assert "Sheet “Action plan”, row 2, column J (Due)" in told(screen)
    assert screen.panel.findChild(QPushButton, "take_plan") is None
    copy = next(one for one in screen.panel.findChildren(QPushButton) if one.text() == "Copy the list")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_that_only_one_workbook_can_be_dropped_and_a_foreign_one_is_refused(opened: Opened, tmp_path: Path) -> None:
    _made, screen = asked(opened)
    picture = tmp_path / "plan.png"
    picture.write_bytes(b"no")
    drop(screen, picture)
    opened.settle()
    assert not screen.panel.isVisible()
    foreign = tmp_path / "plan.xlsx"
    foreign.write_bytes(b"no")
    drop(screen, foreign)
    opened.settle()
    assert opened.said[-1].tone == "bad"
    assert "no action plan" in opened.said[-1].text


def test_that_a_decision_is_written_as_paper(opened: Opened, qtbot: QtBot) -> None:
    made, screen = asked(opened)
    assert screen.findChild(LinkLine, "decision_record") is None
    opened.lab.verdicts.decide(made.study.id, Decided.HOLD, "M. Owner", post="Head of department")
    opened.settle()
    button = screen.findChild(LinkLine, "decision_record")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(screen.judging.paper.written), timeout=60_000)
    opened.settle()
    assert {path.suffix for path in screen.judging.paper.written.values()} == {".pdf", ".docx"}
    assert all(path.stat().st_size > 5_000 for path in screen.judging.paper.written.values())
    assert opened.said[-1].text.startswith("The decision record is written")
