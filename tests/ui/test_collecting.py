"""Garbage is collected on the GUI thread, whoever makes it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.collecting import GarbageCollector

ENOUGH = 20_000
"""More objects than any generation waits for."""


class Knot:
    """Holds itself: only a collection ends it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: object) -> Iterator[GarbageCollector]:
    gc.enable()
    made = GarbageCollector()
    yield made
    made.stop()
    assert gc.isenabled()
    gc.disable()


def test_that_what_another_thread_leaves_is_collected_on_the_gui_thread(
    collector: GarbageCollector, qtbot: QtBot
) -> None:
    ended_on: list[threading.Thread] = []

    def leave() -> None:
        weakref.finalize(Knot(), lambda: ended_on.append(threading.current_thread()))
        _kept = [[number] for number in range(ENOUGH)]

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    assert ended_on == []
    more = [[number] for number in range(ENOUGH)]
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.main_thread()]
    assert len(more) == ENOUGH


def test_that_what_is_settled_is_not_looked_through_again(collector: GarbageCollector) -> None:
    before = gc.get_freeze_count()
    kept = [[number] for number in range(ENOUGH)]
    collector.settle()
    assert gc.get_freeze_count() >= before + len(kept)
