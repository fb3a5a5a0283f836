"""What `lab record` says on stderr while it records."""

import pytest

from lab.commands.devices_heard import DevicesHeard
from recordings.messages import Failed


def test_that_what_does_not_end_the_recording_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    heard = DevicesHeard()
    heard.hear(Failed(code="media_taken", facts={"file": "screen.mkv"}, harmless=True))
    heard.hear(Failed(code="disk_full", facts={"path": "/somewhere"}))  # ends it: said by whoever recorded
    said = capsys.readouterr()
    assert said.out == ""
    assert " ".join(said.err.split()).startswith("The media file screen.mkv was taken away while it was written.")
    assert "/somewhere" not in said.err
