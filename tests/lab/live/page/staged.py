"""The stage of the page in a browser, with a session of the sample service and a room that lives in the page."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from lab.archive.session_file import CriterionCard
from protocols import library
from protocols.protocol import Protocol
from tests.lab.live.page.page_browser import ORIGIN, page_files

SECOND = 1_000_000
SESSION = "s1"
_FAKE = (Path(__file__).parent / "fake_room.js").read_text(encoding="utf-8")
_IDS = """let made = 0
export function newId() { made += 1; return `id-${String(made).padStart(6, "0")}` }"""
_CLOCK = """export function sessionTime(ms, _session) {
  return { us: Math.round(ms * 1000) + window.begun_us, uncertainty_us: 900, offset_us: 12_345 }
}
export const sessionNow = (session) => sessionTime(performance.now(), session).us"""
_PLAYER = """const state = { cover: null, seen: true, mode: "mse", track: "main", sound: "on", delayMs: 84 }
export const attach = (_video, canvas) => { canvas.hidden = true; return () => {} }
export const onState = (heard) => { heard({ ...state, lostSince: null, final: false }); return () => {} }
export const hear = () => {}
export const hush = () => {}
export const wholeScreen = async () => false
export const shown = (_ms) => window.shown_us ?? null"""
_MAIN = """import { speak } from "/page/line/words.js"
import { store } from "/page/line/store.js"
import { hear } from "/page/line/socket.js"
import { showStage } from "/page/line/stage.js"
import { showBar } from "/page/line/bar.js"
import { showLobby } from "/page/line/lobby.js"
const told = TOLD
window.begun_us = told.now
await speak(told.language)
document.documentElement.lang = told.language
for (const [slice, value] of Object.entries(told.slices)) store.put(slice, value)
await import("/page/parts.js")
const main = document.getElementById("main")
main.replaceChildren()
showBar(document.getElementById("bar"), { leave() {}, exportQueued() {}, showRefused() {}, speak() {}, retry() {} })
if (told.role === "lobby") showLobby(main, told.slices.me.name, () => {})
else showStage(main, told.role)
hear("s1", told.events)
document.documentElement.dataset.state = "running"
window.ready = true"""


def cards_of(protocol: Protocol) -> tuple[CriterionCard, ...]:
    """What observers are told of each criterion that counts in it."""
    return tuple(
        CriterionCard(id=one.id, standard=standard.id, kind=one.kind, title=one.title, observe=one.observe)
        for standard in (library.standard(pin.id, pin.version) for pin in protocol.standards)
        for one in standard.counted
    )


def board(language: str, **fields: Any) -> dict[str, Any]:
    """The board of a session of the sample service."""
    protocol = library.protocol("sample-child-benefit")
    asked = protocol.questionnaires
    names = (*asked.after_task, *asked.after_session)
    return {
        "session": SESSION,
        "language": language,
        "independent": False,
        "tasks": [task.model_dump(mode="json") for task in protocol.tasks],
        "task_order": [],
        "common_pad": [button.model_dump(mode="json") for button in protocol.common_pad],
        "criteria": [card.model_dump(mode="json") for card in cards_of(protocol)],
        "questionnaires": [library.questionnaire(name).model_dump(mode="json") for name in names],
        "after_task": asked.after_task,
        "after_session": asked.after_session,
        "lead_us": 3 * SECOND,
        "lag_us": 7 * SECOND,
        **fields,
    }


def person(role: str, name: str = "Мария Ким", **fields: Any) -> dict[str, Any]:
    """A person as the page is told of them."""
    told = {"id": f"p-{name}", "name": name, "organisation": "Ministry of Labour", "role": role, "state": "here"}
    return {**told, "muted": False, "delay_ms": 84, "mode": "mse", "since": "", "waiting": 0, **fields}


def hosted(events: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """The session as the room hosts it after these events."""
    moves = [one["to_state"] for one in events if one["type"] == "session.moved"]
    state = moves[-1] if moves else "ready"
    told = {"session_id": SESSION, "code": "P04", "folder": "", "state": state, "origin_us": 0, "last_seq": 0}
    return {**told, "recording": True, "blind": False, "observed": True, **fields}


def happened(until: str = "running") -> list[dict[str, Any]]:
    """What happened so far: one task done, the second under way, four tags of three people. `until`: also "debrief"."""
    made = [
        event("session.moved", 0, from_state="ready", to_state="running"),
        event("task.started", 5, attempt="a1", task="find-service", order=1),
        tagged("t1", 41, "Анна Петрова", button="wrong-entry", criterion="CC-01", severity=3),
        event("task.ended", 77, attempt="a1", outcome="success"),
        event("task.started", 95, attempt="a2", task="fill-form", order=2),
        tagged("t2", 122, "Oleg Danilov", criterion="3.3.2", severity=2, note="«А что сюда писать?»"),
        tagged("t3", 131, "Мария Ким", button="input-lost", criterion="CC-26", severity=3, span_us=9 * SECOND),
        tagged("t4", 150, "Мария Ким", note="читает карточку ещё раз"),
        tagged("t5", 163, "Анна Петрова", button="corrected-easily", criterion="CC-26", polarity="positive"),
    ]
    if until == "debrief":
        made.append(event("task.ended", 230, attempt="a2", outcome="assisted"))
        made.append(event("session.moved", 240, from_state="running", to_state="debrief"))
        made.append(event("judgement.put", 250, criterion="CC-01", outcome="failed", severity=2))
    return made


def event(kind: str, at_s: int, **fields: Any) -> dict[str, Any]:
    """Something that happened at this second of the session."""
    return {"type": kind, "id": f"{kind}-{at_s}", "at_us": at_s * SECOND, "author": "Анна Петрова", **fields}


def tagged(name: str, at_s: int, author: str, **fields: Any) -> dict[str, Any]:
    """A tag that was put at this second of the session; `button`: one of the pads of the sample service."""
    words = _words()[fields["button"]] if "button" in fields else {}
    times = {"pressed_us": at_s * SECOND, "lead_us": 3 * SECOND, "lag_us": 7 * SECOND}
    task = "find-service" if at_s < 90 else "fill-form"
    whole = {**event("tag.put", at_s, annotation=name, words=words, task=task, **times), "author": author}
    return {**whole, **fields}


@cache
def _words() -> dict[str, dict[str, str]]:
    protocol = library.protocol("sample-child-benefit")
    return {button.id: button.words.model_dump() for task in protocol.tasks for button in task.tag_pad}


@contextmanager
def staged(
    browser: Browser,
    role: str = "observer",
    *,
    language: str = "en",
    size: tuple[int, int] = (1280, 800),
    scheme: Any = "light",
    events: list[dict[str, Any]] | None = None,
    instead: Mapping[str, str] | None = None,
    **slices: Any,
) -> Iterator[tuple[Page, list[str]]]:
    """What a role sees ("lobby": who waits to be let in), and what its console complained of.

    Args:
        instead: more files that stand in for the page's own, as `page_files` takes them.
        slices: what the store of the page holds beside or instead of the usual.
    """
    events = happened() if events is None else events
    me = person(role if role != "lobby" else "observer")
    told = {
        "language": language,
        "role": role,
        "now": max((one["at_us"] for one in events), default=0) + 4 * SECOND,
        "events": events,
        "slices": {
            "me": {**me, "state": "lobby" if role == "lobby" else "admitted"},
            "room": {"lab": "Usability laboratory", "practice": {"buttons": board(language)["common_pad"]}},
            "people": [
                me,
                person("lead" if role != "lead" else "observer", "Анна Петрова", delay_ms=61),
                person("observer", "Oleg Danilov", state="away", waiting=3),
                person("observer", "Jean-Baptiste Ramanantsoa", state="lobby", organisation="Agence nationale"),
            ],
            "sessions": [hosted(events)],
            "boards": {SESSION: board(language)},
            "connection": {"state": "online", "mode": "socket", "queued": 0, "saved": 0, "refused": [], "kept": "disk"},
            "clock": {"offset_us": 0, "uncertainty_us": 900, "samples": 8},
            **slices,
        },
    }
    files = {
        "line/main.js": _MAIN.replace("TOLD", json.dumps(told)),
        "line/socket.js": _FAKE,
        "line/clock.js": _CLOCK,
        "line/ids.js": _IDS,
        "watch/player.js": _PLAYER,
        **(instead or {}),
    }
    options = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme}
    with page_files(browser, files, **options) as (page, complaints):
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("window.ready === true", timeout=20_000)
        yield page, complaints


def put(page: Page, many: int) -> list[dict[str, Any]]:
    """What was put, once there is so much."""
    page.wait_for_function("(many) => window.fake.puts.length >= many", arg=many)
    found: list[dict[str, Any]] = page.evaluate("window.fake.puts")
    return found
