"""Every route for everybody: nobody, strangers, the lobby, each role, and those who are not there any more.

The routes are those of the app itself: one without a row in the list of actions, or without an example here, fails.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from lab.domain.errors import RuleError
from lab.folder import LabFolder
from lab.live.door.app import MOUNTS, application
from lab.live.people.actions import OF_ROUTE
from lab.live.people.authorize import TABLE, authorize
from lab.live.people.roles import Role
from lab.live.people.rules import RULES_VERSION
from lab.live.people.steward import Steward
from lab.live.room import Room
from tests.lab.live.door.asgi import Answer, ask
from tests.lab.live.people.callers import CALLERS, Asking
from tests.lab.live.people.rooms import invited

ABOUT_NOBODY = ("/page/", "/enrolment", "/authority.")
"""Where nothing lies that is about anybody: the page and its files, the certificate."""

UNAUTHORISED, FORBIDDEN = 401, 403
SWITCHING = 101

JOIN = {"pin": "wrong!", "name": "Rita", "rules": RULES_VERSION, "language": "en"}
BODIES: dict[str, dict[str, Any]] = {
    "/api/join": JOIN,
    "/api/ws-ticket": {"kind": "events"},
    "/api/leave": {},
    "/api/events": {"messages": [{"type": "ping", "id": "p1"}]},
}


def routes(room: Room) -> Iterator[tuple[str, str]]:
    """Method and path of every route that could be about somebody."""
    for route in (route for mount in MOUNTS for route in mount(room).routes):
        if isinstance(route, APIWebSocketRoute):
            yield "WS", route.path
        elif isinstance(route, APIRoute) and route.path != "/" and not route.path.startswith(ABOUT_NOBODY):
            yield from ((method, route.path) for method in route.methods or () if method != "HEAD")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(LabFolder.create(tmp_path / "lab"), 1)


def come(room: Room, name: str) -> Asking:
    """Have somebody come, and perhaps go again."""

    async def coming() -> Asking:
        return await CALLERS[name](room.people)

    return asyncio.run(coming())


def expected(caller: Asking, method: str, path: str) -> set[int]:
    """The statuses that the table allows."""
    action = OF_ROUTE[method, path]
    if TABLE[action].anybody:
        return {200, UNAUTHORISED}  # a PIN may be wrong
    if caller.may is None:
        return {FORBIDDEN if method == "WS" else UNAUTHORISED}
    try:
        authorize(caller.may, action)
    except RuleError:
        return {FORBIDDEN}
    return {SWITCHING} if method == "WS" else {200, 204, 404, 503}


def asked(app: ASGIApp, room: Room, caller: Asking, method: str, path: str) -> Answer:
    """What a route answers."""
    if method == "WS":
        ticket = "nobodys"
        if caller.person and caller.may and not room.people.known(caller.person.id).token_due:
            ticket = room.people._tickets.make(caller.person.id, "media" if path == "/ws/media" else "events")
        return ask(app, path, headers={"sec-websocket-protocol": f"lab.1, ticket.{ticket}"}, kind="websocket")
    headers = {"authorization": f"Bearer {caller.token}"} if caller.token else {}
    body = json.dumps(BODIES[path]).encode() if method == "POST" else b""
    return ask(app, path, method, {**headers, "content-type": "application/json"}, body)


def test_that_every_route_stands_in_the_list_of_actions(room: Room) -> None:
    assert set(routes(room)) == set(OF_ROUTE)


@pytest.mark.parametrize("name", CALLERS)
def test_that_everybody_is_answered_as_the_table_says(room: Room, name: str) -> None:
    wrong = {}
    app = application(room)
    for method, path in routes(room):
        caller: Asking = come(room, name)
        answer = asked(app, room, caller, method, path)
        wanted = expected(caller, method, path)
        if "with the token of the lobby" in name:  # another waits for them: this one brings no ticket any more
            wanted = {"/api/ws-ticket": {UNAUTHORISED}, "/ws/events": {FORBIDDEN}}.get(path, wanted)
        if answer.status not in wanted:
            wrong[method, path] = (answer.status, answer.body)
    assert wrong == {}


def test_that_a_token_counts_only_as_one_bearer(room: Room) -> None:
    _person, token = asyncio.run(invited(room.people))
    app = application(room)
    for said in ("", token, f"Basic {token}", f"Bearer {token}x", f"Bearer  {token}", "Bearer", "Bearer é"):
        assert ask(app, "/api/me", headers={"authorization": said}).status == UNAUTHORISED, said
    assert ask(app, f"/api/me?token={token}").status == UNAUTHORISED
    assert ask(app, "/api/me", headers={"cookie": f"token={token}"}).status == UNAUTHORISED
    assert ask(app, "/api/me", headers={"authorization": f"bearer {token}"}).status == 200


def test_that_whoever_is_not_there_any_more_is_told_why(room: Room) -> None:
    app = application(room)
    for name, code in (("removed", "removed"), ("left", "left"), ("expired", "expired"), ("stranger", "token_unknown")):
        caller = come(room, name)
        answer = ask(app, "/api/me", headers={"authorization": f"Bearer {caller.token}"})
        assert json.loads(answer.body)["code"] == code


def test_that_a_ticket_opens_one_handshake_of_its_kind(room: Room) -> None:
    person, _token = asyncio.run(invited(room.people))
    app = application(room)

    def status(path: str, *protocols: str) -> int:
        return ask(app, path, headers={"sec-websocket-protocol": ", ".join(protocols)}, kind="websocket").status

    def ticket(kind: Any) -> str:
        return "ticket." + room.people.ticket(person, kind, "", take_over=False)

    good = ticket("events")
    assert status("/ws/events", "lab.1", good) == SWITCHING
    assert status("/ws/events", "lab.1", good) == FORBIDDEN
    for protocols in ([], ["lab.1"], [ticket("events")], ["lab.1", ticket("media")], ["lab.1", "ticket."]):
        assert status("/ws/events", *protocols) == FORBIDDEN
    two = [ticket("events"), ticket("events")]
    assert status("/ws/events", "lab.1", *two) == FORBIDDEN


def test_that_the_room_is_seen_from_outside_without_anybody_in_it(room: Room) -> None:
    asyncio.run(invited(room.people, name="Olga"))
    answer = ask(application(room), "/api/room")
    seen = json.loads(answer.body)
    assert set(seen) == {"lab", "languages", "secure", "rules", "practice"}
    assert seen["rules"]["version"] == RULES_VERSION
    assert "Не фотографируйте" in seen["rules"]["text"]["ru"]
    assert "Take no photographs" in seen["rules"]["text"]["en"]
    assert len(seen["practice"]["buttons"]) >= 2
    assert b"Olga" not in answer.body


def test_that_the_story_of_a_visit_holds_from_the_pin_to_leaving(room: Room) -> None:
    app = application(room)

    def say(path: str, body: dict[str, Any] | None, token: str = "") -> Any:
        content = json.dumps(body).encode() if body is not None else b""
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        answer = ask(app, path, "POST" if body is not None else "GET", headers, content)
        return json.loads(answer.body) if answer.body else answer.status

    joined = say("/api/join", {**JOIN, "pin": room.people.pin.digits})
    assert (joined["state"], joined["role"], joined["name"]) == ("lobby", "observer", "Rita")
    first = joined["token"]
    assert say("/api/me", None, first)["state"] == "lobby"
    assert say("/api/ws-ticket", {"kind": "media"}, first)["code"] == "not_allowed"
    asyncio.run(Steward(room.people).admit(joined["person"], Role.LEAD))
    assert say("/api/ws-ticket", {"kind": "events"}, first)["code"] == "token_old"
    me = say("/api/me", None, first)
    assert (me["state"], me["role"]) == ("admitted", "lead")
    token = me["token"]
    assert "token" not in say("/api/me", None, token)
    assert say("/api/me", None, first)["code"] == "token_unknown"
    assert set(say("/api/ws-ticket", {"kind": "media"}, token)) == {"ticket"}
    assert say("/api/leave", {}, token) == 204
    assert say("/api/me", None, token)["code"] == "left"


def joining(app: ASGIApp, body: dict[str, Any], address: str) -> tuple[int, dict[str, Any]]:
    """Ask to join from this address."""

    async def from_there(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "client": (address, 50_000)}, receive, send)

    content = json.dumps({"name": "Rita", "rules": RULES_VERSION, "language": "en", **body}).encode()
    answer = ask(from_there, "/api/join", "POST", {"content-type": "application/json"}, content)
    return answer.status, json.loads(answer.body)


@pytest.mark.parametrize("addresses", [1, 97])
def test_that_guessing_never_tries_a_pin_200_times_and_stops_nobody_who_is_invited(
    room: Room, monkeypatch: pytest.MonkeyPatch, addresses: int
) -> None:
    """Twelve minutes, with thirty guesses at the beginning of each."""
    now = [0]
    monkeypatch.setattr(room.people.pin, "_now_us", lambda: now[0])
    room.people.pin.renew()
    app = application(room)
    tried: dict[str, int] = {}
    answers = set()
    for guess in range(360):
        pin = room.people.pin.digits
        wrong = "000000" if pin != "000000" else "111111"
        status, told = joining(app, {"pin": wrong}, f"10.0.{guess % addresses}.1")
        answers.add((status, told["code"]))
        if told["code"] == "pin_wrong":
            tried[pin] = tried.get(pin, 0) + 1
        now[0] += 60_000_000 if guess % 30 == 29 else 0
    assert answers == {(UNAUTHORISED, "pin_wrong"), (429, "wait")}
    assert max(tried.values()) <= 20
    assert len(tried) >= 3
    told = {"code": ""}
    while told["code"] != "wait":
        _status, told = joining(app, {"pin": "nothing"}, "10.0.0.1")
    status, told = joining(app, {"pin": room.people.pin.digits}, "10.0.0.1")
    assert (status, told["code"]) == (429, "wait")
    secret = room.people.invitations.make(Role.OBSERVER)
    status, told = joining(app, {"invitation": f"{secret}.observer"}, "10.0.0.1")
    assert (status, told["state"]) == (200, "admitted")


def test_that_no_secret_stands_in_logs_or_in_the_folder(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    app = application(room)
    secrets = [room.people.invitations.make(Role.OBSERVER)]
    for invitation in tuple(secrets):
        body = {"invitation": invitation, "name": "Olga", "rules": RULES_VERSION, "language": "en"}
        answer = ask(app, "/api/join", "POST", {"content-type": "application/json"}, json.dumps(body).encode())
        secrets.append(json.loads(answer.body)["token"])
    headers = {"content-type": "application/json", "authorization": f"Bearer {secrets[-1]}"}
    secrets.append(json.loads(ask(app, "/api/ws-ticket", "POST", headers, b'{"kind": "events"}').body)["ticket"])
    for broken in (b"{", b'{"kind": "x"}', b"\xff"):
        ask(app, "/api/ws-ticket", "POST", headers, broken)
    lying = "".join(path.read_text(errors="replace") for path in room.folder.path.rglob("*") if path.is_file())
    assert [secret for secret in secrets if secret in lying or secret in caplog.text] == []
    assert "Olga" in lying
