"""What `lab record` shows of its progress: a line that is rewritten, or without a terminal one every ten seconds."""

from io import StringIO
from pathlib import Path

import pytest

from lab.commands.progress import ERASE, Progress, bar
from lab.i18n import use_language
from recordings.messages import (
    FactReport,
    Health,
    Levels,
    Report,
    SegmentOpened,
    SourceHealth,
    StateChanged,
    parse_fact,
)

SECOND = 1_000_000
COUNTS = {"captured": 300, "written": 300, "duplicates": 0, "late": 0}


def begun(folder: Path) -> list[Report]:
    """A recorder that began at 2 s, with a file of 2.5 MB."""
    plan = {"folder": str(folder), "origin_us": 0, "sources": [{"id": "screen", "kind": "screen", "shows": "screen"}]}
    opened = {
        "type": "opened",
        "seq": 1,
        "at_us": 2 * SECOND,
        "plan": plan,
        "boot_id": "b",
        "wall": "2026-01-01T00:00:00Z",
    }
    (folder / "screen.mkv").write_bytes(bytes(2_500_000))
    segment = SegmentOpened(
        seq=2, at_us=2 * SECOND, source="screen", n=1, file="screen.mkv", origin_us=2 * SECOND, width=640, height=480,
        fps=30, codec="h264", sound=True,
    )  # fmt: skip
    return [FactReport(fact=parse_fact(json_of(opened))), FactReport(fact=segment)]


def json_of(said: dict[str, object]) -> str:
    """A line of facts."""
    import json

    return json.dumps(said)


def health(at_s: float) -> Health:
    """How it does at that second of the session."""
    sources = {
        "screen": SourceHealth(fps=29.9, dropped=3, **COUNTS),
        "microphone": SourceHealth(fps=100, dropped=0, level_db=-31, **COUNTS),
    }
    free = 300_000_000 + 3600 * 50_000
    return Health(at_us=int(at_s * SECOND), sources=sources, disk_free_bytes=free, bytes_per_s=50_000, saved_us=0)


def told(folder: Path, reports: list[Report], *, terminal: bool, shown: bool = True) -> str:
    """What is shown of these reports."""
    to = StringIO()
    progress = Progress(folder, shown=shown, terminal=terminal, to=to)
    for report in [*begun(folder), *reports]:
        progress.hear(report)
    return to.getvalue()


def test_that_a_terminal_has_one_line_that_is_rewritten_and_in_the_end_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = told(
        tmp_path,
        [health(65), Levels(at_us=66 * SECOND, levels={"microphone": -6.0}), StateChanged(state="closed")],
        terminal=True,
    )
    assert "\n" not in said
    first, second, last = said.split(ERASE)[1:]
    assert first.split("  ") == [
        "1:03", "2.5 MB", "screen 29.9 fps", "microphone ▮▮▮▮▮▯▯▯▯▯ -31 dB", "dropped 3", "disk for 1:00:00",
    ]  # fmt: skip
    assert "▮▮▮▮▮▮▮▮▮▯ -6 dB" in second
    assert last == ""


def test_that_a_line_is_cut_to_the_width_of_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert len(told(tmp_path, [health(65)], terminal=True).removeprefix(ERASE)) < 20


def test_that_elsewhere_a_line_comes_every_ten_seconds(tmp_path: Path) -> None:
    said = told(tmp_path, [health(second) for second in range(3, 33)], terminal=False)
    assert [line.split("  ")[0] for line in said.splitlines()] == ["0:10", "0:20", "0:30"]


def test_that_quiet_is_quiet(tmp_path: Path) -> None:
    assert told(tmp_path, [health(65)], terminal=True, shown=False) == ""


def test_that_what_is_said_stays_above_the_line(tmp_path: Path) -> None:
    to = StringIO()
    progress = Progress(tmp_path, shown=True, terminal=True, to=to)
    for report in [*begun(tmp_path), health(65)]:
        progress.hear(report)
    progress.say("The camera is gone.")
    assert to.getvalue().endswith(f"{ERASE}The camera is gone.\n")


def test_that_a_terminal_that_is_gone_ends_nothing(tmp_path: Path) -> None:
    class Gone(StringIO):
        def write(self, _text: str) -> int:
            raise OSError(5, "Input/output error")

    progress = Progress(tmp_path, shown=True, terminal=True, to=Gone())
    for report in [*begun(tmp_path), health(65), health(66), StateChanged(state="closed")]:
        progress.hear(report)


def test_that_it_speaks_russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    use_language("ru")
    said = told(tmp_path, [health(65)], terminal=True)
    assert "2,5 МБ  экран 29,9 кадр/с  микрофон ▮▮▮▮▮▯▯▯▯▯ -31 дБ  потеряно 3  места на 1:00:00" in said


@pytest.mark.parametrize(("level", "cells"), [(-96.0, 0), (-60.0, 0), (-30.0, 5), (0.0, 10), (3.0, 10)])
def test_that_a_bar_is_full_at_full_scale(level: float, cells: int) -> None:
    assert bar(level) == "▮" * cells + "▯" * (10 - cells)
