"""Today says how the room stands: disk, folder and devices, each in words."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lab.folder import LabFolder, encryption_at
from recordings.devices import Inventory, InventoryFault, Screen
from tests.ui.conftest import READY, Opened
from tests.ui.rounds import book, make_round
from tests.ui.today.test_today import button
from ui.background import READERS, Background
from ui.start_page import StartPage
from ui.today.readiness import ReadinessCard, read_readiness

PATIENCE_S = 10.0
MISSING = replace(READY, cameras=(), faults=("No camera was found. Connect one and look again.",))


def texts(widget: QWidget) -> str:
    """Everything that a widget says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_that_what_is_there_is_named(qtbot: QtBot) -> None:
    card = ReadinessCard(lambda: None)
    qtbot.addWidget(card)
    card.show_readiness(READY)
    said = texts(card)
    for words in (
        "Everything is there.",
        "Screen: DP-1",
        "Camera: Webcam",
        "Microphone: Table",
        "40 hours",
        "encrypted",
    ):
        assert words in said


@pytest.mark.parametrize("found", [MISSING, replace(READY, free_hours=1.5)])
def test_that_what_is_missing_is_said(qtbot: QtBot, found: object) -> None:
    card = ReadinessCard(lambda: None)
    qtbot.addWidget(card)
    card.show_readiness(found)  # type: ignore[arg-type]
    assert "Something is missing." in texts(card)


def test_that_the_faults_of_the_devices_become_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Inventory(
        (
            Screen("S0", "DP-1", 0, 0, 1920, 1080, primary=True),
            Screen("S1", "screen", 1920, 0, 1024, 768, primary=False),
        ),
        (),
        (),
        (InventoryFault("no_camera", "connect_camera"),),
    )
    monkeypatch.setattr("lab.services.session_view.devices_here", lambda **_how: found)
    readiness = read_readiness(LabFolder.create(tmp_path / "lab"), rescan=True)
    assert readiness.screens == ("DP-1, 1920 × 1080", "1024 × 768")
    assert readiness.faults == ("No camera was found. Connect one and look again.",)
    assert readiness.free_hours > 0
    assert not readiness.is_ready


def test_that_the_room_is_looked_at_again_when_asked(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(opened.lab, make_round(opened.lab), 1)
    screen = opened.show("today")
    monkeypatch.setattr("ui.today.today_screen.read_readiness", lambda _folder, *, rescan: MISSING if rescan else READY)
    card = screen.findChild(ReadinessCard)
    assert card is not None
    assert "Everything is there." in texts(card)
    qtbot.mouseClick(button(card, "Look again"), Qt.MouseButton.LeftButton)
    opened.settle()
    assert "No camera was found." in texts(card)


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    unhandled: list[Exception] = []
    made = Background(unhandled.append)
    yield made
    made.close()
    assert unhandled == []


def test_that_the_first_start_says_whether_the_disk_is_encrypted(
    qtbot: QtBot, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def told(place: Path) -> str:
        asked.append(place)
        return "not_encrypted" if place == tmp_path / "other" else "encrypted"

    monkeypatch.setattr("ui.start_page.encryption_at", told)
    page = StartPage(lambda _folder: None, background, folder=tmp_path / "lab")
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "The disk is encrypted" in texts(page))
    page.field.setText(str(tmp_path / "other"))
    page.field.editingFinished.emit()
    qtbot.waitUntil(lambda: "The disk is not encrypted" in texts(page))
    assert "The disk is encrypted" not in texts(page)
    assert asked == [tmp_path / "lab", tmp_path / "other"]


def test_that_a_drive_that_does_not_answer_holds_up_nothing_and_its_late_answer_is_not_shown(
    qtbot: QtBot, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def told(place: Path) -> str:
        if place == tmp_path / "gone":
            answers.wait(PATIENCE_S)
            return "not_encrypted"
        return "encrypted"

    monkeypatch.setattr("ui.start_page.encryption_at", told)
    page = StartPage(lambda _folder: None, background, folder=tmp_path / "gone")
    qtbot.addWidget(page)
    page.field.setText(str(tmp_path / "lab"))
    page.field.editingFinished.emit()
    qtbot.waitUntil(lambda: page.encryption.count() == 1)
    answers.set()
    # When all readers have met, the one that waited for the drive has told its answer.
    met: list[int] = []
    readers = threading.Barrier(READERS)
    for _ in range(READERS):
        background.read(readers.wait).on_done(met.append).start()
    qtbot.waitUntil(lambda: len(met) == READERS)
    assert "The disk is encrypted" in texts(page)


def test_that_a_folder_yet_to_be_made_is_judged_by_the_disk_that_it_would_lie_on(tmp_path: Path) -> None:
    assert encryption_at(tmp_path / "not" / "there") == encryption_at(tmp_path)
    assert encryption_at(Path("x" * 5000)) == "unknown"
