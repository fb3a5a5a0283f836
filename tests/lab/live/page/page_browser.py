"""The page's own files in a real browser, without a room: what the browser asks for is answered from the sources."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from lab.live.page_texts import page_texts

PAGE = Path(__file__).parents[4] / "lab" / "live" / "page"
ORIGIN = "http://room.test"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


@contextmanager
def page_files(
    browser: Browser, instead: Mapping[str, str] | None = None, **context: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page of that origin, still empty, and what its console complained of.

    Args:
        instead: path → text of a file that stands in for the one below `page/`.
        context: as `Browser.new_context` takes it.
    """
    opened = browser.new_context(**context)
    try:
        opened.route("**/*", lambda route: _answer(route, instead or {}))
        page = opened.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints
    finally:
        opened.close()


def _answer(route: Route, instead: Mapping[str, str]) -> None:
    path = route.request.url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
    name = path.removeprefix("/page/") if path != "/" else "index.html"
    if name in instead:
        route.fulfill(body=instead[name], content_type=_TYPES[Path(name).suffix])
    elif name == "words/ru.json":
        route.fulfill(body=json.dumps({"texts": page_texts("ru")}), content_type="application/json")
    elif (PAGE / name).is_file():
        file = PAGE / name
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type=_TYPES.get(file.suffix, "text/plain"))
    else:
        route.fulfill(status=404, body="")
