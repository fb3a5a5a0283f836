"""An observer joins, watches, tags, loses the network and comes back: in every browser that people bring along."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.archive.verify import verify
from lab.domain.session import SessionState
from tests.process.room_rig import wait_until
from tests.stories.observing import BROWSERS, Observer
from tests.stories.second_room import OBSERVER, SecondRoom, second_room

FIRST, SECOND = "hesitates", "asks the moderator"


def driven(name: str) -> Any:
    """A browser of the long tests, whose driver is less tidy than we are."""
    untidy = ("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
    return pytest.param(name, marks=[pytest.mark.soak, pytest.mark.filterwarnings(*untidy)])


def tags_loses_the_room_and_returns(room: SecondRoom, observer: Observer) -> None:
    """What an observer does who waits in the lobby, until both tags are kept."""
    room.admit()
    observer.waits_for("#connection", "Connected")
    room.begin()
    observer.waits_for("main", "recording")
    observer.presses(FIRST)
    wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
    observer.waits_for("#connection", "Saved")

    room.rig.kill_room()
    observer.presses(SECOND)
    wait_until(lambda: len(room.tags()) == 2, "what was pressed while nobody was there")
    observer.waits_for("#connection", "Saved")
    assert [(one.author, one.words["en"]) for one in room.tags()] == [(OBSERVER, FIRST), (OBSERVER, SECOND)]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[SecondRoom]:
    with second_room(tmp_path / "lab") as made:
        yield made


@pytest.mark.parametrize("browser", ["chromium", driven("firefox"), driven("webkit")])
@pytest.mark.timeout(240)
def test_that_an_observer_joins_tags_loses_the_room_and_returns_by_keyboard(room: SecondRoom, browser: str) -> None:
    made = BROWSERS[browser]
    if any(shutil.which(needed) is None for needed in made.needs):
        pytest.skip(f"needs {', '.join(made.needs)}")
    with made.open(room.host) as page:
        observer = Observer(page)
        observer.join(room.url, OBSERVER, room.pin)
        assert page.run("return window.isSecureContext") is False
        tags_loses_the_room_and_returns(room, observer)
    first, second = room.tags()
    assert 0 < first.pressed_us < second.pressed_us
    assert min(first.uncertainty_us, second.uncertainty_us) > 0
    room.moderator.move(room.session, SessionState.ABORTED)
    assert verify(room.folder).ok
