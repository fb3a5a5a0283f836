"""A session that cannot begin leads to what is missing; one that is gone leaves no name behind."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lab.services.scheduling import Place
from tests.ui.conftest import Opened
from tests.ui.rounds import make_round, next_monday
from ui.services.consent_form import ConsentForm
from ui.services.services_screen import ServicesScreen
from ui.session.session_screen import SessionScreen


def test_that_a_session_without_consent_leads_to_noting_it(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    person = opened.lab.planning.add_participant(made.study.id)
    booking = opened.lab.scheduling.book(person.id, Place("Room A", next_monday(9), 60, "Anna")).booking
    opened.show("session", booking=booking.id)
    qtbot.waitUntil(lambda: any("P01 has no signed consent" in alert.text for alert in opened.said))
    (note,) = opened.said[-1].choices
    assert note.text == "Note the consent"
    note.do()
    opened.settle()
    services = opened.window.current
    assert isinstance(services, ServicesScreen)
    assert isinstance(services.panel.content, ConsentForm)
    assert any(label.text() == "Consent of P01" for label in services.panel.findChildren(QLabel))


def test_that_without_a_session_the_screen_is_titled_by_none(opened: Opened) -> None:
    make_round(opened.lab)
    screen = opened.show("session")
    assert isinstance(screen, SessionScreen)
    screen.title_label.setText("P02 · Child benefit")
    screen.refresh()
    opened.settle()
    assert screen.title_label.text() == "Session"
