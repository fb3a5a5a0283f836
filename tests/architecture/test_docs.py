"""What the documents show and name is there."""

import re
from pathlib import Path

import pytest

from ui.screens import screens

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs" / "screenshots"
SHOWN = (*(entry.name for entry in screens()), "start", "devices")
LOOKS = ("1280x800-light", "1920x1080-dark", "1280x800-light-200")
PAGE_SHOWN = (
    "page_join-390x844-light", "page_lead-1366x768-light", "page_moderator-820x1180-light",
    "page_observer-1366x768-light", "page_observer-390x844-dark", "page_observer-820x1180-light",
    "page_participant-820x1180-light", "page_wall-1920x1080-dark",
)  # fmt: skip
"""The page of the second room, each role on the screens that it is made for."""
RECORDER_SECTION = "## The recorder in an hour"
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("look", LOOKS)
def test_that_every_screen_has_its_picture(look: str, language: str) -> None:
    assert [name for name in SHOWN if not (PICTURES / f"{name}-{look}-{language}.png").exists()] == []


def test_that_no_picture_is_left_over() -> None:
    names = (*(f"{name}-{look}" for name in SHOWN for look in LOOKS), *PAGE_SHOWN)
    known = {f"{name}-{language}.png" for name in names for language in ("en", "ru")}
    assert {path.name for path in PICTURES.iterdir()} == known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_that_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_that_the_way_through_the_recorder_names_only_what_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition(RECORDER_SECTION)[2].partition("\n## ")[0]
    named = [name for name in re.findall(r"`([a-z_/0-9]+)`", section) if not name.startswith("recordings")]
    assert len(named) > 30  # the section was found
    gone = [name for name in named if not (ROOT / "recordings" / f"{name.rstrip('/')}.py").exists()]
    assert [name for name in gone if not (ROOT / "recordings" / name).is_dir()] == []
