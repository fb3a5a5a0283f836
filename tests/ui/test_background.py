"""Work runs off the GUI thread, comes back on it, and never after its owner is gone."""

import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.domain.errors import LabError, WorldError
from ui.background import Background


class Stage:
    """A background and the errors that nobody handled."""

    def __init__(self) -> None:
        self.unhandled: list[LabError] = []
        self.background = Background(self.unhandled.append)


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage()
    yield made
    made.background.close()


def test_that_a_result_comes_back_on_the_gui_thread(qtbot: QtBot, stage: Stage) -> None:
    threads: list[object] = []
    gui = threading.get_ident()
    operation = stage.background.read(threading.get_ident)
    operation.on_done(lambda worker: threads.extend((worker, threading.get_ident()))).start()
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != gui
    assert threads[1] == gui


def test_that_writes_keep_their_order(qtbot: QtBot, stage: Stage) -> None:
    done: list[int] = []
    for number in range(20):
        stage.background.write(lambda number=number: done.append(number)).start()  # type: ignore[misc]
    qtbot.waitUntil(lambda: stage.background.idle)
    assert done == list(range(20))


def test_that_nothing_is_called_once_the_owner_is_gone(qtbot: QtBot, stage: Stage) -> None:
    owner = QObject()
    may_end = threading.Event()
    called: list[object] = []
    stage.background.read(lambda: may_end.wait(10)).owned_by(owner).on_done(called.append).start()
    shiboken6.delete(owner)
    may_end.set()
    qtbot.waitUntil(lambda: stage.background.idle)
    assert called == []


def test_that_an_expected_error_goes_to_its_handler_else_to_everybody(qtbot: QtBot, stage: Stage) -> None:
    def fail() -> None:
        raise WorldError("disk_full")

    handled: list[LabError] = []
    stage.background.read(fail).on_error(handled.append).start()
    stage.background.read(fail).start()
    qtbot.waitUntil(lambda: stage.background.idle)
    assert [error.code for error in handled] == ["disk_full"]
    assert [error.code for error in stage.unhandled] == ["disk_full"]


def test_that_a_bug_reaches_the_crash_report_on_the_gui_thread(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[type[BaseException], bool]] = []
    gui = QThread.currentThread()
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, _bug, _where: taken.append((kind, QThread.currentThread() is gui))
    )

    def bug() -> None:
        raise ZeroDivisionError

    stage.background.read(bug).start()
    qtbot.waitUntil(lambda: stage.background.idle)
    assert taken == [(ZeroDivisionError, True)]


def test_that_what_must_be_done_afterwards_is_done_however_it_ended(qtbot: QtBot, stage: Stage) -> None:
    def fail() -> None:
        raise WorldError("disk_full")

    after: list[str] = []
    stage.background.read(fail).finally_do(lambda: after.append("failed")).start()
    stage.background.read(lambda: None).finally_do(lambda: after.append("done")).start()
    qtbot.waitUntil(lambda: len(after) == 2)
    assert sorted(after) == ["done", "failed"]
