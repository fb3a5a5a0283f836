"""The report as people meet it: in a browser, on a phone, in the dark, by keyboard, on paper, without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lab.reports.export import Audience, ExportJob
from tests.lab.reports import example
from tests.lab.reports.chromium import CHROMIUM, PHONE, WIDE, browser, foreign, opened, played, unfold, violations
from tests.recordings.filming import Film, Studio, beeps

SECOND = 1_000_000
LENGTH_MS = 900_000
pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of an hour with a picture every ten seconds, with sound and a face."""
    folder = tmp_path_factory.mktemp("recording")
    shots = [(ms, ms // 10_000) for ms in range(0, LENGTH_MS, 10_000)]
    screen = Film(shots, sound=[(160 * SECOND, beeps([9 * SECOND], 30 * SECOND))], width=160, height=96)
    face = Film([(ms, 4095) for ms in range(0, LENGTH_MS, 30_000)], width=64, height=48)
    studio = Studio(folder).film("screen", (0, screen)).borrowed("microphone", "screen")
    return studio.film("camera", (0, face), kind="synthetic_camera").done()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


def exported(folder: Path | None, out: Path, language: str, audience: Audience) -> Path:
    return ExportJob(example.facts(folder), ["html"], out, language, audience).run().folder


def test_that_the_page_breaks_no_rule_and_asks_for_nothing_outside(chromium: Browser, tmp_path: Path) -> None:
    folder = exported(None, tmp_path / "out", "ru", Audience.INTERNAL)
    with opened(chromium, folder, PHONE, "dark") as (page, asked):
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        assert foreign(asked, folder) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#findings")


@pytest.mark.soak
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_look_breaks_no_rule_and_every_clip_plays(
    chromium: Browser, recording: Path, tmp_path: Path, language: str, audience: Audience
) -> None:
    folder = exported(recording, tmp_path / "out", language, audience)
    for size in (WIDE, PHONE):
        for scheme in ("light", "dark"):
            with opened(chromium, folder, size, scheme) as (page, asked):
                unfold(page)
                assert (violations(page), size, scheme) == ([], size, scheme)
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
                assert foreign(asked, folder) == []
    with opened(chromium, folder) as (page, asked):
        clips = played(page)
        assert set(clips) == {f"clips/{one.name}" for one in (folder / "clips").iterdir()}
        assert all(at > 0.3 and length > 5 and width > 0 for at, length, width in clips.values())
        assert foreign(asked, folder) == []


@pytest.mark.soak
def test_that_everything_can_be_reached_and_left_by_keyboard_and_printed(
    chromium: Browser, recording: Path, tmp_path: Path
) -> None:
    folder = exported(recording, tmp_path / "out", "en", Audience.INTERNAL)
    with opened(chromium, folder) as (page, _asked):
        wanted = page.locator("a[href], video, summary, [tabindex='0']").count()
        reached = set()
        for _press in range(3 * wanted):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        tags = {page.evaluate(f"document.querySelectorAll('*')[{at}].tagName") for at in reached if at >= 0}
        assert {"A", "VIDEO", "SUMMARY"} <= tags
        shown = page.locator("a[href]:visible, summary:visible").count()
        assert len(reached) >= shown
        page.pdf(path=str(tmp_path / "page.pdf"), format="A4", print_background=True)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
