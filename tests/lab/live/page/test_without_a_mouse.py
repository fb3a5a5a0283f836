"""Whole visits of every role without a mouse, by the keys of an English and of a Russian keyboard."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lab.archive.session_file import SessionPlan
from lab.domain.person import Role
from protocols import library
from tests.lab.live.page.keyboard import Keyboard
from tests.lab.live.page.look import SCENES, SIZES
from tests.lab.live.page.pages import faults, opened
from tests.lab.live.page.real_room import RealRoom, real_room
from tests.lab.live.page.staged import cards_of, staged
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]
LAYOUTS = ("us", "ru")
_REACHABLE = """() => [...document.querySelectorAll("button, input, select, textarea, a[href], summary")]
  .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.type !== "radio")
  .filter((one) => !one.closest("details:not([open])") || one.matches("summary"))
  .filter((one) => !window.reached.has(one)).map((one) => one.outerHTML.slice(0, 90))"""


def with_sample(plan: SessionPlan) -> SessionPlan:
    """The session with the tasks, criteria and questions of the sample service."""
    protocol = library.protocol("sample-child-benefit")
    asked = protocol.questionnaires
    questions = [library.questionnaire(name) for name in (*asked.after_task, *asked.after_session)]
    changes = {"protocol": protocol, "criteria": cards_of(protocol), "questionnaires": tuple(questions)}
    return plan.model_copy(update=changes)


@contextmanager
def visit(browser: Browser, room: RealRoom, name: str, role: Role, layout: str = "us") -> Iterator[Keyboard]:
    """Come in by keys alone: the code, the name, the rules; practise in the lobby; be let in."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale={"us": "en", "ru": "ru"}[layout])
    try:
        page = opened(context, room.wire.port)
        page.wait_for_selector("form.join")
        keys = Keyboard(page, layout)
        for field, said in (("#pin", room.pin()), ("#name", name)):
            keys.reach(field)
            keys.write(said)
        keys.reach("#accepted")
        keys.press("Space", "Enter")
        page.wait_for_selector(".practice .pad-key")
        keys.press("Digit1")
        page.wait_for_selector(".practice .lines li")
        room.admit_all(role)
        page.wait_for_selector(f"#stage[data-role={role.value}]")
        yield keys
        assert faults(page) == []
    finally:
        context.close()


def mine(page: Page, many: int) -> None:
    """Wait until so many tags of this person stand in the feed."""
    page.wait_for_function("(many) => document.querySelectorAll('.lines > li.mine').length === many", arg=many)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_an_observer_does_everything_by_keys(chromium: Browser, tmp_path: Path, layout: str) -> None:
    with (
        real_room(tmp_path / "lab", with_sample) as room,
        visit(chromium, room, "Anna", Role.MODERATOR) as moderator,
        visit(chromium, room, "Олег", Role.OBSERVER, layout) as keys,
    ):
        page = keys.page
        moderator.press("Enter")
        page.wait_for_selector(".task-time:not([hidden])")
        keys.press("Digit1", "KeyS", "Digit4", "KeyN")
        keys.write("не видит ссылку")
        keys.press("Enter")
        page.wait_for_selector(".lines > li.mine:has-text('не видит ссылку'):has(.severity-4)")
        keys.press("Escape")
        keys.down("Digit2")
        page.wait_for_selector(".pad-long:not([hidden])")
        keys.up("Digit2")
        mine(page, 2)
        page.wait_for_selector(".lines > li.mine >> nth=0 >> text=–")
        keys.press("Backspace")
        mine(page, 1)
        keys.press("Slash")
        keys.write("3.3.1")
        keys.press("Enter", "Escape")
        page.wait_for_selector(".lines > li.mine .criterion:has-text('3.3.1')")
        keys.press("KeyR")
        keys.write("спросите о сроке")
        keys.press("Enter")
        keys.reach("#tab-feed")
        keys.press("ArrowRight", "ArrowRight")
        page.wait_for_selector("#panel-talk .hand:has-text('спросите о сроке')")
        keys.reach(".saying input")
        keys.write("как в первом раунде")
        keys.press("Enter")
        page.wait_for_selector("#panel-talk li.mine:has-text('как в первом раунде')")
        moderator.press("F6")
        moderator.reach(".session-acts button:last-child")
        moderator.press("Enter", "Enter")
        page.wait_for_selector(".criterion-row")
        keys.reach(".criterion-row [data-act=cantTell]")
        keys.press("Enter")
        page.wait_for_selector(".criterion-row.judged")
        assert len(room.notes()) == 3  # the note came by an edit


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_the_lead_times_tasks_and_the_participant_answers_by_keys(
    chromium: Browser, tmp_path: Path, layout: str
) -> None:
    with (
        real_room(tmp_path / "lab", with_sample) as room,
        visit(chromium, room, "Анна", Role.LEAD, layout) as lead,
        visit(chromium, room, "Вера", Role.PARTICIPANT, layout) as participant,
    ):
        lead.press("Enter")
        participant.page.wait_for_selector(".task-card")
        lead.press("F7")
        lead.page.wait_for_selector(".tasks .sign.careful")
        participant.page.wait_for_selector(".scale")
        participant.reach(".scale input")
        participant.press("Space", "ArrowRight")
        participant.reach(".steps .primary")
        participant.press("Enter")
        participant.page.wait_for_selector(".wait")
        lead.reach(".tasks li:nth-child(3) .start")
        lead.press("Enter")
        participant.page.wait_for_selector(".task-card")
        lead.press("Escape", "F9")
        lead.page.wait_for_selector(".tasks li:nth-child(3) .sign.bad")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_the_moderator_and_the_note_taker_work_by_keys(chromium: Browser, tmp_path: Path, layout: str) -> None:
    with (
        real_room(tmp_path / "lab", with_sample) as room,
        visit(chromium, room, "Анна", Role.MODERATOR, layout) as moderator,
        visit(chromium, room, "Ли", Role.NOTE_TAKER, layout) as taker,
    ):
        taker.press("KeyN")
        taker.write("первая строка\nвторая")
        taker.page.keyboard.press("Control+Enter")
        moderator.page.wait_for_selector(".lines > li:has-text('вторая')")
        moderator.press("F10")
        taker.page.wait_for_selector(".session-state.careful")
        moderator.press("F10")
        for one in (taker, moderator):
            one.page.wait_for_selector(".session-state.recording")
        moderator.reach(".session-acts button")
        moderator.press("Enter")
        for one in (taker, moderator):
            one.page.wait_for_selector(".session-state.careful")
        moderator.press("Enter")
        taker.page.wait_for_selector(".session-state.recording")
        guest = opened(chromium.new_context(), room.wire.port)
        guest.fill("#pin", room.pin())
        guest.fill("#name", "Гость")
        guest.check("#accepted")
        guest.keyboard.press("Enter")
        moderator.page.wait_for_selector(".waiting-people:not([hidden])")
        moderator.reach(".waiting-people")
        moderator.press("Enter")
        moderator.reach(".waiting-person .primary")
        moderator.press("Enter")
        guest.wait_for_selector("#stage[data-role=observer]")
        guest.context.close()


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_that_the_focus_goes_everywhere_is_seen_and_is_nowhere_trapped(
    chromium: Browser, scene: str, size: str
) -> None:
    role, events = SCENES[scene]
    with staged(chromium, role, language="ru", size=SIZES[size], events=events) as (page, _said):
        page.evaluate("window.reached = new Set()")
        keys = Keyboard(page)
        for _step in range(200):
            keys.press("Tab")
            if keys.look()["nowhere"]:
                continue  # from the last one to the first
            if page.evaluate("window.reached.has(document.activeElement)"):
                break
            page.evaluate("window.reached.add(document.activeElement)")
        else:
            pytest.fail("the focus never comes back")
        assert page.evaluate(_REACHABLE) == []
