"""The folder of a session that never began goes, with all that its preparation left."""

from pathlib import Path

from lab.archive.stand_down import stand_down


def test_that_the_trial_of_a_recorder_that_was_killed_goes_too(tmp_path: Path) -> None:
    trial = tmp_path / "session" / "derived" / "preflight"
    trial.mkdir(parents=True)
    (trial / "screen.mkv").write_bytes(b"ten seconds")
    stand_down(tmp_path / "session")
    assert not (tmp_path / "session").exists()
