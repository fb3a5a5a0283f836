"""A room on the stage."""

import pytest

from tests.ui.session.stage import Room


@pytest.fixture
def room() -> Room:
    return Room()
