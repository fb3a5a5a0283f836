"""Observers in numbers, each with a browser of their own, at the far end of a wire that is cut and torn."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.record import SessionRecord
from lab.live.messages import Invitation, NewInvitation
from tests.lab.reports.chromium import browser
from tests.process.room_rig import wait_until
from tests.stories.second_room import SecondRoom

FIELDS = (
    "author", "anchor_us", "pressed_us", "shown_us", "span_us", "task", "criterion", "severity", "polarity", "note",
    "quote", "version", "retracted",
)  # fmt: skip
_TAG = """async ([first, last]) => {
  const { desk } = await import('/page/roles/desk.js')
  const made = []
  let changes = 0
  for (let n = first; n < last; n += 1) {
    const event = { timeStamp: performance.now() }
    const id = desk.put({ note: `${desk.me.name} ${n}`, severity: n % 5 }, event)
    made.push(id)
    changes += [1, 1, 3][n % 8] ?? 0
    if (n % 8 === 0) desk.edit(desk.tag(id), { note: `${desk.me.name} ${n}, edited` })
    if (n % 8 === 1) desk.retract(desk.tag(id))
    if (n % 8 === 2) {
      desk.retract(desk.tag(id))
      document.querySelector('.done-bar button').click()
      desk.edit(desk.tag(id), { severity: 4 - (n % 4) })
    }
    await new Promise((done) => setTimeout(done))
  }
  return [made, changes]
}"""
_EDIT = """async ([ids, words]) => {
  const { desk } = await import('/page/roles/desk.js')
  for (const id of ids) desk.edit(desk.tag(id), { note: words })
}"""
_RECORD = """async ([session, fields]) => {
  const { store } = await import('/page/line/store.js')
  const record = store.get().feed[session]
  return Object.fromEntries([...record.annotations].map(([id, tag]) => [id, fields.map((name) => tag[name])]))
}"""
_CONNECTION = "async () => (await import('/page/line/store.js')).store.get().connection"


class Watcher:
    """One observer and their page.

    Attributes:
        said: how much of what they did must be kept.
        faults: errors of the page's scripts.
    """

    def __init__(self, context: BrowserContext, room: SecondRoom, name: str, role: Role) -> None:
        self.name = name
        self.said = 0
        self.faults: list[str] = []
        self._room = room
        self._page = context.new_page()
        self._page.set_default_timeout(60_000)
        self._page.on("pageerror", lambda error: self.faults.append(str(error)))
        self._page.on("dialog", lambda dialog: dialog.accept())  # it warns before it is left
        known = len(room.moderator.of(Invitation))
        room.moderator.ask(NewInvitation(id=new_id(), role=role))
        wait_until(lambda: len(room.moderator.of(Invitation)) > known, "an invitation")
        secret = room.moderator.of(Invitation)[-1].url.partition("#")[2]
        self._page.goto(f"{room.url}#{secret}")
        self._page.wait_for_selector("form.join")
        self._page.fill("#name", name)
        self._page.check("#accepted")
        self._page.click("form.join button[type=submit]")
        self._page.wait_for_selector("#connection:has-text('Connected')")
        self._page.wait_for_selector(".pad-key kbd")

    def tag(self, first: int, last: int) -> list[str]:
        """Put tags with these numbers as a key of the pad does; some are edited, taken back, put back. Their ids."""
        made, changes = self._page.evaluate(_TAG, [first, last])
        assert None not in made
        self.said += len(made) + changes
        return list(made)

    def press(self, times: int) -> None:
        """Press the first key of the pad so often."""
        self._page.evaluate("document.activeElement.blur()")
        label = self._page.locator(".pad-key kbd").first.inner_text()
        for _time in range(times):
            self._page.keyboard.press(label)
        self.said += times

    def edit(self, tags: list[str], words: str) -> None:
        """Give these tags another note."""
        self._page.evaluate(_EDIT, [tags, words])
        self.said += len(tags)

    def leave(self) -> None:
        """Try to load the page again while nobody answers: it is gone."""
        with suppress(Error):
            self._page.reload()
        assert self._page.locator("#connection").count() == 0

    def come_again(self) -> None:
        """Load the page; it finds what it had."""
        self._page.goto(self._room.url)
        self._page.wait_for_selector("#connection")

    def reload(self) -> None:
        """Load the page again where it stands."""
        self._page.reload()
        self._page.wait_for_selector("#connection")

    @property
    def connection(self) -> dict[str, Any]:
        """What the page says of its line."""
        found = self._page.evaluate(_CONNECTION)
        assert isinstance(found, dict)
        return found

    def has_queued(self, count: int) -> bool:
        """Whether just so many messages wait on this device."""
        return int(self.connection["queued"]) == count

    def has_queued_at_most(self, most: int) -> bool:
        """Whether no more wait."""
        return int(self.connection["queued"]) <= most

    def state(self) -> dict[str, Any]:
        """Every tag as the page has it."""
        found = self._page.evaluate(_RECORD, [self._room.session, FIELDS])
        assert isinstance(found, dict)
        return found


def folded(record: SessionRecord) -> dict[str, Any]:
    """The same of the room's own record."""
    told = {tag.id: [getattr(tag, name) for name in FIELDS] for tag in record.annotations_by_id.values()}
    found: dict[str, Any] = json.loads(json.dumps(told))
    return found


def in_time(condition: Any, what: str, within_s: float) -> float:
    """Wait for a condition; after how many seconds it came about."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < within_s, f"never came about: {what}"
        time.sleep(0.05)
    return time.monotonic() - began


@contextmanager
def browser_behind(room: SecondRoom, port: int) -> Iterator[Browser]:
    """Chromium that finds the room at this port of this machine, whatever its address says."""
    with browser(f"--host-resolver-rules=MAP {room.host} 127.0.0.1:{port}") as started:
        yield started


def pages_of(browser: Browser, count: int) -> list[BrowserContext]:
    """As many devices."""
    return [browser.new_context(locale="en-GB", viewport={"width": 1024, "height": 768}) for _one in range(count)]
