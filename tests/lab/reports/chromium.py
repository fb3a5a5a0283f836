"""The report in a real browser: which rules of accessibility it breaks, what it loads, and whether its clips play."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDE, PHONE = (1280, 900), (390, 844)
_PLAYED = """async (video) => {
  video.muted = true
  await video.play()
  await new Promise((done, failed) => {
    video.ontimeupdate = () => { if (video.currentTime > 0.3) done() }
    video.onerror = () => failed(video.error.message)
  })
  video.pause()
  return [video.currentTime, video.duration, video.videoWidth]
}"""


@contextmanager
def browser(*more: str) -> Iterator[Browser]:
    """Chromium without a window. `more`: arguments of its command line."""
    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=["--autoplay-policy=no-user-gesture-required", *more], timeout=60_000
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def opened(
    browser: Browser, folder: Path, size: tuple[int, int] = WIDE, scheme: Any = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """The report of a folder, and every address that the page asked for meanwhile."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: asked.append(f"console: {said.text}") if said.type == "error" else None)
        page.goto((folder / "index.html").as_uri())
        yield page, asked
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds of what is shown now: rule and first place."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def unfold(page: Page) -> None:
    """Show everything."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")


def foreign(asked: list[str], folder: Path) -> list[str]:
    """What was asked for outside the folder of the report."""
    return [one for one in asked if not one.startswith((folder.as_uri() + "/", "data:"))]


def played(page: Page) -> dict[str, tuple[float, float, int]]:
    """Address of every clip → the second it had come to, its length, its width in px."""
    unfold(page)
    clips = page.locator("video")
    return {str(clip.locator("source").get_attribute("src")): tuple(clip.evaluate(_PLAYED)) for clip in clips.all()}
