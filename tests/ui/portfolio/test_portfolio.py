"""All services in one screen: sorted, filtered, opened, exported; and the history of one in Services."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from lab.domain.service import GoalRule
from tests.lab.service_histories import furnish
from tests.ui.conftest import Opened
from ui.portfolio.portfolio_screen import PortfolioScreen
from ui.portfolio.service_detail import ServiceDetail
from ui.services.history_card import HistoryCard
from ui.services.register_forms import ServiceForm
from ui.widgets.buttons import Button
from ui.widgets.interval_bar import IntervalBar


def portfolio(opened: Opened, **subject: str) -> PortfolioScreen:
    screen = opened.show("portfolio", **subject)
    assert isinstance(screen, PortfolioScreen)
    return screen


def names(screen: PortfolioScreen) -> list[str]:
    by_id = {one.service.id: one.service.name for one in screen.services}
    return [by_id[one] for one in screen.table.ids]  # type: ignore[index]


@pytest.fixture
def shown(opened: Opened) -> PortfolioScreen:
    furnish(opened.lab)
    return portfolio(opened)


def test_that_services_are_sorted_filtered_and_exported(opened: Opened, shown: PortfolioScreen, tmp_path: Path) -> None:
    screen = shown
    assert names(screen)[:3] == ["Housing subsidy", "Leave request", "Trade licence"]  # the most pressing first
    screen.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(screen)[0] == "Trade licence"
    screen.filter.setCurrentIndex(1)
    assert names(screen) == ["Trade licence", "Leave request", "Housing subsidy"]
    screen.export_to(tmp_path / "overdue.csv")
    opened.settle()
    lines = (tmp_path / "overdue.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Trade licence", "Leave request", "Housing subsidy"]
    screen.search.setText("smirnova")
    assert names(screen) == ["Trade licence"]
    screen.search.setText("nobody")
    assert names(screen) == []
    assert screen.table.isVisible()
    screen.export_to(tmp_path / "overdue.csv")
    opened.settle()
    assert "is there already" in opened.said[-1].text

    chosen = next(one for one in screen.services if one.service.name == "Child benefit")
    screen.open_service(chosen.service.id)
    detail = screen.panel.content
    assert isinstance(detail, ServiceDetail)
    told = [label.text() for label in detail.findChildren(QLabel)]
    assert any(text.startswith("System Usability Scale (SUS): target 78.2 (52.1 × 1.5)") for text in told)
    (bar,) = detail.findChildren(IntervalBar)
    assert "baseline 52.1 and target 78.2" in bar.accessibleName()
    (to_service,) = [one for one in screen.panel.findChildren(Button) if one.text() == "Open the service"]
    to_service.click()
    opened.settle()
    assert opened.window.current_name == "services"
    card = opened.window.current.findChild(HistoryCard)  # type: ignore[union-attr]
    assert card is not None
    assert card.table.rowCount() == 3
    assert "Round 2 (2.4): " in card.chart.accessibleName()
    card.table.chosen.emit(card.table.ids[1])
    opened.settle()
    assert any(label.text() == "Round 2: Retest of round 1" for label in opened.window.findChildren(QLabel))


def test_that_the_form_of_a_service_asks_for_the_target_and_refuses_what_cannot_be(opened: Opened) -> None:
    screen = opened.show("services", new=1)
    (form,) = screen.findChildren(ServiceForm)

    def write(name: str, text: str) -> None:
        field = form.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)

    save = next(one for one in screen.findChildren(Button) if one.objectName() == "save")
    write("name", "Child benefit")
    write("owner", "M. Orlova")
    form._goal_by.setCurrentIndex(form._goal_by.findData("sus"))
    write("satisfaction_baseline", "many")
    save.click()
    opened.settle()
    assert form.fields["satisfaction_baseline"].property("wrong") == "true"
    write("satisfaction_baseline", "52,5")
    write("satisfaction_amount", "2")
    save.click()
    opened.settle()
    assert "beyond the end of the scale" in form.fields["satisfaction_amount"].accessibleDescription()
    write("satisfaction_amount", "1.5")
    form._electronic.setChecked(True)
    save.click()
    opened.settle()
    (kept,) = opened.lab.planning.services()
    goal = kept.satisfaction
    assert goal is not None
    assert (goal.questionnaire, goal.baseline, goal.rule, goal.target) == ("sus", 52.5, GoalRule.TIMES, 78.75)
    assert (kept.electronic, kept.proactive, kept.test_term_months) == (True, False, 12)


def test_that_an_empty_portfolio_says_how_to_begin(opened: Opened) -> None:
    screen = portfolio(opened)
    assert screen.services == ()
    assert any("How do all services stand?" in label.text() for label in screen.findChildren(QLabel))
