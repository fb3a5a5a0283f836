"""Photographs a session, from the check of its devices to its debrief."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from scripts.pictures.camera import Photographer
from scripts.pictures.preparing import ROOT
from tests.stories.waiting import rest, until
from ui.widgets.decision_dialog import DecisionDialog

SAMPLE = "1440x960+2160+60"


def photograph_a_session(camera: Photographer, booking: str, url: str, language: str) -> None:
    """Devices check, the running session, its debrief."""
    window = camera.window
    screen = camera.show("session", booking=booking)
    until(lambda: screen.check is not None, "the devices check")
    until(lambda: screen.session.recorder is not None and screen.session.recorder.state == "armed", "the recorder")
    with sample_service(language) as act:
        _add_camera(screen.check.rows["camera"], url)
        rest(5)
        _check_devices(screen.check.preflight)
        camera.take("devices")
        window.current.check.start.click()
        for question in window.current.findChildren(DecisionDialog):
            question.field.setText("Screenshots need no voice.")
            question.act.click()
        until(partial(_records, window), "the recording")
        _run_two_tasks(window, act)
        camera.take("session")
    window.current.head.finish.click()
    question = next(bar for bar in window.message_bar.bars() if bar.alert.choices)
    _press(question, question.alert.choices[0].text)
    until(lambda: window.current_name == "debrief", "the debrief")
    camera.settle()
    camera.take("debrief")


def _press(within: QWidget, words: str) -> None:
    next(one for one in within.findChildren(QPushButton) if one.text().strip() == words).click()


def _check_devices(preflight: Any) -> None:
    preflight.check.click()
    until(lambda: preflight.standing.name not in ("OPEN", "CHECKING"), "what the check found")


def _add_camera(row: Any, url: str) -> None:
    """As a person does it: Other…, the address, Enter."""
    row.device.setCurrentIndex(row.device.findData("other"))
    row.device.activated.emit(row.device.currentIndex())
    row.typed.setText(url)
    QTest.keyClick(row.typed, Qt.Key.Key_Return)


def _records(window: Any) -> bool:
    screen = window.current
    return (
        screen.board is not None
        and screen.session.recorder is not None
        and screen.session.recorder.state == "recording"
    )


def _run_two_tasks(window: Any, act: Callable[[str], None]) -> None:
    """The participant acts; the moderator times and tags. The second task is still under way."""
    for task in ("find-service", "fill-form"):
        board = window.current.board
        board.setFocus()
        QTest.keyClick(board, Qt.Key.Key_Return)
        act(task)
        for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
            rest(2.5)
            QTest.keyClick(board, key)
        if task == "find-service":
            QTest.keyClick(board, Qt.Key.Key_F6)
    rest(2)


@contextmanager
def sample_service(language: str) -> Iterator[Callable[[str], None]]:
    """The sample service on the participant's screen; the answer lets the scripted participant act a task."""
    command = [sys.executable, "-P", "-m", "ui.sample", "--language", language, "--script", "-"]
    sample = subprocess.Popen(
        [*command, "--geometry", SAMPLE], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT
    )

    def act(task: str) -> None:
        assert sample.stdin is not None
        sample.stdin.write(json.dumps({"do": task, "pace": 1.0}) + "\n")
        sample.stdin.flush()

    try:
        rest(2)
        yield act
    finally:
        sample.terminate()
        sample.wait()
