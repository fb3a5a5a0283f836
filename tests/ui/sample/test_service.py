"""The planted faults of the sample service are there, each as the sample protocol expects it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lab.i18n import use_language
from ui.sample.acts import card
from ui.sample.document_page import CERTIFICATE
from ui.sample.service import SampleService


@pytest.fixture
def service(qtbot: QtBot) -> SampleService:
    made = SampleService()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def fill(service: SampleService) -> None:
    for field, text in card().items():
        service.form.inputs[field].setText(text)
    service.form.onward.click()


def test_that_a_similar_entry_leads_to_a_dead_end_and_back(service: SampleService) -> None:
    service.start.links["monthly-payment"].click()
    assert service.current == "information"
    service.information.back.click()
    assert service.current == "start"


def test_that_going_back_from_the_check_loses_one_field_and_only_that(service: SampleService) -> None:
    service.start.links["child-benefit"].click()
    fill(service)
    assert service.current == "check"
    service.check.back.click()
    lost = [field for field, entry in service.form.inputs.items() if not entry.text()]
    assert lost == ["account"]
    assert not service.form.fault.isVisible()


def test_that_an_incomplete_form_goes_nowhere_and_does_not_say_what_is_missing(service: SampleService) -> None:
    service.start.links["child-benefit"].click()
    service.form.onward.click()
    assert service.current == "form"
    assert service.form.fault.isVisible()
    assert "account" not in service.form.fault.text()


def test_that_an_upload_says_nothing_and_takes_a_second_press_for_nothing(service: SampleService, qtbot: QtBot) -> None:
    service.loading_ms = 20
    service.show_page("document")
    page = service.document
    page.choose.click()
    page.files.setCurrentItem(page.files.findItems(CERTIFICATE, Qt.MatchFlag.MatchExactly)[0])
    before = page.count.text()
    page.upload.click()
    page.upload.click()
    assert page.count.text() == before
    qtbot.waitUntil(lambda: page.loaded == [CERTIFICATE])
    assert page.count.text() != before


def test_that_nothing_is_sent_without_a_document(service: SampleService) -> None:
    service.show_page("document")
    service.document.onward.click()
    assert service.current == "document"


def test_that_the_refusal_repeats_itself_when_asked_for_details(service: SampleService) -> None:
    service.show_page("decision")
    service.decision.details.click()
    assert service.decision.more.isVisible()
    assert "17" in service.decision.more.text()


def test_that_restoring_forgets_everything(service: SampleService) -> None:
    service.show_page("form")
    fill(service)
    service.restore()
    assert service.current == "start"
    assert not any(entry.text() for entry in service.form.inputs.values())


def test_that_it_speaks_russian(qtbot: QtBot) -> None:
    use_language("ru")
    service = SampleService()
    qtbot.addWidget(service)
    assert "Оформить пособие на ребёнка" in service.start.links["child-benefit"].text()
