"""The room is asked without a thread that waits for it; a room that is away for long is given up."""

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.live.messages import Host
from ui.background import READERS, Background
from ui.held import asking
from ui.held.asking import ask

HOST = Host(id=new_id(), folder="/nowhere")


class SlowRoom:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.is_connected = True
        self.looked = 0
        self.answers: list[Future[Any]] = []

    def request(self, _request: object) -> Future[Any]:
        """As the client's."""
        self.answers.append(Future())
        return self.answers[-1]


class LookedAt(SlowRoom):
    """Counts how often somebody asks whether it is there."""

    def __getattribute__(self, name: str) -> Any:
        if name == "is_connected":
            self.looked += 1
        return super().__getattribute__(name)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background(lambda error: pytest.fail(str(error)))
    yield made
    made.close()


def test_that_no_reader_waits_for_the_room(qtbot: QtBot, background: Background) -> None:
    room, answers, read = SlowRoom(), list[object](), list[int]()
    for _more_than_there_are_threads in range(READERS + 1):
        ask(cast("Any", room), HOST, background).on_done(answers.append).start()
    background.read(lambda: 1).on_done(read.append).start()
    qtbot.waitUntil(lambda: read == [1])
    assert answers == []
    for future in room.answers:
        future.set_result("yes")
    qtbot.waitUntil(lambda: answers == ["yes"] * (READERS + 1))
    assert background.idle


def test_that_a_room_that_is_away_for_long_is_given_up_and_its_late_answer_dropped(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_MS", 1)
    room, answers, errors = SlowRoom(), list[object](), list[LabError]()
    room.is_connected = False
    ask(cast("Any", room), HOST, background).on_done(answers.append).on_error(errors.append).start()
    qtbot.waitUntil(lambda: [error.code for error in errors] == ["room_silent"])
    room.answers[0].set_result("yes")
    background.read(lambda: 1).on_done(answers.append).start()
    qtbot.waitUntil(lambda: answers == [1])


def test_that_a_room_that_is_heard_may_take_its_time(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_MS", 1)
    room, answers = LookedAt(), list[object]()
    ask(cast("Any", room), HOST, background).on_done(answers.append).start()
    qtbot.waitUntil(lambda: room.looked > 2)
    room.answers[0].set_result("yes")
    qtbot.waitUntil(lambda: answers == ["yes"])


def test_that_nothing_is_told_when_the_line_is_hung_up(qtbot: QtBot, background: Background) -> None:
    room, told = SlowRoom(), list[object]()
    ask(cast("Any", room), HOST, background).on_done(told.append).on_error(told.append).start()
    room.answers[0].cancel()
    qtbot.waitUntil(lambda: background.idle)
    assert told == []
