"""Pages of the room in a real browser, on an address of a local network over plain HTTP: no secure context."""

import time
from contextlib import AbstractContextManager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.lab.live.page.pretend_room import PIN, SESSION
from tests.lab.reports.chromium import browser

HOST = "room.lan"
_ASKED = """async () => {{
  const {{ store }} = await import('/page/line/store.js')
  const {{ events }} = await import('/page/line/socket.js')
  return {}
}}"""
_PUT = """async ([session, notes, more]) => {
  const { put } = await import('/page/line/socket.js')
  for (const note of notes) {
    const moment = { at_us: 0, pressed_us: 0, lead_us: 0, lag_us: 0 }
    await put(session, { type: 'tag.put', annotation: note, note, ...moment, ...more })
  }
}"""


def chromium() -> AbstractContextManager[Browser]:
    """Chromium without a window, for which the room lies in a local network."""
    return browser(f"--host-resolver-rules=MAP {HOST} 127.0.0.1")


def opened(context: BrowserContext, port: int, fragment: str = "") -> Page:
    """The page of the room; an error of its scripts fails the test that looks at `faults`."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults  # type: ignore[attr-defined]
    page.goto(f"http://{HOST}:{port}/{fragment}")
    return page


def faults(page: Page) -> list[str]:
    """What went wrong in the scripts of a page."""
    return list(page.faults)  # type: ignore[attr-defined]


def fill_in(page: Page, name: str, pin: str | None = PIN) -> None:
    """Say who one is, accept the rules, join."""
    page.wait_for_selector("form.join")
    if pin is not None:
        page.fill("#pin", pin)
    page.fill("#name", name)
    page.check("#accepted")
    page.click("form.join button[type=submit]")


def joined(context: BrowserContext, port: int, name: str = "Anna") -> Page:
    """A page whose person was invited, and is in."""
    page = opened(context, port, "#invitation")
    fill_in(page, name, None)
    connection_says(page, "Connected")
    return page


def connection_says(page: Page, text: str) -> None:
    """Wait until the bar says this of the connection."""
    page.wait_for_function("text => document.querySelector('#connection')?.textContent.includes(text)", arg=text)


def put(page: Page, *notes: str, session: str = SESSION, **more: object) -> None:
    """Put tags with these notes; done when they are kept on the device."""
    page.evaluate(_PUT, [session, list(notes), more])


def value(page: Page, expression: str) -> Any:
    """What an expression comes to among the page's own modules: its store, and the events it has heard."""
    return page.evaluate(_ASKED.format(expression))


def until(page: Page, expression: str, timeout_s: float = 10) -> None:
    """Wait until this is true there."""
    end = time.monotonic() + timeout_s
    while not value(page, expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(20)


def connection(page: Page) -> dict[str, Any]:
    """What the page's store says of the connection."""
    found = value(page, "store.get().connection")
    assert isinstance(found, dict)
    return found
