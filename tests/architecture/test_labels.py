"""Words of people never become markup in a label."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OF_PICTURES = {"ui/debrief/tag_frame.py", "ui/review/moment_bubble.py", "ui/widgets/icon_label.py"}
"""Labels that show a picture, and at most a time."""


def test_that_every_label_of_words_is_plain_text() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): source
        for path in sorted((ROOT / "ui").rglob("*.py"))
        if "QLabel" in (source := path.read_text(encoding="utf-8")) and ("QLabel(" in source or "(QLabel)" in source)
    }
    unsafe = {name for name, source in found.items() if "setTextFormat(Qt.TextFormat.PlainText)" not in source}
    assert unsafe == OF_PICTURES
