"""A crash report tells the developers what happened, and no password."""

from pathlib import Path

from ui.crash_report import CrashReport


def test_that_no_secret_is_in_a_crash_report(tmp_path: Path) -> None:
    told: list[str] = []
    report = CrashReport(tmp_path, told.append)
    address = "rtsp://root:hunter22@10.0.0.7/live?token=abcdef123456"
    bug = ValueError(f"cannot read {address}")
    report.take(type(bug), bug, bug.__traceback__)
    (written,) = tmp_path.iterdir()
    content = written.read_text(encoding="utf-8")
    assert "ValueError: cannot read rtsp://***@10.0.0.7/live?token=***" in content
    assert "hunter22" not in content + told[0]
    assert "abcdef123456" not in content
