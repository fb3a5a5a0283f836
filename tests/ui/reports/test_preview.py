"""The preview of a report says what its owner reads first, and opens all of it."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lab.domain.errors import WorldError
from lab.domain.ids import RoundId
from lab.domain.study import LeftOut
from lab.reports.preview import FOLDER
from lab.services.exporting import Audience, ExportService, ReportDocument
from lab.services.laboratory import Laboratory
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from ui.reports.first_page import FirstPage
from ui.reports.preview_card import PreviewCard
from ui.reports.reports_screen import ReportsScreen
from ui.widgets.marks import SeverityMark


def furnish(opened: Opened) -> Studied:
    """A round with two sessions, a finding of severity 3 that both met, and a criterion out of scope."""
    made = book(opened.lab, make_round(opened.lab), 2)
    task, criterion = opened.lab.rounds.protocol_of(made.study).tasks[0].id, performance_criteria(opened.lab, made)[0]
    for booking in made.bookings:
        hold(opened.lab, made, booking, {task: (criterion, 3)})
    (gathered,) = opened.lab.findings.propose(made.study.id)
    opened.lab.findings.accept(made.study.id, gathered, "The refusal is not explained to Jennifer Brown")
    opened.lab.rounds.set_scope(made.study.id, [LeftOut("CC-38", "M. Orlova", "no paper form")])
    return made


def shown(opened: Opened, made: Studied) -> ReportsScreen:
    """The screen with that round, its preview made."""
    screen = opened.show("reports", round=made.study.id)
    assert isinstance(screen, ReportsScreen)
    return screen


def words_of(card: PreviewCard) -> str:
    """Everything that the card says, line by line."""
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_that_the_first_page_says_what_an_owner_needs(opened: Opened) -> None:
    card = shown(opened, furnish(opened)).preview
    said = words_of(card)
    assert card.report is not None
    summary = card.report.summary
    assert summary.gate.label in said
    assert summary.gate.sentence in said
    assert all(reason.text in said for group in summary.gate.reasons[:1] for reason in group.reasons)
    assert summary.level.headline in said
    assert summary.level.coverage_text in said
    assert "F-1 The refusal is not explained to [name]" in said
    assert "2 of 2 participants" in said
    assert "nobody yet" in said
    assert "1 criterion left out of the scope" in said
    (mark,) = card.findChildren(SeverityMark)
    assert mark.accessibleName().startswith("3")


def test_that_the_preview_follows_language_and_audience(opened: Opened) -> None:
    screen = shown(opened, furnish(opened))
    screen.language.setCurrentIndex(screen.language.findData("ru"))
    screen.language.activated.emit(screen.language.currentIndex())
    assert words_of(screen.preview).endswith("The report is being put together …")
    assert not screen.preview.whole.isEnabled()
    screen.public.click()
    opened.settle()
    assert screen.preview.report is not None
    assert (screen.preview.report.language, screen.preview.report.audience) == ("ru", "public")
    said = words_of(screen.preview)
    assert "Готово ли к запуску?" in said
    assert "What the owner reads first" in said
    assert screen.preview.report.method.left_out[-1] in said


def test_that_a_round_without_sessions_is_told_in_words(opened: Opened) -> None:
    said = words_of(shown(opened, make_round(opened.lab)).preview)
    assert "nobody was heard yet" in said
    assert "No finding is backed by evidence so far." in said
    assert "Nobody and nothing." in said


def test_that_what_was_judged_meanwhile_is_shown(opened: Opened) -> None:
    made = furnish(opened)
    screen = shown(opened, made)
    (finding,) = opened.lab.findings.findings(made.study.id)
    opened.lab.findings.edit(replace(finding, title="Nobody says why it was refused"))
    opened.settle()
    assert "F-1 Nobody says why it was refused" in words_of(screen.preview)


def test_that_what_was_chosen_last_is_shown_and_nothing_is_made_in_between(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shown(opened, furnish(opened))
    make, go, asked = ExportService.preview, threading.Event(), []

    def slow(self: ExportService, round_id: RoundId, language: str, *how: Audience) -> ReportDocument:
        asked.append(language)
        assert go.wait(30)
        return make(self, round_id, language, *how)

    monkeypatch.setattr(ExportService, "preview", slow)
    study = RoundId(str(screen.rounds.currentData()))
    for language, public in (("ru", False), ("ru", True), ("en", False)):
        screen.preview.show_report(study, language, public=public)
    go.set()
    opened.settle()
    assert asked == ["ru", "en"]
    assert screen.preview.report is not None
    assert screen.preview.report.language == "en"


def test_that_a_failure_is_said_in_the_card_and_can_be_tried_again(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = furnish(opened)

    def unreadable(*_args: object) -> ReportDocument:
        raise WorldError("export_unwritable", path="/lab", reason="no such disk")

    with monkeypatch.context() as failing:
        failing.setattr(ExportService, "preview", unreadable)
        screen = shown(opened, made)
        assert "no such disk" in words_of(screen.preview)
        assert not screen.preview.whole.isEnabled()
    again = screen.preview.findChild(type(screen.preview.whole), "preview_again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    opened.settle()
    assert screen.preview.findChild(FirstPage) is not None
    assert screen.preview.whole.isEnabled()


def test_that_the_whole_report_opens_in_the_browser_and_is_not_kept(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = furnish(opened)
    screen = shown(opened, made)
    pages: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", pages.append)
    for expected in (1, 2):
        qtbot.mouseClick(screen.preview.whole, Qt.MouseButton.LeftButton)
        opened.settle()
        assert len(pages) == expected
    page = Path(pages[-1].toLocalFile())
    assert "The refusal is not explained to [name]" in page.read_text(encoding="utf-8")
    folder = opened.lab.folder.exports / FOLDER
    assert page.parent == folder
    assert not (folder / "clips").exists()
    assert [one.name for one in opened.lab.folder.exports.iterdir()] == [FOLDER]
    assert opened.lab.verdicts.reports(made.study.id) == ()
    assert screen.preview.whole.text() == "Open the whole report in the browser"


def test_that_a_stopped_whole_report_opens_nothing(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shown(opened, furnish(opened))
    pages: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", pages.append)
    begun, go, make = threading.Event(), threading.Event(), ExportService.preview_job

    def slow(self: ExportService, *how: object) -> object:
        begun.set()
        assert go.wait(30)
        return make(self, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(ExportService, "preview_job", slow)
    qtbot.mouseClick(screen.preview.whole, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(begun.is_set, timeout=30_000)
    assert screen.preview.whole.text().startswith("Stop")
    qtbot.mouseClick(screen.preview.whole, Qt.MouseButton.LeftButton)
    go.set()
    opened.settle()
    assert pages == []
    assert not (opened.lab.folder.exports / FOLDER).exists()
    assert screen.preview.whole.isEnabled()


def test_that_the_next_start_removes_a_report_that_was_looked_at(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        study = make_round(lab).study.id
        folder = ExportService(lab).preview_job(study, "en").run().folder
        assert (folder / "index.html").is_file()
    with Laboratory.open(tmp_path / "lab"):
        assert not folder.exists()
