"""Photographs the page of the second room: a real recording of the sample service, tagged in real browsers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.live.messages import Invitation, NewInvitation
from recordings.plan import SourcePlan
from scripts.pictures.camera import PICTURES
from scripts.pictures.session import sample_service
from scripts.pictures.sources import drawn_person
from tests.lab.live.page.crowded import PEOPLE
from tests.lab.live.page.pages import fill_in
from tests.lab.reports.chromium import browser
from tests.process.room_rig import wait_until
from tests.stories.second_room import SecondRoom, second_room

SAMPLE = "1440x960+2160+60"
VISITORS = (Role.OBSERVER, Role.MODERATOR, Role.LEAD, Role.NOTE_TAKER, Role.PARTICIPANT, Role.WALL)
LAPTOP, TABLET, PHONE, WALL = (1366, 768), (820, 1180), (390, 844), (1920, 1080)
LOOKS: tuple[tuple[Role, tuple[int, int], Literal["light", "dark"]], ...] = (
    (Role.OBSERVER, LAPTOP, "light"),
    (Role.OBSERVER, TABLET, "light"),
    (Role.OBSERVER, PHONE, "dark"),
    (Role.LEAD, LAPTOP, "light"),
    (Role.MODERATOR, TABLET, "light"),
    (Role.PARTICIPANT, TABLET, "light"),
    (Role.WALL, WALL, "dark"),
)
IDLE_MS = 6000
"""All come from one address, which may hold so many connections only: idle ones are given up after five seconds."""
NAMED = {
    "en": {
        Role.MODERATOR: ("Irina Belova", "Laboratory"),
        Role.PARTICIPANT: ("P01", ""),
        Role.WALL: ("Large screen", ""),
    },
    "ru": {
        Role.MODERATOR: ("Ирина Белова", "Лаборатория"),
        Role.PARTICIPANT: ("P01", ""),
        Role.WALL: ("Большой экран", ""),
    },
}
NOTES = {
    "en": ("“Is this for me at all?”", "looks for the date on the card", "types the date for the third time"),
    "ru": ("«А это вообще для меня?»", "ищет дату на карточке", "вводит дату в третий раз"),
}


def photograph_the_page(folder: Path, language: str) -> None:
    """Every role on the screens that it is made for, while the second task is under way; and the way in."""
    with ExitStack() as stack:
        url = stack.enter_context(drawn_person())
        act = stack.enter_context(sample_service(language))
        room = stack.enter_context(second_room(folder / "lab", language, _sources(url), tls="own"))
        chromium = stack.enter_context(browser())
        room.begin()
        pages = {role: stack.enter_context(_visitor(chromium, room, role, language)) for role in VISITORS}
        _live_through(pages, act, NOTES[language])
        for role, size, scheme in LOOKS:
            _take(pages[role], role.value, size, scheme, language)
        _photograph_the_way_in(chromium, room, language)


def _sources(camera: str) -> tuple[SourcePlan, ...]:
    return (
        SourcePlan(id="screen", kind="screen", shows="screen", device=SAMPLE, fps=15),
        SourcePlan(id="camera", kind="camera", shows="face", device=camera, fps=15),
        SourcePlan(id="voice", kind="microphone", shows="voice"),
    )


def _invitation(room: SecondRoom, role: Role) -> str:
    before = len(room.moderator.of(Invitation))
    room.moderator.ask(NewInvitation(id=new_id(), role=role))
    wait_until(lambda: len(room.moderator.of(Invitation)) > before, "an invitation")
    return room.moderator.of(Invitation)[-1].url


@contextmanager
def _visitor(chromium: Browser, room: SecondRoom, role: Role, language: str) -> Iterator[Page]:
    """Somebody who comes in by an invitation for this role."""
    context = chromium.new_context(ignore_https_errors=True, locale=language, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(_invitation(room, role))
    name, organisation = NAMED[language].get(role) or PEOPLE[language][VISITORS.index(role)]
    page.wait_for_selector("form.join")
    page.fill("#organisation", organisation)
    fill_in(page, name, None)
    page.wait_for_selector(f"#stage[data-role={role.value}]")
    page.wait_for_timeout(IDLE_MS)
    yield page
    context.close()


def _live_through(pages: dict[Role, Page], act: Callable[[str], None], notes: tuple[str, ...]) -> None:
    """One task is over and another under way; four people tagged what they saw."""
    moderator, observer, lead, taker = (
        pages[role] for role in (Role.MODERATOR, Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER)
    )
    for task, keys in (("find-service", "1265"), ("fill-form", "3142")):
        moderator.keyboard.press("Enter")
        act(task)
        for key, page in zip(keys, (lead, observer, moderator, taker), strict=True):
            page.wait_for_timeout(2000)
            page.keyboard.press(key)
        _write(observer, notes[0] if task == "find-service" else notes[2])
        if task == "find-service":
            moderator.keyboard.press("F6")
            _write(lead, notes[1])
    lead.keyboard.press("7")
    for page in (observer, lead, moderator):
        page.keyboard.press("Escape")
    observer.keyboard.press("3")
    observer.wait_for_timeout(11_000)  # what was done is told no longer


def _write(page: Page, words: str) -> None:
    page.keyboard.press("n")
    page.keyboard.insert_text(words)
    page.keyboard.press("Enter")


def _take(page: Page, name: str, size: tuple[int, int], scheme: Literal["light", "dark"], language: str) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(1500)
    page.screenshot(path=str(PICTURES / f"page_{name}-{width}x{height}-{scheme}-{language}.png"))


def _photograph_the_way_in(chromium: Browser, room: SecondRoom, language: str) -> None:
    context = chromium.new_context(ignore_https_errors=True, locale=language)
    page = context.new_page()
    page.goto(room.address)
    page.wait_for_selector("form.join")
    _take(page, "join", PHONE, "light", language)
    context.close()
