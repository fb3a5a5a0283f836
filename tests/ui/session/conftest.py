"""A running session on the stage."""

import pytest

from tests.ui.session.stage import Clock, Room, sample_plan
from ui.session.running import RunningSession


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def machine() -> Clock:
    return Clock()


@pytest.fixture
def session(qapp: object, room: Room, machine: Clock) -> RunningSession:
    """A session that runs since session time 0."""
    made = RunningSession(sample_plan(), room, "Anna", machine)
    room.tell = made.hear
    room.run()
    made.hear(room.hosting())
    return made
