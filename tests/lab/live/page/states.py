"""What the stage can look like besides its usual look: how each state comes about."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.lab.live.page.crowded import busy, crowd, picture, talked
from tests.lab.live.page.staged import board, event, hosted, staged

Act = Callable[[Page, str], None]


def _nothing(_page: Page, _language: str) -> None:
    """It looks so at once."""


@dataclass(frozen=True)
class State:
    """Who sees it, what leads there, and what the room says otherwise than usually."""

    role: str = "observer"
    act: Act = _nothing
    until: str = "running"
    cover: str | None = None
    more: tuple[tuple[str, int, dict[str, Any]], ...] = ()
    """Events that came last: kind, second, fields."""
    session: dict[str, Any] = field(default_factory=dict)
    me: dict[str, Any] = field(default_factory=dict)
    board: dict[str, Any] = field(default_factory=dict)
    is_under_way: bool = True

    def shown(self, browser: Browser, language: str, scheme: str) -> AbstractContextManager[tuple[Page, list[str]]]:
        """The stage, on which `act` leads there."""
        events = [*busy(language, self.until), *(event(kind, at, **fields) for kind, at, fields in self.more)]
        if not self.is_under_way:
            events = []
        people = crowd(language, self.role)
        return staged(
            browser,
            self.role,
            language=language,
            scheme=scheme,
            events=events,
            instead=picture(language, self.cover),
            **{**people, "me": {**people["me"], **self.me}},
            sessions=[hosted(events, **self.session)] if self.session.get("state") != "none" else [],
            boards={"s1": board(language, **self.board)},
        )


def _keys(*keys: str) -> Act:
    def press(page: Page, _language: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    return press


def _tab(name: str) -> Act:
    return lambda page, _language: page.click(f"#tab-{name}")


def _talk(page: Page, language: str) -> None:
    for word in talked(language):
        page.evaluate("(word) => window.fake.tell(word)", word)
    page.click("#tab-talk")


def _coded(page: Page, _language: str) -> None:
    _keys("1", "s", "ArrowRight", "n")(page, _language)
    page.keyboard.type("Не видит кнопку «Далее»")


def _searched(page: Page, language: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type({"en": "error", "ru": "ошиб"}[language])
    page.wait_for_selector("[role=option]")


def _held(page: Page, _language: str) -> None:
    page.keyboard.down("2")
    page.wait_for_selector(".pad-long:not([hidden])")


def _filtered(page: Page, _language: str) -> None:
    page.locator(".filters select").first.select_option("mine")
    page.locator(".filters button").click()


def _noted(page: Page, _language: str) -> None:
    page.click("#tab-notes")
    page.locator("#panel-notes textarea").fill("Спросить о письме")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#panel-notes li")


def _cut_off(page: Page, _language: str) -> None:
    page.evaluate("window.fake.away_(true)")
    _keys("7", "8")(page, _language)
    page.wait_for_selector(".line .waiting")


def _menu(page: Page, _language: str) -> None:
    page.locator(".menu > summary").click()


def _opened(page: Page, _language: str) -> None:
    page.locator("li.mine > button.line").first.click()


def _asked(page: Page, _language: str) -> None:
    page.locator(".session-acts button").last.click()


def _judged(page: Page, _language: str) -> None:
    page.locator(".criterion-row [data-act=cantTell]").first.click()
    page.wait_for_selector(".criterion-row.judged")


PAUSED = ("session.moved", 202, {"from_state": "running", "to_state": "paused"})
ANSWERED = tuple(
    ("answers.put", 251 + place, {"questionnaire": "seq", "task": task, "values": {}, "language": "en"})
    for place, task in enumerate(("find-service", "fill-form"))
)
STATES = {
    "tag in hand, note half written": State(act=_coded),
    "criterion search": State(act=_searched),
    "button held": State(act=_held),
    "how it is observed": State(act=_keys("i")),
    "feed filtered": State(act=_filtered),
    "line of the feed opened": State(act=_opened),
    "private notes": State(act=_noted),
    "talk": State(act=_talk),
    "muted": State(act=_talk, me={"muted": True}),
    "people": State(act=_tab("people")),
    "hand raised": State(act=_keys("1", "r")),
    "covered": State(cover="blind", session={"blind": True}),
    "not agreed to observers": State(cover="no_consent", session={"observed": False}),
    "connection lost, words queued": State(act=_cut_off),
    "keys": State(role="lead", act=_keys("F1")),
    "menu": State(act=_menu),
    "independent": State(board={"independent": True}),
    "not begun": State(cover="not_begun", is_under_way=False),
    "no session": State(cover="no_session", is_under_way=False, session={"state": "none"}),
    "paused": State(role="lead", cover="paused", more=(PAUSED,)),
    "moderator: asked whether to finish": State(role="moderator", act=_asked),
    "moderator: paused and covered": State(role="moderator", cover="paused", more=(PAUSED,), session={"blind": True}),
    "moderator: people at the door": State(role="moderator", act=_tab("people")),
    "debrief judged": State(act=_judged, until="debrief"),
    "note-taker: debrief": State(role="note_taker", until="debrief"),
    "participant: questions about the whole": State(role="participant", until="debrief", more=ANSWERED),
    "participant: waits": State(role="participant", is_under_way=False),
    "wall: covered": State(role="wall", cover="blind", session={"blind": True}),
}
"""Name → how it comes about."""
