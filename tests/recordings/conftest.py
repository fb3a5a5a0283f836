"""What the tests of recordings share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sound_server
from tests.recordings.filming import Studio
from tests.sound_server import SoundServer


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """A studio in an empty folder."""
    folder = tmp_path / "session"
    folder.mkdir()
    return Studio(folder)


@pytest.fixture
def loudspeaker() -> bool:
    """Whether the sound server has one; a module of tests that needs it says so by a fixture of this name."""
    return False


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, loudspeaker: bool) -> Iterator[SoundServer]:
    """A sound server with a microphone, which this process finds, PortAudio included."""
    with sound_server.sound_server(tmp_path / "sound", loudspeaker=loudspeaker) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
