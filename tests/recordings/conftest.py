"""What the tests of recordings share."""

from pathlib import Path

import pytest

from tests.recordings.filming import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """A studio in an empty folder."""
    folder = tmp_path / "session"
    folder.mkdir()
    return Studio(folder)
