"""Names of media files."""

from pathlib import Path

import pytest

from recordings.segments import free_name


@pytest.mark.parametrize(
    ("existing", "at_least", "expected"),
    [
        ([], 1, "screen.mkv"),
        ([], 3, "screen.003.mkv"),
        (["screen.mkv"], 1, "screen.002.mkv"),
        (["screen.mkv", "screen.007.mkv", "screen2.009.mkv"], 2, "screen.008.mkv"),
        (["camera.mkv", "screen.txt"], 1, "screen.mkv"),
        (["screen.mka"], 1, "screen.002.mkv"),
        (["screen.999.mkv"], 1, "screen.1000.mkv"),
    ],
)
def test_that_no_file_is_ever_overwritten(tmp_path: Path, existing: list[str], at_least: int, expected: str) -> None:
    for name in existing:
        (tmp_path / name).touch()
    assert free_name(tmp_path, "screen", at_least, ".mkv")[1].name == expected
